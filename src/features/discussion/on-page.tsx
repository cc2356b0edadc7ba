import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { attachmentsOf } from './attachment-store.ts';
import { eraseAttachment, eraseComment, resolvesAny } from './commands.ts';
import type { Discussed } from './discussable.ts';
import { AttachmentsPanel } from './pages/attachments.tsx';
import { DiscussionPanel } from './pages/panel.tsx';
import type { Offers } from './pages/thread.tsx';
import { countThreads, threadsOf } from './store.ts';
import { ATTACHERS, READERS, TALKERS } from './who.ts';

/** Threads that stand on a subject's page, open ones first; the others are a link away. */
const SHOWN = 12;

/** What somebody is offered in a thread: nothing, where the page is of a day that is past. */
export function offersOf(context: PageContext, service: string, isNow = true): Offers {
  const { actor, allows } = context;
  return {
    person: actor.id,
    talks: isNow && allows({ may: TALKERS }, service),
    resolvesAny: resolvesAny(actor, service),
    erases: isNow && allows(eraseComment, service),
  };
}

/** The part of a subject's page on what is said about it; nothing, for whoever only assesses. */
export async function discussionOn(
  tx: ReadTx,
  context: PageContext,
  discussed: Discussed,
  moment: Moment = { seq: null, now: context.now },
): Promise<VNode | null> {
  const { service, reference, path } = discussed;
  if (!context.allows({ may: READERS }, service.reference)) return null;
  const sought = { service: service.id, about: discussed };
  const threads = await threadsOf(tx, sought, moment, { limit: SHOWN });
  const open = threads.filter(({ state }) => state === 'open');
  const resolved = threads.filter(({ state }) => state === 'resolved');
  // Most subjects have few: then these are all, and nothing has to be counted.
  const counts =
    threads.length < SHOWN ? { open: open.length, resolved: resolved.length } : await countThreads(tx, sought, moment);
  const offers = offersOf(context, service.reference, moment.seq === null);
  return (
    <DiscussionPanel
      service={service.reference}
      reference={reference}
      path={path}
      open={open}
      resolved={resolved}
      counts={counts}
      offers={offers}
    />
  );
}

/** The part of a subject's page on what is attached to it. */
export async function attachmentsOn(
  tx: ReadTx,
  context: PageContext,
  discussed: Discussed,
  moment: Moment = { seq: null, now: context.now },
): Promise<VNode> {
  const { service, reference, path } = discussed;
  const isNow = moment.seq === null;
  const all = await attachmentsOf(tx, { service: service.id, about: discussed }, moment);
  return (
    <AttachmentsPanel
      service={service.reference}
      reference={reference}
      path={path}
      attachments={all}
      attaches={isNow && context.allows({ may: ATTACHERS }, service.reference)}
      erases={isNow && context.allows(eraseAttachment, service.reference)}
    />
  );
}
