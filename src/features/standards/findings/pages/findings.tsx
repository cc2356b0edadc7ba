import type { PageContext } from '../../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import { InWords } from '../../../../ui/sentence.tsx';
import type { Words } from '../../../../words/sentence.ts';
import { listed } from '../../../../words/counting.ts';
import { Button, Details } from '../../../../ui/nhsuk/index.ts';
import { judgePath, standardPath } from '../../domain/addresses.ts';
import {
  findingPath,
  findingReference,
  sayJudgements,
  sayValue,
  type WrittenJudgement,
} from '../../domain/findings.ts';
import { RESULT_WORDS } from '../../domain/showing.ts';
import type { FindingProps, FindingsProps } from '../reading.ts';
import { recordFinding } from '../commands.ts';
import { sayFacts } from '../signing.ts';
import { ServiceFrame } from '../../../../platform/http/service-frame.tsx';

/** All findings of a service. */
export function FindingsPage({ service, findings }: FindingsProps, context: PageContext) {
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Findings"
      back={{ text: 'Point 16', href: standardPath(service.reference, 'point-16') }}
    >
      <h1 class="nhsuk-heading-l">Findings</h1>
      {findings.length === 0 ? (
        <div class="app-measure">
          <p>
            What people judge of each section of a standard will stand here, with who signed it and when. The machine
            observes; a person judges.
          </p>
          <p>
            <a href={standardPath(service.reference, 'point-16')}>Open point 16</a>, and judge its first clause.
          </p>
        </div>
      ) : (
        <ul class="app-logs">
          {findings.map(({ finding, signed, called, waiting }) => (
            <li>
              <span class="app-ref">{findingReference(finding.number)}</span>{' '}
              <a class="app-logs__title" href={findingPath(service.reference, finding.number)}>
                {called.section(finding.section)}
              </a>
              <p>
                {called.standard}. {sayJudgements(finding.judgements)}.{' '}
                {signed === null
                  ? `Written by ${writers(finding.judgements)}, not signed: it counts for nothing yet.`
                  : `Signed by ${listed(signed.by)} on ${sayDate(signed.at)}${waiting > 0 ? ', and written anew since: that is not signed.' : '.'}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </ServiceFrame>
  );
}

function writers(judgements: readonly WrittenJudgement[]): string {
  return listed([...new Set(judgements.map(({ by }) => by))]);
}

function OutOfDate({ words }: { readonly words: Words }) {
  if (words.length === 0) return null;
  return (
    <p class="app-so">
      <strong>What was signed of it is out of date.</strong> <InWords words={words} /> Judging it again, and signing
      that, clears it.
    </p>
  );
}

/** One finding: each judgement with who wrote it, why, and what was observed then. */
export function FindingPage(
  { service, finding, called, waiting, outOfDate, approval }: FindingProps,
  context: PageContext,
) {
  const reference = findingReference(finding.number);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`${reference}, ${called.section(finding.section)}`}
      back={{ text: 'All findings', href: `/services/${service.reference}/findings` }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          {reference}, {called.standard}, edition {finding.edition}
        </span>{' '}
        {called.section(finding.section)}
      </h1>
      {approval}
      {finding.judgements.map((one) => (
        <section class="app-measure" aria-labelledby={`judged-${one.criterion}`}>
          <h2 class="nhsuk-heading-m" id={`judged-${one.criterion}`}>
            <span class="app-ref">{one.criterion}</span> {called.criterion(one.criterion)}
          </h2>
          <p>
            <strong>{sayValue(one.value)}</strong>
            {one.reason !== '' && <span class="app-lines">: {one.reason}</span>}
          </p>
          <p class="app-second">
            Written by {one.by}, {sayDateTime(one.at)}
            {waiting.includes(one.criterion) && ', not signed: it counts for nothing yet'}.
            {Object.keys(one.facts).length > 0 && <> It turns on: {sayFacts(one.facts)}</>}
          </p>
          <OutOfDate words={outOfDate.get(one.criterion) ?? []} />
          <Details summary={`What the checks under ${one.criterion} came to then`}>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {Object.entries(one.basis).map(([check, result]) => (
                <li>
                  {RESULT_WORDS[result]}: <code>{check}</code>
                </li>
              ))}
            </ul>
          </Details>
        </section>
      ))}
      {service.phase !== 'retired' && context.allows(recordFinding) && (
        <p class="app-noprint">
          <Button variant="secondary" href={judgePath(service.reference, finding.catalogue, finding.section)}>
            Judge it again
          </Button>
        </p>
      )}
    </ServiceFrame>
  );
}
