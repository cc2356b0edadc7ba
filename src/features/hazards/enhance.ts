import './enhance-rate.ts';
import { classSentence, type FieldWas } from './domain/edit-fields.ts';
import { workInTable } from './table/grid.ts';
import './library/while-typing.ts';

/* Says the class of a change while one types. Without it, the page says the same once the form is sent. */

const said = document.querySelector<HTMLElement>('#class-of-change');
const form = said?.closest('form');
if (said && form) {
  const fields = JSON.parse(said.dataset['fields'] ?? '[]') as FieldWas[];
  const trimmed = (value: FormDataEntryValue) =>
    typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  // A choice has a value for "not stated"; nothing is nothing.
  const isNone = (name: string, value: FormDataEntryValue) => name === 'arisesIn' && value === 'none';
  const say = () => {
    const data = new FormData(form);
    const typed = (name: string) => data.getAll(name).map((value) => (isNone(name, value) ? '' : trimmed(value)));
    const sentence = classSentence(fields, typed, data.has('wordingOnly'));
    said.hidden = sentence === null;
    if (said.textContent !== (sentence ?? '')) said.textContent = sentence;
  };
  form.addEventListener('input', say);
  form.addEventListener('change', say);
  say();
}

const table = document.querySelector<HTMLTableElement>('table[data-grid]');
if (table && table.tBodies[0]!.rows.length > 0) workInTable(table);
