import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { actionPath, actionReference, actionsFrom, type Action } from '../actions/index.ts';
import { dutiesOpenOf } from '../duties/index.ts';
import { challengedIn } from '../hazards/index.ts';
import { candourOf, closingsOf, incidentActions, unansweredOf } from './closing-store.ts';
import { INCIDENT, type IncidentRecord } from './domain.ts';
import type { ActionShown, ClosingFacts, IncidentAction } from './domain/closing.ts';
import { whyNotTold } from './feedback/telling.ts';
import { feedbackOn } from './index.ts';
import { reportsOf } from './report-store.ts';
import { verdictsOf } from './verdict-store.ts';

/** All that closing asks of an incident, as it stood at a moment. A fixed number of queries. */
export async function closingFacts(tx: ReadTx, incident: IncidentRecord, moment: Moment): Promise<ClosingFacts> {
  const { id, service, reference } = incident;
  const ids = [id];
  const [verdicts, stored, actions, closings, steps, duties, reports, unanswered] = await Promise.all([
    verdictsOf(tx, ids, moment),
    incidentActions(tx, ids, moment),
    actionsFrom(tx, INCIDENT, ids, moment),
    closingsOf(tx, ids, moment),
    candourOf(tx, id, moment),
    dutiesOpenOf(tx, ids, moment),
    reportsOf(tx, ids, moment),
    unansweredOf(tx, id, moment),
  ]);
  const verdict = verdicts.get(id) ?? null;
  const closing = closings.get(id) ?? { noAction: null, candour: null };
  const reported = reports.map((one) => one.id);
  const [challenged, told, untold] = await Promise.all([
    challengedIn(tx, service.id, challengeable(incident, verdict?.undermines ?? []), moment),
    feedbackOn(tx, reported),
    whyNotTold(tx, reported, moment),
  ]);
  const byId = new Map(actions.map((one) => [one.id, one]));
  return {
    incident,
    verdict,
    challenged: challenged.filter(({ source }) => source === reference).map((one) => one.reference),
    actions: stored.flatMap(({ action, check, strength }): IncidentAction[] => {
      const [doing, checking] = [byId.get(action), byId.get(check)];
      return doing && checking ? [{ action: actionShown(doing), strength, check: actionShown(checking) }] : [];
    }),
    noAction: closing.noAction,
    duties: duties.get(id) ?? { open: [], undecided: [] },
    reports: reports.map((one) => ({
      id: one.id,
      by: one.by,
      toldAt: told.get(one.id)?.at(-1)?.at ?? null,
      unanswered: unanswered.get(one.id) ?? untold.get(one.id) ?? null,
    })),
    candour: closing.candour,
    candourSteps: steps,
  };
}

/** The hazards and controls of an incident that it may speak against. */
export function challengeable({ links }: Pick<IncidentRecord, 'links'>, undermines: readonly string[]): string[] {
  const linked = links.filter(({ kind }) => kind === 'hazard' || kind === 'control').map((one) => one.reference);
  return [...new Set([...linked, ...undermines])];
}

function actionShown({ number, title, state, due }: Action): ActionShown {
  return { reference: actionReference(number), href: actionPath(number), title, state, due };
}
