/* Notes of a workshop: Ctrl and S saves them, and whoever leaves with something unsaved is asked. */

const form = document.querySelector<HTMLFormElement>('form#notes');
if (form) {
  let unsaved = false;
  form.addEventListener('input', () => {
    unsaved = true;
  });
  form.addEventListener('submit', () => {
    unsaved = false;
  });
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    // To where somebody types: the button of that part, which leads back to it.
    const part = document.activeElement?.closest('.app-prompt');
    form.requestSubmit(part?.querySelector<HTMLButtonElement>('button[formaction]') ?? null);
  });
  const keys = document.querySelector<HTMLElement>('#notes-keys');
  if (keys) keys.hidden = false;
}
