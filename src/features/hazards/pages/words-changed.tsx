import type { WordsChanged } from '../domain/record.ts';
import { MarkedWords } from '../../../ui/marked.tsx';

/** Words that were changed, before and after, where a history tells of it. */
export function WordsList({ words }: { readonly words: readonly WordsChanged[] }) {
  if (words.length === 0) return null;
  return (
    <ul class="app-changes">
      {words.map((change) => (
        <li>
          <span class="app-changes__what">
            {change.what}
            <span class="app-second">{change.class === 'material' ? '' : ', editorial'}</span>
          </span>
          <Sides change={change} />
          {change.reason !== null && (
            <span class="app-note app-changes__reason">Called a correction of the wording: {change.reason}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Sides({ change: { before, after } }: { readonly change: Pick<WordsChanged, 'before' | 'after'> }) {
  return (
    <span class="app-changes__sides">
      {before !== null && (
        <span>
          <span class="app-changes__side">{after === null ? 'Taken out: ' : 'Before: '}</span>
          <MarkedWords words={before} side="before" />
        </span>
      )}
      {after !== null && (
        <span>
          <span class="app-changes__side">{before === null ? 'New: ' : 'After: '}</span>
          <MarkedWords words={after} side="after" />
        </span>
      )}
    </span>
  );
}
