import type { ComponentChildren, VNode } from 'preact';
import { Problems, problemOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { MEANINGS } from '../../log-check/index.ts';
import { logPath } from '../pages/addresses.ts';
import { Frame } from '../pages/frame.tsx';
import { So } from '../pages/marks.tsx';
import { COMPONENT, type Pasted, type PastedMeaning } from './pasted.ts';

export interface PastePageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  readonly text: string;
  /** What has to be said of the columns first; null where nothing was pasted yet. */
  readonly asking: (Pasted & { readonly question: string }) | null;
}

const CHOICES: readonly (readonly [PastedMeaning, string])[] = [
  ...(Object.entries(MEANINGS) as [PastedMeaning, string][]),
  [COMPONENT, 'Component'],
];

/** Rows from a spreadsheet: pasted here, and shown as what they would change before anything is saved. */
export function PastePage({ service, log, text, asking }: PastePageProps, form: FormContext) {
  const path = `${logPath(service.reference, log.number)}/paste`;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={`Paste rows into log ${log.number}`}
      now={form.now}
      asAt={null}
      back={{ text: log.title, href: logPath(service.reference, log.number) }}
    >
      <Problems form={form} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Paste rows</h1>
        {asking === null && (
          <p class="app-lead">
            Copy rows in your spreadsheet, with or without the headings, and paste them here. You see what is new, what
            changes and what was not understood. Nothing is saved before that.
          </p>
        )}
      </div>
      <form method="post" action={path} novalidate>
        {form.hidden}
        <div class="app-measure">
          <Textarea
            id="text"
            name="text"
            label={{ text: 'Rows', size: 's' }}
            hint="Hazards that are here already are known by their number, here or in your file, or by their name. What your rows do not mention stays as it is."
            value={text}
            errorMessage={problemOf(form, 'text')}
            rows={asking === null ? 12 : 5}
            spellcheck={false}
          />
        </div>
        {asking && <Columns asking={asking} />}
        <Button preventDoubleClick>See what changes</Button>
      </form>
    </Frame>
  );
}

/** What each column is: asked where the headings do not say it. */
function Columns({ asking }: { readonly asking: Pasted & { readonly question: string } }) {
  return (
    <>
      <So so={asking.question}>Say what each column is, and the rows are read again.</So>
      <Radios
        name="headed"
        idPrefix="headed"
        fieldset={{ legend: { text: 'Is the first row a row of headings?', size: 's' } }}
        value={asking.headed ? 'yes' : 'no'}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No, it is a hazard' },
        ]}
      />
      {asking.columns.map(({ letter, header, samples, meaning }) => (
        <Select
          id={`column.${letter}`}
          name={`column.${letter}`}
          label={{ text: asking.headed ? header : `Column ${letter}`, size: 's' }}
          hint={`For example: ${samples.slice(0, 2).map(short).join('; ') || 'empty'}`}
          items={CHOICES.map(([value, words]) => ({ value, text: words, selected: value === meaning }))}
        />
      ))}
    </>
  );
}

function short(text: string): string {
  return [...text].length > 60 ? `${[...text].slice(0, 59).join('')}\u2026` : text;
}

/** What of the rows was not understood, and how the columns were read: above what they change. */
export function HowRead({ read }: { readonly read: Pasted }) {
  const names = new Map(CHOICES);
  return (
    <div class="app-measure">
      {read.notTaken.length > 0 && (
        <div class="app-so">
          <strong>{counted(read.notTaken.length, 'row was', 'rows were')} not understood</strong>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {read.notTaken.map(({ line, reason }) => (
              <li>
                {line !== null && `Row ${line}: `}
                {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <details class="nhsuk-details">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">How the columns were read</span>
        </summary>
        <div class="nhsuk-details__text">
          <dl class="app-pairs">
            {read.columns.map(({ header, meaning }) => (
              <>
                <dt>{header}</dt>
                <dd>{meaning === 'extra' ? 'kept beside the hazard, as it is' : names.get(meaning)}</dd>
              </>
            ))}
          </dl>
        </div>
      </details>
    </div>
  );
}

interface CarryRowsProps {
  readonly text: string;
  readonly columns: readonly { readonly letter: string; readonly meaning: string }[] | null;
  readonly headed: boolean | null;
  readonly action: string;
  readonly children: ComponentChildren;
}

/** A form that takes the rows along, with what was said of their columns: nothing of them is kept meanwhile. */
export function CarryRows({ text, columns, headed, action, children }: CarryRowsProps): VNode {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="text" value={text} />
      {headed !== null && <input type="hidden" name="headed" value={headed ? 'yes' : 'no'} />}
      {(columns ?? []).map(({ letter, meaning }) => (
        <input type="hidden" name={`column.${letter}`} value={meaning} />
      ))}
      {children}
    </form>
  );
}
