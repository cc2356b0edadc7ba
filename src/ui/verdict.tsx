/** A verdict: unknown never counts as a pass. */
type Verdict = 'met' | 'not-met' | 'not-known';

const LOOKS: Readonly<Record<Verdict, { readonly holds: string; readonly met: string; readonly sign: string }>> = {
  met: { holds: 'Holds', met: 'Met', sign: 'm3 7.5 2.8 2.8L11.2 3.6' },
  'not-met': { holds: 'Does not hold', met: 'Not met', sign: 'M3.2 3.2l7.6 7.6M10.8 3.2l-7.6 7.6' },
  'not-known': { holds: 'Not verified', met: 'Not known', sign: '' },
};

interface VerdictTagProps {
  readonly verdict: Verdict;
  /** Controls and arguments hold or do not; clauses and all else are met or not. */
  readonly says: 'holds' | 'met';
}

/** A verdict. Never colour alone: the word is the tag, and each has its sign. */
export function VerdictTag({ verdict, says }: VerdictTagProps) {
  const { sign, ...words } = LOOKS[verdict];
  return (
    <strong class={`app-verdict app-verdict--${verdict}`}>
      <svg class="app-verdict__sign" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
        {sign === '' ? <circle cx="7" cy="7" r="5" stroke-dasharray="2.6 2.6" /> : <path d={sign} />}
      </svg>
      {words[says]}
    </strong>
  );
}
