import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { labelOf, rolesIn, type Actor, type May, type Role } from '../../platform/commands/may.ts';
import {
  Conflict,
  Denied,
  InputProblem,
  NotFound,
  NotPossible,
  type FieldProblem,
} from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { assumptionReference, assumptionsById } from '../decisions/index.ts';
import { acceptanceOf, hasHarmClasses } from '../schemes/index.ts';
import { assumptionsNamed } from './assuming-command.ts';
import { assumedBy } from './assuming-store.ts';
import { reliance } from './assuming.ts';
import { hazardNumber, hazardReference, PHASES, type Phase } from './domain.ts';
import {
  ACCEPTED_BECAUSE,
  CONCLUSION_WORDS,
  CONCLUSIONS,
  reasonsFor,
  whyNotJudged,
  type AcceptedBecause,
  type Conclusion,
} from './domain/accepting.ts';
import { placeOf, problemsOfRating, reliesOnControls, whyNotRated, type Placed } from './domain/rating.ts';
import { sayLevel } from './domain/ratings.ts';
import { HARM_CLASSES, PATIENTS, type HarmKind } from './domain/severity.ts';
import { hazardField, serviceField } from './queries.ts';
import { hazardToRate, putJudgement, putRating, type ControlOf, type HazardToRate } from './rate-store.ts';
import { serviceNamed } from './service-store.ts';

/*
 * What a person judges about a risk: how high it is, and whether it may stay. Primum looks the level up, and proposes nothing.
 */

const feature = 'hazards';

/** Whoever judges what remains. */
export const JUDGES: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];

/**
 * A safety engineer estimates what there is at first and what is aimed at, as DCB0129 4.4 leaves to the team. What remains
 * decides whether a hazard is acceptable, and is for whoever answers for it as a clinician (2.2, 5.1): a rating is a person's,
 * so that nothing waits as a "proposal" which somebody else would wave through.
 */
const mayRate: May = { roles: [...JUDGES, 'safety engineer'], where: 'service' };
const mayJudge: May = { roles: JUDGES, where: 'service' };

const version = z.coerce
  .number('Send the entry up to which you saw the hazard: "seq" of the latest item of its history.')
  .int()
  .min(1);

const onHazard = { service: serviceField, hazard: hazardField, version };

/** Who may give a rating of a phase. */
export function mayRatePhase(phase: Phase): May {
  return reliesOnControls(phase) ? mayJudge : mayRate;
}

/** What rating a hazard answers: a type, so that it is a result. */
export type RatedResult = {
  id: string;
  hazard: string;
  phase: Phase;
  level: string | number;
  /** "2, Acceptable if justified" */
  said: string;
  /** Whether it is the rating that counts now. */
  counts: boolean;
  /** The controls that it relies on and that do not hold now. */
  waitsFor: { reference: string; verdict: 'not-met' | 'not-known' }[];
  /** The assumptions that it rests on and that cannot be relied on now: those named, or those of the rating before. */
  unreliable: string[];
};

export const rateHazard = command({
  feature,
  name: 'rateHazard',
  summary: 'Rates a hazard: initial, target, residual, or residual with the deployer’s controls in place',
  past: ['a hazard was rated', 'hazards were rated # times'],
  input: z.strictObject({
    ...onHazard,
    phase: z.enum(PHASES, 'Say which rating: initial, target, residual or deployer.'),
    /** A word of the scheme; or, in the NHS words, the class of harm and the patients from which it follows. */
    severity: z.string().max(200).default(''),
    harmClass: z.enum(HARM_CLASSES, 'Choose what could happen to a patient.').optional(),
    patients: z.enum(PATIENTS, 'Choose whether it could happen to one patient or to several.').optional(),
    likelihood: z.string('Choose the likelihood.').max(200).default(''),
    /** Has to be there; looked for with the rest, so that all that is missing is said at once. */
    justification: optionalParagraph(8_000),
    /** The controls of the hazard that a residual or deployer rating relies on: CTL-31. */
    reliesOn: z.array(z.string().max(100)).max(500, 'Choose at most 500 controls.').default([]),
    /** The assumptions that a residual rating rests on: ASM-2. Without it, those that the one before rested on. */
    assumptions: z.array(z.string().max(20)).max(50, 'Choose at most 50 assumptions.').optional(),
  }),
  may: mayRate,
  subject: (_input, { id }: RatedResult) => ({ kind: 'hazard', id }),
  run: async (tx, actor, input): Promise<RatedResult> => {
    const { phase } = input;
    const hazard = await seen(tx, input);
    const reference = hazardReference(hazard.number);
    refuseWhoMayNot(actor, input.service, phase);
    const { scheme } = hazard.log;
    const refused = whyNotRated(reference, phase, { ...hazard, hasScheme: scheme !== null });
    if (refused !== null || scheme === null) throw new NotPossible(`${refused} Nothing was changed.`);
    const { harm, problems } = harmOf(input, hasHarmClasses(scheme));
    const found = placeOf(scheme, { ...input, harm });
    // Where the severity is asked for as harm and patients, that is where it is missing.
    const misplaced =
      'problems' in found ? found.problems.filter(({ field }) => !(field === 'severity' && problems.length > 0)) : [];
    const unreasoned =
      input.justification === '' ? [{ field: 'justification', message: 'Say why you rate it so.' }] : [];
    const missing = [...problems, ...misplaced, ...unreasoned];
    if (missing.length > 0) throw new InputProblem(missing);
    const placed = (found as { placed: Placed }).placed;
    const relied = chosenControls(reference, hazard.controls, input.reliesOn);
    const { residual } = hazard;
    const against = {
      reference,
      scheme,
      initial: hazard.initial,
      residual: residual?.confirmed ? { level: residual.level, reliesOn: residual.reliesOn ?? 0 } : null,
      controls: hazard.controls,
    };
    const wrong = problemsOfRating(against, phase, placed.level, relied);
    if (wrong.length > 0) throw new InputProblem(wrong);
    const assumed = phase === 'residual' ? await assumedIn(tx, input) : undefined;
    await putRating(tx, hazard.id, scheme, {
      phase,
      placed,
      harm,
      justification: input.justification,
      reliesOn: reliesOnControls(phase) ? relied.map((one) => one.id) : null,
      assumes: assumed?.map((one) => one.id),
      giver: labelOf(actor),
    });
    const waitsFor = notHolding(relied);
    const unreliable = phase === 'residual' ? await unreliableFor(tx, hazard.id) : [];
    return {
      id: hazard.id,
      hazard: reference,
      phase,
      level: placed.level,
      said: sayLevel(scheme, placed.level),
      counts: phase === 'residual' && waitsFor.length === 0 && unreliable.length === 0,
      waitsFor,
      unreliable,
    };
  },
});

/** The assumptions that a rating is said to rest on; undefined where nothing is said of them. @throws InputProblem */
async function assumedIn(
  tx: CommandTx,
  {
    service: reference,
    assumptions,
  }: { readonly service: string; readonly assumptions?: readonly string[] | undefined },
) {
  if (!assumptions) return undefined;
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  return assumptionsNamed(tx, service.id, assumptions);
}

/** Of the assumptions that the residual rating of a hazard rests on now, those that cannot be relied on. */
async function unreliableFor(tx: CommandTx, hazard: string): Promise<string[]> {
  const today = dateIn(tx.at);
  const assumed = await assumptionsById(tx, await assumedBy(tx, hazard));
  return assumed.filter((one) => reliance(one, today).length > 0).map(({ number }) => assumptionReference(number));
}

/** The hazard as the person saw it. @throws NotFound, NotPossible; Conflict where somebody changed it meanwhile */
async function seen(
  tx: CommandTx,
  input: { readonly service: string; readonly hazard: string; readonly version: number },
): Promise<HazardToRate> {
  const number = hazardNumber(input.hazard)!;
  const reference = hazardReference(number);
  const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
  if (service.retired)
    throw new NotPossible(`${service.reference} is retired. To rate its hazards, take it up again first.`);
  const hazard = await hazardToRate(tx, service.id, number, tx.at);
  if (!hazard) throw new NotFound(`There is no hazard ${reference} in this service.`);
  if (input.version >= tx.seq)
    throw new NotPossible(`Nobody can have seen ${reference} so yet. Look at it again. Nothing was changed.`);
  if (hazard.version > input.version)
    throw new Conflict(
      `Somebody changed ${reference}, its ratings or its controls while you were here. Look at it again before you judge it.`,
      {},
      hazard.version,
    );
  return hazard;
}

function refuseWhoMayNot(actor: Actor, service: string, phase: Phase): void {
  const held = actor.kind === 'person' ? rolesIn(actor, service) : [];
  if (mayRatePhase(phase).roles.some((role) => held.includes(role))) return;
  throw new Denied(
    'What remains of a risk is rated by a clinical safety officer or deputy. You can give the initial rating and the target.',
  );
}

/** What a severity follows from; with what is missing of it. */
function harmOf(
  {
    harmClass,
    patients,
    severity,
  }: { harmClass?: HarmKind['class']; patients?: HarmKind['patients']; severity: string },
  hasClasses: boolean,
): { readonly harm: HarmKind | null; readonly problems: readonly FieldProblem[] } {
  if (harmClass && patients) return { harm: { class: harmClass, patients }, problems: [] };
  if (harmClass === undefined && patients === undefined && (severity !== '' || !hasClasses))
    return { harm: null, problems: [] };
  return {
    harm: null,
    problems: [
      ...(harmClass ? [] : [{ field: 'harmClass', message: 'Choose what could happen to a patient.' }]),
      ...(patients
        ? []
        : [{ field: 'patients', message: 'Choose whether it could happen to one patient or to several.' }]),
    ],
  };
}

/** The controls of a hazard that are named. @throws InputProblem for one that is not among them */
export function chosenControls(
  reference: string,
  controls: readonly ControlOf[],
  named: readonly string[],
  field = 'reliesOn',
): ControlOf[] {
  const byName = new Map(controls.map((one) => [one.reference, one]));
  return [...new Set(named.map(controlName))].map((name) => {
    const control = byName.get(name);
    if (!control) throw new InputProblem([{ field, message: `${reference} has no control ${name}.` }]);
    return control;
  });
}

/** "ctl 31" is CTL-31; "platform/ctl-3" is PLATFORM/CTL-3. */
function controlName(text: string): string {
  const [, service, number] = /^\s*(?:(.+)\/)?\s*(?:ctl[-\s]?)?0*([1-9]\d{0,8})\s*$/iu.exec(text) ?? [];
  if (number === undefined) return text.trim().slice(0, 60);
  return service === undefined ? `CTL-${number}` : `${service.trim().toUpperCase()}/CTL-${number}`;
}

/** Those that do not hold at this moment, and so keep what relies on them from counting. */
export function notHolding(controls: readonly ControlOf[]): RatedResult['waitsFor'] {
  return controls.flatMap(({ reference, verdict }) => (verdict === 'met' ? [] : [{ reference, verdict }]));
}

// --- Whether a risk may stay ---------------------------------------------------------------------------------------------

type Judged = { id: string; hazard: string; finding: string };

export const acceptRisk = command({
  feature,
  name: 'acceptRisk',
  summary: 'Accepts the residual risk of a hazard, with the reason why it is not reduced further',
  past: ['a residual risk was accepted', '# residual risks were accepted'],
  input: z.strictObject({
    ...onHazard,
    because: z.enum(ACCEPTED_BECAUSE, 'Choose why the risk is not reduced further.'),
    reason: paragraph(8_000, 'Say what was looked at, and why nothing more is done.'),
  }),
  may: mayJudge,
  subject: (_input, { id }: Judged) => ({ kind: 'hazard', id }),
  run: async (tx, actor, input): Promise<Judged> => {
    const { hazard, acceptance, rating } = await judgeable(tx, input, 'acceptance');
    if (!reasonsFor(acceptance).includes(input.because))
      throw new InputProblem([
        {
          field: 'because',
          message: 'A risk of this level is accepted only where reducing it further is impractical.',
        },
      ]);
    return judged(tx, hazard, rating, 'acceptance', input.because, input.reason, actor);
  },
});

export const recordBenefitRisk = command({
  feature,
  name: 'recordBenefitRisk',
  summary: 'Records a benefit-risk analysis of a hazard whose residual risk is too high to be accepted with a reason',
  past: ['a benefit-risk analysis was recorded', '# benefit-risk analyses were recorded'],
  input: z.strictObject({
    ...onHazard,
    benefits: paragraph(8_000, 'Say what the benefits are, and what shows them.'),
    who: paragraph(4_000, 'Say who has the benefit, and who bears the risk.'),
    alternatives: paragraph(8_000, 'Say which alternatives there are, and why they are not taken.'),
    conclusion: z.enum(CONCLUSIONS, 'Choose what it comes to.'),
  }),
  may: mayJudge,
  subject: (_input, { id }: Judged) => ({ kind: 'hazard', id }),
  // Its four answers are one text, which has its home: none of them stands in the ledger.
  record: ({ service, version: saw, conclusion }, { hazard }) => ({ service, hazard, version: saw, conclusion }),
  run: async (tx, actor, input): Promise<Judged> => {
    const { hazard, rating } = await judgeable(tx, input, 'benefit-risk');
    const text = [
      `Benefits: ${input.benefits}`,
      `Who: ${input.who}`,
      `Alternatives: ${input.alternatives}`,
      `${CONCLUSION_WORDS[input.conclusion]}.`,
    ].join('\n\n');
    return judged(tx, hazard, rating, 'benefit-risk', input.conclusion, text, actor);
  },
});

/** A residual rating about which something can be decided. @throws NotPossible */
async function judgeable(
  tx: CommandTx,
  input: { readonly service: string; readonly hazard: string; readonly version: number },
  kind: 'acceptance' | 'benefit-risk',
) {
  const hazard = await seen(tx, input);
  const reference = hazardReference(hazard.number);
  if (hazard.retired || hazard.status !== 'open')
    throw new NotPossible(
      `${reference} is ${hazard.retired ? 'retired' : hazard.status}. Nothing is decided about its risk. Nothing was changed.`,
    );
  const { residual } = hazard;
  const acceptance = acceptanceOf(hazard.log.scheme, residual?.level ?? null);
  const refused = whyNotJudged(
    reference,
    kind,
    residual && { confirmed: residual.confirmed, hasLevel: residual.level !== null, acceptance },
  );
  if (refused !== null || residual?.seq == null) throw new NotPossible(`${refused} Nothing was changed.`);
  return { hazard, acceptance, rating: residual.seq };
}

async function judged(
  tx: CommandTx,
  hazard: HazardToRate,
  rating: number,
  kind: 'acceptance' | 'benefit-risk',
  finding: AcceptedBecause | Conclusion,
  text: string,
  actor: Actor,
): Promise<Judged> {
  await putJudgement(tx, hazard.id, { kind, rating, finding, text, giver: labelOf(actor) });
  return { id: hazard.id, hazard: hazardReference(hazard.number), finding };
}
