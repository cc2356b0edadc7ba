import { LEVELS, type Counts, type Finding, type Report, type Understanding } from '../domain.ts';
import { controlRules } from './rules/controls.ts';
import { fileRules } from './rules/file.ts';
import { ratingRules } from './rules/ratings.ts';
import { residualRules } from './rules/residual.ts';
import type { Rule } from './rules/rule.ts';
import { wordingRules } from './rules/wording.ts';

/** Every rule, in the order in which its findings are shown within a level. */
export const RULES: readonly Rule[] = [
  ...ratingRules,
  ...residualRules,
  ...controlRules,
  ...wordingRules,
  ...fileRules,
];

/** Judges what was understood by every rule: errors first, then in the order of the rules. Pure. */
export function judge(understood: Understanding & { readonly rowsTaken: number }): Report {
  const { rowsTaken, ...facts } = understood;
  const findings = RULES.flatMap((rule) =>
    rule
      .check(facts)
      .map((found): Finding => ({ level: rule.level, clause: rule.clause, count: 1, ...found, rule: rule.id })),
  );
  return {
    ...facts,
    counts: countsOf(facts, rowsTaken),
    findings: findings.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
  };
}

function countsOf(facts: Understanding, rowsTaken: number): Counts {
  const controls = facts.hazards.flatMap((hazard) => hazard.controls);
  return {
    hazards: facts.hazards.length,
    causes: facts.hazards.reduce((sum, hazard) => sum + hazard.causes.length, 0),
    controls: controls.length,
    controlsTransferred: controls.filter((control) => control.transferred).length,
    rowsTaken,
    rowsNotTaken: facts.notTaken.length,
  };
}
