import { sayDate } from '../../../platform/london-time.ts';
import { MarkedWords } from '../../../ui/marked.tsx';
import type { Marked } from '../../../words/marks.ts';
import { counted } from '../domain.ts';
import type { Change, Difference, Part } from '../domain/difference.ts';

/*
 * What changed, so that a person can read it before they sign: on a wide screen both versions beside each other, on a phone
 * one below the other.
 */

/** Parts that one page shows: whoever signs a log of thousands for the first time reads it where it can be searched. */
const MOST_PARTS = 200;

interface Versions {
  /** "Version 4"; null where there was none. */
  readonly before: string | null;
  /** "Version 5", "Now" */
  readonly after: string;
}

/** What changed and matters, part by part. */
export function MaterialChanges({
  difference,
  versions,
  href,
}: {
  readonly difference: Difference;
  readonly versions: Versions;
  /** Where all of it stands. */
  readonly href: string;
}) {
  const { material } = difference;
  const shown = material.slice(0, MOST_PARTS);
  return (
    <>
      <div class="app-changed">
        <p
          class={`app-changed__versions${versions.before === null ? ' app-changed__versions--one' : ''}`}
          aria-hidden="true"
        >
          <span />
          {versions.before !== null && <span>{versions.before}</span>}
          <span>{versions.after}</span>
        </p>
        {shown.map((part) => (
          <ChangedPart part={part} versions={versions} />
        ))}
      </div>
      {material.length > shown.length && (
        <p>
          {counted(material.length - shown.length, difference.unchanged?.noun ?? 'part')} more.{' '}
          <a href={href}>Read them there</a> before you sign.
        </p>
      )}
    </>
  );
}

function ChangedPart({ part, versions }: { readonly part: Part; readonly versions: Versions }) {
  return (
    <section class="app-changed__part">
      <h3 class="app-changed__title">
        {part.name && (
          <a class="app-ref" href={part.name.href}>
            {part.name.text}
          </a>
        )}{' '}
        {part.title}
        {part.flag !== null && <span class="app-count"> ({part.flag})</span>}
      </h3>
      <dl class="app-changed__rows">
        {part.changes.map((change) => (
          <ChangeRow change={change} versions={versions} />
        ))}
      </dl>
    </section>
  );
}

function ChangeRow({ change, versions }: { readonly change: Change; readonly versions: Versions }) {
  const { what, before, after, who, at } = change;
  return (
    <div class={`app-changed__row${versions.before === null ? ' app-changed__row--one' : ''}`}>
      <dt>
        {what}
        <span class="app-note app-changed__by">
          {who}, {sayDate(at)}
        </span>
      </dt>
      {versions.before !== null && (
        <dd>
          <span class="app-changed__version">{versions.before}</span>
          <MarkedWords words={before} side="before" />
        </dd>
      )}
      <dd>
        <span class="app-changed__version">{versions.after}</span>
        <MarkedWords words={after && versions.before === null ? unmarked(after) : after} side="after" />
      </dd>
    </div>
  );
}

/** The same words with nothing marked: of what is all new, no part is. */
function unmarked(words: Marked): Marked {
  return words.map(({ text }) => ({ text, changed: false }));
}

/** What changed and is editorial: one line each. */
export function EditorialChanges({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <ul class="nhsuk-list nhsuk-list--bullet app-editorial">
      {parts.flatMap((part) =>
        part.changes.map((change) => (
          <li>
            {part.name ? (
              <a class="app-ref" href={part.name.href}>
                {part.name.text}
              </a>
            ) : (
              part.title
            )}
            , {change.what.charAt(0).toLowerCase() + change.what.slice(1)}:{' '}
            <Quoted words={change.before} side="before" /> is now <Quoted words={change.after} side="after" />.{' '}
            {change.who}, {sayDate(change.at)}
          </li>
        )),
      )}
    </ul>
  );
}

function Quoted(props: { readonly words: Marked | null; readonly side: 'before' | 'after' }) {
  return props.words === null ? (
    <MarkedWords {...props} />
  ) : (
    <>
      “<MarkedWords {...props} />”
    </>
  );
}
