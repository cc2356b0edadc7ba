import type { Similar } from '../similar.ts';

interface SimilarProps {
  readonly similar: readonly Similar[];
  readonly heading: string;
}

/** Hazards that are near to what somebody types or draws. Nothing where there are none. A person judges what they are. */
export function SimilarList({ similar, heading }: SimilarProps) {
  if (similar.length === 0) return null;
  return (
    <div class="app-so app-so--quiet">
      <p class="nhsuk-u-margin-bottom-1">
        <strong>{heading}.</strong> Look whether it is the same, or related.
      </p>
      <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
        {similar.map(({ id, name, href }) => (
          <li>
            <a href={href}>{id}</a> {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
