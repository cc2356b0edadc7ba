import type { VNode } from 'preact';
import type { AsAt } from '../../../platform/http/looking.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { aboutPath, editionPath, packsPath, standardPath } from '../domain/addresses.ts';
import type { AssessedSection, Assessment } from '../domain/assessment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { assessmentsPath, panelPath, type Draft, type PanelAssessment } from '../domain/findings.ts';
import { CONFIDENCE_WORDS, isBlank, isDueSoon, isGap, sectionNoun, type AlsoCounts } from '../domain/showing.ts';
import { summaryOf } from '../domain/summary.ts';
import type { Beside } from '../domain/beside.ts';
import { Answers } from './answers.tsx';
import { Clause, type HistoryLine } from './clause.tsx';
import { Frame, Head } from './frame.tsx';
import { standardAddress, type Showing, type StandardView } from '../domain/viewing.ts';

export interface StandardProps {
  readonly assessment: Assessment;
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly show: Showing;
  /** The section that is opened. */
  readonly open: string | null;
  /** What the opened section was at earlier moments; null where nobody asked. */
  readonly history: readonly HistoryLine[] | null;
  /** Where else each section counts, by its id. */
  readonly also: ReadonlyMap<string, readonly AlsoCounts[]>;
  /** What else is read off it, where the standard has a scheme of its own. */
  readonly beside: Beside;
  /** What somebody judged of each section, by its id, and nobody has signed. */
  readonly drafts: ReadonlyMap<string, readonly Draft[]>;
  /** What later features say beside each section, by its id, and under '' beside the whole. */
  readonly remarks: ReadonlyMap<string, readonly VNode[]>;
  /** The latest edition, where the service keeps to an earlier one and this person may take it up; else null. */
  readonly newer: string | null;
  /** The last assessment by a panel; null where there is none. */
  readonly panel: PanelAssessment | null;
  /** Whether this person may do what clears something, or judge: nobody is led to a door that is closed to them. */
  readonly may: { readonly act: boolean; readonly judge: boolean; readonly pack: boolean };
}

/** A service beside one standard: one line for each of its clauses, and all that stands behind it. */
export function StandardPage(props: StandardProps, context: PageContext) {
  const { assessment, asAt, wrongDay, show } = props;
  const { catalogue, service, sections } = assessment;
  const noun = sectionNoun(catalogue);
  const blank = isBlank(assessment);
  const shown = sections.filter((one) => isShown(one, show) || one.section.id === props.open);
  // One green button in view: of the section that is opened, or else the pack, or the first that needs somebody.
  const hasPack = catalogue.id === POINT_16 && !blank && props.open === null && props.may.pack && asAt === null;
  const leading = blank || hasPack ? null : (props.open ?? sections.find(isGap)?.section.id ?? null);
  const address = (view: StandardView) =>
    standardAddress(service.reference, catalogue.id, { show, asAt: asAt?.text ?? null, ...view });
  return (
    <Frame context={context} service={service} title={catalogue.name} asAt={asAt} standard={catalogue.id}>
      <Head
        caption={`${catalogue.name}, ${editionWords(catalogue)}`}
        heading={catalogue.title}
        context={context}
        path={standardPath(service.reference, catalogue.id)}
        kept={[
          ...(show === 'all' ? [] : [['show', show] as const]),
          ...(props.open ? [['open', props.open] as const] : []),
        ]}
        asAt={asAt}
        wrongDay={wrongDay}
      >
        <div class="app-lead">
          <Summary assessment={assessment} href={(open) => address({ show: 'all', open })} />
        </div>
        {props.beside.notes.length > 0 && (
          <p class="app-measure">
            {props.beside.notes.map((words) => (
              <>
                <InWords words={words} />{' '}
              </>
            ))}
          </p>
        )}
        <WaysOn {...props} leads={hasPack} />
      </Head>
      {props.remarks.get('')}
      {blank && <FirstThing {...props} />}
      <Answers assessment={assessment} answers={props.beside.answers} />
      <Filters sections={sections} show={show} noun={noun} href={(one) => address({ show: one, open: null })} />
      {shown.length === 0 ? (
        <p>
          {show === 'gaps' ? `No ${noun} has a gap.` : `Nothing under any ${noun} lapses in 14 days.`}{' '}
          <a href={address({ show: 'all', open: null })}>Show all {noun}s</a>
        </p>
      ) : (
        <Clauses {...props} shown={shown} leading={leading} address={address} />
      )}
      <Foot catalogue={catalogue} />
    </Frame>
  );
}

const POINT_16 = 'point-16';

/** What is made of it, what changed since a panel last looked, and a later edition. */
function WaysOn({ assessment, asAt, panel, newer, may, leads }: StandardProps & { readonly leads: boolean }) {
  const { catalogue, service } = assessment;
  return (
    <div class="app-ways-on app-noprint">
      {catalogue.id === POINT_16 &&
        (may.pack && asAt === null ? (
          <Button href={packsPath(service.reference)} variant={leads ? undefined : 'secondary'}>
            Make the pack for the assessor
          </Button>
        ) : (
          <a href={packsPath(service.reference)}>Packs for assessors</a>
        ))}
      {panel === null ? (
        <a href={assessmentsPath(service.reference, catalogue.id)}>Assessments by a panel</a>
      ) : (
        <span>
          <a href={`${panelPath(service.reference, catalogue.id, panel.number)}#changed`}>
            What changed since the {panel.phase} assessment
          </a>{' '}
          on {sayDay(panel.on)}
        </span>
      )}
      {newer !== null && asAt === null && (
        <a href={editionPath(service.reference, catalogue.id, newer)}>
          What the {editionWords({ edition: newer })} changes
        </a>
      )}
    </div>
  );
}

function isShown(section: AssessedSection, show: Showing): boolean {
  return show === 'all' || (show === 'gaps' ? isGap(section) : isDueSoon(section));
}

const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "January 2026 edition", "edition 4.2" */
function editionWords({ edition }: Pick<Catalogue, 'edition'>): string {
  const month = /^(\d{4})-(\d{2})$/u.exec(edition);
  if (!month) return `edition ${edition}`;
  return `${MONTHS.format(new Date(`${edition}-01T00:00:00Z`))} edition`;
}

interface SummaryProps {
  readonly assessment: Assessment;
  /** Where a section is opened. */
  readonly href: (section: string) => string;
}

/** Where it stands, in one paragraph. */
export function Summary({ assessment, href }: SummaryProps) {
  return (
    <p class="app-measure">
      {summaryOf(assessment, href).map(({ lead, words }) => (
        <>
          {lead !== '' && <strong>{lead}</strong>}
          <InWords words={words} />{' '}
        </>
      ))}
    </p>
  );
}

/** What stands here once something is known, and the one thing to do first. */
function FirstThing({ assessment, asAt, may }: StandardProps) {
  const { catalogue, open, service } = assessment;
  const act = may.act && asAt === null;
  return (
    <div class="app-measure">
      <p>
        Each {sectionNoun(catalogue)} below says what is known of this service now, on what evidence, how fresh it is,
        and what to do next. Most of it fills by itself as the team works: an officer is nominated, hazards are
        recorded, tests run. The rest somebody looks at and records. Then a named person judges.
      </p>
      {open.length > 0 ? (
        <>
          <p>
            First, say what kind of service this is. {counted(open.length, 'answer decides', 'answers decide')} which
            parts of the standard apply.
          </p>
          {act && <Button href={aboutPath(service.reference)}>Answer the questions about this service</Button>}
        </>
      ) : (
        <>
          <p>First, say what the service is for: hazards are looked for in its intended use.</p>
          {act && (
            <Button href={`/services/${service.reference}/edit#intendedFunction`}>Say what the service is for</Button>
          )}
        </>
      )}
    </div>
  );
}

interface FiltersProps {
  readonly sections: readonly AssessedSection[];
  readonly show: Showing;
  readonly noun: string;
  readonly href: (show: Showing) => string;
}

function Filters({ sections, show, noun, href }: FiltersProps) {
  const filters = [
    { is: 'all', text: `All ${noun}s`, count: sections.length },
    { is: 'gaps', text: 'Gaps only', count: sections.filter(isGap).length },
    { is: 'due', text: 'Due in 14 days', count: sections.filter(isDueSoon).length },
  ] as const;
  return (
    <nav class="app-saved app-clauses__filters" aria-label={`Which ${noun}s`}>
      <ul class="app-saved__list">
        {filters.map(({ is, text, count }) => (
          <li>
            <a class="app-saved__link" href={href(is)} aria-current={is === show ? 'true' : undefined}>
              {text} ({count})
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface ClausesProps extends StandardProps {
  readonly shown: readonly AssessedSection[];
  readonly leading: string | null;
  readonly address: (view: StandardView) => string;
}

function Clauses({ shown, leading, address, ...props }: ClausesProps) {
  const { assessment } = props;
  const noun = sectionNoun(assessment.catalogue);
  const heading = noun === 'clause' ? 'Clause' : 'Section';
  return (
    <section aria-labelledby="clauses">
      <h2 class="nhsuk-u-visually-hidden" id="clauses">
        {heading}s
      </h2>
      {/* Each line says its own words; these stand above them for whoever sees columns. */}
      <p class="app-clauses__head" aria-hidden="true">
        <span>{heading}</span> <span>Verdict</span> <span>Freshness</span> <span>Judged by</span>
      </p>
      {shown.map((one) => {
        const { id } = one.section;
        const open = id === props.open;
        return (
          <Clause
            {...{ assessment, noun, open, address }}
            section={one}
            day={props.asAt?.text ?? null}
            history={open ? props.history : null}
            also={props.also.get(id) ?? []}
            answers={props.beside.answers}
            drafts={props.drafts.get(id) ?? []}
            remarks={props.remarks.get(id) ?? []}
            may={props.asAt === null ? props.may : NOTHING}
            leads={id === leading}
          />
        );
      })}
    </section>
  );
}

/** In the past there is nothing to do. */
const NOTHING = { act: false, judge: false, pack: false };

/** What the words are from, and how far they can be relied on. */
function Foot({ catalogue }: { readonly catalogue: Catalogue }) {
  const { source, publisher, checked, recheckBy, force, standing, notes } = catalogue;
  return (
    <footer class="app-clauses__foot">
      <p class="app-note app-measure">
        In our own words, after <a href={source.url}>{source.title}</a> ({publisher}). Catalogue {catalogue.id},{' '}
        {catalogue.edition}
        {source.confidence === 'seen'
          ? `, checked against the source on ${sayDay(checked)}`
          : `, ${CONFIDENCE_WORDS[source.confidence]}, on ${sayDay(checked)}`}
        ; to be checked again by {sayDay(recheckBy)}. A person judges; the machine observes. Not known is never a pass.{' '}
        <a href="/help/point-16">What the words mean</a>
      </p>
      <details class="nhsuk-details">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">What the source says of its force, and what to know of it</span>
        </summary>
        <div class="nhsuk-details__text">
          {[force, standing, ...notes]
            .filter((words) => words !== '')
            .map((words) => (
              <p>{words}</p>
            ))}
        </div>
      </details>
    </footer>
  );
}
