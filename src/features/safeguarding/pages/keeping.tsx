import type { FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { compartmentPath, SAFEGUARDING } from '../domain.ts';
import { Line, OneOf, Somebody, type Person } from './fields.tsx';
import { FormFrame } from './frame.tsx';

const BACK = { text: 'All records', href: SAFEGUARDING };

export interface ReadsProps {
  readonly reads: readonly {
    readonly at: Date;
    readonly who: string;
    /** "The list", "A record". */
    readonly what: string;
    readonly compartment: string | null;
  }[];
  readonly glass: readonly { readonly at: Date; readonly who: string; readonly on: string; readonly reason: string }[];
  readonly looked: { readonly at: Date; readonly who: string } | null;
  readonly due: boolean;
}

/** Who read what; a lead looks at it each week, and says so. */
export function ReadsForm({ reads, glass, looked, due }: ReadsProps, form: FormContext) {
  return (
    <FormFrame form={form} heading="Who read what" back={BACK}>
      <p class="app-lead">
        {looked ? `${looked.who} last looked at this on ${sayDateTime(looked.at)}.` : 'Nobody has looked at this yet.'}{' '}
        {due && 'Somebody should look each week: look through it, and ask whoever had no reason to read.'}
      </p>
      <h2 class="nhsuk-heading-m">Opened in an emergency</h2>
      {glass.length === 0 ? (
        <p>Nobody did, in the last 90 days.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {glass.map(({ at, who, on, reason }) => (
            <li>
              {who}, {sayDateTime(at)}, on {on}: <span class="app-lines">{reason}</span>
            </li>
          ))}
        </ul>
      )}
      <h2 class="nhsuk-heading-m">Reads of the last 90 days</h2>
      {reads.length === 0 ? (
        <p>Nobody read anything that opens to you.</p>
      ) : (
        <Table
          responsive
          caption={{ text: 'Reads', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'When' }, { text: 'Who' }, { text: 'What' }]}
          rows={reads.map(({ at, who, what, compartment }) => [
            { text: sayDateTime(at) },
            { text: who },
            { text: compartment === null ? what : <a href={compartmentPath(compartment)}>{what}</a> },
          ])}
        />
      )}
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <Button preventDoubleClick>I have looked at this</Button>
      </form>
    </FormFrame>
  );
}

export interface DeputiesProps {
  readonly deputies: readonly { readonly name: string; readonly place: string | null; readonly since: Date }[];
  readonly people: readonly Person[];
}

export function DeputiesForm({ deputies, people }: DeputiesProps, form: FormContext) {
  return (
    <FormFrame form={form} heading="Deputies" back={BACK}>
      <p>A deputy sees and does what you do with records, and names nobody. Nobody else is shown that they are one.</p>
      {deputies.length === 0 ? (
        <p>There is none.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {deputies.map(({ name, place, since }) => (
            <li>
              {name}, for {place ?? 'the whole organisation'}, since {sayDateTime(since)}
            </li>
          ))}
        </ul>
      )}
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <Somebody form={form} name="person" label="Who?" people={people} nobody="Choose a person" />
        <Line
          form={form}
          name="place"
          label="For which service? (optional)"
          hint="Its reference, such as DEMO; for all, leave it out."
        />
        <OneOf
          form={form}
          name="named"
          label="From now on"
          items={[
            { value: 'yes', text: 'They are a deputy' },
            { value: 'no', text: 'They are no longer a deputy' },
          ]}
        />
        <Button preventDoubleClick>Save it</Button>
      </form>
    </FormFrame>
  );
}
