import { allows, isAssessing } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { isAssessed, SEES_LOOKS } from '../access/index.ts';
import { INVITES } from './fields.ts';
import { AssessingPanel, TeamPanel } from './pages/panel.tsx';
import { countComments, countOpen, invitationFor } from './store.ts';

/** On the page of a service: who looks at it from outside, and for whoever does, the way to what they came for. */
export const onServices: OnServices = { panel: { place: 'beside', load: loadPanel } };

async function loadPanel(tx: ReadTx, { id, reference, actor, now }: ServiceOnPage) {
  const asking = { actor, organisation: tx.organisation };
  if (actor.kind === 'person' && isAssessing(actor, reference)) {
    const [invitation, comments] = await Promise.all([
      invitationFor(tx, id, actor.id),
      countComments(tx, id, actor.id),
    ]);
    return <AssessingPanel service={reference} standards={invitation?.standards ?? []} comments={comments} />;
  }
  const invites = allows(INVITES, asking, reference);
  const looks = allows(SEES_LOOKS, asking, reference) && (await isAssessed(tx, reference));
  const [open, comments] = await Promise.all([countOpen(tx, id, now), countComments(tx, id, null)]);
  if (!invites && !looks && comments.total === 0) return null;
  return <TeamPanel service={reference} open={open} comments={comments} invites={invites} looks={looks} />;
}
