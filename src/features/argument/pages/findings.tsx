import { counted } from '../../../words/counting.ts';
import type { VNode } from 'preact';
import type { FormFinding } from '../domain.ts';

/** What is wrong with the form of an argument, or not finished; nothing, where nothing is. */
export function Findings({
  findings,
  links = new Map(),
}: {
  readonly findings: readonly FormFinding[];
  /** Where each element is shown. */
  readonly links?: ReadonlyMap<string, string>;
}) {
  if (findings.length === 0) return <p>Nothing is missing in the form of the argument.</p>;
  return (
    <section aria-labelledby="findings">
      <h2 class="nhsuk-heading-m" id="findings">
        Missing in the argument itself ({findings.length.toLocaleString('en-GB')})
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet app-measure">
        {findings.slice(0, MOST).map(({ says, clears, level, elements }) => (
          <li>
            {level === 'fault' && <strong>Cannot be read as an argument: </strong>}
            {linked(says, elements, links)} {clears}
          </li>
        ))}
      </ul>
      {findings.length > MOST && <p>And {counted(findings.length - MOST, 'more', 'more')} like these.</p>}
    </section>
  );
}

const MOST = 30;

/** The sentence, in which each element that it names leads to where it is shown. */
function linked(says: string, elements: readonly string[], links: ReadonlyMap<string, string>): (string | VNode)[] {
  const named = elements.filter((id) => links.has(id)).toSorted((one, other) => other.length - one.length);
  const found = named
    .map((id) => ({ id, at: says.indexOf(id) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)[0];
  if (!found) return [says];
  const { id, at } = found;
  return [says.slice(0, at), <a href={links.get(id)}>{id}</a>, ...linked(says.slice(at + id.length), elements, links)];
}
