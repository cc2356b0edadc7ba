import { incidentPath } from '../domain.ts';

/*
 * What was learned from an incident, for others to read: what happened is not told, and nobody is named. Pure.
 */

export const LEARNING_STATES = ['written', 'shared', 'withdrawn'] as const;
export type LearningState = (typeof LEARNING_STATES)[number];

export interface Learning {
  /** The reference of its service. */
  readonly service: string;
  readonly serviceName: string;
  readonly learned: string;
  /** Who should know it: "Teams that let people upload photos". */
  readonly forWhom: string;
  readonly by: string;
  readonly state: LearningState;
  /** Who looked whether it names or gives away anybody, before others saw it; null where nobody did. */
  readonly reviewedBy: string | null;
  /** Whether that was whoever wrote it: it is said. */
  readonly own: boolean;
  /** Why it was taken back. */
  readonly reason: string | null;
  readonly at: Date;
}

/** Why it cannot be shared; null where it can. */
export function whyNotShared(learning: Pick<Learning, 'state'> | null): string | null {
  if (learning === null) return 'Nobody has written what was learned. Write it first.';
  return learning.state === 'shared' ? 'It is shared already. Nothing was changed.' : null;
}

/** Why it cannot be taken back; null where it can. */
export function whyNotTakenBack(learning: Pick<Learning, 'state'> | null): string | null {
  return learning?.state === 'shared' ? null : 'It is not shared. Nothing was changed.';
}

export function learningPath(service: string, incident: string): string {
  return `${incidentPath(service, incident)}/learning`;
}
