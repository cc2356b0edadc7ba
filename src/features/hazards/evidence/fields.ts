import { z } from 'zod';
import { line, optionalLine, optionalParagraph, paragraph } from '../../../platform/commands/fields.ts';
import type { May } from '../../../platform/commands/may.ts';
import { NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { CommandTx } from '../../../platform/commands/command.ts';
import { sentFile, type SentFile } from '../../../platform/files/sent.ts';
import { dayIn, isDay } from '../../../words/days.ts';
import { evidenceStores, questionNumber, questionReference } from '../../evidence/index.ts';
import { serviceIfAny } from '../../services/index.ts';
import { ASPECTS } from '../domain.ts';

const { questionsNumbered, whyNoLink } = await evidenceStores();

/** Who judges what evidence shows. */
export const JUDGES: May = {
  roles: ['safety engineer', 'clinical safety officer', 'deputy clinical safety officer'],
  where: 'service',
};

export const showsField = z
  .array(z.enum(ASPECTS), 'Say what it shows: that the control is in place, that it works, or both.')
  .min(1, 'Say what it shows: that the control is in place, that it works, or both.');

/** "EVD-12", or "PLATFORM/EVD-3" for a test of another service. */
export const questionField = z
  .string('Say which evidence: its number, such as EVD-12.')
  .trim()
  .regex(/^(?:[A-Za-z0-9-]{1,40}\/)?(?:EVD-)?0*[1-9]\d{0,8}$/iu, 'Give the number of evidence, such as EVD-12.');

export const reasonField = (message: string) => paragraph(4_000, message);

export const dayField = (message: string) =>
  z
    .string(message)
    .trim()
    .refine((text) => isDay(text), message);

/** For how long evidence by hand stands, in months; a year unless somebody says otherwise. */
export const VALID_MONTHS = [1, 3, 6, 12, 24, 36] as const;
const DAYS_OF = { 1: 31, 3: 92, 6: 183, 12: 365, 24: 730, 36: 1_095 } as const;

export const validField = z.coerce
  .number('Choose for how long it stands.')
  .refine((months) => VALID_MONTHS.some((one) => one === months), 'Choose for how long it stands.')
  .transform((months) => DAYS_OF[months as keyof typeof DAYS_OF]);

/** What somebody found when they looked, whatever they looked at. */
export const observedFields = {
  outcome: z.enum(['passed', 'failed'], 'Say what it shows: that it holds, or that it does not.'),
  observedOn: dayField('Give the day on which it was observed, such as 2026-03-09.'),
  detail: optionalParagraph(4_000),
  file: sentFile().nullable().default(null),
  link: optionalLine(1_000).refine((text) => text === '' || whyNoLink(text) === null, {
    error: (issue) => whyNoLink(String(issue.input)) ?? 'Give the whole address.',
  }),
  /** What stood at the link: looked up by Primum, whatever is sent. */
  reached: z.strictObject({ sha256: z.string().nullable(), why: z.string() }).nullable().default(null),
  from: z.string().trim().default(''),
  to: z.string().trim().default(''),
};

export interface Observed {
  readonly outcome: 'passed' | 'failed';
  readonly observedOn: string;
  readonly detail: string;
  readonly file: SentFile | null;
  readonly link: string;
  readonly reached: { readonly sha256: string | null; readonly why: string } | null;
  readonly from: string;
  readonly to: string;
}

/** When something was observed that is known by its day: now, where that is today; else the middle of that day. */
export function momentOfDay(day: string, now: Date): Date {
  return day === dayIn(now) ? now : new Date(`${day}T12:00:00Z`);
}

export const titleField = line(300, 'Say what it is, in a few words.');

/**
 * The evidence of a number.
 * @param own the service that is looked at, where none is named
 * @throws NotFound
 */
export async function questionNamed(
  tx: CommandTx,
  own: { readonly id: string; readonly reference: string },
  text: string,
) {
  const [, reference, number] = /^(?:(.+)\/)?(.+)$/su.exec(text.trim()) ?? [];
  const service =
    reference === undefined || reference.toUpperCase() === own.reference ? own : await serviceIfAny(tx, reference);
  const wanted = questionNumber(number ?? '');
  const [found] = service && wanted !== null ? await questionsNumbered(tx, service.id, [wanted]) : [];
  if (!found) throw new NotFound(`There is no evidence ${text}.`);
  return found;
}

/**
 * The same, of this service alone: who judges here says nothing about what another service rests on.
 * @throws NotFound
 */
export async function ownQuestion(
  tx: CommandTx,
  own: { readonly id: string; readonly reference: string },
  text: string,
) {
  const [, reference] = /^(?:(.+)\/)?.+$/su.exec(text.trim()) ?? [];
  if (reference !== undefined && reference.toUpperCase() !== own.reference)
    throw new NotFound(`There is no evidence ${text} in this service. Look for it in the service that it is of.`);
  return questionNamed(tx, own, text);
}

/** @throws NotPossible where it is retired */
export function living<One extends { readonly number: number; readonly retired: boolean }>(question: One): One {
  if (question.retired)
    throw new NotPossible(`${questionReference(question.number)} is retired. Nothing is observed of it any more.`);
  return question;
}
