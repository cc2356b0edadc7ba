import type { Block, Table, TableCell } from '../../../documents/booklet.ts';
import { toneOf, type RiskLevel, type RiskScheme } from '../../schemes/index.ts';
import { sayLevel } from '../../hazards/index.ts';

/*
 * The parts that sections are made of. Pure.
 */

export function heading(text: string, level: 3 | 4 = 3): Block {
  return { kind: 'heading', level, text };
}

/** A paragraph for each; what is empty is left out. */
export function paragraphs(...texts: readonly string[]): Block[] {
  return texts.filter((text) => text.trim() !== '').map((text) => ({ kind: 'text', text }));
}

/** A list; nothing where it would have no items. */
export function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', numbered: false, items }];
}

/** A table; instead of one without rows, the sentence that says so. */
export function table(of: Omit<Table, 'kind'>, none: string): Block[] {
  return of.rows.length === 0 ? paragraphs(none) : [{ kind: 'table', ...of }];
}

/** Names and what is known of each. */
export function pairs(caption: string, rows: readonly (readonly [string, string])[]): Block[] {
  return [{ kind: 'table', caption, head: ['What', 'As it is known'], rows, widths: [1, 3], quiet: true }];
}

/** A level of risk in its tone; one that is not known has none. */
export function levelCell(scheme: RiskScheme | null, level: RiskLevel | null, beside = ''): TableCell {
  const text = [level === null ? 'Not known' : sayLevel(scheme, level), beside]
    .filter((part) => part !== '')
    .join('\n');
  return scheme === null || level === null ? text : { text, tone: toneOf(scheme, level) };
}
