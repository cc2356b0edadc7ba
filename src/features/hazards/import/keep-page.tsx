import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { KEY_FIELD, TOKEN_FIELD } from '../../../platform/http/form-parts.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { Button, ErrorSummary } from '../../../ui/nhsuk/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { hazardPath, logPath } from '../pages/addresses.ts';
import { Frame } from '../pages/frame.tsx';
import type { ShownDiff } from './command.ts';
import { CLASSES, type Class, type DiffRow } from './diff.ts';
import { CLASS_WORDS, diffSummary } from './showing.ts';

/** What the page carries on: the log, and what a person said of it. */
interface Carried {
  readonly packed: string | null;
  readonly mapping: readonly { readonly column: string; readonly meaning: string; readonly table?: string }[];
  readonly scheme: RiskScheme | null;
}

interface DiffPageProps {
  readonly shell: Shell;
  readonly shown: ShownDiff;
  readonly files: readonly string[];
  readonly refusal: string | null;
  /** What was ticked when it was sent before: it stays so. */
  readonly ticked: ReadonlySet<string>;
  readonly now: Date;
  /** For rows that were pasted: what was not understood, above the form. */
  readonly pasted?: VNode;
  readonly form: (props: { carried: Carried; action: string; children: ComponentChildren }) => VNode;
  readonly carried: Carried;
  readonly token: string;
}

/** Rows of one class that stand on the page; of more, only all can be accepted at once. */
const MOST_ROWS = 500;

const CONSEQUENCES: Readonly<Record<Class, string>> = {
  new: 'Accepted, each gets a number of its own. One that was retired and comes back has its number here, and keeps it.',
  changed:
    'Accepted, what the file says takes the place of what is kept. A rating that the file changes is provisional again.',
  gone: 'Accepted, each is retired, with the reason that it is no longer in the file. Nothing is deleted.',
  moved: 'Accepted, each keeps its number here, and its number or place in the file is noted.',
};

/** The same of rows that were pasted: a part of a log, of which nothing goes and nothing moves. */
const OF_ROWS: Partial<Record<Class, string>> = {
  new: 'Each gets a number of its own.',
  changed:
    'What the rows say takes the place of what stands here. A rating that they change is provisional until a person confirms it.',
};

/** The next version of a log beside the log: what differs, and a tick for what is accepted. Nothing is ticked at first. */
export function DiffPage(props: DiffPageProps) {
  const { shell, shown, files, refusal, ticked, now, pasted, form: Form, carried, token } = props;
  const { service, log, diff, unchanged } = shown;
  const path = logPath(service.reference, log.number);
  const file = files.length === 1 ? files[0] : `${files.length} files`;
  return (
    <Frame
      shell={shell}
      service={service}
      title={pasted ? `Rows for log ${log.number}` : `The next version of log ${log.number}`}
      now={now}
      asAt={null}
      back={{ text: log.title, href: path }}
    >
      {refusal !== null && <ErrorSummary heading="Nothing was changed yet" description={refusal} errorList={[]} />}
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">Log {log.number}</span>{' '}
          {pasted ? 'What the pasted rows change' : `What differs in ${file}`}
        </h1>
        <p class="app-lead">
          {diffSummary(shown)}. {unchanged} as before.
        </p>
        <p>
          {pasted
            ? 'Nothing is saved yet. Take the tick from what you do not want: it stays as it is.'
            : 'Nothing is written yet. Tick what you accept: what is not ticked stays as it is.'}
          {refusal !== null &&
            ticked.size > 0 &&
            ' What you had ticked is ticked still: look at what it says now before you write it.'}
        </p>
      </div>
      {pasted}
      <Form carried={carried} action="/check/keep/accept">
        <input type="hidden" name={TOKEN_FIELD} value={token} />
        <input type="hidden" name={KEY_FIELD} value={randomUUID()} />
        <input type="hidden" name="as" value={`${service.reference}/${log.number}`} />
        <input type="hidden" name="version" value={shown.version} />
        {CLASSES.filter((name) => diff[name].length > 0).map((name) => (
          <Group
            name={name}
            consequence={(pasted && OF_ROWS[name]) ?? CONSEQUENCES[name]}
            rows={diff[name]}
            service={service.reference}
            ticked={ticked}
          />
        ))}
        <Button preventDoubleClick>{pasted ? 'Save what is ticked' : 'Write what is ticked'}</Button>
      </Form>
    </Frame>
  );
}

interface TickProps {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly ticked: ReadonlySet<string>;
}

function Tick({ value, label, ticked }: TickProps) {
  const id = `accept-${value.replace(':', '-')}`;
  return (
    <>
      <input
        type="checkbox"
        class="app-check"
        id={id}
        name={`accept.${value}`}
        value="yes"
        checked={ticked.has(value)}
      />{' '}
      <label for={id}>{label}</label>
    </>
  );
}

function Group({
  name,
  consequence,
  rows,
  service,
  ticked,
}: {
  readonly name: Class;
  readonly consequence: string;
  readonly rows: readonly DiffRow[];
  readonly service: string;
  readonly ticked: ReadonlySet<string>;
}) {
  const heading = `diff-${name}`;
  return (
    <section class="app-diff" aria-labelledby={heading}>
      <h2 class="nhsuk-heading-m" id={heading}>
        {CLASS_WORDS[name]} ({rows.length})
      </h2>
      <p class="app-measure">{consequence}</p>
      {rows.length > 1 && (
        <p class="app-diff__all">
          <Tick value={name} label={`Accept all ${rows.length}`} ticked={ticked} />
        </p>
      )}
      <ul class="app-diff__rows">
        {rows.slice(0, MOST_ROWS).map((row) => (
          <li>
            <Tick
              value={row.row}
              ticked={ticked}
              label={
                <>
                  {row.ref !== null && row.ref !== row.id && <span class="app-note">{row.ref} </span>}
                  {row.name}
                </>
              }
            />
            {row.id !== null && (
              <>
                {' '}
                <a class="app-ref" href={hazardPath(service, row.id)}>
                  {row.id}
                </a>
              </>
            )}
            <Changes row={row} />
          </li>
        ))}
      </ul>
      {rows.length > MOST_ROWS && (
        <p>
          {rows.length - MOST_ROWS} more are not on this page. All of them together are accepted with the first tick;
          single ones at the command line: primum import, with --replaces.
        </p>
      )}
    </section>
  );
}

function Changes({ row }: { readonly row: DiffRow }) {
  if (row.changes.length === 0) return null;
  return (
    <dl class="app-diff__changes">
      {row.changes.map(({ field, from, to }) => (
        <>
          <dt>{field}</dt>
          {from !== null && (
            <dd>
              <span class="app-diff__word">{to === null ? 'Removed: ' : 'From: '}</span>
              <del class="app-lines">{from}</del>
            </dd>
          )}
          {to !== null && (
            <dd>
              <span class="app-diff__word">{from === null ? 'Added: ' : 'To: '}</span>
              <ins class="app-lines">{to}</ins>
            </dd>
          )}
        </>
      ))}
    </dl>
  );
}
