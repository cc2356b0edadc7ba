import type { Finding, Level, Place, Report } from '../domain.ts';
import { contradictsScheme, isComparable } from '../domain/contradiction.ts';
import { RULES } from '../domain/judge.ts';
import { counted } from '../../../words/counting.ts';
export { counted } from '../../../words/counting.ts';

/** What a chief nurse reads first: one sentence, and what stands behind it. */
export interface Summary {
  readonly headline: string;
  readonly lead: string;
  /** On the wrong formulas, where there are any. */
  readonly formulas: string | null;
}

export function summaryOf(report: Report): Summary {
  const { scheme } = report.scheme;
  const ratings = report.hazards.flatMap((hazard) => [hazard.initial, hazard.residual]);
  const wrongRatings = ratings.filter((rating) => contradictsScheme(rating, scheme)).length;
  const stated = ratings.filter((rating) => rating.stated !== null).length;
  const checked = ratings.filter((rating) => isComparable(rating, scheme)).length;
  const hazards = counted(report.counts.hazards, 'hazard');
  return {
    headline: headlineOf(report, hazards, wrongRatings, stated, checked),
    lead: `${filesIn(report)}, with ${counted(report.counts.causes, 'cause')} and ${counted(report.counts.controls, 'control')}.`,
    formulas: formulaSentence(report),
  };
}

function headlineOf(report: Report, hazards: string, wrong: number, stated: number, checked: number): string {
  if (report.counts.hazards === 0) {
    if (report.questions.length > 0) return 'We need your help to read this log.';
    return report.tables.length > 0
      ? 'This is a hazard log with no hazards in it yet.'
      : 'We found no hazards in what you gave us.';
  }
  const read = `We read ${hazards}.`;
  if (!report.scheme.scheme) return `${read} Their ratings could not be checked: the scheme is not known.`;
  if (stated === 0)
    return `${read} ${report.counts.hazards === 1 ? 'It states' : 'They state'} no risk that could be checked.`;
  if (checked === 0) return `${read} None of the ${counted(stated, 'rating')} could be checked.`;
  const whose =
    report.scheme.scheme.kind === 'product'
      ? 'likelihood times severity'
      : report.scheme.origin === 'default' || report.scheme.origin === 'recognised'
        ? 'the NHS matrix'
        : report.scheme.origin === 'given'
          ? 'the matrix that you gave'
          : 'the log\u2019s own matrix';
  if (wrong === 0) {
    const match =
      checked === 1
        ? 'Its rating matches'
        : checked === stated
          ? `All ${checked} of their ratings match`
          : `The ${checked} of their ratings that could be checked match`;
    // A good first half must not hide that something else is wrong.
    const others = countOfErrors(report);
    const rest =
      others === 0 ? '.' : `; ${others === 1 ? '1 other thing' : `${others} other things`} must be put right.`;
    return `${read} ${match} ${whose}${rest}`;
  }
  return `${read} ${wrong} of ${report.counts.hazards === 1 ? 'its' : 'their'} ${checked} ${checked === 1 ? 'rating' : 'ratings'} ${wrong === 1 ? 'does' : 'do'} not match ${whose}.`;
}

function filesIn(report: Report): string {
  const [first] = report.sources;
  return report.sources.length === 1 && first
    ? `The file is \u201c${first.file}\u201d`
    : `There are ${report.sources.length} files`;
}

/** "P2 to P12 read column G (initial severity). Column N (residual severity) is meant." */
function formulaSentence(report: Report): string | null {
  const groups = wrongFormulas(report);
  if (groups.length === 0) return null;
  return groups.map((group) => `${group.title} ${group.detail}`).join(' ');
}

export interface FormulaGroup {
  readonly title: string;
  readonly detail: string;
  readonly clears: string;
  readonly place: Place;
  readonly cells: string;
  readonly clause: string;
  readonly count: number;
}

/** Wrong formulas of one column that are wrong in one way, said once: "P2 to P12". */
export function wrongFormulas(report: Report): FormulaGroup[] {
  const groups = new Map<
    string,
    {
      rows: { cell: string; row: number }[];
      place: Place;
      from: string;
      fromMeaning: string;
      to: string;
      toMeaning: string;
      phase: string;
    }
  >();
  for (const formula of report.formulas) {
    for (const wrong of formula.wrong) {
      const from = letters(wrong.reads);
      const to = letters(wrong.shouldRead);
      const otherRow = wrong.readsMeaning.includes(', row');
      const key = [formula.place.file, formula.place.sheet, letters(formula.place.cell ?? ''), from, to, otherRow].join(
        '|',
      );
      const group = groups.get(key) ?? {
        rows: [],
        place: formula.place,
        from: otherRow ? 'another row of column ' + from : `column ${from}`,
        fromMeaning: wrong.readsMeaning.split(',')[0]!,
        to,
        toMeaning: wrong.shouldMeaning,
        phase: formula.phase,
      };
      group.rows.push({ cell: formula.place.cell ?? '', row: Number((formula.place.cell ?? '').replace(/\D/gu, '')) });
      groups.set(key, group);
    }
  }
  return [...groups.values()].map((group) => {
    const cells = ranges(group.rows);
    const count = group.rows.length;
    return {
      title: `${count === 1 ? `1 ${group.phase} formula reads` : `${count} ${group.phase} formulas read`} the wrong cell.`,
      detail: `${cells} ${count === 1 ? 'reads' : 'read'} ${group.from} (${group.fromMeaning}). Column ${group.to} (${group.toMeaning}) is meant.`,
      clears: `Making the formula read column ${group.to}${group.from.startsWith('another') ? ' of its own row' : ''} clears it.`,
      place: group.place,
      cells,
      clause: group.phase === 'initial' ? '4.4.1' : '6.1.4',
      count,
    };
  });
}

function letters(cell: string): string {
  return cell.replace(/\d+$/u, '');
}

/** "P2 to P12, P15" of cells in one column. */
function ranges(rows: readonly { cell: string; row: number }[]): string {
  const sorted = rows.toSorted((a, b) => a.row - b.row);
  const runs: { first: string; last: string; end: number }[] = [];
  for (const { cell, row } of sorted) {
    const run = runs.at(-1);
    if (run && row === run.end + 1) Object.assign(run, { last: cell, end: row });
    else runs.push({ first: cell, last: cell, end: row });
  }
  return runs.map((run) => (run.first === run.last ? run.first : `${run.first} to ${run.last}`)).join(', ');
}

/** The findings of one rule, folded. */
export interface Folded {
  readonly rule: string;
  readonly level: Level;
  readonly headline: string;
  readonly count: number;
  readonly findings: readonly Finding[];
  readonly clause: string | null;
}

/** Folds the findings of a level by rule, in the order of the rules. Rows not taken have a list of their own. */
export function foldByRule(report: Report, level: Level): Folded[] {
  return RULES.flatMap((rule) => {
    const findings = report.findings.filter(
      (finding) => finding.rule === rule.id && finding.level === level && rule.id !== 'row-not-taken',
    );
    if (findings.length === 0) return [];
    const count = findings.reduce((sum, finding) => sum + finding.count, 0);
    return [{ rule: rule.id, level, headline: rule.headline, count, findings, clause: findings[0]!.clause }];
  });
}

/** How many lines the errors take where wrong formulas of one kind are one line: what a person counts. */
export function countOfErrors(report: Report): number {
  const others = report.findings.filter(
    (finding) => finding.level === 'error' && finding.rule !== 'risk-formula-reads-wrong-cell',
  ).length;
  return others + wrongFormulas(report).length;
}

/** Where something stands, as short as it can be said: "Log, P2", "line 12 of H1.md". */
export function shownPlace(place: Place, manyFiles: boolean): string {
  const where = [place.sheet, place.cell ?? (place.line === undefined ? undefined : `line ${place.line}`)]
    .filter((part) => part !== undefined)
    .join(', ');
  if (where === '') return place.file;
  return manyFiles ? `${place.file}: ${where}` : where;
}

/** A text for a page: a name of thirty thousand characters is no name. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}\u2026` : text;
}

/** How many columns were understood, of how many. */
export function columnsUnderstood(report: Report): { readonly understood: number; readonly all: number } {
  const columns = report.tables.flatMap((table) => table.columns);
  return { understood: columns.filter((column) => column.meaning !== 'extra').length, all: columns.length };
}
