import type { ReadTx } from '../../platform/database/database.ts';
import type { GateAsked } from '../../platform/gate.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import type { Words } from '../../words/sentence.ts';
import { actionsFrom } from '../actions/index.ts';
import { openChallengesIn } from '../hazards/index.ts';
import type { IncidentFact, IncidentFacts } from './checks.ts';
import { closingsOf, incidentActions } from './closing-store.ts';
import { INCIDENT, incidentsPath } from './domain.ts';
import { everyIncidentOf } from './store.ts';
import { arrangementsOf, logsKept } from './targets-store.ts';
import { verdictsIn } from './verdict-store.ts';

/** What is known of the incidents of services at a moment, by the ids of the services. A fixed number of queries. */
export async function factsOfIncidents(
  tx: ReadTx,
  services: readonly Pick<AssessedService, 'id'>[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<IncidentFacts>>> {
  const ids = services.map(({ id }) => id);
  const [all, arrangements] = await Promise.all([everyIncidentOf(tx, ids, moment), arrangementsOf(tx, ids, moment)]);
  const incidents = all.filter(({ voided }) => voided === null);
  const own = incidents.map(({ id }) => id);
  const [verdicts, against, actions, closings, challenges] =
    own.length === 0
      ? [new Map(), [], [], new Map(), []]
      : await Promise.all([
          verdictsIn(tx, ids, moment),
          incidentActions(tx, own, moment),
          actionsFrom(tx, INCIDENT, own, moment),
          closingsOf(tx, own, moment),
          openChallengesIn(tx, ids, moment),
        ]);
  const state = new Map(actions.map((one) => [one.id, one.state]));
  const facts = incidents.map((one): IncidentFact & { readonly service: string } => {
    const verdict = verdicts.get(one.id);
    const done = against.filter(({ incident }) => incident === one.id);
    return {
      service: one.service.id,
      reference: one.reference,
      sort: one.sort,
      stage: one.stage,
      voided: one.voided,
      reportedAt: one.reportedAt,
      acknowledgedAt: one.acknowledgedAt,
      triagedAt: one.triagedAt,
      madeSafeAt: one.madeSafeAt,
      closedAt: one.closedAt,
      proposed: verdict?.answer ?? null,
      signed: verdict?.signed ? verdict.answer : null,
      hasCause: one.cause !== null,
      actions: done.length,
      openActions: done.filter(({ action }) => state.get(action) === 'open').length,
      noAction: closings.get(one.id)?.noAction != null,
      challenged: challenges
        .filter(({ service, source }) => service === one.service.id && source === one.reference)
        .map(({ subject }) => subject),
    };
  });
  return new Map(
    ids.map((id) => {
      const of = facts.filter(({ service }) => service === id);
      const arranged = arrangements.get(id);
      // Kept here from the first report or the first arrangements on, whatever became of a report since.
      const kept = arranged !== undefined || all.some(({ service }) => service.id === id);
      return [
        id,
        {
          ...(kept && { log: { incidents: of.map(({ service: _service, ...one }) => one) } }),
          ...(arranged && { targets: arranged.targets }),
        },
      ];
    }),
  );
}

/** What is known for the gate: nothing, where the log is kept elsewhere. Then an officer's declaration answers. */
export async function gateFacts(tx: ReadTx, { service }: GateAsked, moment: Moment): Promise<Partial<IncidentFacts>> {
  return (await factsOfIncidents(tx, [service], moment)).get(service.id) ?? {};
}

/** Of which services the gate asks the log and no declaration: those whose log is kept here. */
export async function gateAnswers(
  tx: ReadTx,
  services: readonly { readonly id: string; readonly reference: string }[],
): Promise<ReadonlyMap<string, Words>> {
  const kept = await logsKept(
    tx,
    services.map(({ id }) => id),
  );
  return new Map(
    services
      .filter(({ id }) => kept.has(id))
      .map(({ id, reference }): [string, Words] => [
        id,
        [
          'The safety incident management log is kept here, and the gate asks each incident in it: ',
          { text: 'what incidents mean for the safety case', href: `${incidentsPath(reference)}/verdicts` },
          '.',
        ],
      ]),
  );
}
