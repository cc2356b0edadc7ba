/*
 * The keys j and k in a list that is worked through: they go from line to line, and Enter does the one thing of a line. They
 * are a shorter way to what Tab reaches as well. Whoever speaks to their computer switches them off (WCAG 2.1.4).
 */

const STORED = 'primum-keys';

export function workThrough(list: Element): void {
  const items = [...list.querySelectorAll<HTMLElement>('[data-keys-item]')];
  const hint = list.querySelector<HTMLElement>('[data-keys-hint]');
  const button = list.querySelector<HTMLButtonElement>('[data-keys-switch]');
  if (items.length === 0 || !hint || !button) return;

  let on = remembered() !== 'off';
  const show = () => {
    button.textContent = button.dataset[on ? 'on' : 'off'] ?? '';
    for (const words of hint.querySelectorAll<HTMLElement>('[data-keys-on]')) words.hidden = !on;
  };
  // Reached by these keys and not by Tab, which goes through links and buttons as ever.
  for (const item of items) item.tabIndex = -1;
  hint.hidden = false;
  show();

  button.addEventListener('click', () => {
    on = !on;
    remember(on ? 'on' : 'off');
    show();
  });
  document.addEventListener('keydown', (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const here = items.findIndex((item) => item.contains(document.activeElement));
    if (event.key === 'j' || event.key === 'k') {
      const next = event.key === 'j' ? here + 1 : here < 0 ? 0 : here - 1;
      const item = items[Math.max(0, Math.min(items.length - 1, next))]!;
      item.focus();
      item.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === 'Enter' && document.activeElement === items[here]) {
      const item = items[here];
      const does = item?.querySelector<HTMLElement>('[data-keys-do]') ?? item?.querySelector<HTMLElement>('a');
      does?.click();
      event.preventDefault();
    }
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}

/** Where nothing can be stored, nothing is remembered. */
function remembered(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // It holds for this page.
  }
}
