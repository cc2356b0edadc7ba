import type { FactValue } from '../../../rules/conditions.ts';
import { capital } from '../../../words/counting.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import { factOf, sayValue, type Duty, type Fact, type Pack } from './pack.ts';
import { strengthWords, unverifiedWords } from './words.ts';

/*
 * A report as it is prepared for whoever sends it: what belongs into it, what is known of that and on what ground, and what is
 * missing. It is prepared and nothing else: nobody is told anything by it. Pure.
 */

/** A fact as it is kept. */
export interface DraftFact {
  readonly fact: string;
  readonly value: FactValue | null;
  /** Where it comes from, in words: "Triage of INC-12". */
  readonly source: string;
  /** When it was stated: it is known as it was then. */
  readonly statedAt: Date;
  /** Who looked at it besides; null where nobody did. */
  readonly checkedBy: string | null;
  readonly checkedAt: Date | null;
}

export interface DraftLine {
  readonly question: string;
  /** "severe" */
  readonly answer: string;
  /** "Triage of INC-12, as known on 3 March 2026, 2:30pm; nobody checked it" */
  readonly ground: string;
}

export interface DraftItem {
  /** "the harm" */
  readonly text: string;
  readonly known: readonly DraftLine[];
  /** The questions that would answer it and were not. */
  readonly missing: readonly string[];
  /** No fact answers it: a person writes it. */
  readonly toWrite: boolean;
}

export interface Draft {
  readonly duty: { readonly id: string; readonly version: number; readonly title: string };
  readonly to: string;
  readonly how: string;
  readonly basis: string;
  readonly unverified: string;
  readonly items: readonly DraftItem[];
}

/**
 * Prepares the report of a duty.
 * @param compartment whether whoever reads it may see facts of a safeguarding compartment: without it they are neither shown
 *   nor missed
 */
export function draftOf(pack: Pack, duty: Duty, facts: readonly DraftFact[], compartment: boolean): Draft {
  const { id, version, title, to, how, content } = duty;
  const seen = (fact: Fact | null): fact is Fact => fact !== null && (compartment || !fact.compartment);
  return {
    duty: { id, version, title },
    to,
    how,
    basis: strengthWords(duty),
    unverified: unverifiedWords(duty),
    items: content.map(({ text, facts: named }): DraftItem => {
      const asked = named.map((name) => factOf(pack, name)).filter(seen);
      const kept = (fact: Fact) => facts.find((one) => one.fact === fact.name);
      return {
        text,
        known: asked.flatMap((fact) => lineOf(fact, kept(fact))),
        missing: asked.filter((fact) => lineOf(fact, kept(fact)).length === 0).map(({ question }) => question),
        toWrite: asked.length === 0,
      };
    }),
  };
}

/** What is known of a fact; nothing, where the answer was that it is not known. */
function lineOf(fact: Fact, kept: DraftFact | undefined): DraftLine[] {
  if (kept === undefined) return [];
  const { value } = kept;
  if (fact.answers.some((one) => one.value === value && one.means === 'not known')) return [];
  const moment = fact.type === 'moment' && typeof value === 'string' ? new Date(value) : null;
  const answer = moment ? sayDateTime(moment) : sayValue(fact, value);
  return [{ question: fact.question, answer, ground: groundOf(kept) }];
}

function groundOf({ source, statedAt, checkedBy, checkedAt }: DraftFact): string {
  const checked =
    checkedBy === null
      ? 'nobody checked it'
      : `checked by ${checkedBy}${checkedAt ? ` on ${sayDateTime(checkedAt)}` : ''}`;
  return `${source}, as known on ${sayDateTime(statedAt)}; ${checked}`;
}

/** The draft as text to paste: what is missing stands in square brackets, so that nobody sends it unseen. */
export function draftText(draft: Draft, reference: string, now: Date): string {
  const { duty, to, how, basis, unverified, items } = draft;
  const lines = items.flatMap(({ text, known, missing, toWrite }) => [
    '',
    capital(text),
    ...known.map(({ question, answer, ground }) => `  ${question} ${capital(answer)}. (${ground})`),
    ...missing.map((question) => `  [Not known: ${question}]`),
    ...(toWrite ? ['  [To be written]'] : []),
  ]);
  return [
    `${duty.title} (${duty.id}, version ${duty.version} of the rule)`,
    `Prepared for ${reference} on ${sayDateTime(now)} from what was known then. It has not been sent.`,
    '',
    `To: ${to}`,
    `How: ${how}`,
    [basis, unverified].filter((words) => words !== '').join(' '),
    ...lines,
    '',
  ].join('\n');
}
