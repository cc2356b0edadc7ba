import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import { paragraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { hazardNumber, hazardReference, type HazardStatus } from './domain.ts';
import { erasableField } from './domain/erasure.ts';
import { whyNotClosed, whyNotConfirmed, whyNotReopened, whyNotUnsupported } from './domain/ratings.ts';
import { eraseTexts, textsOfField } from './erasure-store.ts';
import { hazardField, serviceField } from './queries.ts';
import { serviceNamed } from './service-store.ts';
import {
  confirmResiduals,
  putStanding,
  residualsOf,
  standingOf,
  type HazardStanding,
  type ResidualStanding,
} from './store.ts';

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
  summary: 'Closes a hazard, with the reason',
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
    return changeStanding(tx, standing, reference, { ...input, status: 'closed' });
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
): Promise<HazardStanding> {
  const standing = await found(tx, input.service, input.hazard);
  if (standing.version === input.version) return standing;
  throw new Conflict(
    `Somebody changed ${referenceOf(input.hazard)} while you were here. It is ${standing.status} now.`,
    { reason: standing.reason ?? '' },
    standing.version,
  );
}

async function found(tx: CommandTx, reference: string, hazard: string): Promise<HazardStanding> {
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  const standing = await standingOf(tx, service.id, hazardNumber(hazard)!);
  if (!standing) throw new NotFound(`There is no hazard ${referenceOf(hazard)} in this service.`);
  return standing;
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
  summary: 'Confirms residual ratings that were taken in from a file: they are yours from then on, and count',
  past: ['residual ratings were confirmed', 'residual ratings were confirmed # times'],
  input: z.strictObject({
    service: serviceField,
    hazards: z
      .array(hazardField, 'Choose the hazards whose residual rating you confirm.')
      .min(1, 'Choose the hazards whose residual rating you confirm.')
      .max(1_000, 'Confirm at most 1,000 ratings at a time.'),
    /** The ledger's number at which the ratings were seen; those that changed since are not confirmed unseen. */
    version: versionField.optional(),
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' },
  subject: (_input, output: { ids: string[]; hazards: string[] }) => ({ kind: 'hazard', id: output.ids[0]! }),
  run: async (tx, actor, input) => {
    if (input.version !== undefined && input.version >= tx.seq)
      throw new NotPossible('Nobody can have seen these ratings yet. Look at them again. Nothing was confirmed.');
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    const numbers = [...new Set(input.hazards.map((hazard) => hazardNumber(hazard)!))].toSorted((a, b) => a - b);
    const residuals = new Map((await residualsOf(tx, service.id, numbers)).map((one) => [one.number, one]));
    const chosen = numbers.map((number) => confirmable(number, residuals.get(number)));
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
    return { ids, hazards: numbers.map(hazardReference) };
  },
});

/** @throws InputProblem where there is no such hazard; NotPossible where its rating cannot be confirmed */
function confirmable(number: number, residual: ResidualStanding | undefined): ResidualStanding {
  const reference = hazardReference(number);
  if (!residual)
    throw new InputProblem([{ field: 'hazards', message: `There is no hazard ${reference} in this service.` }]);
  const { rating, initial, scheme, relied } = residual;
  const refused =
    whyNotConfirmed(reference, rating) ?? whyNotUnsupported(reference, scheme, initial, rating!.level, relied.length);
  if (refused !== null) throw new NotPossible(`${refused} Nothing was confirmed.`);
  return residual;
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
