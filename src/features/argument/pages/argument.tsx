import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import type { AsAt } from '../../../platform/http/looking.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn, sayDateTime } from '../../../platform/london-time.ts';
import type { ArgumentLayout } from '../../../ui/charts/argument-layout.ts';
import { ArgumentFigure } from '../../../ui/charts/argument.tsx';
import { DayForm } from '../../../ui/day-form.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { textOf } from '../../../words/sentence.ts';
import {
  argumentPath,
  caseSentence,
  claimName,
  documentPath,
  documentReference,
  hasPart,
  isHazardClaim,
  linesOf,
  partPath,
  TOP,
  type ArgumentDocument,
  type Case,
  type CounterEvidence,
} from '../domain.ts';
import { findingsOf } from '../record.ts';
import { Against } from './against.tsx';
import { ClaimList, ClaimTable } from './claims.tsx';
import { Findings } from './findings.tsx';

export interface ArgumentProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly one: Case;
  /** The claim from which on it is shown: the top, a branch or a hazard. */
  readonly from: string;
  readonly counterEvidence: readonly CounterEvidence[];
  readonly documents: readonly ArgumentDocument[];
  /** Null where there is too much for one picture. */
  readonly layout: ArgumentLayout | null;
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly mayWrite: boolean;
  readonly mayAnswer: boolean;
  readonly mayImport: boolean;
}

/** Why a service is thought to be safe: each claim and what it rests on, as a table first and as a picture below it. */
export function ArgumentPage(props: ArgumentProps, context: PageContext) {
  const { service, one, from, asAt, wrongDay, documents, layout } = props;
  const path = argumentPath(service.reference);
  const whole = from === TOP;
  const named = claimName(from);
  const said = caseSentence(one, from);
  const sentence = { ...said, clears: withOpenDoors(said.clears, context.reaches) };
  const lines = linesOf(one, from, hasPart);
  const kept: (readonly [string, string])[] = whole ? [] : [['of', named]];
  const query = [...kept, ...(asAt ? [['as-at', asAt.text] as const] : [])];
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query.map(([name, value]) => [name, value]))}`;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={whole ? 'Safety argument' : `Safety argument, ${named}`}
      back={
        whole
          ? { text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }
          : { text: 'The whole argument', href: asAt ? `${path}?as-at=${asAt.text}` : path }
      }
      {...(asAt && { asAt: sayDateTime(asAt.at) })}
    >
      <div class="app-head">
        <div class="app-head__words">
          <h1 class="nhsuk-heading-l">
            <span class="nhsuk-caption-l">Safety argument</span> {headingOf(from, service.name)}
          </h1>
        </div>
        <DayForm
          action={path}
          kept={kept}
          asAt={asAt}
          now={whole ? path : partPath(service.reference, from)}
          wrong={wrongDay}
          today={dateIn(context.now)}
        />
      </div>
      <SentenceBlock sentence={sentence} />
      <Findings findings={findingsOf(one, from)} links={one.made.links} />
      <section aria-labelledby="claims">
        <h2 class="nhsuk-heading-m" id="claims">
          The claims, and what they rest on
        </h2>
        <ClaimTable {...{ lines, service, from, asAt }} context={context} />
        <ClaimList {...{ lines, service, from, asAt }} context={context} />
      </section>
      <Against {...props} context={context} />
      <section class="app-argument__drawn" aria-labelledby="picture">
        <h2 class="nhsuk-heading-m" id="picture">
          The same as a picture
        </h2>
        {layout === null ? (
          <p>
            There is too much below this claim for one picture.{' '}
            {isHazardClaim(from)
              ? 'All of it stands in the table above.'
              : 'Each hazard has one of its own: open it in the table.'}
          </p>
        ) : (
          <>
            <ArgumentFigure
              id="argument"
              title={`${whole ? 'The safety argument' : named}, drawn`}
              description={`${textOf(said.so)}. Everything in the picture stands in the table above it.`}
              layout={layout}
              about={from}
            />
            <p class="app-note">
              Thin line: it holds. Thick: it does not hold. Thick and broken: not verified. Box: goal. Slanted box:
              strategy. Circle: evidence. Rounded box: context. Oval: assumption. Diamond: not developed yet. GSN
              Community Standard, version 3.
            </p>
          </>
        )}
      </section>
      <p class="app-noprint">
        <a href={`${path}/file/yaml${search}`} download>
          Download {whole ? '' : 'the whole argument '}as GSN YAML
        </a>
        {layout !== null && (
          <>
            {' · '}
            <a href={`${path}/file/svg${search}`} download>
              Download the picture
            </a>
          </>
        )}
      </p>
      {whole && <Documents service={service.reference} documents={documents} mayImport={props.mayImport} />}
    </ServiceFrame>
  );
}

function headingOf(from: string, service: string): string {
  if (from === TOP) return `Why ${service} is thought to be safe`;
  if (isHazardClaim(from)) return `Why ${claimName(from)} is thought to be controlled`;
  return BRANCH_HEADINGS[from] ?? from;
}

const BRANCH_HEADINGS: Readonly<Record<string, string>> = {
  'G-KNOWN': 'Why the hazards are thought to be known',
  'G-CONTROLLED': 'Why the risks are thought to be controlled',
  'G-PEOPLE': 'Why people and process are thought to be sound',
  'G-IN-USE': 'Why use is thought to be watched',
};

interface DocumentsProps {
  readonly service: string;
  readonly documents: readonly ArgumentDocument[];
  readonly mayImport: boolean;
}

function Documents({ service, documents, mayImport }: DocumentsProps) {
  return (
    <section aria-labelledby="documents">
      <h2 class="nhsuk-heading-m" id="documents">
        Arguments that were brought
      </h2>
      {documents.length === 0 ? (
        <p>A supplier’s argument, or one from before, can be kept here beside the one that follows from the file.</p>
      ) : (
        <ul class="app-logs">
          {documents.map(({ number, title, brought }) => (
            <li>
              <a class="app-logs__title" href={documentPath(service, number)}>
                {documentReference(number)} {title}
              </a>
              <p>
                Brought by {brought.by} on {sayDateTime(brought.at)}. Kept as it was, without verdicts.
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayImport && (
        <Button variant="secondary" classes="app-noprint" href={`${argumentPath(service)}/documents/new`}>
          Bring an argument
        </Button>
      )}
    </section>
  );
}
