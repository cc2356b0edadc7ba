import { STAGES, type Stage } from '../domain.ts';

/*
 * The life of an incident. It goes forth by one stage or by several, and back only by being reopened: so what a stage says was
 * reached, was reached. Pure.
 */

/** Where an incident stands in its life. */
export interface Life {
  readonly stage: Stage;
  readonly reopened: boolean;
  readonly triagedAt: Date | null;
  readonly voided: string | null;
}

/** How the stages are called on pages. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  reported: 'Reported',
  triaged: 'Triaged',
  contained: 'Made safe',
  investigating: 'Investigating',
  actions: 'Actions',
  learning: 'Learning',
  closed: 'Closed',
};

/** "Reopened, investigating" */
export function sayStage({ stage, reopened, voided }: Omit<Life, 'triagedAt'>): string {
  if (voided !== null) return 'Void';
  if (reopened && stage !== 'closed') return `Reopened, ${STAGE_WORDS[stage].toLowerCase()}`;
  return STAGE_WORDS[stage];
}

/** Whether somebody still has to do something about it. */
export function isOpen({ stage, voided }: Pick<Life, 'stage' | 'voided'>): boolean {
  return stage !== 'closed' && voided === null;
}

/**
 * Why an incident cannot go to a stage; null where it can. That it may be closed is asked by whoever closes it as well: here is
 * only whether the stage can follow.
 */
export function whyNotMove(life: Life, to: Stage): string | null {
  const { stage, triagedAt, voided } = life;
  if (voided !== null) return 'This incident was voided. It stays as it is.';
  if (stage === 'closed') return 'This incident is closed. To go on with it, reopen it, and say why.';
  if (STAGES.indexOf(to) <= STAGES.indexOf(stage))
    return `This incident is past that already: it stands at “${STAGE_WORDS[stage].toLowerCase()}”. Nothing was changed.`;
  if (triagedAt === null && STAGES.indexOf(to) > STAGES.indexOf('triaged'))
    return 'Nobody has triaged this incident yet. Triage it first: then it can go on.';
  return null;
}

/** The stages to which it can go now, the next one first. Closing is among them: whoever closes asks more. */
export function nextStages(life: Life): readonly Stage[] {
  return STAGES.filter((to) => whyNotMove(life, to) === null);
}

/** Where a closed incident goes on once it is reopened. */
export const REOPENED_AT: Stage = 'investigating';

export function whyNotReopen({ stage, voided }: Life): string | null {
  if (voided !== null) return 'This incident was voided. It stays as it is.';
  return stage === 'closed' ? null : 'This incident is open. Nothing was changed.';
}

/** What is closed was answered for and signed: it is reopened before anything of it can be said not to count. */
export function whyNotVoid({ stage, voided }: Life): string | null {
  if (voided !== null) return 'This incident was voided already. Nothing was changed.';
  return stage === 'closed' ? 'This incident is closed. Reopen it first, and say why.' : null;
}
