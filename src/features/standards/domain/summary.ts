import { counted, listed } from '../../../words/counting.ts';
import { textOf, type Words } from '../../../words/sentence.ts';
import type { AssessedSection, Assessment } from './assessment.ts';
import { freshnessWords, isBlank, sectionName, sectionNoun, sectionNumber } from './showing.ts';

/*
 * Where a service stands beside a standard, in one paragraph: what stands, what does not, what is not known. Counts and
 * words; never a percentage, never a mark. Pure.
 */

/** A part of the paragraph. What leads is set in bold. */
export interface SummaryPart {
  readonly lead: string;
  readonly words: Words;
}

/** So many are named with their reason; of more, only their numbers. */
const NAMED = 3;
/** A longer reason stands where the clause is opened, and the paragraph has its title. */
const LONG = 160;

/** @param href where a section is opened */
export function summaryOf(assessment: Assessment, href: (section: string) => string): SummaryPart[] {
  const { sections, catalogue, asAt } = assessment;
  const noun = sectionNoun(catalogue);
  if (isBlank(assessment) && sections.every(({ verdict }) => verdict !== 'does not apply'))
    return [
      {
        lead: `Nothing is known yet of any of the ${counted(sections.length, noun)}.`,
        words: [' Not known is never a pass.'],
      },
    ];
  const those = (verdict: AssessedSection['verdict']) => sections.filter((one) => one.verdict === verdict);
  const isNotYet = ({ freshness }: AssessedSection) => freshness.state === 'not yet due';
  const met = those('met');
  const lapsed = met.filter(({ freshness }) => freshness.state === 'lapsed');
  const unknown = those('not-known').filter((one) => !isNotYet(one));
  const parts: SummaryPart[] = [
    {
      lead: `${met.length === 0 ? 'None' : met.length.toLocaleString('en-GB')} of ${counted(sections.length, noun)} ${met.length > 1 ? 'are' : 'is'} met`,
      words: [...lapsedWords(lapsed), '.'],
    },
    ...named(those('not-met'), 'not met'),
    ...named(unknown, 'not known'),
  ];
  const notYet = those('not-known').filter(isNotYet);
  const away = those('does not apply');
  if (notYet.length > 0)
    parts.push({
      lead: '',
      words: [`${notYet.length} ${notYet.length === 1 ? 'is' : 'are'} not due in this phase: `, ...links(notYet), '.'],
    });
  if (away.length > 0)
    parts.push({
      lead: '',
      words: [`${away.length} ${away.length === 1 ? 'does' : 'do'} not apply: `, ...links(away), '.'],
    });
  return parts;

  function lapsedWords(of: readonly AssessedSection[]): Words {
    if (of.length === 0) return [];
    const first = freshnessWords(of[0]!.freshness, asAt)?.words ?? 'lapsed';
    if (of.length === 1) return [', one of them on something that ', first, ': ', ...links(of)];
    return [`, ${of.length} of them on something that lapsed: `, ...links(of)];
  }

  function named(of: readonly AssessedSection[], what: string): SummaryPart[] {
    if (of.length === 0) return [];
    const lead = `${of.length} ${of.length === 1 ? 'is' : 'are'} ${what}`;
    if (of.length > NAMED) return [{ lead: `${lead}:`, words: [' ', ...links(of), '.'] }];
    return [
      {
        lead: `${lead}.`,
        words: of.flatMap((one) => [' ', link(one, sectionName(catalogue, one.section)), ': ', reason(one)]),
      },
    ];
  }

  function link({ section }: AssessedSection, text: string) {
    return { text, href: href(section.id) };
  }

  /** "clauses 3, 4 and 8"; without numbers, their titles. */
  function links(of: readonly AssessedSection[]): Words {
    const plain = of.every(({ section }) => sectionNumber(section) !== '');
    const each = of.map((one) => link(one, plain ? one.section.id : `“${one.section.title}”`));
    const before = plain ? (of.length === 1 ? `${noun} ` : `${noun}s `) : '';
    return [before, ...each.flatMap((one, index) => [between(index, of.length), one])];
  }
}

function between(index: number, of: number): string {
  if (index === 0) return '';
  return index === of - 1 ? ' and ' : ', ';
}

/** Why, as one sentence; the title of the section where that is long. */
function reason({ says, section }: AssessedSection): string {
  const text = textOf(says).trim();
  if (text === '' || text.length > LONG) return `${section.title}.`;
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

/** The paragraph as text. */
export function summaryText(parts: readonly SummaryPart[]): string {
  return parts.map(({ lead, words }) => `${lead}${textOf(words)}`).join(' ');
}

/** Counts of criteria as a line: "2 failed, 11 not known, 31 passed". */
export function countsText(counts: readonly { readonly words: string; readonly count: number }[]): string {
  return listed(counts.map(({ words, count }) => `${count.toLocaleString('en-GB')} ${words}`));
}
