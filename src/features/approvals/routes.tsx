import type { FastifyInstance } from 'fastify';
import { WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerPage, type PageContext } from '../../platform/http/forms.ts';
import { SIGNATURE_KEY } from './desk.ts';
import { intendedUse } from './intended-use.ts';
import { WaitingPage, type WaitingProps } from './pages/waiting.tsx';
import { signPages } from './sign-routes.tsx';

/** Signatures that one page shows at most. */
const MOST = 50;

/** The pages of signatures: what awaits one, and those of the intended use. */
export function routes(app: FastifyInstance, services: Services): void {
  signPages(app, services, intendedUse);
  registerPage(app, services, {
    path: '/sign',
    may: WHOEVER_BELONGS,
    load: (tx, context) => loadWaiting(tx, context, services),
    page: WaitingPage,
  });
}

/** Every feature says on the desk what awaits a signature: here, those alone. */
async function loadWaiting(tx: ReadTx, { actor, now }: PageContext, { onDesk }: Services): Promise<WaitingProps> {
  const desk = { actor, now, lookedAt: null, most: MOST };
  const all = await Promise.all(onDesk.map(({ load }) => load(tx, desk)));
  const items = all.flatMap((one) => one.items).filter(({ key, action }) => isToSign(key, action.href));
  return { items: items.slice(0, MOST), total: items.length };
}

/** Whoever cannot sign sees what changed instead, and that is no signature to give. */
function isToSign(key: string, href: string): boolean {
  return key.startsWith(SIGNATURE_KEY) && href.endsWith('/sign');
}
