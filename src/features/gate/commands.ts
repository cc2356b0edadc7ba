import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalParagraph } from '../../platform/commands/fields.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { Conflict, Denied, InputProblem } from '../../platform/commands/problems.ts';
import { livingService, type Service } from '../services/index.ts';
import { askGate, asksOf, standsUntil } from './asking.ts';
import {
  gateReference,
  leftOutOf,
  LEAST_DAYS,
  MODES,
  MOST_DAYS,
  problemsOfPolicy,
  type GateAnswer,
  type GateVerdict,
} from './domain.ts';
import {
  ASKERS_MAY,
  DOUBTERS_MAY,
  OFFICERS_MAY,
  reasonField,
  seenField,
  serviceField,
  versionField,
} from './fields.ts';
import { nextAnswer, policiesOf, putAnswer, putDeclaration, putPolicy, wasApproved } from './store.ts';

const feature = 'gate';

/** Types, so that they are results. */
export type Kept = { id: string; service: string; gate: string; verdict: GateVerdict };

export const setGatePolicy = command({
  feature,
  name: 'setGatePolicy',
  summary: 'Sets by what policy the gate of a service is asked: how strictly, what is left out, and why',
  past: ['the policy of the gate was set', 'the policy of the gate was set # times'],
  input: z.strictObject({
    service: serviceField,
    mode: z.enum(MODES, 'Choose what a pipeline does: advise, warn or enforce.'),
    leftOut: z
      .record(z.string().max(120), line(500, 'Say why it is left out.'))
      .default({})
      .describe('By the id of the check, why it is left out; what is not among them is asked'),
    days: z.coerce
      .number('Give the number of days, such as 14.')
      .int('Give whole days, such as 14.')
      .min(LEAST_DAYS, 'Give at least one day.')
      .max(MOST_DAYS, `Give at most ${MOST_DAYS} days: what nobody looks at for longer is not known.`)
      .describe('For how many days a declaration stands that no incident undermines the safety case'),
    reason: optionalParagraph(2_000).describe('Why it is set; has to be there where it becomes weaker'),
    version: seenField.default(0).describe('Of the policy that was there, as you saw it; 0 where none was set'),
  }),
  may: OFFICERS_MAY,
  subject: (_input, { id }: { id: string; service: string; version: number }) => ({ kind: 'service', id }),
  run: async (tx, _actor, { service: reference, leftOut: left, version, ...set }) => {
    const service = await livingService(tx, reference);
    const before = (await policiesOf(tx, [service.id])).get(service.id)!;
    const leftOut = Object.entries(left).map(([check, reason]) => ({ check, reason }));
    const problems = problemsOfPolicy(before, { ...set, leftOut });
    if (problems.length > 0) throw new InputProblem(problems);
    if (before.version !== version)
      throw new Conflict(
        'Somebody set the policy while you were here. Look at it as it stands now.',
        { mode: before.mode, days: String(before.days), reason: before.reason },
        before.version,
      );
    putPolicy(tx, service.id, { ...set, leftOut });
    return { id: service.id, service: service.reference, version: tx.seq };
  },
});

export const declareNoIncident = command({
  feature,
  name: 'declareNoIncident',
  summary: 'Declares, as an officer, that no incident undermines the safety case: the gate asks for it',
  past: ['it was declared that no incident undermines the case', 'it was declared # times that no incident does'],
  input: z.strictObject({
    service: serviceField,
    note: reasonField('Say what you looked at: incidents, complaints, reports of suppliers, since when.'),
  }),
  may: OFFICERS_MAY,
  confirms: true,
  subject: (_input, { declaration }: { declaration: string; service: string }) => ({
    kind: 'gate-declaration',
    id: declaration,
  }),
  run: async (tx, acting, { service: reference, note }) => {
    const service = await livingService(tx, reference);
    const { days } = (await policiesOf(tx, [service.id])).get(service.id)!;
    const person = personOf(acting).id;
    const until = standsUntil(tx.at, days);
    const declaration = putDeclaration(tx, { service: service.id, until, person, note });
    return { declaration, service: service.reference };
  },
});

export const withdrawNoIncident = command({
  feature,
  name: 'withdrawNoIncident',
  summary: 'Says that an incident may undermine the safety case: until an officer declares anew, the gate says no',
  past: ['it was said that an incident may undermine the case', 'it was said # times that an incident may'],
  input: z.strictObject({
    service: serviceField,
    reason: reasonField('Say what happened, and what it may undermine. Nothing about a patient.'),
  }),
  may: DOUBTERS_MAY,
  subject: (_input, { declaration }: { declaration: string; service: string }) => ({
    kind: 'gate-declaration',
    id: declaration,
  }),
  run: async (tx, acting, { service: reference, reason }) => {
    const service = await livingService(tx, reference);
    const person = personOf(acting).id;
    const declaration = putDeclaration(tx, { service: service.id, until: null, person, note: reason });
    return { declaration, service: service.reference };
  },
});

const aboutKept = (_input: unknown, { id }: Kept) => ({ kind: 'gate-answer', id });

export const recordGate = command({
  feature,
  name: 'recordGate',
  summary: 'Asks the gate whether a release may go, and keeps the answer as it was',
  past: ['the gate was asked, and its answer kept', 'the gate was asked # times, and its answers kept'],
  input: z.strictObject({ service: serviceField, version: versionField }),
  may: ASKERS_MAY,
  subject: aboutKept,
  // Of what was answered the ledger has one digest: that of the text in which it is kept.
  run: async (tx, _actor, { service: reference, version }): Promise<Kept> => {
    const service = await livingService(tx, reference);
    const { answer, release } = await askGate(tx, tx.kinds, { service, version }, tx.at);
    return keep(tx, service, answer, release?.id ?? null);
  },
});

export const recordRollback = command({
  feature,
  name: 'recordRollback',
  summary:
    'Records that a service goes back to a release: one that was approved when it went live is never stopped; any other is asked as a new one',
  past: ['a rollback was recorded', '# rollbacks were recorded'],
  input: z.strictObject({
    service: serviceField,
    version: versionField,
    reason: reasonField('Say why the service goes back.'),
  }),
  may: ASKERS_MAY,
  subject: aboutKept,
  run: async (tx, _actor, { service: reference, version, reason }): Promise<Kept> => {
    const service = await livingService(tx, reference);
    const { answer, release } = await askGate(tx, tx.kinds, { service, version }, tx.at);
    const live = release?.liveSeq ?? null;
    const approved = release !== null && live !== null && (await wasApproved(tx, release.id, live));
    const said: GateAnswer = { ...answer, note: reason, ...(approved && { verdict: 'go', sort: 'rollback' }) };
    return keep(tx, service, said, release?.id ?? null);
  },
});

export const recordSwitchOff = command({
  feature,
  name: 'recordSwitchOff',
  summary: 'Records that something of a service is switched off: the gate never stops it',
  past: ['a switch-off was recorded', '# switch-offs were recorded'],
  input: z.strictObject({
    service: serviceField,
    what: line(200, 'Say what is switched off.'),
    reason: reasonField('Say why it is switched off.'),
  }),
  may: ASKERS_MAY,
  subject: aboutKept,
  run: async (tx, _actor, { service: reference, what, reason }): Promise<Kept> => {
    const service = await livingService(tx, reference);
    const policy = (await policiesOf(tx, [service.id])).get(service.id)!;
    const answer: GateAnswer = {
      verdict: 'go',
      mode: policy.mode,
      sort: 'switched off',
      service: { reference: service.reference, name: service.name },
      release: null,
      asAt: tx.at.toISOString(),
      note: `${what}: ${reason}`,
      conditions: [],
      leftOut: leftOutOf(policy, asksOf(tx.kinds.assessed)),
      overrides: [],
    };
    return keep(tx, service, answer, null);
  },
});

async function keep(tx: CommandTx, service: Service, answer: GateAnswer, releaseId: string | null): Promise<Kept> {
  const [id, number] = [tx.newId(), await nextAnswer(tx, service.id)];
  putAnswer(tx, { id, service: service.id, number, releaseId, answer });
  return { id, service: service.reference, gate: gateReference(number), verdict: answer.verdict };
}

/** Whoever signs is a person. */
export function personOf(actor: Actor): Actor & { readonly kind: 'person' } {
  if (actor.kind !== 'person') throw new Denied('This needs a person, by name. Nothing was changed.');
  return actor;
}
