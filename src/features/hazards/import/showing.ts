import { hazardReference } from '../domain.ts';
import type { Output, ShownDiff } from './command.ts';
import { CLASSES, isEmpty, type Class, type DiffRow, type FieldChange } from './diff.ts';
import { counted, listed } from '../../../words/counting.ts';

/*
 * What an import did, and what a file would change: in words, and as JSON.
 */

interface Listed {
  readonly number: number;
  readonly ref: string | null;
  readonly name: string;
}

export const CLASS_WORDS: Readonly<Record<Class, string>> = {
  new: 'New',
  changed: 'Changed',
  gone: 'Gone from the file',
  moved: 'Moved',
};

/** "2 new hazards, 3 changed and 1 moved" */
export function diffSummary({ diff }: Pick<ShownDiff, 'diff'>): string {
  const words: Record<Class, string> = { new: 'new', changed: 'changed', gone: 'gone', moved: 'moved' };
  const parts = CLASSES.filter((name) => diff[name].length > 0).map((name) => `${diff[name].length} ${words[name]}`);
  return listed(parts);
}

export function diffText(shown: ShownDiff, file: string): string {
  const { log, service, diff, unchanged } = shown;
  const of = `log ${log.number} of ${service.reference}, "${log.title}"`;
  if (isEmpty(diff)) return `${file} says the same as ${of}. There is nothing to accept.\n`;
  const lines = [
    `Compared with ${of}, ${file} has: ${diffSummary(shown)}. ${counted(unchanged, 'hazard')} as before.`,
    'Nothing was written.',
    '',
  ];
  for (const name of CLASSES) {
    if (diff[name].length === 0) continue;
    lines.push(`${CLASS_WORDS[name]} (${diff[name].length})`, ...diff[name].flatMap(rowLines), '');
  }
  lines.push(
    'To write it, give the same command with --accept new,changed,gone,moved, or with single rows from the left.',
  );
  return `${lines.join('\n')}\n`;
}

function rowLines({ row, ref, name, changes }: DiffRow): string[] {
  const head = `  ${row}  ${ref === null ? '' : `${ref}  `}${oneLine(name)}`;
  return [head, ...changes.map((change) => `    ${changeText(change)}`)];
}

/** "Owner: from A to B" */
export function changeText({ field, from, to }: FieldChange): string {
  if (from === null) return `${field} added: ${oneLine(to ?? '')}`;
  if (to === null) return `${field} removed: ${oneLine(from)}`;
  return `${field}: from "${oneLine(from)}" to "${oneLine(to)}"`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return [...line].length > 200 ? `${[...line].slice(0, 199).join('')}\u2026` : line;
}

export function diffJson({ diff, log, service, version, unchanged }: ShownDiff) {
  return { service: service.reference, log: log.number, version, unchanged, diff };
}

/** What an import did, in a sentence or two. */
export function keptText(
  done: Output,
  hazards: readonly Listed[],
  file: string,
  rest: { readonly notTaken: number; readonly left: ShownDiff | null },
): string {
  if (done.already)
    return `${file} is already kept as log ${done.log} of ${done.service}. Nothing was written. To keep it a second time, add --new.\n`;
  const { counts } = done;
  const lines: string[] = [];
  if (rest.left) {
    const parts = CLASSES.filter((name) => (counts[name] ?? 0) > 0).map((name) => `${counts[name]} ${name}`);
    lines.push(`Written to log ${done.log} of ${done.service}: ${listed(parts) || 'nothing that differs'}.`);
    if (!isEmpty(rest.left.diff)) lines.push(`Not accepted, and as it was: ${diffSummary(rest.left)}.`);
  } else {
    const first = hazards[0];
    const last = hazards.at(-1);
    const range =
      first && last
        ? `: ${hazardReference(first.number)}${first === last ? '' : ` to ${hazardReference(last.number)}`}`
        : '';
    lines.push(
      `${counted(hazards.length, 'hazard')} from ${file} ${hazards.length === 1 ? 'is' : 'are'} kept as log ${done.log} of ${done.service}${range}, with ${counted(counts['causes'] ?? 0, 'cause')} and ${counted(counts['controls'] ?? 0, 'control')}.`,
      'Residual ratings are provisional until a person confirms them.',
    );
    if (rest.notTaken > 0)
      lines.push(
        `${counted(rest.notTaken, 'row or sheet was', 'rows or sheets were')} not taken: "primum check" says which and why.`,
      );
  }
  return `${lines.join('\n')}\n`;
}

/** What an import did, in one sentence above the log. */
export function countsText({ counts, log }: Output, replaced: boolean): string {
  if (!replaced)
    return `The log is kept as log ${log}: ${counted(counts['hazards'] ?? 0, 'hazard')}. Its residual ratings are provisional until a person confirms them.`;
  const parts = CLASSES.filter((name) => (counts[name] ?? 0) > 0).map((name) => `${counts[name]} ${name}`);
  return `Written to log ${log}: ${listed(parts) || 'nothing that differs'}.`;
}

export function keptJson(done: Output, hazards: readonly Listed[], left: ShownDiff | null) {
  return {
    service: done.service,
    log: done.log,
    already: done.already,
    hazards: hazards.map(({ number, ref, name }) => ({ id: hazardReference(number), ref, name })),
    counts: done.counts,
    ...(left ? { left: left.diff } : {}),
  };
}
