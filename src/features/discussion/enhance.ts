import { beginningWith, beingTyped } from './domain/mentions.ts';

/* Offers names while one types an @. Without it, names are typed whole or chosen from the list below. */

interface Offered {
  readonly name: string;
  readonly option: HTMLOptionElement;
}

for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-mentions]')) {
  const list = document.getElementById(area.dataset['mentions'] ?? '');
  if (list instanceof HTMLSelectElement) offerNames(area, list);
}

function offerNames(area: HTMLTextAreaElement, list: HTMLSelectElement): void {
  const people: readonly Offered[] = Array.from(list.options)
    .filter(({ value }) => value !== '')
    .map((option) => ({ name: option.dataset['name'] ?? option.text, option }));
  const offer = document.createElement('div');
  offer.className = 'app-talk__offer';
  offer.hidden = true;
  const said = document.createElement('p');
  said.className = 'nhsuk-u-visually-hidden';
  said.setAttribute('role', 'status');
  area.after(said, offer);

  const hide = () => {
    offer.hidden = true;
    offer.replaceChildren();
    said.textContent = '';
  };
  const take = ({ name, option }: Offered) => {
    const typed = beingTyped(area.value, area.selectionStart);
    if (typed) area.setRangeText(`@${name} `, typed.start, area.selectionStart, 'end');
    // Of two people of one name, the one whose button it was is meant.
    if (people.filter((one) => one.name === name).length > 1) list.value = option.value;
    hide();
    area.focus();
  };
  const show = () => {
    const typed = beingTyped(area.value, area.selectionStart);
    const found = typed ? beginningWith(typed.typed, people) : [];
    // Whoever has typed a whole name needs no offer of it.
    if (!typed || found.length === 0 || (found.length === 1 && found[0]!.name === typed.typed.trim())) return hide();
    offer.replaceChildren(...found.map((one) => buttonOf(one, take)));
    offer.hidden = false;
    said.textContent = `${found.length === 1 ? '1 name' : `${found.length} names`} to choose from, behind this field.`;
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || offer.hidden) return;
    event.preventDefault();
    hide();
    area.focus();
  };
  area.addEventListener('input', show);
  area.addEventListener('keydown', leave);
  offer.addEventListener('keydown', leave);
}

function buttonOf(one: Offered, take: (one: Offered) => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'nhsuk-button nhsuk-button--secondary nhsuk-button--small app-talk__offered';
  button.textContent = one.option.text;
  button.addEventListener('click', () => take(one));
  return button;
}
