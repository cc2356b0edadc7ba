import { z } from 'zod';
import { textOf } from '../../words/sentence.ts';
import { RESULTS } from '../../rules/checks.ts';
import {
  ANSWER_SORTS,
  bearing,
  countsText,
  gateReference,
  keptGatePath,
  MODES,
  OVERRIDE_SORTS,
  releaseGatePath,
  VERDICTS,
  wayOn,
  type Condition,
  type GateAnswer,
} from './domain.ts';

/*
 * An answer of the gate as programs get it: the same words as on its page.
 */

const conditionSchema = z.object({
  id: z.string().describe('Of the check: people.officer-nominated'),
  result: z.enum(RESULTS),
  says: z.string(),
  clears: z.string().describe('What clears it, as a whole sentence; empty where it holds'),
  since: z.string().nullable(),
  until: z.string().nullable().describe('Until when it stands as it is'),
  href: z.string().nullable().describe('Where to go on, below the address of this installation'),
});

export const gateSchema = z.object({
  verdict: z.enum(VERDICTS),
  mode: z.enum(MODES).describe('What the shipped step of a pipeline makes of it; the verdict is the same in each'),
  overridden: z.boolean().describe('Whether an override of this release is in force; it changes no verdict'),
  sort: z.enum(ANSWER_SORTS),
  recorded: z.string().nullable().describe('GATE-412, where the answer was kept'),
  service: z.object({ reference: z.string(), name: z.string() }),
  release: z.object({ version: z.string(), state: z.string().nullable() }).nullable(),
  asAt: z.string(),
  says: z.string().describe('How many things stop it, are not known, and hold'),
  note: z.string(),
  href: z.string(),
  reasons: z.array(conditionSchema).describe('What stops it, and then what is not known'),
  holds: z.array(conditionSchema),
  leftOut: z.array(z.object({ id: z.string(), asks: z.string(), reason: z.string() })),
  overrides: z.array(
    z.object({
      sort: z.enum(OVERRIDE_SORTS),
      by: z.string(),
      role: z.string(),
      at: z.string(),
      until: z.string(),
      reason: z.string(),
      review: z.object({ due: z.string(), action: z.string() }).nullable(),
    }),
  ),
});

export type GateRecord = z.output<typeof gateSchema>;

/** @param kept the number under which it was kept; null for one that was only asked */
export function gateRecord(answer: GateAnswer, kept: number | null): GateRecord {
  const { verdict, mode, sort, service, release, asAt, note, leftOut, overrides } = answer;
  return {
    verdict,
    mode,
    overridden: overrides.length > 0,
    sort,
    recorded: kept === null ? null : gateReference(kept),
    service: { ...service },
    release: release && { ...release },
    asAt,
    says: sort === 'switched off' ? 'Switching something off is never stopped.' : countsText(answer.conditions),
    note,
    href:
      kept === null && release !== null
        ? releaseGatePath(service.reference, release.version)
        : keptGatePath(service.reference, kept ?? 0),
    reasons: [...bearing(answer, 'stops'), ...bearing(answer, 'not known')].map(conditionRecord),
    holds: bearing(answer, 'holds').map(conditionRecord),
    leftOut: leftOut.map(({ check, asks, reason }) => ({ id: check, asks, reason })),
    overrides: overrides.map(({ review, ...one }) => ({
      ...one,
      review: review && { due: review.due, action: `ACT-${review.action}` },
    })),
  };
}

function conditionRecord(one: Condition): z.output<typeof conditionSchema> {
  const { id, result, says, clears, since, until } = one;
  return { id, result, says: textOf(says), clears: textOf(clears), since, until, href: wayOn(one)?.href ?? null };
}
