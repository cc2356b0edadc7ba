import { z } from 'zod';
import { canonical, digestOf, type Json } from '../../platform/canonical.ts';
import { anyCommand, command, type AnyCommand, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { Conflict, Denied, NotPossible } from '../../platform/commands/problems.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { sentenceText } from '../../words/sentence.ts';
import { addAction } from '../actions/index.ts';
import {
  DECISIONS,
  missingSignatures,
  validUntil,
  type Decision,
  type RecordedCondition,
  type SignatureRecord,
} from './domain.ts';
import { meaningOf, roleOf, whyNotSigned, type Seen } from './domain/signing.ts';
import { lookAt, seenOf, type Looked } from './looking.ts';
import { ruleOf, type Signable, type Signed } from './signable.ts';
import { putApproval, putSignature } from './store.ts';

/** Conditions that one signature can set. More of them is work that is not ready to be approved. */
export const MOST_CONDITIONS = 10;

const HEX = /^[\da-f]{64}$/u;
const seen = 'Look at what you sign before you sign it: open its signing page.';

/** Names the service, in whatever case. */
export const serviceField = line(20, 'Name the service by its reference, such as DEMO.').overwrite((text) =>
  text.toUpperCase(),
);

/** What the page showed: nothing is signed unseen. */
export const seenFields = {
  fingerprint: z.string(seen).regex(HEX, seen),
  support: z.string(seen).regex(HEX, seen),
  number: z.coerce.number(seen).int(seen).min(1, seen).describe('The version that the page said it becomes'),
  refused: z
    .literal('')
    .or(z.uuid(seen))
    .default('')
    .describe('The id of the refusal that the page showed, where there was one'),
};

/** @throws Conflict where it is no longer what the page showed, or somebody decided on it meanwhile */
export function refuseUnseen(looked: Looked, shown: Seen): void {
  const { state, toSign } = looked;
  const now = seenOf(looked);
  if (now.fingerprint === shown.fingerprint && now.support === shown.support) {
    if (now.number === shown.number && now.refused === shown.refused) return;
    throw new Conflict(
      `Somebody decided on ${toSign.what} while you were reading it. What is shown now is how it stands. Nothing was signed.`,
      {},
      state.changedSeq,
    );
  }
  throw new Conflict(
    `Somebody changed ${toSign.what} while you were reading it. What is shown now is how it stands. Nothing was signed.`,
    {},
    state.changedSeq,
  );
}

/** What was signed, for whoever asked. */
type Signature = {
  signature: string;
  subject: string;
  decision: Decision;
  number: number;
  /** The approved version; null where other signatures are still missing, or it was not approved. */
  approval: string | null;
  missing: number;
  /** Digest of all that was recorded: the ledger keeps it. */
  record: string;
};

const condition = z.strictObject({
  text: paragraph(1_000, 'Say what has to be done.'),
  owner: z.string('Choose who sees to it.').min(1, 'Choose who sees to it.').pipe(z.uuid('Choose who sees to it.')),
  due: z.iso.date('Give the day by which it is done, such as 2026-03-31.'),
});

/** A command that signs, with what it signs: by it, several kinds are signed in one sitting. */
export type SignCommand = AnyCommand & { readonly signs: Signable };

export function isSignCommand(one: AnyCommand): one is SignCommand {
  return 'signs' in one;
}

/** The command by which subjects of a kind are signed, or not. Nobody but a person signs, and they say again who they are. */
export function signCommand(signable: Signable): SignCommand {
  const signing = anyCommand(
    command({
      feature: signable.feature,
      name: signable.command,
      summary: `Approves the ${signable.noun} as it stands, with or without conditions, or says why not`,
      past: [`a decision on the ${signable.noun} was signed`, `# decisions on the ${signable.noun} were signed`],
      input: z
        .strictObject({
          service: serviceField,
          ...signable.input,
          decision: z.enum(DECISIONS, 'Choose what you decide.'),
          conditions: z
            .array(condition, 'Give a list of conditions.')
            .max(
              MOST_CONDITIONS,
              `Set at most ${MOST_CONDITIONS} conditions. If more has to be done, do not approve it yet.`,
            )
            .default([]),
          reason: optionalParagraph(4_000),
          ...seenFields,
        })
        .superRefine(complete),
      may: { roles: signable.rule.roles, where: 'service' },
      confirms: true,
      subject: (_input, output: Signature) => ({ kind: signable.kind, id: output.subject }),
      run: (tx, actor, input) => sign(tx, actor, signable, input),
    }),
  );
  return { ...signing, signs: signable };
}

interface Input extends Seen {
  readonly service: string;
  readonly decision: Decision;
  readonly conditions: readonly z.output<typeof condition>[];
  readonly reason: string;
}

async function sign(tx: CommandTx, actor: Actor, signable: Signable, input: Input): Promise<Signature> {
  if (actor.kind !== 'person') throw new Denied('Only a person can sign, in the browser. Nothing was changed.');
  const signed = await signable.find(tx, { ...input });
  const looked = await lookAt(tx, signable, signed, actor, tx.at);
  const rule = ruleOf(signable, signed);
  const refused = whyNotSigned(rule, looked.signing, looked.toSign);
  if (refused) throw new NotPossible(`${sentenceText(refused)} Nothing was signed.`);
  refuseUnseen(looked, input);
  const decided = decidedBy(input);
  const actions = await actionsFor(tx, signed, looked, decided.conditions);
  const record = recordFor(tx, signable, signed, looked, actor.id, decided);
  await putSignature(tx, { record, actions });
  const approval = decided.decision === 'reject' ? null : await versionOf(tx, signable, signed, looked, record);
  return {
    signature: record.id,
    subject: signed.ref.id,
    decision: decided.decision,
    number: record.number,
    approval,
    missing: decided.decision === 'reject' ? 0 : missingSignatures(rule.signatures, [...looked.signatures, { record }]),
    record: digestOf(record as unknown as Json).toString('hex'),
  };
}

/** What belongs to a decision is asked for before anybody confirms who they are. */
function complete(
  { decision, conditions, reason }: Pick<Input, 'decision' | 'conditions' | 'reason'>,
  check: { readonly addIssue: (issue: { code: 'custom'; path: (string | number)[]; message: string }) => void },
): void {
  if (decision === 'reject' && reason === '')
    check.addIssue({ code: 'custom', path: ['reason'], message: 'Say what has to change before you can approve it.' });
  if (decision === 'approve with conditions' && conditions.length === 0)
    check.addIssue({
      code: 'custom',
      path: ['conditions', 0, 'text'],
      message: 'Say what has to be done, or approve it without conditions.',
    });
}

/** What was decided, with what belongs to it: what was typed for another decision is not part of it. */
function decidedBy({ decision, conditions, reason }: Input): Pick<Input, 'decision' | 'conditions' | 'reason'> {
  return {
    decision,
    conditions: decision === 'approve with conditions' ? conditions : [],
    reason: decision === 'reject' ? reason : '',
  };
}

/** Each condition is an action, with an owner and a date. @throws InputProblem at the field of the condition */
async function actionsFor(
  tx: CommandTx,
  { service, ref, title, path }: Signed,
  { number }: Looked,
  conditions: Input['conditions'],
): Promise<string[]> {
  const ids: string[] = [];
  const source = {
    kind: ref.kind,
    id: ref.id,
    label: `Condition of version ${number}: ${title}`,
    href: `${path}/versions`,
  };
  for (const [index, { text, owner, due }] of conditions.entries()) {
    const fields = { owner: `conditions.${index}.owner`, due: `conditions.${index}.due` };
    ids.push((await addAction(tx, { service, title: text, owner, due, source }, fields)).id);
  }
  return ids;
}

function recordFor(
  tx: CommandTx,
  signable: Signable,
  { ref, title, service }: Signed,
  { state, signer, signing, toSign, number, previous }: Looked,
  person: string,
  { decision, conditions, reason }: Pick<Input, 'decision' | 'conditions' | 'reason'>,
): SignatureRecord {
  const role = roleOf(signable.rule, signing)!;
  const until = decision === 'reject' ? null : validTo(signable, tx.at);
  const meaning = meaningOf({
    role,
    service: service.name,
    number,
    previous,
    decision,
    judgement: signable.judgement,
  });
  return {
    format: 'primum-signature',
    id: tx.newId(),
    subject: { ...ref, title },
    service,
    number,
    decision,
    material: state.material.toString('hex'),
    editorial: state.editorial.toString('hex'),
    support: state.support.toString('hex'),
    meaning,
    author: toSign.wrote,
    person,
    role,
    registration: signable.rule.registration ? (signer.registration?.id ?? null) : null,
    signer: tx.text(canonical(signer as unknown as Json))!,
    confirmed: tx.confirmed && { at: tx.confirmed.at.toISOString(), method: tx.confirmed.method },
    at: tx.at.toISOString(),
    validUntil: until?.toISOString() ?? null,
    conditions: conditions.map(({ text, owner, due }): RecordedCondition => ({ text: tx.text(text)!, owner, due })),
    reason: tx.text(reason),
    outside: null,
  };
}

/** The end of the last day on which it is valid. */
export function validTo({ rule }: Pick<Signable, 'rule'>, at: Date): Date | null {
  const until = validUntil(rule, at);
  return until && endOfDay(dateIn(until));
}

/** The version, once all of its signatures are there. @returns null as long as some are missing */
export async function versionOf(
  tx: CommandTx,
  signable: Signable,
  signed: Signed,
  { state, signatures, number }: Looked,
  record: SignatureRecord,
): Promise<string | null> {
  const needed = ruleOf(signable, signed).signatures;
  if (missingSignatures(needed, [...signatures, { record }]) > 0) return null;
  // It is valid as long as each of its signatures is.
  const ends = [...signatures.map((one) => one.record), record].flatMap(({ validUntil: until }) => until ?? []);
  await signable.follows?.(tx, signed);
  return putApproval(tx, state, {
    of: signed.ref,
    service: signed.service.id,
    number,
    needed,
    validUntil: ends.length === 0 ? null : new Date(ends.toSorted()[0]!),
    signatures: [...signatures.map(({ id }) => id), record.id],
  });
}
