import { z } from 'zod';
import { canonical, digestOf, type Json } from '../../platform/canonical.ts';
import { anyCommand, command, type AnyCommand, type CommandTx } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import type { Actor, May } from '../../platform/commands/may.ts';
import { Denied, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { keepSent, sentFile, WITH_A_FILE, type SentFile } from '../../platform/files/sent.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { sayDay, type Day } from '../../words/days.ts';
import { sentenceText } from '../../words/sentence.ts';
import type { Signer } from '../people/index.ts';
import { refuseUnseen, seenFields, serviceField, validTo, versionOf } from './commands.ts';
import { missingSignatures, type SignatureRecord } from './domain.ts';
import { isSameName } from './domain/signers.ts';
import { outsideMeaning, type Seen } from './domain/signing.ts';
import { lookAt, type Looked } from './looking.ts';
import { ruleOf, type Signable, type Signed } from './signable.ts';
import { putSignature } from './store.ts';

/** Who takes documents in. They say what it covers; they do not sign it. */
const TAKERS: May['roles'] = [
  'administrator',
  'clinical safety officer',
  'deputy clinical safety officer',
  'product owner',
];

const isoDay = (message: string) => z.string(message).trim().pipe(z.iso.date(message));

type TakenIn = {
  signature: string;
  subject: string;
  number: number;
  approval: string | null;
  /** How many signatures are still missing, where it counts. */
  missing: number;
  record: string;
};

/** The name of the command that takes in documents of a kind: "takeInHazardLogApproval". */
function nameOf({ command: name }: Signable): string {
  return `${name.replace(/^sign/u, 'takeIn')}Approval`;
}

/** The command by which a document is taken in that somebody signed elsewhere: on paper, or with another program. */
export function takeInCommand(signable: Signable): AnyCommand {
  return anyCommand(
    command({
      feature: signable.feature,
      name: nameOf(signable),
      summary: `Takes in a document that was signed outside Primum and approves the ${signable.noun}`,
      past: [
        `a document that approves the ${signable.noun} was taken in`,
        `# documents that approve the ${signable.noun} were taken in`,
      ],
      input: z.strictObject({
        service: serviceField,
        ...signable.input,
        document: sentFile('Choose the signed document.'),
        signer: line(200, 'Give the name of whoever signed it.'),
        role: line(200, 'Say as what they signed, such as medical director.'),
        signedOn: isoDay('Give the day on which it was signed, such as 2026-03-03.'),
        scope: paragraph(2_000, 'Say what the document covers.'),
        reviewBy: z.literal('').or(isoDay('Give the day as year-month-day, or leave it empty.')).default(''),
        ...seenFields,
      }),
      may: { roles: TAKERS, where: 'service' },
      bodyLimit: WITH_A_FILE,
      subject: (_input, output: TakenIn) => ({ kind: signable.kind, id: output.subject }),
      // The document has its home among the files: the ledger keeps what it is the digest of.
      record: ({ document: _document, ...said }) => said as unknown as Json,
      run: (tx, actor, input) => takeIn(tx, actor, signable, input),
    }),
  );
}

interface Input extends Seen {
  readonly service: string;
  readonly document: SentFile;
  readonly signer: string;
  readonly role: string;
  readonly signedOn: string;
  readonly scope: string;
  readonly reviewBy: string;
}

async function takeIn(tx: CommandTx, actor: Actor, signable: Signable, input: Input): Promise<TakenIn> {
  if (actor.kind !== 'person') throw new Denied('Only a person can say what a document covers. Nothing was changed.');
  const signed = await signable.find(tx, { ...input });
  const looked = await lookAt(tx, signable, signed, actor, tx.at);
  if (looked.state.retired) throw new NotPossible('It is retired. Nothing was taken in.');
  refuseUnseen(looked, input);
  const { approved } = looked.toSign;
  if (approved?.standing.current && !approved.standing.editorialDrift && !approved.dueSoon)
    throw new NotPossible(
      `Version ${approved.number} of ${looked.toSign.what} is approved, and nothing has changed since. Nothing was taken in.`,
    );
  // What somebody may not sign here, they have not signed elsewhere either.
  if (looked.toSign.refused && isSameName(input.signer, actor.name))
    throw new NotPossible(`${sentenceText(looked.toSign.refused)} Nothing was taken in.`);
  const today = dateIn(tx.at);
  const decided = lastDecision(looked);
  const problems = [
    decided !== null &&
      input.signedOn < decided && {
        field: 'signedOn',
        message: `This is before somebody decided on it on ${sayDay(decided)}. A document that was signed before then does not cover what has happened since.`,
      },
    ruleOf(signable, signed).signatures > 1 &&
      looked.signatures.some((one) => one.record.outside === null && isSameName(one.signer?.name, input.signer)) && {
        field: 'signer',
        message: `${input.signer} has signed these words already. The other signature is of somebody else.`,
      },
    input.signedOn > today && {
      field: 'signedOn',
      message: 'This day is still to come. Give the day on which it was signed.',
    },
    input.reviewBy !== '' &&
      input.reviewBy <= input.signedOn && {
        field: 'reviewBy',
        message: 'Give a day after the one on which it was signed.',
      },
  ].filter((one) => one !== false);
  if (problems.length > 0) throw new InputProblem(problems);
  const sha256 = await keepSent(tx, input.document);
  const record = recordFor(tx, signable, signed, looked, { ...input, person: actor.id, sha256: sha256! });
  await putSignature(tx, { record, actions: [] });
  const counts = ruleOf(signable, signed).outside === 'counts';
  const approval = counts ? await versionOf(tx, signable, signed, looked, record) : null;
  return {
    signature: record.id,
    subject: signed.ref.id,
    number: looked.number,
    approval,
    missing: counts ? missingSignatures(ruleOf(signable, signed).signatures, [...looked.signatures, { record }]) : 0,
    record: digestOf(record as unknown as Json).toString('hex'),
  };
}

/** The day on which somebody last approved or refused it, as far as that still counts; null where nobody has. */
function lastDecision({ approved, refused }: Looked): Day | null {
  const last = refused ?? approved?.signatures.at(-1);
  return last ? (last.record.outside?.signedOn ?? dateIn(last.at)) : null;
}

function recordFor(
  tx: CommandTx,
  signable: Signable,
  { ref, title, service }: Signed,
  { state, number }: Looked,
  input: Input & { readonly person: string; readonly sha256: string },
): SignatureRecord {
  const scope = tx.text(input.scope)!;
  // It may ask for an earlier look, and not for a later one than every other version has.
  const longest = validTo(signable, endOfDay(input.signedOn)!);
  const asked = input.reviewBy === '' ? null : endOfDay(input.reviewBy);
  const until = asked && longest ? (asked < longest ? asked : longest) : (asked ?? longest);
  // Primum knows nothing of whoever signed but what the document says.
  const signer: Signer = {
    person: '',
    name: input.signer,
    office: null,
    registration: null,
    registrationProblem: null,
    training: [],
    trainingProblem: null,
  };
  return {
    format: 'primum-signature',
    id: tx.newId(),
    subject: { ...ref, title },
    service,
    number,
    decision: 'approved outside',
    material: state.material.toString('hex'),
    editorial: state.editorial.toString('hex'),
    support: state.support.toString('hex'),
    meaning: outsideMeaning(signable.noun, number),
    author: false,
    person: input.person,
    role: input.role,
    registration: null,
    signer: tx.text(canonical(signer as unknown as Json))!,
    confirmed: null,
    at: tx.at.toISOString(),
    validUntil: until?.toISOString() ?? null,
    conditions: [],
    reason: scope,
    outside: {
      sha256: input.sha256,
      file: tx.text(input.document.name)!,
      signer: tx.text(input.signer)!,
      signedOn: input.signedOn,
      scope,
      reviewBy: input.reviewBy === '' ? null : input.reviewBy,
    },
  };
}
