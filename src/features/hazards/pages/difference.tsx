import { sayDate } from '../../../platform/london-time.ts';
import type { Author, HazardMade, LogDifference, Made } from '../difference.ts';
import type { Change } from '../domain/changes.ts';
import type { Fate } from '../domain/log-difference.ts';
import { hazardPath } from './addresses.ts';
import { MarkedWords } from './marked.tsx';

export interface DifferenceProps {
  readonly service: string;
  readonly difference: LogDifference;
  /** What both sides are called: "Version 4", "Version 5". */
  readonly before: string;
  readonly after: string;
  /** Who looks: what they changed themselves is said to be theirs. "person:<id>" */
  readonly reader?: string;
}

const FATES: Readonly<Record<Exclude<Fate, 'changed'>, string>> = {
  new: 'New in the log',
  retired: 'Taken out of the log',
  'moved in': 'Moved here from another log',
  'moved out': 'Moved to another log',
};

/** What changed and matters: hazard by hazard, word by word, with who and when. Below a heading of the page's own. */
export function WhatMatters({ service, difference: { hazards, around }, before, after, reader }: DifferenceProps) {
  if (hazards.length + around.length === 0) return <p>Nothing that matters is different.</p>;
  return (
    <div class="app-difference">
      <div class="app-difference__head" aria-hidden="true">
        <span />
        <span>{before}</span>
        <span>{after}</span>
      </div>
      {around.map((change) => (
        <ChangeRow change={change} before={before} after={after} reader={reader} />
      ))}
      {hazards.map((one) => (
        <section class="app-difference__hazard" aria-label={one.hazard}>
          <h3 class="app-difference__name">
            <a class="app-ref" href={hazardPath(service, one.hazard)}>
              {one.hazard}
            </a>{' '}
            {one.name}
          </h3>
          <HazardChanges one={one} before={before} after={after} reader={reader} />
        </section>
      ))}
    </div>
  );
}

interface Sides {
  readonly before: string;
  readonly after: string;
  readonly reader: string | undefined;
}

function HazardChanges({ one, ...sides }: Sides & { readonly one: HazardMade }) {
  if (one.fate !== 'changed') {
    return (
      <p>
        {FATES[one.fate]}. <Makers by={one.by} reader={sides.reader} />
      </p>
    );
  }
  return (
    <>
      {one.changes.map((change) =>
        change.seen === null ? (
          <ChangeRow change={change} {...sides} />
        ) : (
          <p>
            {change.what}: as at {change.seen} above.
          </p>
        ),
      )}
    </>
  );
}

function ChangeRow({ change, before, after, reader }: Sides & { readonly change: Made<Change> }) {
  return (
    <dl class="app-difference__row">
      <div class="app-difference__what">
        <dt>{change.what}</dt>
        <dd>
          <Makers by={change.by} reader={reader} />
        </dd>
      </div>
      <div>
        <dt class="app-difference__side">{before}</dt>
        <dd>{change.before !== null && <MarkedWords words={change.before} side="before" />}</dd>
      </div>
      <div>
        <dt class="app-difference__side">{after}</dt>
        <dd>{change.after !== null && <MarkedWords words={change.after} side="after" />}</dd>
      </div>
    </dl>
  );
}

/** What is listed and lapses nothing. */
export function WhatIsEditorial({
  service,
  difference: { editorial },
  reader,
}: Omit<DifferenceProps, 'before' | 'after'>) {
  if (editorial.length === 0) return <p>Nothing else is different.</p>;
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {editorial.map((change) => (
        <li>
          {change.hazard !== null && (
            <>
              <a class="app-ref" href={hazardPath(service, change.hazard)}>
                {change.hazard}
              </a>
              {': '}
            </>
          )}
          {change.what}: {shortly(change)}. {change.reason !== null && `${sentence(change.reason)} `}
          <Makers by={change.by} reader={reader} />
        </li>
      ))}
    </ul>
  );
}

/** "“recieved” is now “received”": only what differs, where a few words say it. */
function shortly({ before, after }: Pick<Change, 'before' | 'after'>): string {
  const words = (pieces: Change['before']) =>
    (pieces ?? [])
      .filter(({ changed }) => changed)
      .map(({ text }) => text.trim())
      .join(' … ');
  const [was, now] = [words(before), words(after)];
  if (was === '' && now === '') return 'it says something else';
  if (was === '') return `“${now}” is new`;
  if (now === '') return `“${was}” is gone`;
  return `“${was}” is now “${now}”`;
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

/** Who made it and when; of several, each. */
function Makers({ by, reader }: { readonly by: readonly Author[]; readonly reader: string | undefined }) {
  const said = by.map(({ actor, who, at }) => `${actor === reader ? 'You' : who}, ${sayDate(at)}`);
  return <span class="app-note">{[...new Set(said)].join('; ')}</span>;
}
