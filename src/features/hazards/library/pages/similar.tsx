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

interface WhileTypingProps {
  /** The reference of the service. */
  readonly service: string;
  /** The name of the field of the same form that is followed. */
  readonly field: string;
  /** What is near to what stands there already. */
  readonly similar: readonly Similar[];
}

/** A place in a form where hazards stand that are near to what a field holds; with a script, also while somebody types. */
export function SimilarWhileTyping({ service, field, similar }: WhileTypingProps) {
  return (
    <div
      data-similar={`/services/${encodeURIComponent(service)}/hazards/similar`}
      data-similar-to={field}
      aria-live="polite"
    >
      <SimilarList similar={similar} heading={NEAR} />
    </div>
  );
}

/** What is said above them. */
export const NEAR = 'This log has hazards that are near to it';
