import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { actionPath, actionReference, actionsFrom, type Action } from '../actions/index.ts';
import { dutiesOpenOf, isServiceStated } from '../duties/index.ts';
import { challengedIn } from '../hazards/index.ts';
import { candourOf, closingsOf, incidentActions } from './closing-store.ts';
import { canBeTold, INCIDENT, type IncidentRecord } from './domain.ts';
import type { ActionShown, ClosingFacts, IncidentAction, ReportAnswered } from './domain/closing.ts';
import { reportsTold, type ReportTold } from './feedback/looking.ts';
import { verdictsOf } from './verdict-store.ts';

/** All that closing asks of an incident, as it stood at a moment. A fixed number of queries. */
export async function closingFacts(tx: ReadTx, incident: IncidentRecord, moment: Moment): Promise<ClosingFacts> {
  const { id, service, reference } = incident;
  const ids = [id];
  const [verdicts, stored, actions, closings, steps, duties, serviceStated, told] = await Promise.all([
    verdictsOf(tx, ids, moment),
    incidentActions(tx, ids, moment),
    actionsFrom(tx, INCIDENT, ids, moment),
    closingsOf(tx, ids, moment),
    candourOf(tx, id, moment),
    dutiesOpenOf(tx, ids, moment),
    isServiceStated(tx, service.id, moment),
    reportsTold(tx, incident, moment),
  ]);
  const verdict = verdicts.get(id) ?? null;
  const closing = closings.get(id) ?? { noAction: null, candour: null };
  const challenged = await challengedIn(tx, service.id, challengeable(incident, verdict?.undermines ?? []), moment);
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
    serviceStated,
    reports: told.reports.filter(({ report }) => canBeTold(report.reporter)).map(answeredOf),
    candour: closing.candour,
    candourSteps: steps,
  };
}

/** The hazards and controls of an incident that it may speak against. */
export function challengeable({ links }: Pick<IncidentRecord, 'links'>, undermines: readonly string[]): string[] {
  const linked = links.filter(({ kind }) => kind === 'hazard' || kind === 'control').map((one) => one.reference);
  return [...new Set([...linked, ...undermines])];
}

/** What they were told stays told, whatever was decided since. */
function answeredOf({ number, report: { by }, answers }: ReportTold): ReportAnswered {
  return {
    number,
    by,
    toldAt: answers.findLast(({ words }) => words !== null)?.at ?? null,
    unanswered: answers.at(-1)?.reason ?? null,
  };
}

function actionShown({ number, title, state, due }: Action): ActionShown {
  return { reference: actionReference(number), href: actionPath(number), title, state, due };
}
