import type { Json } from '../canonical.ts';
import { type Actor, labelOf } from '../commands/may.ts';
import type { Ground } from '../commands/execute.ts';
import type { Ref } from '../subjects/kinds.ts';
import { append, beginChain, lockHead } from './store.ts';

/** What the chain of reads calls whatever is sealed: reads and changes alike, so that they are not told apart. */
export const SEALED = 'sealed';

/**
 * The same for what nobody may know that it was read: who read what is sealed, and the entry says neither.
 * @param what is sealed, as JSON
 * @param place where it opens again
 */
export async function recordSealedRead(ground: Ground, organisation: string, what: Json, place: string): Promise<void> {
  const sealed = ground.sealing.seal(organisation, place, JSON.stringify(what)).toString('base64');
  await recordRead(ground, { actor: { kind: 'system' }, organisation }, SEALED, null, { sealed });
}

/**
 * Records that somebody is about to read something sensitive. It is kept before the content is loaded, in a transaction
 * of its own and on a chain of its own, so that a read is never unrecorded and never waits for an import.
 * @param what which page or list, in the words of a command: "viewSafeguardingRecord"
 */
export async function recordRead(
  ground: Ground,
  request: { readonly actor: Actor; readonly organisation: string },
  what: string,
  subject: Ref | null,
  content: Json = {},
): Promise<void> {
  await ground.database.write(
    request.organisation,
    async (tx) => {
      const head = (await lockHead(tx, 'reads')) ?? (await beginChain(tx, 'reads', ground.now()));
      const now = ground.now();
      append(tx, head, {
        chain: 'reads',
        at: now > head.at ? now : head.at,
        actor: labelOf(request.actor),
        command: what,
        subject,
        content,
        reasons: {},
      });
    },
    'reads',
  );
}
