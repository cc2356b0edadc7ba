import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import type { Actor, May } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { findService, type Service } from '../services/index.ts';
import { addAction as add, ownerProblem } from './adding.ts';
import { actionNumber, actionReference, whyNotDue, whyNotOpen, whyNotTakenUp } from './domain.ts';
import { changeable, DOERS } from './seeing.ts';
import { actionByNumber, putAction, type NewVersion, type StoredAction } from './store.ts';

const feature = 'actions';

/** Types, so that they are results. */
type Changed = { id: string; action: string; version: number };

export const actionField = z
  .string('Say which action: its number, such as ACT-12.')
  .refine((text) => actionNumber(text) !== null, 'Give the number of an action, such as ACT-12.');
const versionField = z.coerce
  .number('Send the version of the action that you saw: "version" of its record.')
  .int()
  .min(1);
const ownerField = z.uuid('Choose who does it.');
const dueField = z.string('Give the day by which it is to be done, such as 2026-03-31.').trim();
const reasonField = (message: string) => paragraph(2_000, message);
/** An address of ours, or one of the web. */
const linkField = z
  .string()
  .trim()
  .max(500, 'Use at most 500 characters for a web address.')
  .refine(
    (text) => text === '' || /^\/(?![/\\])[\u0021-\u007E]*$/u.test(text) || isWebAddress(text),
    'Give a whole web address, such as https://www.example.org, or leave it empty.',
  )
  .default('');

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/iu.test(text) && URL.canParse(text);
}

/** Where an action stands is known once it is found: it is looked at there. */
const mayChange: May = { roles: DOERS, where: 'anywhere' };
const about = (_input: unknown, output: Changed) => ({ kind: 'action', id: output.id });
const changing = { action: actionField, version: versionField };

export const addAction = command({
  feature,
  name: 'addAction',
  summary: 'Adds something that has to be done, for somebody, by a day',
  past: ['an action was added', '# actions were added'],
  input: z.strictObject({
    service: line(20, 'Give the reference of a service.')
      .nullable()
      .default(null)
      .describe('Without it: of the whole organisation'),
    title: line(300, 'Say what has to be done.'),
    owner: ownerField,
    due: dueField,
  }),
  may: { roles: DOERS, where: 'service' },
  subject: about,
  run: async (tx, _actor, { service, title, owner, due }): Promise<Changed> => {
    const found = service === null ? null : await serviceOf(tx, service);
    if (found?.phase === 'retired')
      throw new NotPossible(`${found.reference} is retired. To add an action, take the service up again first.`);
    const { id, number } = await add(tx, { service: found, title, owner, due, source: null });
    return { id, action: actionReference(number), version: tx.seq };
  },
});

/** @throws InputProblem where there is none: it was typed, and stands in the form */
async function serviceOf(tx: CommandTx, reference: string): Promise<Service> {
  try {
    return await findService(tx, reference);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new InputProblem([{ field: 'service', message: `${error.message} Check its reference.` }]);
  }
}

export const assignAction = command({
  feature,
  name: 'assignAction',
  summary: 'Hands an open action to somebody else',
  past: ['an action was handed on', '# actions were handed on'],
  input: z.strictObject({
    ...changing,
    owner: ownerField,
    reason: paragraph(2_000, 'Say why.').or(z.literal('')).default(''),
  }),
  may: mayChange,
  subject: about,
  run: async (tx, actor, { owner, reason, ...input }) => {
    const action = await opened(tx, actor, input);
    if (action.owner.id === owner) throw new NotPossible(`${action.owner.name} has this action already.`);
    const problem = await ownerProblem(tx, owner, action.service);
    if (problem !== null) throw new InputProblem([{ field: 'owner', message: problem }]);
    return change(tx, action, { owner, reason: tx.text(reason) });
  },
});

export const postponeAction = command({
  feature,
  name: 'postponeAction',
  summary: 'Gives an open action another day by which it is to be done, with the reason',
  past: ['an action was given another day', '# actions were given another day'],
  input: z.strictObject({ ...changing, due: dueField, reason: reasonField('Say why the day is another one.') }),
  may: mayChange,
  subject: about,
  run: async (tx, actor, { due, reason, ...input }) => {
    const action = await opened(tx, actor, input);
    checkDue(tx, due);
    if (action.due === due) throw new NotPossible('It is due on this day already. Nothing was changed.');
    return change(tx, action, { due, reason: tx.text(reason) });
  },
});

export const finishAction = command({
  feature,
  name: 'finishAction',
  summary: 'Says that an action is done, and what shows it',
  past: ['an action was done', '# actions were done'],
  input: z.strictObject({
    ...changing,
    evidence: paragraph(4_000, 'Say what was done, and what shows it.'),
    link: linkField.describe('Where the evidence is'),
  }),
  may: mayChange,
  subject: about,
  run: async (tx, actor, { evidence, link, ...input }) => {
    const action = await opened(tx, actor, input);
    return change(tx, action, {
      state: 'done',
      evidence: tx.text(evidence),
      evidenceLink: link === '' ? null : link,
      reason: null,
    });
  },
});

export const dropAction = command({
  feature,
  name: 'dropAction',
  summary: 'Says that an action is no longer needed, with the reason',
  past: ['an action was no longer needed', '# actions were no longer needed'],
  input: z.strictObject({ ...changing, reason: reasonField('Say why it is no longer needed.') }),
  may: mayChange,
  subject: about,
  run: async (tx, actor, { reason, ...input }) => {
    const action = await opened(tx, actor, input);
    return change(tx, action, { state: 'not needed', reason: tx.text(reason) });
  },
});

export const takeUpAction = command({
  feature,
  name: 'takeUpAction',
  summary: 'Opens an action again that was done or no longer needed',
  past: ['an action was taken up again', '# actions were taken up again'],
  input: z.strictObject({ ...changing, due: dueField, reason: reasonField('Say why it is taken up again.') }),
  may: mayChange,
  subject: about,
  run: async (tx, actor, { due, reason, ...input }) => {
    const action = await found(tx, actor, input);
    const refused = whyNotTakenUp(action);
    if (refused !== null) throw new NotPossible(refused);
    checkDue(tx, due);
    // What showed that it was done stays with the version that said so.
    return change(tx, action, { state: 'open', due, reason: tx.text(reason), evidence: null, evidenceLink: null });
  },
});

function checkDue(tx: CommandTx, due: string): void {
  const problem = whyNotDue(due, dateIn(tx.at));
  if (problem !== null) throw new InputProblem([{ field: 'due', message: problem }]);
}

/** The action as the person saw it. @throws NotFound, Denied; Conflict where somebody changed it meanwhile */
async function found(
  tx: CommandTx,
  actor: Actor,
  input: { readonly action: string; readonly version: number },
): Promise<StoredAction> {
  const number = actionNumber(input.action)!;
  const named = actionReference(number);
  const action = changeable(actor, await actionByNumber(tx, number), named);
  if (action.version === input.version) return action;
  throw new Conflict(
    `Somebody changed ${named} while you were here. Look at it as it stands now.`,
    { owner: action.owner.name, due: action.due, reason: action.reason, evidence: action.evidence },
    action.version,
  );
}

/** @throws NotPossible too, where it is not open */
async function opened(...asked: Parameters<typeof found>): Promise<StoredAction> {
  const action = await found(...asked);
  const refused = whyNotOpen(action);
  if (refused !== null) throw new NotPossible(refused);
  return action;
}

async function change(
  tx: CommandTx,
  { texts, owner, service, ...action }: StoredAction,
  to: Partial<Omit<NewVersion, 'id' | 'number' | 'service' | 'title' | 'source'>>,
): Promise<Changed> {
  const { id, number, due, state, source, evidenceLink } = action;
  await putAction(tx, {
    id,
    number,
    due,
    state,
    source,
    owner: owner.id,
    service: service?.id ?? null,
    title: texts.title,
    evidence: texts.evidence,
    evidenceLink: evidenceLink === '' ? null : evidenceLink,
    reason: null,
    ...to,
  });
  return { id, action: actionReference(number), version: tx.seq };
}
