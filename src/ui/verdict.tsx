import { VERDICT_LOOKS, type Verdict } from './verdict-looks.ts';

interface VerdictTagProps {
  readonly verdict: Verdict;
  /** Controls and arguments hold or do not; clauses and all else are met or not. */
  readonly says: 'holds' | 'met';
}

/** A verdict. Never colour alone: the word is the tag, and each has its sign. */
export function VerdictTag({ verdict, says }: VerdictTagProps) {
  const { sign, ...words } = VERDICT_LOOKS[verdict];
  return (
    <strong class={`app-verdict app-verdict--${verdict}`}>
      <svg class="app-verdict__sign" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
        {sign === '' ? <circle cx="7" cy="7" r="5" stroke-dasharray="2.6 2.6" /> : <path d={sign} />}
      </svg>
      {words[says]}
    </strong>
  );
}
