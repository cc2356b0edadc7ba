import { placeOf } from './domain/rating.ts';
import { sayLevel } from './domain/ratings.ts';
import { HARM_CLASSES, PATIENTS, severityOf } from './domain/severity.ts';

/* Shows the square and the severity that follow from what is chosen. Without it, the page says so once it is sent. */

const lookup = document.querySelector<HTMLElement>('#lookup');
const form = lookup?.closest('form');
const said = lookup?.querySelector<HTMLElement>('[role=status]');
if (lookup && form && said) {
  const scheme = JSON.parse(lookup.dataset['scheme'] ?? 'null') as Parameters<typeof placeOf>[0];
  const asked = said.textContent;
  const show = () => {
    const data = new FormData(form);
    const word = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const of = HARM_CLASSES.find((one) => one === word('harmClass'));
    const patients = PATIENTS.find((one) => one === word('patients'));
    const harm = of && patients ? { class: of, patients } : null;
    const found = placeOf(scheme, { severity: word('severity'), harm, likelihood: word('likelihood') });
    const placed = 'placed' in found ? found.placed : null;
    const here = placed && `${placed.likelihoodIndex}-${placed.severityIndex}`;
    for (const square of lookup.querySelectorAll<HTMLElement>('[data-square]')) {
      const isHere = square.dataset['square'] === here;
      square.classList.toggle('app-lookup__here', isHere);
      if (isHere) square.setAttribute('aria-current', 'true');
      else square.removeAttribute('aria-current');
    }
    const words = placed
      ? `${placed.severity} and ${placed.likelihood} give ${sayLevel(scheme, placed.level)}.`
      : harm
        ? `The severity is ${severityOf(harm)}. Choose a likelihood.`
        : asked;
    if (said.textContent !== words) said.textContent = words;
  };
  form.addEventListener('change', show);
  show();
}
