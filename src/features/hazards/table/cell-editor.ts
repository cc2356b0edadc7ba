import { classSentence, HAZARD_FIELDS, type FieldWas } from '../domain/edit-fields.ts';
import { HAZARD_WEIGHTS } from '../domain/weights.ts';
import { findingsOf, type Finding, type Meanwhile } from './sending.ts';

/*
 * The field in a cell while somebody types: with the finding and the class of the change beside it, and with what went wrong.
 */

export type CellField = 'name' | 'component' | 'owner';

/** What stands in a cell that has nothing. */
const NOTHING: Readonly<Record<CellField, string>> = { name: '', component: 'none stated', owner: 'nobody' };
/** Milliseconds after the last key before the rules are asked. */
const PAUSE = 300;

export interface CellPlace {
  readonly service: string;
  readonly hazard: string;
  readonly field: CellField;
  readonly cell: HTMLTableCellElement;
}

/** What the table does with what is typed. */
export interface EditorActs {
  readonly save: (value: string, then: 'stay' | 'next' | 'previous') => void;
  readonly leave: () => void;
}

export function isCellField(field: string | undefined): field is CellField {
  return field !== undefined && Object.hasOwn(NOTHING, field);
}

/** What a cell says; '' for nothing. */
export function valueIn(cell: HTMLElement): string {
  return cell.querySelector('.app-second') ? '' : (cell.textContent ?? '');
}

/** Puts words into a cell. */
export function showIn(cell: HTMLElement, field: CellField, value: string): void {
  if (value !== '' || NOTHING[field] === '') return cell.replaceChildren(value);
  cell.replaceChildren(made('span', 'app-second', NOTHING[field]));
}

export class CellEditor {
  readonly place: CellPlace;
  /** What stands in the log, as far as this page knows. */
  was: string;
  readonly #input: HTMLInputElement | HTMLTextAreaElement;
  readonly #class = made('p', 'app-so app-edit__so');
  readonly #findings = made('div', '');
  readonly #wrong = made('div', 'app-edit__wrong');
  #asking: AbortController | null = null;
  #timer = 0;

  constructor(place: CellPlace, was: string, typed: string, acts: EditorActs) {
    this.place = place;
    this.was = was;
    this.#input = inputFor(place, typed);
    const id = `edit-${place.field}-${place.hazard}`;
    const said = made('div', 'app-edit__said');
    said.id = `${id}-said`;
    said.setAttribute('aria-live', 'polite');
    this.#wrong.setAttribute('role', 'alert');
    this.#class.hidden = true;
    said.append(this.#wrong, this.#findings, this.#class);
    const keys = made('p', 'app-note app-edit__keys');
    keys.id = `${id}-keys`;
    keys.append(key('Enter'), ' saves ', key('Esc'), ' goes back ', key('Tab'), ' next cell');
    this.#input.id = id;
    this.#input.setAttribute('aria-label', `${HAZARD_FIELDS[place.field]} of ${place.hazard}`);
    this.#input.setAttribute('aria-describedby', `${keys.id} ${said.id}`);
    this.#input.addEventListener('input', () => this.#say());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event as KeyboardEvent, acts));
    const box = made('div', 'app-edit');
    box.append(this.#input, said, keys);
    place.cell.replaceChildren(box);
    place.cell.closest('tr')!.classList.add('app-log__editing');
    this.#say();
  }

  get value(): string {
    return this.#input.value.trim();
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** What went wrong, beside what was typed. */
  say(wrong: string): void {
    this.#wrong.replaceChildren(made('p', 'nhsuk-error-message app-edit__error', wrong));
    this.#input.setAttribute('aria-invalid', 'true');
  }

  /** Both versions, one beneath the other. Neither is lost: Enter keeps what was typed, Esc what stands there. */
  sayBoth({ current }: Meanwhile): void {
    const list = made('dl', 'app-edit__both');
    list.append(
      made('dt', '', 'What stands there now'),
      made('dd', '', current || 'Nothing'),
      made('dt', '', 'What you typed'),
      made('dd', '', this.value || 'Nothing'),
    );
    this.say(`Somebody changed ${this.place.hazard} while you were here.`);
    this.#wrong.append(
      list,
      made('p', 'app-note', 'Enter saves what you typed over it. Esc leaves what stands there.'),
    );
  }

  /** Takes the field out of the cell, and shows a value in its place. */
  close(value: string): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    showIn(this.place.cell, this.place.field, value);
    const row = this.place.cell.closest('tr')!;
    if (!row.querySelector('.app-edit')) row.classList.remove('app-log__editing');
  }

  #onKey(event: KeyboardEvent, acts: EditorActs): void {
    // Arrows and letters belong to the text here, and not to the table.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      acts.save(this.value, 'stay');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      acts.leave();
    } else if (event.key === 'Tab') {
      event.preventDefault();
      acts.save(this.value, event.shiftKey ? 'previous' : 'next');
    }
  }

  /** The class of the change at once; the finding once the keys rest. */
  #say(): void {
    const sentence = classSentence([fieldWas(this.place.field, this.was)], () => this.value, false);
    this.#class.hidden = sentence === null;
    if (this.#class.textContent !== (sentence ?? '')) this.#class.textContent = sentence;
    if (this.place.field !== 'name') return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#help(), PAUSE);
  }

  async #help(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { service, hazard } = this.place;
    const findings = await findingsOf(service, hazard, this.value, asking.signal);
    if (!asking.signal.aborted) this.#findings.replaceChildren(...findings.map(findingShown));
  }
}

function findingShown({ so, clears, clause }: Finding): HTMLElement {
  const shown = made('p', 'app-so app-edit__so');
  shown.append(made('strong', '', so), ` ${clears}${clause === null ? '' : ` (${clause})`}`);
  return shown;
}

/** The field as it stands, in the shape in which the command judges it. */
function fieldWas(name: CellField, was: string): FieldWas {
  const of = { name, label: HAZARD_FIELDS[name], weight: HAZARD_WEIGHTS[name] };
  if (name !== 'name') return { ...of, kind: 'plain', was: was || null };
  return { ...of, kind: 'text', was: { id: '', text: was, counting: null } };
}

function inputFor({ field }: CellPlace, typed: string): HTMLInputElement | HTMLTextAreaElement {
  // A name may have several lines; of one line a field would make one of them.
  if (field === 'name' || typed.includes('\n')) {
    const area = made('textarea', 'nhsuk-textarea app-edit__input') as HTMLTextAreaElement;
    area.rows = Math.max(1, Math.min(6, Math.ceil(typed.length / 34)));
    area.value = typed;
    return area;
  }
  const input = made('input', 'nhsuk-input app-edit__input') as HTMLInputElement;
  input.value = typed;
  input.autocomplete = 'off';
  input.setAttribute('list', `offer-${field}`);
  return input;
}

function key(name: string): HTMLElement {
  return made('kbd', '', name);
}

export function made(tag: string, classes: string, text?: string): HTMLElement {
  const element = document.createElement(tag);
  if (classes !== '') element.className = classes;
  if (text !== undefined) element.textContent = text;
  return element;
}
