import type { FactValue } from '../../../rules/conditions.ts';
import { isDay } from '../../../words/days.ts';
import { momentIn } from '../../../words/london-clock.ts';
import { isSame } from './judging.ts';
import type { Fact, Pack } from './pack.ts';

/*
 * Facts as people state them: with a source, and since when whoever owes a duty knows them. Pure.
 */

/** A fact as it is kept, of a case or of its service. */
export interface KeptFact {
  /** The case, or the service: its id. */
  readonly about: string;
  readonly fact: string;
  /** As it was answered. */
  readonly value: FactValue | null;
  readonly source: string;
  /** Since when whoever owes a duty knows it; null for from the start, with the incident. */
  readonly since: Date | null;
  /** Who said so, as they are called, and when. */
  readonly statedBy: string;
  readonly statedAt: Date;
  /** Who looked whether it is so; null for nobody. */
  readonly checkedBy: string | null;
  readonly checkedAt: Date | null;
}

/** Whether a fact is one of the organisation or its product: stated once for a service, and so for each of its cases. */
export function isServiceFact(name: string): boolean {
  return name.startsWith('org.') || name.startsWith('product.');
}

/** What an officer signs on a page of its own, and nobody answers beside it. */
export const SAFETY_CASE_FACT = 'event.undermines_safety_case';

/** The facts that somebody is asked for in the open; what tells of a person's safety is never among them. */
export function askedOpenly(pack: Pack, of: 'service' | 'case'): readonly Fact[] {
  return pack.facts.filter(
    ({ name, compartment }) => !compartment && name !== SAFETY_CASE_FACT && isServiceFact(name) === (of === 'service'),
  );
}

/** What an answer of a form or a program is as a value of a fact. */
export type Answered = { readonly value: FactValue | null } | { readonly problem: string };

/** Reads an answer. A number or a moment may be typed; of several, there may be none. Null says that there is none. */
export function answerOf(fact: Fact, given: unknown): Answered {
  return READERS[fact.type](fact, given);
}

const READERS: Readonly<Record<Fact['type'], (fact: Fact, given: unknown) => Answered>> = {
  'yes or no': ({ name }, given) => {
    const value = given === 'yes' ? true : given === 'no' ? false : given;
    return typeof value === 'boolean' ? { value } : { problem: `${name} is yes or no.` };
  },
  one: (fact, given) =>
    given === null || isAnswer(fact, given)
      ? { value: given }
      : { problem: `${fact.name} is one of: ${answersIn(fact)}.` },
  several: (fact, given) => {
    const items: unknown[] = Array.isArray(given) ? given : [given];
    const answers = items.filter((one) => isAnswer(fact, one));
    return answers.length === items.length
      ? { value: [...new Set(answers)] }
      : { problem: `${fact.name} is any of: ${answersIn(fact)}.` };
  },
  number: ({ name, least, most }, given) => {
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    const fits = typeof value === 'number' && value >= least && value <= most;
    return fits ? { value } : { problem: `${name} is a number from ${least} to ${most}.` };
  },
  moment: ({ name }, given) => {
    const at = typeof given === 'string' ? momentTyped(given) : null;
    return at ? { value: at.toISOString() } : { problem: `${name} is a day and a time, such as ${SAMPLE}.` };
  },
};

function isAnswer({ answers }: Fact, one: unknown): one is string {
  return answers.some(({ value }) => value === one);
}

function answersIn({ answers }: Fact): string {
  return answers.map(({ value }) => value).join(', ');
}

export const SAMPLE = '2026-03-03 14:30';

/**
 * A moment as somebody types it, by the clocks of London ("2026-03-03 14:30"), or as a program writes it, with its offset. Where
 * clocks go back, the earlier of the two: a clock then ends earlier, and never later, than it should.
 */
export function momentTyped(text: string): Date | null {
  const typed = text.trim();
  const match = /^(\d{4}-\d{2}-\d{2})[ Tt]([01]\d|2[0-3]):([0-5]\d)$/u.exec(typed);
  if (!match) return momentIn(typed);
  const [, day = '', hours = '', minutes = ''] = match;
  if (!isDay(day)) return null;
  const asUtc = new Date(`${day}T${hours}:${minutes}:00Z`);
  const earlier = new Date(asUtc.getTime() - 3_600_000);
  return typedAs(earlier) === `${day} ${hours}:${minutes}` ? earlier : asUtc;
}

const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });

/** A moment as it is typed, by the clocks of London. */
export function typedAs(at: Date): string {
  return shown.format(at);
}

/** What is stated of a fact, and what was before. */
export interface Restated {
  readonly before: KeptFact | null;
  readonly value: FactValue | null;
  /** Since when it is known, where whoever states it says so. */
  readonly since: Date | null;
}

/**
 * Since when a fact counts as known. Where nobody says: from the start; and what was known otherwise before, from when it was
 * stated, for until then nobody knew better. Never after it was stated.
 */
export function knownSince({ before, value, since }: Restated, at: Date): Date | null {
  if (since !== null) return since < at ? since : at;
  if (before === null) return null;
  return isSame(before.value, value) ? before.since : at;
}
