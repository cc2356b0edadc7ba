import { capital } from '../../../words/counting.ts';
import { controlReference, PHASES, type Phase } from '../domain.ts';
import type { HazardRecord, HistoryEntry } from './record.ts';

/*
 * Which texts of a hazard can be erased, and how they are named in a command: "description", "cause-2", "CTL-31",
 * "CTL-31-evidence", "challenge-INC-3". Pure.
 */

/** The single texts of a hazard, by the name that a command gives them. */
export const TEXT_FIELDS = {
  name: 'Name',
  description: 'Description',
  harmed: 'Who is harmed',
  reason: 'Reason for its status',
  notes: 'Notes',
  evidence: 'Evidence',
  extra: 'Other columns of the file',
  correction: 'Why its wording was corrected',
} as const;
export type TextField = keyof typeof TEXT_FIELDS;

export type ControlColumn = 'text' | 'evidence' | 'action' | 'correction' | 'checked';

export type ErasableField =
  | { readonly kind: 'hazard'; readonly column: TextField }
  /** Counted from 1. */
  | { readonly kind: 'effect' | 'harm' | 'cause'; readonly position: number }
  | { readonly kind: 'justification'; readonly phase: Phase }
  | { readonly kind: 'judgement'; readonly of: 'acceptance' | 'benefit-risk' }
  | {
      readonly kind: 'control';
      readonly number: number;
      readonly column: ControlColumn;
    }
  | {
      readonly kind: 'challenge';
      /** The control that it was brought against; null for the hazard itself. */
      readonly control: number | null;
      /** "INC-3" */
      readonly source: string;
      readonly column: 'words' | 'answer';
    };

/** @returns null where there is no such field */
export function erasableField(name: string): ErasableField | null {
  if (Object.hasOwn(TEXT_FIELDS, name)) return { kind: 'hazard', column: name as TextField };
  const listed = /^(effect|harm|cause)-([1-9]\d{0,3})$/u.exec(name);
  if (listed) return { kind: listed[1] as 'effect' | 'harm' | 'cause', position: Number(listed[2]) };
  const judged = /^(initial|target|residual|deployer)-justification$/u.exec(name);
  if (judged) return { kind: 'justification', phase: judged[1] as Phase };
  if (name === 'acceptance' || name === 'benefit-risk') return { kind: 'judgement', of: name };
  const challenge = /^(?:CTL-([1-9]\d{0,8})-)?challenge-([A-Z]{2,5}-[1-9]\d{0,8})(-answer)?$/u.exec(name);
  if (challenge)
    return {
      kind: 'challenge',
      control: challenge[1] === undefined ? null : Number(challenge[1]),
      source: challenge[2]!,
      column: challenge[3] === undefined ? 'words' : 'answer',
    };
  const control = /^CTL-([1-9]\d{0,8})(?:-(evidence|action|correction|checked))?$/iu.exec(name);
  if (!control) return null;
  const column = control[2]?.toLowerCase() as ControlColumn | undefined;
  return { kind: 'control', number: Number(control[1]), column: column ?? 'text' };
}

const RATING_NAMES: Readonly<Record<Phase, string>> = {
  initial: 'Initial rating',
  target: 'Target rating',
  residual: 'Residual rating',
  deployer: 'Rating with the controls of the deployer',
};

export interface ErasableText {
  readonly field: string;
  readonly label: string;
  readonly text: string;
}

/** What somebody said against a hazard, or against one of its controls, and what was answered. */
export interface ChallengeWords {
  /** The number of the control; null for the hazard itself. */
  readonly control: number | null;
  readonly source: string;
  readonly words: string;
  /** Null where nobody has answered. */
  readonly answer: string | null;
}

/**
 * Every text of a hazard that is there and not yet erased, with its field and what it is called.
 * @param history where it says why wordings were corrected
 * @param challenges what was ever said against it and its controls
 */
export function erasableTexts(
  hazard: HazardRecord,
  history: readonly HistoryEntry[],
  challenges: readonly ChallengeWords[] = [],
): ErasableText[] {
  const listed = (kind: string, label: string, texts: readonly string[]) =>
    texts.map((text, index) => ({ field: `${kind}-${index + 1}`, label: `${label} ${index + 1}`, text }));
  const extra = hazard.extra.map(({ header, text }) => `${header}: ${text}`).join('; ');
  const all: { field: string; label: string; text: string | null }[] = [
    ...Object.entries(TEXT_FIELDS)
      .filter(([field]) => field !== 'correction')
      .map(([field, label]) => ({
        field,
        label,
        text: field === 'extra' ? extra || null : hazard[field as Exclude<TextField, 'extra' | 'correction'>],
      })),
    ...listed(
      'cause',
      'Cause',
      hazard.causes.map((cause) => cause.text),
    ),
    ...listed('effect', 'Effect', hazard.effects),
    ...listed('harm', 'Harm', hazard.harms),
    ...PHASES.map((phase) => ({
      field: `${phase}-justification`,
      label: `${RATING_NAMES[phase]}: why`,
      text: hazard[phase]?.justification ?? null,
    })),
    { field: 'acceptance', label: 'Why the risk is accepted', text: hazard.acceptance?.text ?? null },
    { field: 'benefit-risk', label: 'Benefit and risk', text: hazard.benefitRisk?.text ?? null },
    ...hazard.controls.flatMap((control) => [
      { field: control.id, label: control.id, text: control.text },
      { field: `${control.id}-evidence`, label: `${control.id}: evidence`, text: control.evidence },
      { field: `${control.id}-action`, label: `${control.id}: action`, text: control.action },
      { field: `${control.id}-checked`, label: `${control.id}: new hazards`, text: control.newHazardsNote },
    ]),
    ...correctionsIn(history),
    ...challengesIn(challenges),
  ];
  return all.flatMap(({ field, label, text }) =>
    text === null || text === '' || isErased(text) ? [] : [{ field, label, text }],
  );
}

/** Why wordings of the hazard, and of each of its controls, were corrected: erased together. */
function correctionsIn(history: readonly HistoryEntry[]): ErasableText[] {
  const reasons = history.flatMap(({ words }) =>
    words.flatMap(({ what, reason }) => {
      if (reason === null || isErased(reason)) return [];
      const [control] = /CTL-\d+/u.exec(what) ?? [];
      return [{ field: control === undefined ? 'correction' : `${control}-correction`, control, reason }];
    }),
  );
  return [...Map.groupBy(reasons, ({ field }) => field)].map(([field, [first, ...more]]) => ({
    field,
    label: `${first!.control === undefined ? '' : `${first!.control}: `}${TEXT_FIELDS.correction}`,
    text: [first!, ...more].map(({ reason }) => reason).join('; '),
  }));
}

/** What one incident said against the same thing, however often, is erased together; so is what was answered. */
function challengesIn(challenges: readonly ChallengeWords[]): ErasableText[] {
  const texts = challenges.flatMap(({ control, source, words, answer }) => {
    const of = control === null ? '' : `${controlReference(control)}-`;
    const label = control === null ? '' : `${controlReference(control)}: `;
    const field = `${of}challenge-${source}`;
    return [
      { field, label: `${label}what ${source} showed`, text: words },
      ...(answer === null ? [] : [{ field: `${field}-answer`, label: `${label}answer to ${source}`, text: answer }]),
    ];
  });
  const left = texts.filter(({ text }) => !isErased(text));
  return [...Map.groupBy(left, ({ field }) => field).values()].map((same) => ({
    ...same[0]!,
    label: capital(same[0]!.label),
    text: [...new Set(same.map(({ text }) => text))].join('; '),
  }));
}

/** Whether a text is what stands in place of an erased one. */
export function isErased(text: string): boolean {
  return /(?:^|: )\[erased on \d{1,2} \w+ \d{4}\]$/u.test(text);
}
