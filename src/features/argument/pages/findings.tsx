import { counted } from '../../../words/counting.ts';
import type { FormFinding } from '../domain.ts';

/** What is wrong with the form of an argument, or not finished; nothing, where nothing is. */
export function Findings({ findings }: { readonly findings: readonly FormFinding[] }) {
  if (findings.length === 0) return <p>Nothing is missing in the form of the argument.</p>;
  return (
    <section aria-labelledby="findings">
      <h2 class="nhsuk-heading-m" id="findings">
        Missing in the argument itself ({findings.length.toLocaleString('en-GB')})
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet app-measure">
        {findings.slice(0, MOST).map(({ says, clears, level }) => (
          <li>
            {level === 'fault' && <strong>Cannot be read as an argument: </strong>}
            {says} {clears}
          </li>
        ))}
      </ul>
      {findings.length > MOST && <p>And {counted(findings.length - MOST, 'more', 'more')} like these.</p>}
    </section>
  );
}

const MOST = 30;
