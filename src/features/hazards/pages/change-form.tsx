import type { ComponentChildren } from 'preact';
import { Problems, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Select } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { VULNERABLE_GROUPS } from '../domain.ts';
import { bulkClass, type BulkChange, type BulkField, type BulkRow } from '../domain/bulk.ts';
import { hazardPath, logPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { Cell } from './log-table.tsx';
import { groupName } from './words.ts';

export interface ChangeFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  /** The chosen hazards: HAZ-12, with its name. */
  readonly chosen: readonly { readonly reference: string; readonly name: string }[];
  /** What was chosen to change; null before that. */
  readonly change: BulkChange | null;
  readonly rows: readonly BulkRow[];
  readonly offers: { readonly owners: readonly string[]; readonly components: readonly string[] };
}

const GROUPS = Object.entries(VULNERABLE_GROUPS);

const FIELD_NAMES: Readonly<Record<BulkField, string>> = {
  owner: 'Owner',
  component: 'Component',
  vulnerable: 'Vulnerable groups',
};

/** One change to the chosen hazards: first which, then each before and after, and only then it is saved. */
export function ChangeForm(props: ChangeFormProps, form: FormContext) {
  const { service, log, chosen, change } = props;
  const path = logPath(service.reference, log.number);
  const title = `Change ${counted(chosen.length, 'hazard')}`;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: log.title, href: path }}
    >
      <Problems form={form} />
      <h1 class="nhsuk-heading-l">{title}</h1>
      {chosen.length === 0 ? (
        <p>
          No hazard was chosen. <a href={path}>Choose them in the log</a>
        </p>
      ) : change === null ? (
        <WhichChange {...props} path={path} query={form.query} />
      ) : (
        <Preview {...props} change={change} path={path} form={form} />
      )}
    </Frame>
  );
}

interface WhichProps extends ChangeFormProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Three small forms, one for each change: what is typed for another goes nowhere. */
function WhichChange({ path, chosen, offers, query }: WhichProps) {
  const form = { path, chosen };
  return (
    <div class="app-measure">
      <p>
        {chosen.map(({ reference }) => reference).join(', ')}. You see each before and after, and nothing is saved until
        then. Ratings and status are changed one by one: each needs its reason.
      </p>
      <OneChange {...form} field="owner">
        <Typed label="New owner" field="owner" offers={offers.owners} query={query} />
      </OneChange>
      <OneChange {...form} field="component">
        <Typed label="New component" field="component" offers={offers.components} query={query} />
      </OneChange>
      <OneChange {...form} field="vulnerable">
        <Select
          id="vulnerable"
          name="value"
          label={{ text: 'A vulnerable group to add', size: 's' }}
          items={GROUPS.map(([value, text]) => ({ value, text }))}
        />
      </OneChange>
    </div>
  );
}

interface OneChangeProps extends Pick<WhichProps, 'path' | 'chosen'> {
  readonly field: BulkField;
  readonly children: ComponentChildren;
}

function OneChange({ path, chosen, field, children }: OneChangeProps) {
  return (
    <form method="get" action={`${path}/change`} novalidate class="app-change">
      {chosen.map(({ reference }) => (
        <input type="hidden" name={reference} value="yes" />
      ))}
      <input type="hidden" name="field" value={field} />
      {children}
      <Button variant="secondary">See before and after</Button>
    </form>
  );
}

interface TypedProps extends Pick<WhichProps, 'query'> {
  readonly field: BulkField;
  readonly label: string;
  readonly offers: readonly string[];
}

/** A short text, with those that the log has already to choose from. */
function Typed({ field, label, offers, query }: TypedProps) {
  return (
    <>
      <label class="nhsuk-label nhsuk-label--s" for={field}>
        {label}
      </label>
      <p class="nhsuk-hint" id={`${field}-hint`}>
        Left blank, it is taken away.
      </p>
      <input
        class="nhsuk-input"
        id={field}
        name="value"
        value={query['field'] === field ? (query['value'] ?? '') : ''}
        list={`${field}-offers`}
        maxlength={2_000}
        autocomplete="off"
        aria-describedby={`${field}-hint`}
      />
      <datalist id={`${field}-offers`}>
        {offers.map((one) => (
          <option value={one} />
        ))}
      </datalist>
    </>
  );
}

interface PreviewProps extends ChangeFormProps {
  readonly change: BulkChange;
  readonly path: string;
  readonly form: FormContext;
}

function Preview({ service, chosen, change, rows, path, form }: PreviewProps) {
  const differing = rows.filter((row) => row.class !== null);
  const of = bulkClass(rows);
  const again = chosen.map(({ reference }) => `${reference}=yes`).join('&');
  return (
    <>
      {of === null ? (
        <p>Every one of these hazards says so already. There is nothing to save.</p>
      ) : (
        <p class="app-so">
          <strong>Nothing is saved yet.</strong>{' '}
          {differing.length < rows.length &&
            `${differing.length} of ${counted(rows.length, 'hazard')} would differ; the others say so already. `}
          {of === 'material'
            ? 'The change is material: the next signature will show it.'
            : 'The change is editorial: it is listed, and lapses nothing.'}
        </p>
      )}
      <table role="table" class="nhsuk-table app-cards app-log app-log--preview">
        <caption class="nhsuk-u-visually-hidden">{FIELD_NAMES[change.field]} before and after</caption>
        <thead role="rowgroup">
          <tr role="row">
            {['Number', 'Hazard', `${FIELD_NAMES[change.field]} before`, 'After', 'Class'].map((heading) => (
              <th role="columnheader" scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row">
              <th role="rowheader" scope="row" class="app-log__number">
                <a class="app-ref" href={hazardPath(service.reference, row.reference)}>
                  {row.reference}
                </a>
              </th>
              <td role="cell" class="app-log__name">
                {row.name}
              </td>
              <Cell label="Before">{sayValue(row.before)}</Cell>
              <Cell label="After">
                {row.class === null ? <span class="app-second">as before</span> : <ins>{sayValue(row.after)}</ins>}
              </Cell>
              <Cell label="Class">
                <span class="app-second">{row.class ?? 'nothing differs'}</span>
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="post" novalidate>
        {form.hidden}
        {chosen.map(({ reference }) => (
          <input type="hidden" name="hazards" value={reference} />
        ))}
        <input type="hidden" name="field" value={change.field} />
        <input type="hidden" name="value" value={change.value} />
        {of !== null && (
          <Button preventDoubleClick>
            {differing.length === 1 ? 'Save this change' : `Save all ${differing.length} changes`}
          </Button>
        )}
      </form>
      <p>
        <a href={`${path}/change?${again}`}>Choose another change</a>
      </p>
    </>
  );
}

function sayValue(value: BulkRow['before']): string {
  return typeof value === 'string' ? value : (value ?? []).map(groupName).join(', ') || 'none';
}
