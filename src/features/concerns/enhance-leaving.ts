/*
 * The way out, made quick: it hides the page at once, by a press or by Shift three times, and leaves no page behind to go back to. And
 * a word before the time runs out. Nothing is kept in the browser. The page does its whole job without it.
 */

const EXIT = '/exit';
const PRESSES = 3;
/** Between the first press of Shift and the last. */
const WITHIN = 3_000;
const MINUTE = 60_000;
/** How long before the end it is said. */
const AHEAD = 5 * MINUTE;
const LOOK_EVERY = 5_000;

/** Hidden first, whatever the network does then. In place of this page: it is not one to go back to. */
function leave(): void {
  document.documentElement.hidden = true;
  for (const form of document.forms) form.reset();
  document.body.replaceChildren();
  document.title = ' ';
  location.replace(EXIT);
}

document.querySelector<HTMLAnchorElement>(`a[href="${EXIT}"]`)?.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});

let presses: number[] = [];
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Shift') presses = [];
  else if (!event.repeat) {
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    if (presses.length >= PRESSES) leave();
  }
});
document.querySelector<HTMLElement>('.way-out__keys')?.removeAttribute('hidden');

// A page that a browser kept to show again on "Back" holds nothing, and asks the server whether it may be shown at all.
window.addEventListener('pagehide', () => {
  document.documentElement.hidden = true;
  for (const form of document.forms) form.reset();
});
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
  else document.documentElement.hidden = false;
});

const idle = Number(document.body.dataset['idle']) * MINUTE;
if (idle > 0) watchTime();

/** What is typed here waits so long and no longer: it says so before, with a button that keeps it. */
function watchTime(): void {
  let used = Date.now();
  let sent = used;
  const notice = document.createElement('section');
  notice.className = 'time';
  notice.hidden = true;
  const words = document.createElement('p');
  words.setAttribute('role', 'alert');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = 'Keep my text';
  notice.append(words, button);
  document.body.append(notice);

  const keep = async (): Promise<void> => {
    const answer = await fetch('/q/keep', { method: 'POST' }).catch(() => null);
    if (!answer?.ok) return;
    used = Date.now();
    sent = used;
    look();
  };
  const look = (): void => {
    const left = used + idle - Date.now();
    if (left <= 0) leave();
    notice.hidden = left > AHEAD;
    const text =
      left > AHEAD ? '' : 'Nobody has typed here for a while. Soon this page closes, and what you typed is gone.';
    if (words.textContent !== text) words.textContent = text;
  };
  button.addEventListener('click', () => void keep());
  document.addEventListener('input', () => {
    used = Date.now();
    // Whoever types for long is not idle: the server hears of it now and then, and of nothing that is typed.
    if (used - sent > AHEAD) void keep();
  });
  setInterval(look, LOOK_EVERY);
}
