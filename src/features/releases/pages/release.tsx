import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import type { Observation } from '../../../rules/checks.ts';
import { Button, Details, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { counted } from '../../../words/counting.ts';
import type { Words } from '../../../words/sentence.ts';
import { runPath, runReference, runsPath } from '../../evidence/index.ts';
import {
  awaitsLook,
  componentCounts,
  releasePath,
  releasesPath,
  standingOf,
  touchedPath,
  unsaid,
  type KeptComponent,
  type KeptRelease,
} from '../domain.ts';
import type { Suggested } from '../suggesting.ts';
import { CHANGE_WORDS, FINDING_WORDS, ImpactState, STATE_WORDS } from './words.tsx';

export interface RunOnRelease {
  readonly number: number;
  readonly observedAt: Date;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface ReleaseProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly release: KeptRelease;
  /** What the gate asks of the register. */
  readonly observations: readonly Observation[];
  /** What later features say of it: who overrode the gate, which reports and packets are for it. */
  readonly elsewhere: readonly Words[];
  readonly suggestions: readonly Suggested[];
  readonly runs: readonly RunOnRelease[];
  readonly mayDescribe: boolean;
  readonly mayJudge: boolean;
  readonly mayState: boolean;
  readonly mayLook: boolean;
  readonly mayRelease: boolean;
}

/** As many components as one page shows. */
const MOST_COMPONENTS = 500;

/** One release: what is still to be said of it, and all that is said. */
export function ReleasePage(props: ReleaseProps, context: PageContext) {
  const { service, release, observations, mayRelease } = props;
  const { version, state, liveAt, recordedAt, withdrawnBecause } = release;
  const path = releasePath(service.reference, version);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Release ${version}`}
      back={{ text: 'Releases', href: releasesPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l">Release {version}</h1>
      <p class="app-lead">
        {STATE_WORDS[state]} since {sayDate(liveAt ?? recordedAt)}
        {state === 'candidate' && ': nobody uses it yet'}
        {state === 'withdrawn' && withdrawnBecause !== null && `: ${withdrawnBecause}`}
        {release.commit !== null && (
          <>
            {'. Built from '}
            <code>{release.commit.slice(0, 12)}</code>
          </>
        )}
      </p>
      <div class="app-actions__row app-noprint">
        <Button variant="secondary" href={`${path}/gate`}>
          Ask whether it may go
        </Button>
        {mayRelease && state === 'candidate' && (
          <Button variant="secondary" href={`${path}/live`}>
            It goes live
          </Button>
        )}
        {mayRelease && state !== 'withdrawn' && (
          <Button variant="secondary" href={`${path}/withdraw`}>
            Withdraw it
          </Button>
        )}
      </div>
      <ToBeSaid observations={observations} context={context} />
      <Elsewhere lines={props.elsewhere} context={context} />
      <Meaning {...props} path={path} now={context.now} />
      <Touches {...props} path={path} />
      <Configuration {...props} path={path} />
      <Components {...props} path={path} />
      <Issues {...props} path={path} />
      <Runs {...props} />
    </ServiceFrame>
  );
}

const FINE = ['passed', 'not-applicable'];

function ToBeSaid({
  observations,
  context,
}: {
  readonly observations: readonly Observation[];
  readonly context: PageContext;
}) {
  const open = observations.filter(({ result }) => !FINE.includes(result));
  if (open.length === 0)
    return (
      <p class="app-so app-so--quiet">
        <strong>The register is whole for this release.</strong> Whether it may go, the gate says.
      </p>
    );
  return (
    <section aria-labelledby="open">
      <h2 class="nhsuk-heading-m" id="open">
        What is not clear yet <span class="app-count">({open.length})</span>
      </h2>
      <ul class="app-logs">
        {open.map(({ result, says, clears }) => (
          <li>
            <VerdictTag verdict={result === 'failed' ? 'not-met' : 'not-known'} says="met" /> <InWords words={says} />{' '}
            <InWords words={withOpenDoors(clears, context.reaches)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where it stands in the safety case. */
function Elsewhere({ lines, context }: { readonly lines: readonly Words[]; readonly context: PageContext }) {
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="elsewhere">
      <h2 class="nhsuk-heading-m" id="elsewhere">
        In the safety case
      </h2>
      <ul class="app-logs">
        {lines.map((words) => (
          <li>
            <InWords words={withOpenDoors(words, context.reaches)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Part = ReleaseProps & { readonly path: string };

function Meaning({ release, path, mayState, mayLook, now }: Part & { readonly now: Date }) {
  const { impact } = release;
  const stated = impact && { ...impact, agreed: impact.sampled?.agreed ?? null };
  const waits = impact !== null && awaitsLook(standingOf(impact, now));
  return (
    <section aria-labelledby="impact">
      <h2 class="nhsuk-heading-m" id="impact">
        What it means for safety
      </h2>
      <p>
        <ImpactState impact={stated} now={now} />
      </p>
      {impact && (
        <SummaryList
          rows={[
            { key: 'Said', value: `by ${impact.by} on ${sayDate(impact.at)}` },
            { key: 'Because', value: <span class="app-lines">{impact.reason}</span> },
            impact.sampled && {
              key: 'Looked at',
              value: (
                <span class="app-lines">
                  {impact.sampled.by} {impact.sampled.agreed ? 'agreed' : 'did not agree'} on{' '}
                  {sayDate(impact.sampled.at)}
                  {impact.sampled.note !== '' && `: ${impact.sampled.note}`}
                </span>
              ),
            },
          ]}
        />
      )}
      <p class="app-noprint">
        {mayLook && waits && <a href={`${path}/look`}>Look at this statement</a>}
        {mayLook && waits && mayState && ' '}
        {mayState && <a href={`${path}/impact`}>{impact ? 'Say it anew' : 'Say what it means for safety'}</a>}
      </p>
    </section>
  );
}

function Touches({ service, release, suggestions, path, mayDescribe }: Part) {
  const { touches, touchesSaid } = release;
  const link = (reference: string) => <a href={touchedPath(service.reference, reference)}>{reference}</a>;
  const spaced = (references: readonly string[]) =>
    references.map((reference, index) => (
      <>
        {index > 0 && ', '}
        {link(reference)}
      </>
    ));
  return (
    <section aria-labelledby="touches">
      <h2 class="nhsuk-heading-m" id="touches">
        What it touches
      </h2>
      {touches === null || touchesSaid === null ? (
        <p>Nobody has said which hazards and controls this release touches.</p>
      ) : (
        <SummaryList
          rows={[
            { key: 'Hazards', value: touches.hazards.length === 0 ? 'None' : <>{spaced(touches.hazards)}</> },
            { key: 'Controls', value: touches.controls.length === 0 ? 'None' : <>{spaced(touches.controls)}</> },
            { key: 'Said', value: `by ${touchesSaid.by} on ${sayDate(touchesSaid.at)}` },
          ]}
        />
      )}
      {suggestions.length > 0 && (
        <>
          <p>These controls are not named, and their tests say something else on this release:</p>
          <ul>
            {suggestions.map(({ reference, href, text, because }) => (
              <li>
                <a href={href}>{reference}</a> {text} <span class="app-second">({because})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {mayDescribe && (
        <p class="app-noprint">
          <a href={`${path}/touches`}>{touches ? 'Change what it touches' : 'Say what it touches'}</a>
        </p>
      )}
    </section>
  );
}

function Configuration({ release: { configuration }, path, mayDescribe }: Part) {
  return (
    <section aria-labelledby="configuration">
      <h2 class="nhsuk-heading-m" id="configuration">
        What it runs on and with
      </h2>
      {configuration === null ? (
        <p>Nobody has said what this release runs on and with.</p>
      ) : (
        <SummaryList rows={configuration.map(({ name, value }) => ({ key: name, value }))} />
      )}
      {mayDescribe && (
        <p class="app-noprint">
          <a href={`${path}/configuration`}>{configuration ? 'Change it' : 'Say what it runs on'}</a>
        </p>
      )}
    </section>
  );
}

function Components(props: Part) {
  const { release, path, mayDescribe, mayJudge } = props;
  const { components, before, sbom, state } = release;
  const present = (components ?? []).filter(({ change }) => change !== 'gone');
  const open = unsaid(components ?? []);
  const mayList = mayDescribe && (state === 'candidate' || components === null);
  return (
    <section aria-labelledby="components">
      <h2 class="nhsuk-heading-m" id="components">
        Third-party components{components !== null && <span class="app-count"> ({present.length})</span>}
      </h2>
      {components === null ? (
        <p>Nobody has said which third-party components this release has, or that it has none.</p>
      ) : present.length === 0 ? (
        <p>It is declared that this release has no third-party components.</p>
      ) : (
        <>
          <p class="app-measure">
            {before === null
              ? 'There is no release before this one.'
              : `Compared with release ${before}: ${comparedWords(components)}.`}{' '}
            {sbom && `Read from ${sbom.name} (${sbom.format}).`}{' '}
            {open.length > 0 && `Of ${counted(open.length, 'component')} nobody has said anything.`}
          </p>
          <ComponentTable components={components} />
        </>
      )}
      <p class="app-noprint">
        {mayJudge && present.length > 0 && (
          <a href={`${path}/components/assess`}>
            {open.length > 0 ? `Speak for ${counted(open.length, 'component')}` : 'Change what is said of components'}
          </a>
        )}{' '}
        {mayList && <a href={`${path}/components`}>{components ? 'List them anew' : 'List the components'}</a>}{' '}
        {mayJudge && components === null && <a href={`${path}/components/none`}>Declare that there are none</a>}
      </p>
    </section>
  );
}

function comparedWords(components: readonly KeptComponent[]): string {
  const count = componentCounts(components);
  return `${count.new} new, ${count.changed} changed, ${count.gone} gone, ${count.same} the same`;
}

function ComponentTable({ components }: { readonly components: readonly KeptComponent[] }) {
  // Of what nobody has said anything, before what is settled.
  const open = new Set(unsaid(components));
  const sorted = components.toSorted((a, b) => Number(open.has(b)) - Number(open.has(a)));
  const shown = sorted.slice(0, MOST_COMPONENTS);
  const table = (
    <Table
      responsive
      firstCellIsHeader
      compact
      classes="app-list"
      caption={{ text: 'Third-party components', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Component' }, { text: 'Version' }, { text: 'Beside before' }, { text: 'What is said of it' }]}
      rows={shown.map((one) => [
        {
          text: (
            <>
              {one.name}
              {one.supplier !== '' && <span class="app-second"> by {one.supplier}</span>}
            </>
          ),
        },
        { text: one.version === '' ? 'Not known' : one.version },
        { text: CHANGE_WORDS[one.change] },
        { text: <Finding of={one} /> },
      ])}
    />
  );
  return (
    <>
      {shown.length <= 20 ? table : <Details summary={`Show ${counted(shown.length, 'component')}`}>{table}</Details>}
      {sorted.length > shown.length && (
        <p>{sorted.length - shown.length} more are not shown here. The API has all of them: releases/release.</p>
      )}
    </>
  );
}

function Finding({ of: { change, finding, foundAt } }: { readonly of: KeptComponent }) {
  if (change === 'gone') return <span class="app-second">No longer in it</span>;
  if (finding === null)
    return (
      <>
        <VerdictTag verdict="not-known" says="met" /> nothing yet
      </>
    );
  return (
    <>
      {FINDING_WORDS[finding.finding]}: <span class="app-lines">{finding.reason}</span>{' '}
      <span class="app-second">
        {finding.by}
        {foundAt && `, ${sayDate(foundAt)}`}
      </span>
    </>
  );
}

function Issues({ service, release: { testIssues }, path, mayDescribe }: Part) {
  return (
    <section aria-labelledby="issues">
      <h2 class="nhsuk-heading-m" id="issues">
        Faults that are known
      </h2>
      {testIssues === null ? (
        <p>Nobody has said which faults go along with this release, or that none is known.</p>
      ) : testIssues.length === 0 ? (
        <p>It was said that none is known.</p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Known faults', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Issue' }, { text: 'What it is' }, { text: 'What it means for safety' }, { text: 'Hazards' }]}
          rows={testIssues.map((one) => [
            { text: one.reference },
            { text: one.title },
            { text: <span class="app-lines">{one.meaning}</span> },
            {
              text:
                one.hazards.length === 0
                  ? 'None'
                  : one.hazards.map((hazard, index) => (
                      <>
                        {index > 0 && ', '}
                        <a href={touchedPath(service.reference, hazard)}>{hazard}</a>
                      </>
                    )),
            },
          ])}
        />
      )}
      {mayDescribe && (
        <p class="app-noprint">
          <a href={`${path}/issues`}>{testIssues ? 'Change the list' : 'Say which are known'}</a>
        </p>
      )}
    </section>
  );
}

function Runs({ service, runs }: Pick<ReleaseProps, 'service' | 'runs'>) {
  return (
    <section aria-labelledby="runs">
      <h2 class="nhsuk-heading-m" id="runs">
        Runs of tests on it
      </h2>
      {runs.length === 0 ? (
        <p>None yet.</p>
      ) : (
        <ul>
          {runs.map(({ number, observedAt, passed, failed, skipped }) => (
            <li>
              <a href={runPath(service.reference, number)}>{runReference(number)}</a>, {sayDateTime(observedAt)}:{' '}
              {passed} passed, {failed} failed{skipped > 0 && `, ${skipped} skipped`}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={runsPath(service.reference)}>All runs of tests</a>
      </p>
    </section>
  );
}
