import { deployersControls } from './drawing/hazard-words.ts';
import type { Part } from '../approvals/index.ts';
import type { HazardRecord } from '../hazards/index.ts';
import { wholly } from '../../words/marks.ts';

/*
 * What an executive reads who accepts a residual risk for the first time: of each hazard what remains, why it may stay, and what
 * has to be kept for that to hold. Pure.
 */

/** The hazards of a log with what remains of each, those with the highest risk first; what nobody rated stands before them. */
export function remainingOf(hazards: readonly HazardRecord[], path: (hazard: string) => string): Part[] {
  return hazards
    .toSorted((a, b) => rankOf(b) - rankOf(a))
    .map((hazard): Part => {
      const rating = hazard.residual;
      const of = { name: { text: hazard.id, href: path(hazard.id) }, title: hazard.name };
      if (rating === null) return { ...of, flag: 'nobody has rated what remains', changes: [] };
      const who = { who: rating.giver, at: new Date(rating.givenAt) };
      const change = (what: string, text: string) => ({ what, before: null, after: wholly(text), ...who });
      const constraints = deployersControls(hazard);
      return {
        ...of,
        flag: rating.provisional ? 'provisional' : null,
        changes: [
          change('What remains', ratingWords(rating)),
          ...(rating.provisional ? [change('What counts until then', countsWords(hazard))] : []),
          ...(hazard.acceptance
            ? [
                {
                  ...change('Why it may stay', hazard.acceptance.text),
                  who: hazard.acceptance.giver,
                  at: new Date(hazard.acceptance.givenAt),
                },
              ]
            : []),
          ...(hazard.benefitRisk
            ? [
                {
                  ...change('What the benefit is worth', hazard.benefitRisk.text),
                  who: hazard.benefitRisk.giver,
                  at: new Date(hazard.benefitRisk.givenAt),
                },
              ]
            : []),
          ...(constraints.length > 0
            ? [change('Constraints', constraints.map(({ id, text }) => `${id}: ${text}`).join('\n'))]
            : []),
          ...(rating.assumes.length > 0
            ? [change('It is so only as long as', `${rating.assumes.join(', ')} holds`)]
            : []),
        ],
      };
    });
}

/** A level that a scheme calls by a word has no rank among numbers: such hazards stay in the order of the log. */
function rankOf({ residual, counts: { level } }: HazardRecord): number {
  if (residual === null || level === null) return Number.MAX_SAFE_INTEGER;
  return typeof level === 'number' ? level : 0;
}

function ratingWords({ severity, likelihood, level }: NonNullable<HazardRecord['residual']>): string {
  const words = [severity, likelihood].filter((word) => word !== null).join(', ');
  return `${words === '' ? 'Severity and likelihood are not said' : words}: ${level === null ? 'its risk is not known' : `risk ${level}`}`;
}

function countsWords({ counts }: HazardRecord): string {
  if (counts.level === null) return 'Nothing: its risk is not known';
  return `Risk ${counts.level}, by ${counts.earlier ? 'an earlier residual' : `the ${counts.phase}`} rating`;
}
