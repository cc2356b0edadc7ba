/*
 * Two minutes before somebody is signed out because nobody used the page, it says so, with a button that keeps them signed
 * in. What they typed stays in the page either way. Nothing takes the cursor away from whoever is typing.
 */

const MINUTE = 60_000;
/** How long before the end it is said. */
const AHEAD = 2 * MINUTE;
/** The server notes once a minute that a session was used, so that its end may come that much sooner. */
const NOTED_EVERY = MINUTE;
/** What the browser's tabs tell each other: when one of them was last answered. */
const USED = 'primum-used';
const LOOK_EVERY = 5_000;

/** Begins to watch, on a page of somebody who is signed in. */
export function warnBeforeTheEnd(): void {
  const idle = Number(document.body.dataset['idle']) * 1000;
  if (!(idle > 0)) return;
  let used = Date.now();
  const notice = element('section', 'app-session-warning', { 'aria-label': 'Your session', hidden: '' });
  const words = element('p', '', { role: 'alert' });
  const button = element('button', 'nhsuk-button nhsuk-button--secondary nhsuk-button--small', { type: 'button' });
  button.textContent = 'Stay signed in';
  notice.append(words, button);
  document.body.append(notice);
  noteUse(used);

  const look = (): void => {
    used = Math.max(used, usedElsewhere());
    const end = used + Math.max(idle - NOTED_EVERY, AHEAD);
    const left = end - Date.now();
    notice.hidden = left > AHEAD;
    button.hidden = left <= 0;
    // Said once, and again when it is over: not at every look.
    const text =
      left > AHEAD
        ? ''
        : left > 0
          ? `Nobody has used this page for a while. You will be signed out at ${timeOf(end)}. What you typed stays on this page.`
          : 'You have been signed out. What you typed is still on this page: send it, and you can sign in and go on.';
    if (words.textContent !== text) words.textContent = text;
  };
  const stay = async (): Promise<void> => {
    const answer = await fetch('/account/keep', { method: 'POST' }).catch(() => null);
    if (!answer) words.textContent = 'Primum did not answer. Check the connection, and press the button again.';
    if (!answer?.ok) return;
    used = Date.now();
    noteUse(used);
    look();
  };
  button.addEventListener('click', () => void stay());
  setInterval(look, LOOK_EVERY);
  // A computer that slept comes back with its clocks far on.
  document.addEventListener('visibilitychange', look);
}

function element(tag: string, classes: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function timeOf(at: number): string {
  return new Date(at)
    .toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
    .replace(' ', '');
}

function noteUse(at: number): void {
  try {
    localStorage.setItem(USED, String(at));
  } catch {
    // Without room for it, each tab knows of itself.
  }
}

function usedElsewhere(): number {
  try {
    const at = Number(localStorage.getItem(USED));
    return at <= Date.now() ? at : 0;
  } catch {
    return 0;
  }
}
