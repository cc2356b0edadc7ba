import type { AssessedService } from '../../../rules/checks.ts';
import { foundBy } from '../../services/domain.ts';
import type { Stands } from './summary.ts';

/*
 * In which order the services of an organisation are read: what is stale and what is missing first. Pure.
 */

/** One line of the portfolio. */
export interface Line {
  readonly service: AssessedService;
  /** Null while it is being worked out: what was so before is never shown as what is so now. */
  readonly stands: Stands | null;
}

/**
 * What a line comes to, from what has to be looked at first to what can wait. `stale`: it was shown or judged, and no longer
 * stands. `missing`: a clause is not known. Of several, the first.
 */
export const STATES = ['being worked out', 'stale', 'missing', 'not met', 'due soon', 'current'] as const;
export type State = (typeof STATES)[number];

/** What a line comes to beside point 16. */
export function stateOf({ stands }: Pick<Line, 'stands'>): State {
  if (stands === null) return 'being worked out';
  const { stale, notKnown, notMet, dueSoon } = stands['point-16'];
  if (stale > 0) return 'stale';
  if (notKnown > 0) return 'missing';
  if (notMet > 0) return 'not met';
  return dueSoon > 0 ? 'due soon' : 'current';
}

/** Worst first: by what they come to, then by how many clauses are stale, not met and not known, then by name. */
export function inOrder(lines: readonly Line[]): Line[] {
  const keyed = lines.map((line) => ({ line, key: keyOf(line), name: line.service.name.toLowerCase() }));
  keyed.sort((a, b) => {
    for (const [index, value] of a.key.entries()) if (value !== b.key[index]) return value - b.key[index]!;
    if (a.name !== b.name) return a.name < b.name ? -1 : 1;
    return a.line.service.reference < b.line.service.reference ? -1 : 1;
  });
  return keyed.map(({ line }) => line);
}

function keyOf(line: Line): readonly number[] {
  const { stale = 0, notMet = 0, notKnown = 0 } = line.stands?.['point-16'] ?? {};
  return [STATES.indexOf(stateOf(line)), -stale, -notMet, -notKnown];
}

/** Which lines somebody asked for. */
export interface Chosen {
  /** Words, each as the beginning of one of the name or the reference. */
  readonly words: readonly string[];
  /** Null for all that are not retired. */
  readonly phase: AssessedService['phase'] | null;
  readonly state: State | null;
}

/** Those that were asked for. */
export function chosen(lines: readonly Line[], { words, phase, state }: Chosen): Line[] {
  return lines.filter((line) => {
    const { service } = line;
    if (phase === null ? service.phase === 'retired' : service.phase !== phase) return false;
    if (state !== null && stateOf(line) !== state) return false;
    if (words.length === 0) return true;
    const said = foundBy(`${service.reference} ${service.name}`);
    return words.every((word) => said.some((one) => one.startsWith(word)));
  });
}
