import { rolesIn, servicesWhere, type Role } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { DeskItem, DeskOf, OnDesk } from '../../platform/feature.ts';
import { linesOf, type Line } from './lines.ts';
import { awaiting } from './lines-store.ts';
import { refusalsOf, type RefusalLine } from './refusals.ts';
import type { Signable } from './signable.ts';

/** Days before its end on which a version that stands comes to the desk. */
const AHEAD = 30;
const DAY = 86_400_000;

/** Who works on what is signed: they see that it drifted, and not that nobody has signed it. */
const WORKING: readonly Role[] = ['safety engineer', 'product owner'];

/** How the desk's keys of signatures begin: by them, what awaits a signature is found among all that is on a desk. */
export const SIGNATURE_KEY = 'signature:';

/**
 * What of a kind awaits a signature, has drifted from one, or was not approved and waits for those who keep its words, in
 * the services of a person.
 */
export function signaturesOnDesk(signable: Signable): OnDesk['load'] {
  return async (tx: ReadTx, desk: DeskOf) => {
    const services = servicesWhere(desk.actor, [...signable.rule.roles, ...WORKING]);
    if (services?.length === 0) return { items: [], total: 0 };
    const endsBefore = new Date(desk.now.getTime() + AHEAD * DAY);
    const [found, refusals] = await Promise.all([
      awaiting(tx, signable.kind, {
        services,
        // What nobody has signed waits for those who sign alone: to others it is no work, and not counted either.
        unsigned: servicesWhere(desk.actor, signable.rule.roles),
        now: desk.now,
        endsBefore,
        most: desk.most,
      }),
      refusalsOf(tx, signable, { services }, desk.most + 1),
    ]);
    const lines = await linesOf(tx, signable, found.ids, desk.now);
    const items = lines.flatMap((line) => itemOf(signable, line, desk) ?? []);
    return {
      items: [...refusals.slice(0, desk.most).map(refusalItem), ...items],
      total: refusals.length + found.total - (found.ids.length - items.length),
    };
  };
}

function refusalItem({ id, at, named, sentence }: RefusalLine): DeskItem {
  return {
    key: `refusal:${id}`,
    mark: { words: 'Not approved' },
    sentence,
    service: { reference: named.service.reference, name: named.service.name },
    since: at,
    due: null,
    action: { text: 'See what has to change', href: `${named.path}/versions#refusals` },
  };
}

function itemOf({ kind, rule }: Signable, line: Line, { actor }: DeskOf): DeskItem | null {
  const { id, named, approved, sentence, due, since } = line;
  const roles = rolesIn(actor, named.service.reference);
  const signs = rule.roles.some((role) => roles.includes(role));
  const said = sentence ?? due;
  if (!said || (!signs && approved === null)) return null;
  const next = (approved?.number ?? 0) + 1;
  return {
    key: `${SIGNATURE_KEY}${kind}:${id}`,
    mark: sentence === null || approved === null ? { words: 'Your signature' } : { verdict: 'not-met' },
    sentence: said,
    service: { reference: named.service.reference, name: named.service.name },
    since,
    due: sentence === null ? (approved?.validUntil ?? null) : null,
    action: signs
      ? { text: `Read and sign version ${next}`, href: `${named.path}/sign` }
      : { text: 'See what changed', href: `${named.path}/versions#compared` },
  };
}
