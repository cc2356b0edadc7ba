/*
 * Shows hazards that are near to what somebody types, below the field that an element names:
 *   <div data-similar="/services/DEMO/hazards/similar" data-similar-to="name" aria-live="polite"></div>
 * Without it, the page says the same once the form is sent, or before.
 */

/** After so long without a key, somebody has stopped to think. Milliseconds. */
const PAUSE = 400;
/** Fewer characters are near to everything. */
const FEWEST = 8;

for (const place of document.querySelectorAll<HTMLElement>('[data-similar]')) {
  const field = place.closest('form')?.elements.namedItem(place.dataset['similarTo'] ?? '');
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) follow(place, field);
}

function follow(place: HTMLElement, field: HTMLInputElement | HTMLTextAreaElement): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked = field.value.trim();
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = field.value.trim();
      if (words === asked) return;
      asked = words;
      void show(place, words, () => asked === words);
    }, PAUSE);
  });
}

/** @param isLatest whether nobody has typed on meanwhile: an answer that comes late is not shown */
async function show(place: HTMLElement, words: string, isLatest: () => boolean): Promise<void> {
  if (words.length < FEWEST) {
    place.replaceChildren();
    return;
  }
  try {
    const answer = await fetch(`${place.dataset['similar']}?words=${encodeURIComponent(words)}`, {
      headers: { accept: 'text/html' },
    });
    // Whoever is no longer signed in is led elsewhere: that is no part of this page.
    if (!answer.ok || answer.redirected || !isLatest()) return;
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html');
    place.replaceChildren(...part.body.children);
  } catch {
    // Without a connection nothing is shown, and nothing is lost.
  }
}
