import { Button, createAll, ErrorSummary, Header, SkipLink } from 'nhsuk-frontend';
import { workThrough } from './keys.ts';
import { lightUp } from './lights.ts';
import { offerPasskeys } from './passkeys.ts';
import { warnBeforeTheEnd } from './session-warning.ts';

/* Makes complete pages quicker. Nothing here is needed: every page does its whole job without it. */

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
// Not FileUpload: browsers take a file that is dropped on their own field, and say its name; the drawn one says another
// name to a screen reader than it shows (WCAG 2.5.3).
createAll(Button);
createAll(ErrorSummary);
createAll(Header);
createAll(SkipLink);

/** A link into a closed part of the page opens that part. Newer browsers do it by themselves. */
function openTarget(): void {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const closed = target?.closest('details:not([open])');
  if (!(closed instanceof HTMLDetailsElement)) return;
  closed.open = true;
  target?.scrollIntoView();
}

addEventListener('hashchange', openTarget);
openTarget();

for (const list of document.querySelectorAll('[data-keys]')) workThrough(list);
for (const picture of document.querySelectorAll('[data-lights]')) lightUp(picture);
offerPasskeys();
warnBeforeTheEnd();
