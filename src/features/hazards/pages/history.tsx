import { sayDateTime } from '../../../platform/london-time.ts';
import { Details } from '../../../ui/nhsuk/index.ts';
import type { HistoryEntry } from '../domain/record.ts';
import { Text } from './text.tsx';
import { WordsList } from './words-changed.tsx';

/** Entries that are shown at once; the rest unfolds. */
const FIRST = 10;

/** What happened, the latest first: in sentences, and with the words before and after. */
export function History({ history }: { readonly history: readonly HistoryEntry[] }) {
  return (
    <section aria-labelledby="history">
      <h2 class="nhsuk-heading-m" id="history">
        History
      </h2>
      <Entries entries={history.slice(0, FIRST)} />
      {history.length > FIRST && (
        <Details summary={`${history.length - FIRST} earlier entries`}>
          <Entries entries={history.slice(FIRST)} />
        </Details>
      )}
    </section>
  );
}

function Entries({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  return (
    <dl class="app-history">
      {entries.map((entry) => (
        <div class="app-history__entry">
          <dt class="app-second">{sayDateTime(new Date(entry.at))}</dt>
          <dd>
            {entry.what.map((what) => (
              <p class="app-lines">
                <Text text={what} />
              </p>
            ))}
            <WordsList words={entry.words} />
            <p class="app-note">{entry.who}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
