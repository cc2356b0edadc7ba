import { Problems, problemOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { Button, FileUpload, Input, Select, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { incidentsPath } from '../domain.ts';
import { LIST_MEANINGS, type ListMapping, type UnderstoodList } from '../domain/intake/list.ts';
import type { CarriedList } from './carried.ts';

interface Props {
  readonly service: { readonly reference: string; readonly name: string };
  /** Where the list comes from, as it was typed. */
  readonly source: string;
}

const TITLE = 'Take in a list of incidents';
const LABELS = { file: 'File', source: 'Where it comes from' };

/** Where somebody chooses the list that a service desk keeps. */
export function ListFilePage({ service, source }: Props, form: FormContext) {
  const path = incidentsPath(service.reference);
  return (
    <ServiceFrame context={form} service={service} title={TITLE} back={{ text: 'All incidents', href: path }}>
      <div class="app-measure">
        <Problems form={form} labels={LABELS} />
        <h1 class="nhsuk-heading-l">{TITLE}</h1>
        <p class="app-lead">
          Choose the list that your service desk hands out. You see how its columns were read, and which rows are left
          out and why. Nothing is written before you take it in.
        </p>
        <form method="post" action={`${path}/import`} enctype="multipart/form-data" novalidate>
          {form.hidden}
          <FileUpload
            id="file"
            name="file"
            label={{ text: 'File', size: 's' }}
            hint="Excel or CSV, up to 5 MB, with one row of headings. What looks like an NHS number is masked."
            errorMessage={problemOf(form, 'file')}
          />
          <SourceField source={source} form={form} />
          <Button preventDoubleClick>See what is in it</Button>
        </form>
      </div>
    </ServiceFrame>
  );
}

function SourceField({ source, form }: { readonly source: string; readonly form: FormContext }) {
  return (
    <Input
      id="source"
      name="source"
      label={{ text: 'Where it comes from', size: 's' }}
      hint="In a few words that name nobody, such as “Service desk”. The same words next time: by them and its number an incident is known again."
      value={source}
      errorMessage={problemOf(form, 'source')}
      classes="nhsuk-input--width-20"
    />
  );
}

export interface MappingProps extends Props {
  readonly list: CarriedList;
  readonly mapping: ListMapping;
  readonly understood: UnderstoodList;
  /** What in the rows that would be taken in may name somebody: the row, and the words. */
  readonly noticed: readonly { readonly row: number; readonly words: readonly string[] }[];
}

const SHOWN = 10;
const SAMPLES = 2;

/** How a list was read: what each column is, what would be taken in, and what not and why. */
export function ListMappingPage(
  { service, source, list, mapping, understood, noticed }: MappingProps,
  form: FormContext,
) {
  const path = incidentsPath(service.reference);
  const { taken, notTaken } = understood;
  return (
    <ServiceFrame
      context={form}
      service={service}
      title={TITLE}
      back={{ text: 'Another file', href: `${path}/import` }}
    >
      <div class="app-measure">
        <Problems form={form} labels={LABELS} />
        <h1 class="nhsuk-heading-l">{TITLE}</h1>
        <p class="app-lead">
          {counted(taken.length, 'incident', 'incidents')} can be taken in from {list.file}. Each begins as reported,
          and waits for triage: a priority there is no grade of harm here. Of a day such as 03/11/2026 the first number
          is the day.
        </p>
        {list.masked > 0 && (
          <p>
            {counted(list.masked, 'place', 'places')} looked like an NHS number and {list.masked === 1 ? 'was' : 'were'}{' '}
            masked.
          </p>
        )}
        <form method="post" action={`${path}/import/take`} novalidate>
          {form.hidden}
          <input type="hidden" name="list" value={JSON.stringify(list)} />
          <SourceField source={source} form={form} />
          <h2 class="nhsuk-heading-m">What each column is</h2>
          {list.headings.map((heading, index) => (
            <Select
              id={`column.${index}`}
              name={`column.${index}`}
              label={{ text: heading.trim() === '' ? `Column ${index + 1}, without a heading` : heading, size: 's' }}
              hint={`For example: ${samplesOf(list, index)}`}
              errorMessage={index === 0 ? problemOf(form, 'column.0') : undefined}
              items={[
                { value: '', text: 'Left out', selected: mapping[index] === null },
                ...Object.entries(LIST_MEANINGS).map(([value, text]) => ({
                  value,
                  text,
                  selected: mapping[index] === value,
                })),
              ]}
            />
          ))}
          <Button variant="secondary" name="do" value="look">
            Read it again with these columns
          </Button>
          {taken.length > 0 && (
            <>
              <h2 class="nhsuk-heading-m">What would be taken in</h2>
              <Table
                responsive
                caption={{ text: `The first ${Math.min(SHOWN, taken.length)} of ${taken.length}`, size: 's' }}
                head={[{ text: 'Number there' }, { text: 'Title' }, { text: 'Reported there on' }]}
                rows={taken
                  .slice(0, SHOWN)
                  .map(({ key, title, openedOn }) => [
                    { text: key },
                    { text: title },
                    { text: openedOn === null ? 'Not known' : sayDay(openedOn) },
                  ])}
              />
              {noticed.length > 0 && (
                <div class="app-so nhsuk-u-margin-bottom-4">
                  <strong>
                    {counted(noticed.length, 'row may name somebody', 'rows may name somebody')}. Take names out of the
                    file first, and choose it again.
                  </strong>
                  <ul class="nhsuk-list nhsuk-list--bullet">
                    {noticed.slice(0, SHOWN).map(({ row, words }) => (
                      <li>
                        Row {row}: {words.map((one) => `\u201C${one}\u201D`).join(', ')}
                      </li>
                    ))}
                    {noticed.length > SHOWN && <li>and {noticed.length - SHOWN} more</li>}
                  </ul>
                </div>
              )}
              <Button preventDoubleClick name="do" value="take">
                Take in {counted(taken.length, 'incident')}
              </Button>
            </>
          )}
        </form>
        {(notTaken.length > 0 || list.leftOut.length > 0) && (
          <>
            <h2 class="nhsuk-heading-m">What is left out</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {notTaken.map(({ row, reason }) => (
                <li>
                  Row {row}: {reason}
                </li>
              ))}
              {list.leftOut.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </ServiceFrame>
  );
}

function samplesOf({ sheet, head }: CarriedList, column: number): string {
  const cells = sheet.rows.slice(head + 1).map((row) => (row[column] ?? '').replaceAll(/\s+/gu, ' ').trim());
  const filled = [...new Set(cells.filter((cell) => cell !== ''))].slice(0, SAMPLES);
  return filled.map((cell) => (cell.length > 60 ? `${cell.slice(0, 59)}\u2026` : cell)).join('; ') || 'empty';
}
