import type { Acceptance } from '../../schemes/domain.ts';
import type { Sentence } from '../../../words/sentence.ts';

/*
 * What a person decides about a risk that remains: that it is accepted, and why nothing more is done; or, where the scheme
 * calls it mandatory to reduce or unacceptable, whether the benefit outweighs it. (DCB0129 5.1, 6.2) Pure.
 */

/** Why a risk that remains is not reduced further. */
export const ACCEPTED_BECAUSE = ['impractical', 'cost'] as const;
export type AcceptedBecause = (typeof ACCEPTED_BECAUSE)[number];

export const ACCEPTED_BECAUSE_WORDS: Readonly<Record<AcceptedBecause, string>> = {
  impractical: 'Reducing it further is impractical',
  cost: 'Reducing it further would cost more than it would bring',
};

/** What a benefit-risk analysis comes to. */
export const CONCLUSIONS = ['outweighs', 'does not outweigh'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

export const CONCLUSION_WORDS: Readonly<Record<Conclusion, string>> = {
  outweighs: 'The benefit outweighs the risk',
  'does not outweigh': 'The benefit does not outweigh the risk',
};

/** What was found, in words. */
export function findingWords(finding: string): string {
  const words: Readonly<Record<string, string>> = { ...ACCEPTED_BECAUSE_WORDS, ...CONCLUSION_WORDS };
  return words[finding] ?? finding;
}

/** What was decided about the residual rating that stands. */
export interface Judgements {
  readonly acceptance: AcceptedBecause | null;
  readonly benefitRisk: Conclusion | null;
}

/** What a level asks of a person before its risk may stay. A scheme that does not say claims nothing, so that somebody has to. */
export function askedOf(acceptance: Acceptance | null): 'nothing' | 'acceptance' | 'benefit-risk' {
  if (acceptance === 'acceptable') return 'nothing';
  return acceptance === 'mandatory' || acceptance === 'unacceptable' ? 'benefit-risk' : 'acceptance';
}

/** The reasons that a level allows: one that is undesirable stays only where more is impractical. */
export function reasonsFor(acceptance: Acceptance | null): readonly AcceptedBecause[] {
  return acceptance === 'undesirable' ? ['impractical'] : ACCEPTED_BECAUSE;
}

/** `stays`: the scheme accepts it, or a person did. `waits`: a person has to say why. `too high`: it may not stay so. */
export type Risk = 'stays' | 'waits' | 'too high';

/** Whether a risk may stay as a person rated it. @param known whether it has a level at all */
export function riskOf(known: boolean, acceptance: Acceptance | null, judged: Judgements): Risk {
  if (!known) return 'waits';
  const asked = askedOf(acceptance);
  if (asked === 'nothing') return 'stays';
  if (asked === 'benefit-risk') return judged.benefitRisk === 'outweighs' ? 'stays' : 'too high';
  return judged.acceptance !== null && reasonsFor(acceptance).includes(judged.acceptance) ? 'stays' : 'waits';
}

/** Whether nothing says yet that a risk is not too high to stay: its scheme does not, and nobody has accepted it. */
export function isUnjudged(acceptance: Acceptance | null, risk: Risk): boolean {
  return acceptance === null && risk === 'waits';
}

/** A residual rating, as far as a judgement of it asks. */
export interface Judgeable {
  readonly confirmed: boolean;
  readonly hasLevel: boolean;
  readonly acceptance: Acceptance | null;
}

/** Why nothing can be decided about a risk yet; null where it can. */
export function whyNotJudged(
  reference: string,
  kind: 'acceptance' | 'benefit-risk',
  residual: Judgeable | null,
): string | null {
  if (residual === null) return `${reference} has no residual rating. Rate what remains first.`;
  if (!residual.confirmed)
    return `Nobody has confirmed the residual rating of ${reference}. Confirm it, or give one, first.`;
  if (!residual.hasLevel) return `The residual rating of ${reference} has no level. Rate what remains anew first.`;
  const asked = askedOf(residual.acceptance);
  if (asked === kind) return null;
  if (asked === 'nothing')
    return `The residual risk of ${reference} is acceptable as it is. Nothing has to be decided.`;
  return asked === 'acceptance'
    ? `The level of ${reference} asks for the reason why it is not reduced further, and for no benefit-risk analysis.`
    : `The residual risk of ${reference} is too high to be accepted with a reason. Reduce it, or weigh it against the benefit.`;
}

/** Why a risk may not stay as it is rated, and what clears it; null where it may. */
export function riskSentence(reference: string, risk: Risk, level: string, asked: Acceptance | null): Sentence | null {
  if (risk === 'stays') return null;
  const so = [`The residual risk of ${reference} is not accepted`];
  if (risk === 'too high')
    return {
      so,
      because: [`it is ${level}, and nobody has shown that the benefit outweighs it`],
      clears: ['A new rating with controls that lower it, or a benefit-risk analysis, clears it.'],
    };
  const why = asked === 'undesirable' ? 'why reducing it further is impractical' : 'why it is not reduced further';
  return {
    so,
    because: [`it is ${level}, and nobody has said ${why}`],
    clears: ['A clinical safety officer or deputy who accepts it with the reason clears it.'],
  };
}
