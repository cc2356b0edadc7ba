import {
  axisNumber,
  axisWord,
  bandOf,
  foldWord,
  lookUp,
  sameLevel,
  toneOf,
  type RiskScheme,
} from '../../schemes/index.ts';
import type { ArisesIn, ControlState, ControlType, HazardStatus, Party, StatedPhase } from '../domain.ts';
import { STATED_PHASES } from '../domain.ts';
import type { ImportedControl, ImportedHazard, ImportedLog, ImportedRating } from './shape.ts';
import { controlStateOf } from './stated.ts';

/*
 * An imported log in the words in which logs are kept. `undefined` says nothing; null says that it is blank. Pure.
 */

export interface Place {
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly cell?: string | undefined;
  readonly line?: number | undefined;
}

export interface HazardPlace extends Place {
  /** Where its ratings stand. */
  readonly ratings?: Partial<Record<StatedPhase, ImportedRating['places']>>;
}

export interface Extra {
  readonly header: string;
  readonly text: string;
}

export interface ControlWords {
  readonly text: string;
  readonly type: ControlType | null;
  readonly existing: boolean | null;
  readonly owner: string | null;
  readonly party: Party | null;
  readonly state: ControlState;
  readonly statedState: string | null;
  readonly evidence: string | null;
  readonly action: string | null;
  readonly actionStatus: string | null;
  readonly place: Place | null;
}

/** What a file says of a control; what it says nothing of is undefined. */
export type SaidControl = Pick<ControlWords, 'text' | 'type' | 'place'> & Partial<ControlWords>;

export interface RatingWords {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly severityIndex: number | null;
  readonly likelihoodIndex: number | null;
  readonly stated: string | null;
  /** What the scheme makes of severity and likelihood: the level that counts. */
  readonly level: string | null;
  readonly band: number | null;
  readonly justification?: string | null | undefined;
}

export interface SaidCause {
  readonly text: string;
  readonly place: Place | null;
}

export interface SaidLink {
  /** Which of the log's controls. */
  readonly control: number;
  /** Which of the hazard's causes it answers; empty where the file does not say. */
  readonly causes: readonly number[];
}

/** A hazard as a file says it. */
export interface SaidHazard {
  readonly fileRef: string | null;
  readonly place: HazardPlace | null;
  /** The file that its ratings are stated in. */
  readonly file: string;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly component?: string | null | undefined;
  readonly arisesIn?: ArisesIn | null | undefined;
  readonly effects?: readonly string[] | undefined;
  readonly harms?: readonly string[] | undefined;
  readonly status?: HazardStatus | undefined;
  readonly statedStatus?: string | null | undefined;
  readonly owner?: string | null | undefined;
  readonly receiver?: string | null | undefined;
  readonly notes?: string | null | undefined;
  readonly evidence?: string | null | undefined;
  readonly extra?: readonly Extra[] | undefined;
  /** Null where the file has a place for a rating, and it is blank. */
  readonly initial?: RatingWords | null | undefined;
  readonly residual?: RatingWords | null | undefined;
  readonly causes?: readonly SaidCause[] | undefined;
  readonly links?: readonly SaidLink[] | undefined;
}

export interface SaidLog {
  readonly scheme: RiskScheme | null;
  readonly sources: ImportedLog['sources'];
  readonly hazards: readonly SaidHazard[];
  readonly controls: readonly SaidControl[];
}

/**
 * Reads an imported log.
 * @param scheme in which its ratings are looked up
 */
export function saidIn(log: ImportedLog, scheme: RiskScheme | null): SaidLog {
  const controls = new Controls();
  const hazards = log.hazards.map((hazard) => saidHazard(hazard, scheme, controls, log.sources[0]!.file));
  return { scheme, sources: log.sources, hazards, controls: controls.list };
}

function saidHazard(hazard: ImportedHazard, scheme: RiskScheme | null, controls: Controls, file: string): SaidHazard {
  const { justification, status } = hazard;
  const rating = (phase: StatedPhase) => {
    const of = hazard[phase];
    return of === undefined ? undefined : ratingIn(of, scheme, textOf(justification?.[phase]));
  };
  const causes = hazard.causes === undefined && !hazard.controls ? undefined : distinctCauses(hazard);
  return {
    fileRef: textOf(hazard.ref) ?? null,
    place: placeOf(hazard),
    file: hazard.place?.file ?? file,
    name: hazard.name,
    description: textOf(hazard.description),
    component: textOf(hazard.component),
    arisesIn: hazard.arisesIn,
    effects: hazard.effects?.filter(Boolean),
    harms: hazard.harms?.filter(Boolean),
    status: status === undefined && hazard.standing === undefined ? undefined : (hazard.standing ?? 'open'),
    statedStatus: textOf(status),
    owner: textOf(hazard.owner),
    receiver: textOf(hazard.receiver),
    notes: textOf(hazard.notes),
    evidence: textOf(hazard.evidence),
    extra: extrasOf(hazard),
    initial: rating('initial'),
    residual: rating('residual'),
    causes,
    links: hazard.controls === undefined ? undefined : linksOf(hazard.controls, causes ?? [], controls),
  };
}

/** '' is a blank cell. */
function textOf(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text;
}

function placeOf(hazard: ImportedHazard): HazardPlace | null {
  if (!hazard.place) return null;
  const ratings = Object.fromEntries(
    STATED_PHASES.flatMap((phase) => {
      const places = hazard[phase]?.places;
      return places && Object.keys(places).length > 0 ? [[phase, places]] : [];
    }),
  );
  return Object.keys(ratings).length > 0 ? { ...hazard.place, ratings } : hazard.place;
}

/** Its causes; one that only a control names is a cause as well. */
function distinctCauses(hazard: ImportedHazard): SaidCause[] {
  const causes = new Map<string, SaidCause>();
  const take = (text: string, place: Place | undefined) => {
    if (text !== '' && !causes.has(spaced(text))) causes.set(spaced(text), { text, place: place ?? null });
  };
  for (const cause of hazard.causes ?? []) take(cause.text, cause.place);
  for (const control of hazard.controls ?? []) take(control.cause ?? '', control.place);
  return [...causes.values()];
}

/** A row speaks of the same cause, however its lines are broken. */
function spaced(text: string): string {
  return /\s\s|[\n\t]/u.test(text) ? text.replaceAll(/\s+/gu, ' ') : text;
}

function linksOf(list: readonly ImportedControl[], causes: readonly SaidCause[], controls: Controls): SaidLink[] {
  const at = new Map(causes.map((cause, index) => [spaced(cause.text), index]));
  const links = new Map<number, Set<number>>();
  for (const control of list) {
    if (control.text === '') continue;
    const index = controls.take(saidControl(control));
    const answers = links.get(index) ?? new Set<number>();
    const cause = at.get(spaced(control.cause ?? ''));
    if (cause !== undefined) answers.add(cause);
    links.set(index, answers);
  }
  return [...links].map(([control, answers]) => ({ control, causes: [...answers].toSorted((a, b) => a - b) }));
}

function saidControl(control: ImportedControl): SaidControl {
  const { text, type, kind, state, transferred, party, place } = control;
  const said = {
    owner: textOf(control.owner),
    evidence: textOf(control.evidence),
    action: textOf(control.action),
    actionStatus: textOf(control.actionStatus),
    statedState: textOf(state),
  };
  return {
    text,
    type: type ?? null,
    place: place ?? null,
    existing: kind === 'unstated' ? undefined : kind === 'existing',
    party: party ?? (transferred ? 'deployer' : undefined),
    state: state === undefined ? undefined : controlStateOf(state),
    ...said,
  };
}

const CONTRADICTING = ['statedState', 'owner', 'party', 'evidence', 'action', 'actionStatus'] as const;

/**
 * The controls of a log. The same words of the same type are one control, whichever hazards it stands at; unless two rows
 * say contrary things of it, for then they speak of two.
 */
class Controls {
  readonly list: SaidControl[] = [];
  readonly #byWords = new Map<string, number[]>();

  /** @returns its place in the list */
  take(control: SaidControl): number {
    const key = `${control.type} ${control.text}`;
    const same = this.#byWords.get(key) ?? [];
    const found = same.find((index) => !contradicts(this.list[index]!, control));
    if (found === undefined) {
      this.#byWords.set(key, [...same, this.list.length]);
      return this.list.push(control) - 1;
    }
    this.list[found] = joined(this.list[found]!, control);
    return found;
  }
}

function contradicts(a: SaidControl, b: SaidControl): boolean {
  return CONTRADICTING.some((word) => (a[word] ?? null) !== null && (b[word] ?? null) !== null && a[word] !== b[word]);
}

function joined(a: SaidControl, b: SaidControl): SaidControl {
  const words = Object.fromEntries(CONTRADICTING.map((word) => [word, a[word] ?? b[word] ?? a[word]]));
  const state = (a.statedState ?? null) === null ? (b.state ?? a.state) : a.state;
  // Existing at one hazard and added at another: it exists.
  return { ...a, ...words, state, existing: a.existing || b.existing ? true : (a.existing ?? b.existing) };
}

/** A rating, looked up. Null where the file has nothing in it. */
function ratingIn(
  rating: ImportedRating,
  scheme: RiskScheme | null,
  justification: string | null | undefined,
): RatingWords | null {
  const severity = textOf(rating.severity) ?? null;
  const likelihood = textOf(rating.likelihood) ?? null;
  const stated = textOf(rating.stated === null || rating.stated === undefined ? null : String(rating.stated)) ?? null;
  if (severity === null && likelihood === null && stated === null) return null;
  return { ...lookedUp(scheme, severity, likelihood), stated, justification };
}

/** Severity and likelihood in a scheme, and the level that it makes of them. */
export function lookedUp(
  scheme: RiskScheme | null,
  severity: string | null,
  likelihood: string | null,
): Omit<RatingWords, 'stated' | 'justification'> {
  const severityIndex = scheme && placeOn(scheme.severity, severity);
  const likelihoodIndex = scheme && placeOn(scheme.likelihood, likelihood);
  const level = scheme && lookUp(scheme, likelihoodIndex, severityIndex);
  return {
    severity,
    likelihood,
    severityIndex,
    likelihoodIndex,
    level: level === null ? null : String(level),
    band: scheme && level !== null ? bandNumber(scheme, level) : null,
  };
}

function placeOn(axis: readonly string[], text: string | null): number | null {
  if (text === null) return null;
  const exact = axis.findIndex((word) => foldWord(word) === foldWord(text));
  return exact >= 0 ? exact : (axisWord(axis, text)?.index ?? axisNumber(axis, text));
}

function bandNumber(scheme: RiskScheme, level: string | number): number {
  const band = bandOf(scheme, level);
  return band ? scheme.levels.findIndex((one) => sameLevel(one.level, band.level)) + 1 : toneOf(scheme, level);
}

/** What has no column of its own here is kept beside the hazard, in the file's words. */
function extrasOf(hazard: ImportedHazard): Extra[] | undefined {
  const { existingControls, otherNames, statedAgain, extra } = hazard;
  if ([existingControls, otherNames, statedAgain, extra].every((one) => one === undefined)) return undefined;
  const listed = new Set(existingControls ? (hazard.controls ?? []).map((control) => spaced(control.text)) : []);
  const beside = existingControls && !existingControls.split('\n').every((line) => listed.has(spaced(line.trim())));
  return [
    ...(extra ?? []).filter(({ text }) => text !== ''),
    ...(beside ? [{ header: 'Existing controls', text: existingControls }] : []),
    ...(otherNames ?? []).map(({ name, place }) => ({ header: 'Other name in the file', text: at(name, place) })),
    ...(statedAgain ?? []).map((rating) => ({
      header: rating.phase === 'initial' ? 'Initial rating, stated again' : 'Residual rating, stated again',
      text: at(
        [rating.severity, rating.likelihood, rating.stated]
          .filter((one) => one !== null && one !== undefined)
          .join(', '),
        rating.places?.risk ?? rating.places?.severity,
      ),
    })),
  ];
}

/** "Wrong patient (sheet Hazards, cell B4)". */
function at(text: string, place: Place | undefined): string {
  const where = [
    place?.sheet === undefined ? null : `sheet ${place.sheet}`,
    place?.cell === undefined ? null : `cell ${place.cell}`,
    place?.line === undefined ? null : `line ${place.line}`,
  ].filter((one) => one !== null);
  return where.length > 0 ? `${text} (${where.join(', ')})` : text;
}
