import type { RiskScheme } from '../schemes/index.ts';
import { judging, type CheckedHazard, type CheckedRating, type Meaning } from '../log-check/index.ts';
import type { HazardRecord, RatingRecord } from './domain/record.ts';

/*
 * Writing help: the rules of the first door, run on one hazard of a log that is kept. They are run and not copied.
 */

/** What a rule finds, as it stands beside a field: what is so, what clears it, and the clause. */
export interface Help {
  readonly rule: string;
  readonly so: string;
  readonly clears: string;
  /** Of DCB0129 4.2. */
  readonly clause: string | null;
}

/** The rules that speak of a hazard's name and description; others need its ratings and controls, and stand with those. */
const OF_ITS_WORDS: readonly string[] = ['hazard-too-vague', 'duplicate-hazard', 'template-text-left'];

/** What a page says of a hazard: its record, or only what has been typed of one that is not recorded yet. */
export type Described = Pick<HazardRecord, 'name' | 'description' | 'effects' | 'harms' | 'owner' | 'notes'> &
  Pick<HazardRecord, 'causes' | 'controls' | 'initial' | 'residual' | 'evidence'> & { readonly id: string | null };

/**
 * What the rules find in the words of a hazard.
 * @param others the other hazards of its log, for one that says the same
 * @param rules which of them are asked; those that speak of its words, unless told
 */
export async function writingHelp(
  hazard: Described,
  others: readonly { readonly id: string; readonly name: string }[],
  scheme: RiskScheme | null,
  rules: readonly string[] = OF_ITS_WORDS,
): Promise<Help[]> {
  const { RULES } = await judging();
  const of = checked(hazard);
  // The one that is written stands last: what is said of two that are alike is then said of it.
  const named = others.map(({ id, name }) => checked({ ...NOTHING, id, name }));
  const facts = {
    sources: [],
    tables: [],
    hazards: [of],
    scheme: { scheme, origin: 'given' as const, how: 'the scheme of its log', place: null },
    formulas: [],
    notTaken: [],
    questions: [],
    personalData: [],
  };
  return RULES.filter(({ id }) => rules.includes(id)).flatMap((rule) =>
    rule
      .check(rule.id === 'duplicate-hazard' ? { ...facts, hazards: [...named, of] } : facts)
      .filter(({ place }) => place === of.place)
      .map(({ so, clears, clause }) => ({ rule: rule.id, so, clears, clause: clause ?? rule.clause })),
  );
}

const NOTHING = {
  description: null,
  effects: [],
  harms: [],
  causes: [],
  controls: [],
  initial: null,
  residual: null,
  owner: null,
  notes: null,
  evidence: null,
} satisfies Omit<Described, 'id' | 'name'>;

/** Every column: a hazard that is kept could have each of them. */
const HAS: ReadonlySet<Meaning> = new Set(['hazard', 'description', 'effect', 'harm', 'cause', 'control', 'owner']);

function checked(hazard: Described): CheckedHazard {
  const place = { file: hazard.id ?? 'this hazard' };
  return {
    ref: hazard.id,
    name: hazard.name,
    description: hazard.description,
    effects: hazard.effects,
    harms: hazard.harms,
    causes: hazard.causes.map(({ text }) => ({ text, number: null, place })),
    controls: hazard.controls.map(
      ({ text, kind, type, owner, evidence, statedState, action, actionStatus, party }) => ({
        text,
        number: null,
        kind,
        type,
        owner,
        evidence,
        state: statedState,
        action,
        actionStatus,
        transferred: party !== null && party !== 'manufacturer',
        cause: null,
        place,
      }),
    ),
    existingControls: null,
    evidence: hazard.evidence,
    initial: ratingOf('initial', hazard.initial, place),
    residual: ratingOf('residual', hazard.residual, place),
    statedAgain: [],
    status: null,
    standing: null,
    owner: hazard.owner,
    receiver: null,
    justification: {
      initial: hazard.initial?.justification ?? null,
      residual: hazard.residual?.justification ?? null,
    },
    notes: hazard.notes,
    extra: [],
    otherNames: [],
    has: HAS,
    place,
  };
}

function ratingOf(phase: CheckedRating['phase'], rating: RatingRecord | null, place: { file: string }): CheckedRating {
  return {
    phase,
    state: rating === null ? 'not-scored' : 'scored',
    severity: rating?.severity ?? null,
    likelihood: rating?.likelihood ?? null,
    severityIndex: null,
    likelihoodIndex: null,
    stated: rating?.stated ?? null,
    computed: rating?.level ?? null,
    from: {},
    place,
  };
}
