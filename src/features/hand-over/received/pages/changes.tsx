import { MarkedWords } from '../../../../ui/marked.tsx';
import { marksOf } from '../../../../words/marks.ts';
import type { PartChange } from '../../domain/difference.ts';

/** Parts that say something else now, old and new words beside each other. */
export function Changes({ parts }: { readonly parts: readonly PartChange[] }) {
  return (
    <ul class="app-changes">
      {parts.map(({ part, before, after }) => {
        const marks = marksOf(before, after);
        return (
          <li>
            <span class="app-changes__what">{part}</span>
            <span class="app-changes__sides">
              <span>
                <span class="app-changes__side">Before: </span>
                <MarkedWords words={marks.before} side="before" />
              </span>
              <span>
                <span class="app-changes__side">After: </span>
                <MarkedWords words={marks.after} side="after" />
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
