/*
 * In a picture of boxes and lines: what depends on the box under the pointer, or the one with the cursor, stays lit. Nothing is
 * said by it that the lines do not say.
 */

const LIT = 'app-lit';
const CHOOSING = 'app-bow-tie__picture--choosing';
/** Where a way ends: what lies beyond it does not depend on this one more than on others. */
const END = 'hazard';

export function lightUp(picture: Element): void {
  const boxes = new Map(
    [...picture.querySelectorAll<SVGElement>('[data-box]')].map((box) => [box.dataset['box']!, box] as const),
  );
  const lines = [...picture.querySelectorAll<SVGElement>('[data-leaves]')].map((line) => ({
    line,
    leaves: line.dataset['leaves']!.split(' '),
    reaches: line.dataset['reaches']!.split(' '),
  }));
  const keyOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<SVGElement>('[data-box]')?.dataset['box'] : undefined;

  const show = (key: string | undefined) => {
    for (const lit of picture.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
    // Everything depends on the hazard: then all stay as they are.
    picture.classList.toggle(CHOOSING, key !== undefined && key !== END);
    if (key === undefined) return;
    walk(key, 'leaves', 'reaches');
    walk(key, 'reaches', 'leaves');
  };
  /** Goes one way only: to what a box leads to, or to what leads to it, and not back to its neighbours. */
  const walk = (key: string, here: 'leaves' | 'reaches', there: 'leaves' | 'reaches') => {
    const seen = new Set([key]);
    // Grows while it is walked through.
    for (const one of seen) {
      boxes.get(one)?.classList.add(LIT);
      if (one === END) continue;
      for (const each of lines) {
        if (!each[here].includes(one)) continue;
        each.line.classList.add(LIT);
        for (const other of each[there]) seen.add(other);
      }
    }
  };
  picture.addEventListener('pointerover', ({ target }) => show(keyOf(target)));
  picture.addEventListener('pointerleave', () => show(keyOf(document.activeElement)));
  picture.addEventListener('focusin', ({ target }) => show(keyOf(target)));
  picture.addEventListener('focusout', () => show(undefined));
}
