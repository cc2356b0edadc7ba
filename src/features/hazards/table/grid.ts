import { CellEditor, isCellField, made, showIn, valueIn, type CellField, type CellPlace } from './cell-editor.ts';
import { moved } from './moves.ts';
import { randomKey, sendEdit, sendUndo, type Sent } from './sending.ts';

/*
 * The table of a log for somebody who types: arrows move, Enter edits, x chooses, and what was typed is saved behind them.
 * Everything that it does, a form of the hazard does as well.
 */

type Cell = HTMLTableCellElement;
type Then = 'stay' | 'next' | 'previous';

export function workInTable(table: HTMLTableElement): void {
  const grid = new Grid(table);
  grid.begin();
}

class Grid {
  readonly #table: HTMLTableElement;
  readonly #body: HTMLTableSectionElement;
  readonly #service: string;
  readonly #said = made('div', 'app-log__said');
  readonly #editors = new Map<Cell, CellEditor>();
  /** What is being saved of a row: the next edit of it waits, for it needs the version that this one makes. */
  readonly #saving = new Map<HTMLTableRowElement, Promise<void>>();
  #here: Cell | null = null;

  constructor(table: HTMLTableElement) {
    this.#table = table;
    this.#body = table.tBodies[0]!;
    this.#service = table.dataset['grid']!;
  }

  begin(): void {
    const table = this.#table;
    table.setAttribute('role', 'grid');
    for (const cell of this.#body.querySelectorAll('td')) cell.setAttribute('role', 'gridcell');
    this.#said.setAttribute('role', 'status');
    table.after(this.#said);
    const keys = document.getElementById('grid-keys');
    if (keys) keys.hidden = false;
    this.#put(this.#body.querySelector<Cell>('[data-field]'));
    keepColumns(table);
    table.addEventListener('keydown', (event) => this.#onKey(event));
    this.#body.addEventListener('focusin', ({ target }) => this.#put(cellOf(target)));
    table.addEventListener('dblclick', ({ target }) => {
      const cell = cellOf(target);
      if (cell && isCellField(cell.dataset['field'])) this.#edit(cell);
    });
    table.addEventListener('click', ({ target }) => {
      const cell = cellOf(target);
      if (cell?.dataset['field'] !== undefined && !this.#editors.has(cell)) this.#go(cell);
    });
    addEventListener('beforeunload', (event) => {
      const typed = [...this.#editors.values()].some((editor) => editor.value !== editor.was);
      if (typed || this.#saving.size > 0) event.preventDefault();
    });
  }

  /** The one cell that Tab reaches: where the keys were last. */
  #put(cell: Cell | null): void {
    if (!cell || cell === this.#here) return;
    this.#here?.removeAttribute('tabindex');
    cell.tabIndex = 0;
    this.#here = cell;
  }

  #go(cell: Cell): void {
    this.#put(cell);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #onKey(event: KeyboardEvent): void {
    const cell = cellOf(event.target);
    const row = cell?.parentElement as HTMLTableRowElement | null | undefined;
    if (!cell || !row || row.parentElement !== this.#body || event.altKey || event.metaKey) return;
    const size = { rows: this.#body.rows.length, columns: row.cells.length };
    const to = moved({ row: row.sectionRowIndex, column: cell.cellIndex }, event, size);
    if (to) {
      event.preventDefault();
      return this.#go(this.#body.rows[to.row]!.cells[to.column]!);
    }
    if (event.ctrlKey) return;
    const act = this.#actOf(event.key, cell, row, event.target === cell);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #actOf(key: string, cell: Cell, row: HTMLTableRowElement, onCell: boolean): (() => void) | null {
    if (key === 'x') return () => this.#choose(row);
    if (key === '/') return () => document.getElementById('q')?.focus();
    if (!onCell || (key !== 'Enter' && key !== 'F2')) return null;
    if (isCellField(cell.dataset['field'])) return () => this.#edit(cell);
    const inside = cell.querySelector<HTMLElement>('a, input');
    return inside && key === 'Enter' ? () => inside.click() : null;
  }

  #choose(row: HTMLTableRowElement): void {
    const box = row.querySelector<HTMLInputElement>('.app-log__choose input');
    if (!box) return;
    box.checked = !box.checked;
    const chosen = this.#body.querySelectorAll('.app-log__choose input:checked').length;
    this.#say(`${box.name} is ${box.checked ? 'chosen' : 'no longer chosen'}. ${chosen} chosen in all.`);
  }

  /** @param typed what was typed before, where it could not be saved */
  #edit(cell: Cell, typed?: string, was: string = valueIn(cell)): CellEditor {
    const open = this.#editors.get(cell);
    if (open) {
      open.focus();
      return open;
    }
    const row = cell.parentElement as HTMLTableRowElement;
    const field = cell.dataset['field'] as CellField;
    const place: CellPlace = { service: this.#service, hazard: row.dataset['hazard']!, field, cell };
    const editor = new CellEditor(place, was, typed ?? was, {
      save: (value, then) => this.#save(editor, value, then),
      leave: () => {
        this.#close(editor, editor.was);
        this.#go(cell);
      },
    });
    this.#editors.set(cell, editor);
    if (typed === undefined) editor.focus();
    return editor;
  }

  #close(editor: CellEditor, value: string): void {
    this.#editors.delete(editor.place.cell);
    editor.close(value);
  }

  /** Shows what was typed as if it were saved, goes on, and saves it. */
  #save(editor: CellEditor, value: string, then: Then): void {
    const { cell, field } = editor.place;
    if (field === 'name' && value === '') return editor.say('Give the hazard a name: what could go wrong.');
    const { was } = editor;
    this.#close(editor, value);
    const next = then === 'stay' ? null : this.#editableBeside(cell, then === 'next' ? 1 : -1);
    if (next) {
      this.#put(next);
      this.#edit(next);
    } else this.#go(cell);
    if (value === was) return;
    const row = cell.parentElement as HTMLTableRowElement;
    cell.classList.add('app-log__saving');
    const edit = { place: editor.place, was, value, key: randomKey() };
    const before = this.#saving.get(row) ?? Promise.resolve();
    const saving = before.then(() => this.#send(row, edit));
    this.#saving.set(row, saving);
    void saving.finally(() => {
      if (this.#saving.get(row) === saving) this.#saving.delete(row);
    });
  }

  #editableBeside(cell: Cell, step: 1 | -1): Cell | null {
    const cells = [...this.#body.querySelectorAll<Cell>('[data-field]')];
    return cells[cells.indexOf(cell) + step] ?? null;
  }

  async #send(row: HTMLTableRowElement, edit: Edit): Promise<void> {
    const { cell, field, hazard } = edit.place;
    const version = Number(row.dataset['version']);
    let sent = await sendEdit(this.#service, hazard, { ...edit, field, version });
    // Somebody changed another word of the hazard: this one is as it was, and nothing of theirs is lost.
    if ('meanwhile' in sent && sent.meanwhile.current === edit.was)
      sent = await sendEdit(this.#service, hazard, {
        ...edit,
        field,
        version: sent.meanwhile.version,
        key: randomKey(),
      });
    cell.classList.remove('app-log__saving');
    if ('done' in sent) return this.#saved(row, edit, sent.done);
    // What was typed stands in its field again, with what is wrong beside it.
    const editor = this.#edit(cell, edit.value, edit.was);
    if ('meanwhile' in sent) {
      editor.was = sent.meanwhile.current;
      row.dataset['version'] = String(sent.meanwhile.version);
      editor.sayBoth(sent.meanwhile);
    } else editor.say(sent.wrong);
    if (this.#editors.size === 1) editor.focus();
  }

  #saved(row: HTMLTableRowElement, { place, was }: Edit, done: { version: number; class: string }): void {
    row.dataset['version'] = String(done.version);
    const follows =
      done.class === 'material' ? 'A material change: the next signature will show it.' : 'An editorial change.';
    this.#say(`${place.hazard} is saved. ${follows}`, async () => {
      const sent = await sendUndo(this.#service, done.version);
      this.#undone(row, place, was, sent);
    });
  }

  #undone(row: HTMLTableRowElement, { cell, field, hazard }: CellPlace, was: string, sent: Sent): void {
    if (!('done' in sent)) return this.#say('wrong' in sent ? sent.wrong : 'It was changed again since.');
    row.dataset['version'] = String(sent.done.version);
    if (!this.#editors.has(cell)) showIn(cell, field, was);
    this.#say(`Undone: ${hazard} says again what it said before.`);
    this.#go(cell);
  }

  /** One sentence below the table, on what was just done; and the way back. */
  #say(words: string, undo?: () => Promise<void>): void {
    this.#said.replaceChildren(made('span', '', words));
    if (!undo) return;
    const button = made(
      'button',
      'nhsuk-button nhsuk-button--secondary nhsuk-button--small',
      'Undo',
    ) as HTMLButtonElement;
    button.type = 'button';
    button.addEventListener('click', () => {
      button.disabled = true;
      void undo();
    });
    this.#said.append(button);
  }
}

interface Edit {
  readonly place: CellPlace;
  readonly was: string;
  readonly value: string;
  readonly key: string;
}

/**
 * Columns stay as wide as their words made them, and each row is laid out by itself, those out of sight not at all. As a table,
 * each key in one cell would have the browser look at all cells of all rows: longer, in five hundred, than somebody who types
 * waits.
 */
function keepColumns(table: HTMLTableElement): void {
  const headings = [...table.tHead!.rows[0]!.cells];
  const keep = () => {
    table.classList.remove('app-log--kept');
    const widths = headings.map((heading) => heading.getBoundingClientRect().width);
    table.style.setProperty('--columns', widths.map((width) => `${width}px`).join(' '));
    table.style.setProperty('--row', `${widths.reduce((sum, width) => sum + width, 0)}px`);
    table.classList.add('app-log--kept');
  };
  keep();
  let waiting = 0;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(keep, 200);
  });
}

function cellOf(target: EventTarget | null): Cell | null {
  return target instanceof Element ? target.closest<Cell>('td, th') : null;
}
