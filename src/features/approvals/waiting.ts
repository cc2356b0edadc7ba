import type { ReadTx } from '../../platform/database/database.ts';
import type { DeskItem, Services } from '../../platform/feature.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import { SIGNATURE_KEY } from './desk.ts';

/** Signatures that one page shows at most. */
const MOST = 50;

/** What awaits one's signature: every feature says it on the desk, and here it is that alone. */
export async function waitingFor(
  tx: ReadTx,
  { onDesk, ground: { sealing } }: Pick<Services, 'onDesk' | 'ground'>,
  { actor, now }: PageContext,
): Promise<{ readonly items: readonly DeskItem[]; readonly total: number }> {
  const desk = { actor, now, most: MOST, sealing };
  const all = await Promise.all(onDesk.map(({ load }) => load(tx, desk)));
  const items = all.flatMap((one) => one.items).filter(({ key, action }) => isToSign(key, action.href));
  return { items: items.slice(0, MOST), total: items.length };
}

/** Whoever cannot sign sees what changed instead, and that is no signature to give. */
function isToSign(key: string, href: string): boolean {
  return key.startsWith(SIGNATURE_KEY) && href.endsWith('/sign');
}

/** What a key of the desk is of; null where it is of no signature. */
export function subjectIn(key: string): Ref | null {
  const [kind, id] = key.startsWith(SIGNATURE_KEY) ? key.slice(SIGNATURE_KEY.length).split(':') : [];
  return kind !== undefined && id !== undefined ? { kind, id } : null;
}
