import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Details, Select } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { sayDay } from '../../../words/days.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { actionPath, actionReference } from '../../actions/index.ts';
import type { Signer } from '../../people/index.ts';
import { counted } from '../domain.ts';
import { editorialCount, materialCount, type Difference } from '../domain/difference.ts';
import type { Signed } from '../signable.ts';
import { EditorialChanges, MaterialChanges } from './difference.tsx';
import { Fingerprint, SignerFacts } from './side.tsx';

/** One version that was approved, with its signatures. */
export interface VersionShown {
  readonly number: number;
  readonly at: Date;
  readonly until: Date | null;
  readonly supersededBy: { readonly number: number; readonly at: Date } | null;
  readonly isVoid: boolean;
  readonly fingerprint: string;
  readonly signatures: readonly {
    readonly id: string;
    readonly seq: number;
    readonly at: Date;
    readonly by: string;
    readonly role: string;
    readonly signer: Signer | null;
    readonly meaning: string;
    readonly author: boolean;
    readonly confirmed: { readonly at: Date; readonly method: string } | null;
    readonly conditions: number;
    /** Its registration turned out not to have been held that day. */
    readonly notHeld: boolean;
    readonly outside: {
      readonly sha256: string;
      readonly signedOn: string;
      readonly takenInBy: string;
      readonly scope: string;
    } | null;
  }[];
}

export interface VersionsProps {
  readonly signed: Signed;
  readonly noun: string;
  /** "Version 4 approved by ... on ..., unchanged since"; null where nothing was approved. */
  readonly line: string | null;
  /** What is so of it, where it does not stand. */
  readonly sentence: Sentence | null;
  /** The last day of one that stands: "3 March 2027". */
  readonly until: string | null;
  readonly next: number;
  /** Whether they may sign, and something is there to be signed. */
  readonly maySign: boolean;
  /** Whether they may take in a document that was signed elsewhere. */
  readonly mayTakeIn: boolean;
  readonly versions: readonly VersionShown[];
  readonly refusals: readonly {
    readonly by: string;
    readonly at: Date;
    readonly number: number;
    readonly reason: string;
  }[];
  /** Signatures that wait for others. */
  readonly waiting: readonly { readonly by: string; readonly at: Date; readonly number: number }[];
  /** The actions that conditions are. */
  readonly actions: readonly {
    readonly number: number;
    readonly title: string;
    readonly owner: string;
    readonly due: string;
    readonly state: string;
  }[];
  /** Two versions beside each other; null for the work as it is. */
  readonly pair: { readonly from: number; readonly to: number | null; readonly difference: Difference } | null;
}

/** The versions of something that is signed: how the last one stands, each with its signatures, any two compared. */
export function VersionsPage(props: VersionsProps, { shell, now, notice }: PageContext) {
  const { signed, line, sentence, until, next, maySign, versions } = props;
  return (
    <Layout
      shell={shell}
      title={`Versions, ${signed.title}`}
      path="/services"
      service={{ name: signed.service.name, href: `/services/${signed.service.reference}`, asAt: sayDateTime(now) }}
      back={{ text: signed.title, href: signed.href }}
    >
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{signed.title}</span> Versions
        </h1>
        {maySign && (
          <div class="app-title__action">
            <Button variant="secondary" href={`${signed.path}/sign`}>
              Read and sign version {next}
            </Button>
          </div>
        )}
      </div>
      {line === null ? <Empty {...props} /> : <p class="app-lead app-measure">{line}.</p>}
      {sentence && line !== null && <SentenceBlock sentence={sentence} />}
      {until !== null && (
        <p class="app-measure app-second">It is valid until {until}. It comes to the desk 30 days before that.</p>
      )}
      {props.mayTakeIn && (
        <p>
          <a href={`${signed.path}/outside`}>Take in a document that was signed elsewhere</a>
        </p>
      )}
      <Waiting {...props} />
      {versions.map((version) => (
        <Version version={version} path={signed.path} />
      ))}
      <Actions {...props} />
      <Compared {...props} />
      <Refusals {...props} />
    </Layout>
  );
}

function Empty({ noun }: VersionsProps) {
  return (
    <div class="app-measure">
      <p class="app-lead">No version of this {noun} is approved yet.</p>
      <p>
        Each version that somebody approves will stand here for ever, with their name, what they meant by it, and the
        registration that they held that day. What changes later is shown beside it, and nothing that was signed is
        lost. (DCB0129 3.3.2 asks the clinical safety officer to approve each version.)
      </p>
    </div>
  );
}

function Waiting({ waiting, next }: VersionsProps) {
  const these = waiting.filter(({ number }) => number === next);
  if (these.length === 0) return null;
  return (
    <p class="app-measure">
      Version {next} waits for another signature. Signed by{' '}
      {these.map(({ by, at }) => `${by} on ${sayDate(at)}`).join(', ')}.
    </p>
  );
}

function Version({ version, path }: { readonly version: VersionShown; readonly path: string }) {
  const { number, at, until, supersededBy, isVoid, signatures, fingerprint } = version;
  return (
    <section class="app-version" aria-labelledby={`version-${number}`}>
      <h2 class="nhsuk-heading-s" id={`version-${number}`}>
        Version {number}
        <span class="app-count">
          {' '}
          approved on {sayDate(at)}
          {supersededBy && `, followed by version ${supersededBy.number} on ${sayDate(supersededBy.at)}`}
          {isVoid && ', void'}
        </span>
      </h2>
      {signatures.map((one) => (
        <p class="app-version__by">
          {one.outside ? `Approved outside Primum on ${sayDay(one.outside.signedOn)}, by ` : 'Approved by '}
          {one.by}
          {one.author && ', its author'}
          {one.conditions > 0 && `, with ${counted(one.conditions, 'condition')}`}.
          {one.outside && (
            <>
              {' '}
              Taken in by {one.outside.takenInBy}, who says that it covers: “{one.outside.scope}”.{' '}
              <a href={`/files/${one.outside.sha256}`}>The signed document</a>
            </>
          )}
          {one.notHeld && ' The registration that it required turned out not to have been held that day.'}
        </p>
      ))}
      <Details summary={`All that was recorded of version ${number}`}>
        <dl class="app-side">
          <div>
            <dt class="app-note">Fingerprint</dt>
            <dd>
              <Fingerprint hex={fingerprint} />
            </dd>
          </div>
          <div>
            <dt class="app-note">Valid</dt>
            <dd>
              {until === null ? 'until it is out of date' : `until ${sayDate(until)}, or until it is out of date`}
            </dd>
          </div>
        </dl>
        {signatures.map((one) => (
          <>
            <blockquote class="app-so app-meaning">
              <p>{one.meaning}</p>
            </blockquote>
            <p class="app-second">
              {one.outside ? 'Taken in' : 'Signed'} on {sayDateTime(one.at)}. Entry {one.seq} of the ledger.
              {one.confirmed && ` Confirmed with ${one.confirmed.method} at ${sayDateTime(one.confirmed.at)}.`}
            </p>
            {one.signer ? <SignerFacts signer={one.signer} role={one.role} /> : <p>The name was erased.</p>}
            <p class="app-note">
              To prove it anywhere: <code>primum approval {one.id}</code> writes it to a file, and{' '}
              <code>primum verify</code> checks that file.
            </p>
          </>
        ))}
      </Details>
      {supersededBy === null && (
        <p>
          <a href={`${path}/versions?from=${number}#compared`}>What is different now</a>
        </p>
      )}
    </section>
  );
}

function Actions({ actions }: VersionsProps) {
  if (actions.length === 0) return null;
  return (
    <section aria-labelledby="conditions">
      <h2 class="nhsuk-heading-m" id="conditions">
        Conditions <span class="app-count">({actions.length})</span>
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {actions.map(({ number, title, owner, due, state }) => (
          <li>
            <a class="app-ref" href={actionPath(number)}>
              {actionReference(number)}
            </a>{' '}
            {title}{' '}
            <span class="app-second">
              ({owner}, by {sayDay(due)}: {state})
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Compared({ signed, versions, pair }: VersionsProps) {
  if (!pair) return null;
  const { from, to, difference } = pair;
  const editorial = editorialCount(difference);
  const items = [
    ...versions.map(({ number }) => ({ value: String(number), text: `Version ${number}` })),
    { value: 'now', text: 'The work as it is now' },
  ];
  const after = to === null ? 'Now' : `Version ${to}`;
  return (
    <section aria-labelledby="compared">
      <h2 class="nhsuk-heading-m" id="compared">
        Version {from} beside {to === null ? 'the work as it is now' : `version ${to}`}
      </h2>
      <form method="get" action={`${signed.path}/versions`} class="app-compare">
        <Select id="from" name="from" label={{ text: 'Compare' }} value={String(from)} items={items.slice(0, -1)} />
        <Select id="to" name="to" label={{ text: 'with' }} value={to === null ? 'now' : String(to)} items={items} />
        <Button variant="secondary">Show the difference</Button>
      </form>
      {difference.material.length === 0 && editorial === 0 && <p>Nothing is different.</p>}
      {difference.material.length > 0 && (
        <>
          <h3 class="nhsuk-heading-s">
            What changed and matters <span class="app-count">({materialCount(difference)})</span>
          </h3>
          <MaterialChanges difference={difference} versions={{ before: `Version ${from}`, after }} href={signed.href} />
        </>
      )}
      {editorial > 0 && (
        <>
          <h3 class="nhsuk-heading-s">
            What changed and is editorial <span class="app-count">({editorial})</span>
          </h3>
          <EditorialChanges parts={difference.editorial} />
        </>
      )}
    </section>
  );
}

function Refusals({ refusals }: VersionsProps) {
  if (refusals.length === 0) return null;
  return (
    <section aria-labelledby="refusals">
      <h2 class="nhsuk-heading-m" id="refusals">
        Not approved <span class="app-count">({refusals.length})</span>
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {refusals.map(({ by, at, number, reason }) => (
          <li>
            Version {number}, {by}, {sayDate(at)}: “<span class="app-lines">{reason}</span>”
          </li>
        ))}
      </ul>
    </section>
  );
}
