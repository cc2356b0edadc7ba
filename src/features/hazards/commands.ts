import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { sentenceText } from '../../words/sentence.ts';
import { hazardNumber, hazardReference, type HazardStatus } from './domain.ts';
import { erasableField } from './domain/erasure.ts';
import { whyNotReliedOn } from './domain/rating.ts';
import { whyNotClosed, whyNotConfirmed, whyNotReopened, whyNotUnsupported } from './domain/ratings.ts';
import { handedOver, leftToDo, whyNotTransferred } from './domain/standing.ts';
import { eraseTexts, textsOfField } from './erasure-store.ts';
import { hazardField, serviceField } from './queries.ts';
import { chosenControls, notHolding } from './rate-commands.ts';
import { controlsOf, type ControlOf } from './rate-store.ts';
import { serviceNamed } from './service-store.ts';
import { toClose } from './standing.ts';
import {
  confirmResiduals,
  putStanding,
  residualsOf,
  standingOf,
  type HazardStanding,
  type Confirmed,
  type ResidualStanding,
} from './standing-store.ts';

const feature = 'hazards';
const versionField = z.coerce
  .number('Send the version of the hazard that you saw: "version" of its record.')
  .int()
  .min(1);

/** What changes of a hazard answer: types, so that they are results. */
type Changed = { id: string; hazard: string; status: HazardStatus; version: number };
type Erased = { id: string; hazard: string; erased: number; erasedTexts: readonly string[] };

/** Free text of a person that says why. */
const reasonField = (message: string) => paragraph(4_000, message);

export const closeHazard = command({
  feature,
  name: 'closeHazard',
  summary: 'Closes a hazard of which everything is done, with the reason',
  past: ['a hazard was closed', '# hazards were closed'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    reason: reasonField('Say why the hazard is closed.'),
    version: versionField,
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'], where: 'service' },
  subject: (_input, { id }: Changed) => ({ kind: 'hazard', id }),
  run: async (tx, _actor, input) => {
    const standing = await unchanged(tx, input);
    const reference = referenceOf(input.hazard);
    const refused = whyNotClosed(reference, standing.status, standing.receiver);
    if (refused !== null) throw new NotPossible(refused);
    const left = leftToDo(await toClose(tx, standing.service, hazardNumber(input.hazard)!, tx.at));
    if (left.length > 0)
      throw new NotPossible(
        `${reference} cannot be closed yet. ${left.map(sentenceText).join(' ')} Nothing was changed.`,
      );
    return changeStanding(tx, standing, reference, { ...input, status: 'closed' });
  },
});

/** What handing a hazard over answers. */
type Transferred = Changed & { receiver: string; handsOver: string[] };

export const transferHazard = command({
  feature,
  name: 'transferHazard',
  summary: 'Transfers a hazard to whoever puts its controls in place, such as the deployer, with the reason',
  past: ['a hazard was transferred', '# hazards were transferred'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    receiver: line(500, 'Say who takes the hazard over: the organisation, and who there.'),
    reason: reasonField('Say why it is theirs, and how they were told.'),
    version: versionField,
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'], where: 'service' },
  subject: (_input, { id }: Transferred) => ({ kind: 'hazard', id }),
  run: async (tx, _actor, input): Promise<Transferred> => {
    const standing = await unchanged(tx, input);
    const reference = referenceOf(input.hazard);
    const controls = (await controlsOf(tx, [standing.id], standing.service, tx.at)).get(standing.id) ?? [];
    const refused = whyNotTransferred(reference, standing.status, standing.receiver, controls);
    if (refused !== null) throw new NotPossible(refused);
    const { receiver, reason } = input;
    await putStanding(tx, standing.id, { status: 'transferred', reason, receiver });
    return {
      id: standing.id,
      hazard: reference,
      status: 'transferred',
      version: tx.seq,
      receiver,
      handsOver: handedOver(controls).map((one) => one.reference),
    };
  },
});

export const reopenHazard = command({
  feature,
  name: 'reopenHazard',
  summary: 'Opens a closed or transferred hazard again, with the reason',
  past: ['a hazard was opened again', '# hazards were opened again'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    reason: reasonField('Say why the hazard is opened again.'),
    version: versionField,
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'], where: 'service' },
  subject: (_input, { id }: Changed) => ({ kind: 'hazard', id }),
  run: async (tx, _actor, input) => {
    const standing = await unchanged(tx, input);
    const reference = referenceOf(input.hazard);
    const refused = whyNotReopened(reference, standing.status);
    if (refused !== null) throw new NotPossible(refused);
    return changeStanding(tx, standing, reference, { ...input, status: 'open' });
  },
});

function referenceOf(hazard: string): string {
  return hazardReference(hazardNumber(hazard)!);
}

/** The hazard as the person saw it. @throws Conflict where somebody changed it meanwhile */
async function unchanged(
  tx: CommandTx,
  input: { readonly service: string; readonly hazard: string; readonly version: number },
): Promise<HazardStanding & { readonly service: string }> {
  const standing = await found(tx, input.service, input.hazard);
  if (standing.version === input.version) return standing;
  throw new Conflict(
    `Somebody changed ${referenceOf(input.hazard)} while you were here. It is ${standing.status} now.`,
    { reason: standing.reason ?? '' },
    standing.version,
  );
}

async function found(
  tx: CommandTx,
  reference: string,
  hazard: string,
): Promise<HazardStanding & { readonly service: string }> {
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  const standing = await standingOf(tx, service.id, hazardNumber(hazard)!);
  if (!standing) throw new NotFound(`There is no hazard ${referenceOf(hazard)} in this service.`);
  return { ...standing, service: service.id };
}

async function changeStanding(
  tx: CommandTx,
  { id }: HazardStanding,
  reference: string,
  to: { readonly status: HazardStatus; readonly reason: string },
): Promise<Changed> {
  await putStanding(tx, id, { status: to.status, reason: to.reason, receiver: null });
  return { id, hazard: reference, status: to.status, version: tx.seq };
}

export const confirmResidual = command({
  feature,
  name: 'confirmResidual',
  summary:
    'Confirms residual ratings that were taken in from a file: they are yours, and count while their controls hold',
  past: ['residual ratings were confirmed', 'residual ratings were confirmed # times'],
  input: z.strictObject({
    service: serviceField,
    hazards: z
      .array(hazardField, 'Choose the hazards whose residual rating you confirm.')
      .min(1, 'Choose the hazards whose residual rating you confirm.')
      .max(1_000, 'Confirm at most 1,000 ratings at a time.'),
    /**
     * For each hazard the controls that its rating relies on: { "HAZ-1": ["CTL-1"] }. Of a hazard that is not named here it
     * relies on all of its controls but those withdrawn and those of the deployer: each of them has to hold.
     */
    reliesOn: z.record(z.string().max(40), z.array(z.string().max(100)).max(500)).default({}),
    /** The ledger's number at which the ratings were seen; those that changed since are not confirmed unseen. */
    version: versionField.optional(),
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' },
  subject: (_input, output: { ids: string[]; hazards: string[]; waiting: string[] }) => ({
    kind: 'hazard',
    id: output.ids[0]!,
  }),
  run: async (tx, actor, input) => {
    if (input.version !== undefined && input.version >= tx.seq)
      throw new NotPossible('Nobody can have seen these ratings yet. Look at them again. Nothing was confirmed.');
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    if (service.retired)
      throw new NotPossible(`${service.reference} is retired. To confirm its ratings, take it up again first.`);
    const numbers = [...new Set(input.hazards.map((hazard) => hazardNumber(hazard)!))].toSorted((a, b) => a - b);
    const residuals = new Map((await residualsOf(tx, service.id, numbers)).map((one) => [one.number, one]));
    const controls = await controlsOf(
      tx,
      [...residuals.values()].map((one) => one.id),
      service.id,
      tx.at,
    );
    const named = reliedBy(input.reliesOn, numbers);
    const chosen = numbers.map((number) =>
      confirmable(number, residuals.get(number), (id) => controls.get(id) ?? [], named.get(number)),
    );
    const changed = chosen.filter((one) => input.version !== undefined && one.version > input.version);
    if (changed.length > 0) {
      const names = changed.map((one) => hazardReference(one.number)).join(', ');
      throw new Conflict(
        `Somebody changed ${names} while you were here. Look at the ratings again before you confirm them.`,
        {},
        Math.max(...changed.map((one) => one.version)),
      );
    }
    const ids = chosen.map((one) => one.id);
    await confirmResiduals(tx, chosen, labelOf(actor));
    const waiting = chosen.filter((one) => one.waits).map((one) => hazardReference(one.number));
    return { ids, hazards: numbers.map(hazardReference), waiting };
  },
});

/** What somebody named for each hazard. @throws InputProblem for a hazard that is not among those */
function reliedBy(
  given: Readonly<Record<string, readonly string[]>>,
  numbers: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  return new Map(
    Object.entries(given).map(([hazard, controls]) => {
      const number = hazardNumber(hazard);
      if (number === null || !numbers.includes(number))
        throw new InputProblem([
          { field: 'reliesOn', message: `${hazard.slice(0, 40)} is not among the hazards whose rating you confirm.` },
        ]);
      return [number, controls];
    }),
  );
}

/** @throws InputProblem where there is no such hazard or control; NotPossible where its rating cannot be confirmed */
function confirmable(
  number: number,
  residual: ResidualStanding | undefined,
  controlsOfHazard: (id: string) => readonly ControlOf[],
  named: readonly string[] | undefined,
): Confirmed & { readonly waits: boolean } {
  const reference = hazardReference(number);
  if (!residual)
    throw new InputProblem([{ field: 'hazards', message: `There is no hazard ${reference} in this service.` }]);
  const { rating, initial, scheme } = residual;
  const controls = controlsOfHazard(residual.id);
  // Where nobody says otherwise, on all that it can rely on: the more there are, the less it takes for the rating to wait.
  const relied = named
    ? chosenControls(reference, controls, named)
    : controls.filter((one) => whyNotReliedOn('residual', one) === null);
  const unusable = relied.map((one) => whyNotReliedOn('residual', one)).find((why) => why !== null);
  if (unusable) throw new InputProblem([{ field: 'reliesOn', message: unusable }]);
  const refused =
    whyNotConfirmed(reference, rating) ?? whyNotUnsupported(reference, scheme, initial, rating!.level, relied.length);
  if (refused !== null) throw new NotPossible(`${refused} Nothing was confirmed.`);
  return { ...residual, relied: relied.map((one) => one.id).toSorted(), waits: notHolding(relied).length > 0 };
}

export const eraseHazardText = command({
  feature,
  name: 'eraseHazardText',
  summary: 'Erases a text of a hazard for good, in every version, where the law asks for it',
  past: ['a text of a hazard was erased', '# texts of hazards were erased'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    field: z
      .string('Choose the text to erase.')
      .refine((name) => erasableField(name) !== null, 'Choose a text of the hazard, such as description or cause-2.'),
    reason: reasonField('Say why the text is erased. Do not repeat what it says.'),
  }),
  may: { roles: ['administrator'], where: 'service', operator: true },
  subject: (_input, { id }: Erased) => ({ kind: 'hazard', id }),
  run: async (tx, _actor, input) => {
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    const { id } = await found(tx, input.service, input.hazard);
    const texts = await textsOfField(tx, service.id, id, erasableField(input.field)!);
    if (texts.length === 0)
      throw new NotPossible('There is no such text, or it was erased already. Nothing was changed.');
    tx.text(input.reason);
    const erased = await eraseTexts(tx, service.id, texts);
    tx.touch({ kind: 'hazard', id });
    // Named in the ledger, so that a text that is gone can be told from one that was taken away.
    return { id, hazard: referenceOf(input.hazard), erased, erasedTexts: texts };
  },
});
