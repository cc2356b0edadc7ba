import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { paragraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotPossible, there } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { livingService, type Service } from '../services/index.ts';
import { ASSUMPTION_STATES, assumptionNumber, assumptionReference, whyNotReviewBy, type Problem } from './domain.ts';
import { assumptionField, KEEPERS, KEEPS, serviceField, versionField } from './fields.ts';
import { keepersOf } from './keepers.ts';
import { assumptionByNumber, nextAssumption, putAssumption, type StoredAssumption } from './assumption-store.ts';

const feature = 'decisions';

/** A type, so that it is a result. */
type Changed = { id: string; service: string; assumption: string; version: number };

const ownerField = z.uuid('Choose who looks after it.');
const reviewByField = z.string('Give the day by which somebody looks at it again, such as 2026-09-30.').trim();
const about = (_input: unknown, output: Changed) => ({ kind: 'assumption', id: output.id });
const changing = { service: serviceField, assumption: assumptionField, version: versionField };

export const recordAssumption = command({
  feature,
  name: 'recordAssumption',
  summary: 'Records what is assumed, why, who looks after it, and by when it is looked at again',
  past: ['an assumption was recorded', '# assumptions were recorded'],
  input: z.strictObject({
    service: serviceField,
    text: paragraph(1_000, 'Say what is assumed.'),
    why: paragraph(4_000, 'Say why it can be assumed, or what would show that it is false.'),
    owner: ownerField,
    reviewBy: reviewByField,
  }),
  may: KEEPS,
  subject: about,
  run: async (tx, _actor, { service: reference, text, why, owner, reviewBy }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    refuse([...(await ownerProblems(tx, service, owner)), ...reviewProblems(tx, reviewBy)]);
    const number = await nextAssumption(tx, service.id);
    const id = tx.newId();
    putAssumption(tx, {
      id,
      number,
      service: service.id,
      text: tx.text(text)!,
      why: tx.text(why)!,
      owner,
      reviewBy,
      state: 'held',
      sinceSeq: tx.seq,
      reason: null,
    });
    return changed(tx, service, { id, number });
  },
});

export const reviewAssumption = command({
  feature,
  name: 'reviewAssumption',
  summary: 'Says whether an assumption is still held, was found false, or is no longer needed, with the reason',
  past: ['an assumption was looked at', '# assumptions were looked at'],
  input: z.strictObject({
    ...changing,
    state: z.enum(ASSUMPTION_STATES, 'Choose how it stands: held, found false, or no longer needed.'),
    reason: paragraph(4_000, 'Say what was looked at, and what it showed.'),
    reviewBy: reviewByField.default('').describe('For one that is held: by when it is looked at again'),
  }),
  may: KEEPS,
  subject: about,
  run: async (tx, _actor, { state, reason, reviewBy, ...input }): Promise<Changed> => {
    const { service, stored } = await asSeen(tx, input);
    if (state === 'held') refuse(reviewProblems(tx, reviewBy));
    else if (state === stored.state)
      throw new NotPossible(`${assumptionReference(stored.number)} is ${state} already. Nothing was changed.`);
    putAssumption(tx, {
      ...versionOf(stored, service),
      state,
      sinceSeq: state === stored.state ? stored.sinceSeq : tx.seq,
      reviewBy: state === 'held' ? reviewBy : stored.reviewBy,
      reason: tx.text(reason),
    });
    return changed(tx, service, stored);
  },
});

export const handOnAssumption = command({
  feature,
  name: 'handOnAssumption',
  summary: 'Hands an assumption to somebody else to look after, with the reason',
  past: ['an assumption was handed on', '# assumptions were handed on'],
  input: z.strictObject({ ...changing, owner: ownerField, reason: paragraph(2_000, 'Say why it is handed on.') }),
  may: KEEPS,
  subject: about,
  run: async (tx, _actor, { owner, reason, ...input }): Promise<Changed> => {
    const { service, stored } = await asSeen(tx, input);
    if (stored.owner.id === owner) throw new NotPossible(`${stored.owner.name} looks after it already.`);
    refuse(await ownerProblems(tx, service, owner));
    putAssumption(tx, { ...versionOf(stored, service), owner, reason: tx.text(reason) });
    return changed(tx, service, stored);
  },
});

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputProblem(problems);
}

function reviewProblems(tx: CommandTx, day: string): Problem[] {
  const message = whyNotReviewBy(day, dateIn(tx.at));
  return message === null ? [] : [{ field: 'reviewBy', message }];
}

async function ownerProblems(tx: CommandTx, service: Service, owner: string): Promise<Problem[]> {
  if ((await keepersOf(tx, service, tx.at)).some(({ id }) => id === owner)) return [];
  return [{ field: 'owner', message: `Choose somebody who can look at it: ${KEEPERS.join(', ')} of this service.` }];
}

/** The assumption as the person saw it. @throws NotFound; Conflict where somebody changed it meanwhile */
async function asSeen(
  tx: CommandTx,
  input: { readonly service: string; readonly assumption: string; readonly version: number },
): Promise<{ readonly service: Service; readonly stored: StoredAssumption }> {
  const service = await livingService(tx, input.service);
  const number = assumptionNumber(input.assumption)!;
  const reference = assumptionReference(number);
  const stored = there(await assumptionByNumber(tx, service.id, number), `assumption ${reference}`);
  if (stored.version === input.version) return { service, stored };
  throw new Conflict(
    `Somebody changed ${reference} while you were here. Look at it as it stands now.`,
    { state: stored.state, owner: stored.owner.name, reviewBy: stored.reviewBy, reason: stored.reason },
    stored.version,
  );
}

function versionOf({ id, number, texts, owner, reviewBy, state, sinceSeq }: StoredAssumption, service: Service) {
  return {
    id,
    number,
    service: service.id,
    text: texts.text,
    why: texts.why,
    owner: owner.id,
    reviewBy,
    state,
    sinceSeq,
    reason: texts.reason,
  };
}

function changed(
  tx: CommandTx,
  service: Service,
  { id, number }: { readonly id: string; readonly number: number },
): Changed {
  return { id, service: service.reference, assumption: assumptionReference(number), version: tx.seq };
}
