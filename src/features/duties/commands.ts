import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { labelOf, makerName } from '../../platform/commands/may.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { basisOf, toldBy, whyNotJudged, type JudgementKind } from './domain/judging.ts';
import { readsOf, reportedOf, type DutyOfCase } from './domain/looking.ts';
import {
  caseOf,
  DISMISSES,
  DOES,
  dutyField,
  incidentField,
  momentField,
  optionalMoment,
  serviceField,
  type CaseNamed,
} from './fields.ts';
import { stateOfCase } from './keeping.ts';
import { rulesInForce } from './rules.ts';
import { lookAt, settleCases, type CaseLooked } from './settling.ts';
import { endJudgement, putJudgement, type NewJudgement } from './store.ts';

const feature = 'duties';

/** A type, so that it is a result. */
export type Judging = { id: string; service: string; incident: string; duty: string; judgement: string };
const about = (_input: unknown, { id }: Judging) => ({ kind: 'incident', id });
const named = { service: serviceField, incident: incidentField, duty: dutyField };
type Named = { readonly service: string; readonly incident: string; readonly duty: string };

interface Found extends CaseNamed {
  readonly looked: CaseLooked;
  readonly duty: DutyOfCase;
}

/** @throws NotFound where the pack has no such duty that is judged in the open */
async function find(tx: CommandTx, { service, incident, duty: id }: Named): Promise<Found> {
  const moment = { seq: null, now: tx.at };
  const named = await caseOf(tx, service, incident, moment);
  const [looked] = await lookAt(tx, [named.found], moment);
  const duty = looked!.duties.find(({ rule }) => rule.id === id.toUpperCase());
  if (!duty) throw new NotFound(`There is no duty ${id} here.`);
  return { ...named, looked: looked!, duty };
}

/** Writes what somebody says of a duty, bound to the version of its rule and to what it read. @throws NotPossible */
async function say(
  tx: CommandTx,
  { service, found, looked, duty }: Found,
  kind: JudgementKind,
  more: Partial<NewJudgement> = {},
): Promise<Judging> {
  const refusal = whyNotJudged(duty, kind);
  if (refusal !== null) throw new NotPossible(refusal);
  const { pack } = rulesInForce(tx.at);
  const reads = kind === 'sent' ? reportedOf(pack, duty.rule) : readsOf(pack, duty.rule);
  const judgement = putJudgement(
    tx,
    {
      case: found.id,
      duty: duty.rule.id,
      version: duty.rule.version,
      pack: pack.version,
      kind,
      reason: null,
      basis: basisOf(reads, looked.facts),
      due: duty.obligation.due,
      ...more,
    },
    labelOf(tx.actor),
  );
  await settleCases(tx, [found]);
  return { id: found.id, service: service.reference, incident: found.reference, duty: duty.rule.id, judgement };
}

/** @throws InputProblem where a time is still to come */
function refuseAhead(tx: CommandTx, field: string, at: Date): void {
  if (at > tx.at) throw new InputProblem([{ field, message: 'Give a time that has passed.' }]);
}

export const confirmDuty = command({
  feature,
  name: 'confirmDuty',
  summary: 'Says that an incident owes a report, as the rules suggest or although something is not known',
  past: ['a duty was confirmed', '# duties were confirmed'],
  input: z.strictObject({ ...named, reason: optionalParagraph(2_000) }),
  may: DOES,
  subject: about,
  run: async (tx, _actor, { reason, ...input }): Promise<Judging> =>
    say(tx, await find(tx, input), 'confirmed', { reason: reason === '' ? null : reason }),
});

export const dismissDuty = command({
  feature,
  name: 'dismissDuty',
  summary: 'Says that an incident does not owe a report, and why; asked again once a fact that it turns on changes',
  past: ['a duty was dismissed', '# duties were dismissed'],
  input: z.strictObject({
    ...named,
    reason: paragraph(2_000, 'Say why it is not owed: whoever asks later finds it here.'),
  }),
  may: DISMISSES,
  subject: about,
  run: async (tx, _actor, { reason, ...input }): Promise<Judging> =>
    say(tx, await find(tx, input), 'dismissed', { reason }),
});

export const recordReport = command({
  feature,
  name: 'recordReport',
  summary: 'Records that a report was sent: to whom, when, by whom and under which reference',
  past: ['a report was sent', '# reports were sent'],
  input: z.strictObject({
    ...named,
    reference: line(
      200,
      'Give the reference that they gave the report; where they gave none, say how it can be found.',
    ),
    to: line(300, 'Say to whom it was sent.'),
    sentAt: momentField('Say when it was sent.').describe('When it was sent: 2026-03-03 14:30'),
    by: optionalLine(200).describe('Who sent it; without it, you'),
    note: optionalParagraph(2_000).describe('Why it was late, or what else is to be known'),
  }),
  may: DOES,
  subject: about,
  run: async (tx, actor, { reference, to, sentAt, by, note, ...input }): Promise<Judging> => {
    refuseAhead(tx, 'sentAt', sentAt);
    const found = await find(tx, input);
    const judging = await say(tx, found, 'sent', {
      reference,
      to,
      sentBy: by === '' ? makerName(actor) : by,
      happenedAt: sentAt,
      reason: note === '' ? null : note,
    });
    const fact = toldBy(judging.duty);
    // Nobody is asked what the report that they just recorded says.
    if (fact !== null)
      await stateOfCase(tx, found.found.id, [{ fact, value: true, source: `The report of ${judging.duty}` }]);
    return judging;
  },
});

export const recordAcknowledgement = command({
  feature,
  name: 'recordAcknowledgement',
  summary: 'Records that whoever has a report said that they have it',
  past: ['a report was acknowledged', '# reports were acknowledged'],
  input: z.strictObject({
    ...named,
    at: optionalMoment().describe('When they said so: 2026-03-03 14:30; without it, now'),
    reference: optionalLine(200).describe('Under which reference they have it, where they gave one'),
  }),
  may: DOES,
  subject: about,
  run: async (tx, _actor, { at, reference, ...input }): Promise<Judging> => {
    const found = await find(tx, input);
    const when = at ?? tx.at;
    refuseAhead(tx, 'at', when);
    const sent = found.duty.said.findLast(({ kind }) => kind === 'sent')?.report;
    if (sent && when < sent.sentAt)
      throw new InputProblem([{ field: 'at', message: 'It cannot be acknowledged before it was sent.' }]);
    return say(tx, found, 'acknowledged', {
      happenedAt: when,
      ...(reference === '' ? {} : { reference }),
    });
  },
});

export const withdrawJudgement = command({
  feature,
  name: 'withdrawJudgement',
  summary: 'Takes back what was said of a duty, and says why; it stays to be seen',
  past: ['what was said of a duty was withdrawn', 'what was said of duties was withdrawn # times'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    judgement: z.uuid('Say which judgement: its id.'),
    reason: paragraph(2_000, 'Say why it is taken back.'),
  }),
  may: DISMISSES,
  subject: about,
  run: async (tx, _actor, { service: reference, incident, judgement: id, reason }): Promise<Judging> => {
    const moment = { seq: null, now: tx.at };
    const { service, found } = await caseOf(tx, reference, incident, moment);
    const [looked] = await lookAt(tx, [found], moment);
    const judgement = looked!.judgements.find((one) => one.id === id);
    if (!judgement) throw new NotFound('There is no such judgement.');
    if (judgement.withdrawn) throw new NotPossible('It was withdrawn already.');
    endJudgement(tx, id);
    const { duty, version, pack } = judgement;
    putJudgement(
      tx,
      {
        case: found.id,
        duty,
        version,
        pack,
        kind: 'withdrawn',
        reason,
        basis: { reads: [], facts: {} },
        due: null,
        withdraws: id,
      },
      labelOf(tx.actor),
    );
    const fact = judgement.kind === 'sent' ? toldBy(duty) : null;
    // Whether it was sent nevertheless, somebody has to say: what falls away because of it is owed until then.
    if (fact !== null) await stateOfCase(tx, found.id, [{ fact, value: null, source: 'The report was withdrawn' }]);
    await settleCases(tx, [found]);
    return { id: found.id, service: service.reference, incident: found.reference, duty, judgement: id };
  },
});
