import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { ensurePerson } from '../../platform/sessions/store.ts';
import { addAction } from '../actions/index.ts';
import { endRole, giveRole, linkTokens } from '../organisations/index.ts';
import { findService, type Service } from '../services/index.ts';
import { standardNames } from '../standards/index.ts';
import { assessmentPath, commentName, stateOf, whyNotEnded, whyNotUntil, type About } from './domain.ts';
import { ANSWERS, COMMENTS, ERASES, INVITES, numberField, serviceField } from './fields.ts';
import {
  addAnswer,
  addComment,
  commentsOf,
  countComments,
  countOpen,
  eraseTexts,
  invitationByNumber,
  nextComment,
  nextInvitation,
  putInvitation,
  type StoredComment,
} from './store.ts';

const feature = 'assessors';

/** People who can look at one service at a time: more of them is nobody's list any more. */
const MOST_OPEN = 50;
/** What one assessor says of one service at most. */
const MOST_COMMENTS = 500;

/** Types, so that they are results. */
type Invited = {
  invitation: string;
  number: number;
  service: string;
  person: string;
  until: string;
  mailed: boolean;
};
type Ended = { invitation: string; number: number; service: string };
type Commented = { comment: string; number: number; service: string };
type Erased = Commented & { erased: number; erasedTexts: readonly string[] };

const aboutInvitation = (_input: unknown, output: { readonly invitation: string }) => ({
  kind: 'assessor-invitation',
  id: output.invitation,
});
const aboutComment = (_input: unknown, output: { readonly comment: string }) => ({
  kind: 'assessor-comment',
  id: output.comment,
});
const standardField = z
  .string('Name a standard, such as point-16.')
  .trim()
  .max(60, 'Name a standard, such as point-16.');

/**
 * Lets a named person from outside look at one service for a time. They become somebody of their own, who holds nothing but
 * this: so their link opens nothing more. The link is made by whoever is shown it, and only its digest is kept.
 */
export const inviteAssessor = command({
  feature,
  name: 'inviteAssessor',
  summary: 'Invites an assessor to look at a service, until a day',
  past: ['an assessor was invited', '# assessors were invited'],
  input: z.strictObject({
    service: serviceField,
    name: line(200, 'Give the name of the person.'),
    from: line(200, 'Say what they are from, such as “Example Assessment Panel”.'),
    email: z
      .union([
        z.literal(''),
        z
          .string()
          .overwrite((address) => address.trim().toLowerCase())
          .max(254, 'Use at most 254 characters for an email address.')
          .pipe(z.email('Give an email address, such as a.assessor@example.org, or leave it empty.')),
      ])
      .default('')
      .describe('Where the link is mailed to; without it, you give them the link'),
    standards: z
      .array(standardField, 'Choose what they are shown first.')
      .min(1, 'Choose what they are shown first.')
      .max(20, 'Choose 20 standards at most.')
      .default(['point-16'])
      .describe('The standards that they are shown first, by their ids; they can look at all of them'),
    until: z
      .string('Give the last day, such as 2027-03-31.')
      .trim()
      .describe('The last day on which they can look, such as 2027-03-31; 90 days from now at most'),
    digest: z
      .string('Give the SHA-256 of the link’s token, in hex.')
      .regex(/^[\da-f]{64}$/u, 'Give the SHA-256 of the link’s token, in hex: 64 of 0 to 9 and a to f.')
      .describe('SHA-256 of the token in the link, in hex'),
    token: z
      .string('Give the token of the link.')
      .max(100, 'Give the token of the link.')
      .optional()
      .describe('The token itself, where the link is mailed. It is in no ledger'),
  }),
  may: INVITES,
  subject: aboutInvitation,
  // The link is nobody’s business later, and what is a person’s has its home elsewhere.
  record: ({ service, standards, until }) => ({ service, standards, until }),
  run: async (tx, actor, { name, from, email, standards, until: day, digest, token, ...input }): Promise<Invited> => {
    const service = await findService(tx, input.service);
    const until = lastMoment(day, tx.at);
    const known = await standardNames();
    const unknown = standards.find((id) => !known.some((one) => one.id === id));
    if (unknown !== undefined)
      throw new InputProblem([
        {
          field: 'standards',
          message: `There is no standard ${unknown}. There are: ${known.map(({ id }) => id).join(', ')}.`,
        },
      ]);
    if ((await countOpen(tx, service.id, tx.at)) >= MOST_OPEN)
      throw new NotPossible(
        `${MOST_OPEN} people can look at this service already. End the access of one of them, and invite again.`,
      );
    const id = tx.newId();
    const person = tx.newId();
    await ensurePerson(tx, { id: person, name }, tx.at);
    await giveRole(tx, { person, role: 'assessor', service: service.reference }, until);
    const number = await nextInvitation(tx, service.id);
    await putInvitation(tx, {
      id,
      service: service.id,
      number,
      person,
      from: tx.text(from)!,
      address: tx.text(email),
      standards: [...new Set(standards)],
      invitedBy: actor.kind === 'person' ? actor.id : id,
      invitedAt: tx.at,
      until,
      digest: Buffer.from(digest, 'hex'),
      endedAt: null,
      reason: null,
    });
    if (email !== '') await mailLink(tx, { person, email, digest, token });
    return {
      invitation: id,
      number,
      service: service.reference,
      person,
      until: until.toISOString(),
      mailed: email !== '',
    };
  },
});

/** @throws InputProblem */
function lastMoment(day: string, now: Date): Date {
  const refused = whyNotUntil(day, dateIn(now));
  if (refused !== null) throw new InputProblem([{ field: 'until', message: refused }]);
  return endOfDay(day)!;
}

interface Mailed {
  readonly person: string;
  readonly email: string;
  readonly digest: string;
  readonly token: string | undefined;
}

/** @throws InputProblem where it cannot be sent: what nobody can open is not kept either */
async function mailLink(tx: CommandTx, { person, email, digest, token = '' }: Mailed): Promise<void> {
  const { digestOfToken, organisationOfToken } = await linkTokens();
  const isIts =
    organisationOfToken(token) === tx.organisation && digestOfToken(token).equals(Buffer.from(digest, 'hex'));
  if (!isIts) throw new InputProblem([{ field: 'token', message: 'Give the token of which the digest is.' }]);
  const to = { person, address: email, policy: 'plain' } as const;
  if (!(await tx.mail({ to, template: 'assessing', path: `/assess/${token}` })))
    throw new InputProblem([{ field: 'email', message: 'Mail cannot be sent to this address. Check it.' }]);
}

/** The link no longer opens from then on, and whoever is signed in with it is signed out. */
export const endAssessment = command({
  feature,
  name: 'endAssessment',
  summary: 'Ends the access of an assessor before their last day',
  past: ['the access of an assessor was ended', 'the access of assessors was ended # times'],
  input: z.strictObject({
    service: serviceField,
    assessor: numberField('Say whom: the number of the invitation.').describe('The number of the invitation'),
    reason: optionalParagraph(2_000).describe('Why, if there is something to say'),
  }),
  may: INVITES,
  subject: aboutInvitation,
  run: async (tx, _actor, { assessor, reason, ...input }): Promise<Ended> => {
    const service = await findService(tx, input.service);
    const found = await invitationByNumber(tx, service.id, assessor);
    if (!found) throw new NotFound(`There is no invitation ${assessor} in this service.`);
    const refused = whyNotEnded(found.person.name, stateOf(found, tx.at));
    if (refused !== null) throw new NotPossible(refused);
    const { id, number, person, texts, standards, inviter, invitedAt, until } = found;
    await endRole(tx, { person: person.id, role: 'assessor', service: service.reference }, tx.at);
    await putInvitation(tx, {
      id,
      number,
      standards,
      invitedAt,
      until,
      service: service.id,
      person: person.id,
      from: texts.from,
      address: texts.address,
      invitedBy: inviter,
      digest: null,
      endedAt: tx.at,
      reason: tx.text(reason),
    });
    return { invitation: id, number, service: service.reference };
  },
});

/** Says something to the team. It is no finding: it changes no verdict, no judgement and nothing that is claimed. */
export const commentAsAssessor = command({
  feature,
  name: 'commentAsAssessor',
  summary: 'Says something to the team of a service that you assess, of a section of a standard or of the whole',
  past: ['an assessor commented', 'assessors commented # times'],
  input: z.strictObject({
    service: serviceField,
    standard: standardField
      .nullable()
      .default(null)
      .describe('The id of a standard; without it, the service as a whole'),
    section: z
      .string('Name a section of the standard.')
      .trim()
      .max(60, 'Name a section of the standard.')
      .nullable()
      .default(null)
      .describe('One of its sections; without it, the whole of it'),
    text: paragraph(4_000, 'Say what you want the team to know.'),
  }),
  may: COMMENTS,
  subject: aboutComment,
  run: async (tx, actor, { text, standard, section, ...input }): Promise<Commented> => {
    const service = await findService(tx, input.service);
    const author = asPerson(actor);
    await checkAbout({ standard, section });
    if ((await countComments(tx, service.id, author)).total >= MOST_COMMENTS)
      throw new NotPossible(`You have commented ${MOST_COMMENTS} times. Write to the team in another way.`);
    const [id, number] = [tx.newId(), await nextComment(tx, service.id)];
    await addComment(tx, { id, number, service: service.id, author, standard, section, text: tx.text(text)! });
    return { comment: id, number, service: service.reference };
  },
});

/** @throws InputProblem where there is no such standard or section */
async function checkAbout({ standard, section }: About): Promise<void> {
  if (standard === null && section !== null)
    throw new InputProblem([{ field: 'standard', message: 'Say which standard the section is of.' }]);
  const found = (await standardNames()).find(({ id }) => id === standard);
  if (standard !== null && !found)
    throw new InputProblem([{ field: 'standard', message: `There is no standard ${standard}. Choose another one.` }]);
  if (section !== null && !found?.sections.some(({ id }) => id === section))
    throw new InputProblem([
      { field: 'section', message: `There is no section ${section} in it. Choose another one.` },
    ]);
}

/** @throws Denied for anybody but a person */
function asPerson(actor: Actor): string {
  if (actor.kind !== 'person') throw new Denied('Only a person can do this, in the browser. Nothing was changed.');
  return actor.id;
}

/** The assessor reads it where they commented; so does everybody who sees the service. */
export const answerAssessor = command({
  feature,
  name: 'answerAssessor',
  summary: 'Answers a comment of an assessor, and makes an action of it where something has to be done',
  past: ['an assessor was answered', 'assessors were answered # times'],
  input: z.strictObject({
    service: serviceField,
    comment: numberField('Say which comment: its number.'),
    text: paragraph(4_000, 'Say what you answer.'),
    action: optionalLine(300).describe('What has to be done; an action is made of it'),
    owner: z.uuid('Choose who does it.').nullable().default(null).describe('Who does it, for an action'),
    due: z.string().trim().default('').describe('By which day, for an action, such as 2027-03-31'),
  }),
  may: ANSWERS,
  subject: aboutComment,
  run: async (tx, actor, { comment, text, action, owner, due, ...input }): Promise<Commented> => {
    const author = asPerson(actor);
    const service = await findService(tx, input.service);
    const found = await commentNamed(tx, service, comment);
    const made = action === '' ? null : await makeAction(tx, service, found, { action, owner, due });
    await addAnswer(tx, { id: tx.newId(), comment: found.id, author, text: tx.text(text)!, action: made });
    return { comment: found.id, number: found.number, service: service.reference };
  },
});

interface ActionTyped {
  readonly action: string;
  readonly owner: string | null;
  readonly due: string;
}

/** @returns its number @throws InputProblem */
async function makeAction(
  tx: CommandTx,
  service: Service,
  comment: StoredComment,
  { action, owner, due }: ActionTyped,
): Promise<number> {
  if (owner === null) throw new InputProblem([{ field: 'owner', message: 'Choose who does it.' }]);
  const { id, number } = comment;
  const source = {
    kind: 'assessor-comment',
    id,
    label: `${commentName(number)} of an assessor`,
    href: assessmentPath(service.reference, number),
  };
  return (await addAction(tx, { service, title: action, owner, due, source })).number;
}

/** @throws NotFound */
async function commentNamed(tx: CommandTx, service: Service, number: number): Promise<StoredComment> {
  const [found] = await commentsOf(tx, { service: service.id, number }, 1);
  if (!found) throw new NotFound(`There is no comment ${number} in this service.`);
  return found;
}

/** That it was said, when and by whom stays, and so does the ledger. */
export const eraseAssessorComment = command({
  feature,
  name: 'eraseAssessorComment',
  summary: 'Erases what a comment of an assessor and its answers say for good, where the law asks for it',
  past: ['a comment of an assessor was erased', '# comments of assessors were erased'],
  input: z.strictObject({
    service: serviceField,
    comment: numberField('Say which comment: its number.'),
    reason: paragraph(2_000, 'Say why it is erased. Do not repeat what it says.'),
  }),
  may: ERASES,
  subject: aboutComment,
  run: async (tx, _actor, { comment, reason, ...input }): Promise<Erased> => {
    const service = await findService(tx, input.service);
    const { id, number, textIds } = await commentNamed(tx, service, comment);
    tx.text(reason);
    const erasedTexts = await eraseTexts(tx, textIds);
    if (erasedTexts.length === 0) throw new NotPossible('This was erased already. Nothing was changed.');
    return { comment: id, number, service: service.reference, erased: erasedTexts.length, erasedTexts };
  },
});
