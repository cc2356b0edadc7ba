import type { RiskScheme } from '../../schemes/index.ts';
import type { StatedPhase } from '../domain.ts';
import { STATED_PHASES } from '../domain.ts';
import {
  justificationChanges,
  matchCauses,
  ratingChanges,
  statusChanges,
  type Class,
  type Comparison,
  type Pair,
} from './diff.ts';
import type {
  ControlCarried,
  Counting,
  HazardCarried,
  HazardWords,
  KeptHazard,
  KeptLog,
  KeptRating,
  RatingCarried,
} from './kept.ts';
import {
  lookedUp,
  type ControlWords,
  type Place,
  type RatingWords,
  type SaidControl,
  type SaidHazard,
  type SaidLog,
} from './words.ts';

/*
 * What has to be written for what was accepted: new versions of rows, and the ends of those before. Pure; the store writes
 * it, one statement for each table.
 */

export interface HazardVersion extends HazardWords {
  readonly id: string;
  readonly number: number;
  readonly log: string;
  readonly counting: Counting;
  readonly carried: HazardCarried;
  readonly retired: boolean;
}

export interface ControlVersion extends ControlWords {
  readonly id: string;
  readonly number: number;
  readonly countingText: string | null;
  readonly carried: ControlCarried;
  readonly retired: boolean;
}

export interface CauseVersion {
  readonly id: string;
  readonly hazard: string;
  readonly position: number;
  readonly text: string;
  readonly countingText: string | null;
  readonly place: Place | null;
}

export interface LinkVersion {
  readonly hazard: string;
  readonly control: string;
  readonly position: number;
  readonly causes: readonly string[];
  readonly acts: string | null;
}

export interface RatingVersion extends RatingWords {
  readonly hazard: string;
  readonly phase: StatedPhase;
  readonly giver: string;
  readonly reliesOn: readonly string[] | null;
  readonly confirmedSeq: number | null;
  /** Not there for one that a file states anew. */
  readonly more?: RatingCarried | null;
}

export interface Changes {
  readonly hazards: readonly HazardVersion[];
  readonly controls: readonly ControlVersion[];
  readonly causes: readonly CauseVersion[];
  readonly links: readonly LinkVersion[];
  readonly ratings: readonly RatingVersion[];
  /** Rows that end: those that a version above takes the place of, and those that nothing does. */
  readonly ended: {
    readonly hazards: readonly string[];
    readonly controls: readonly string[];
    readonly causes: readonly string[];
    readonly links: readonly { readonly hazard: string; readonly control: string }[];
    readonly ratings: readonly { readonly hazard: string; readonly phase: StatedPhase }[];
  };
  /** The log's scheme from now on. */
  readonly scheme: RiskScheme | null;
  /** Hazards whose words stay, and which point at a control that does not. */
  readonly touched: readonly string[];
  /** Hazards whose residual rating a person had given or confirmed, and which are written anew. */
  readonly judged: readonly string[];
  readonly counts: Readonly<Record<Class, number>>;
}

export interface Making {
  readonly newId: () => string;
  /** The first numbers that the service has never given. */
  readonly nextHazard: number;
  readonly nextControl: number;
  readonly log: string;
  /** Whether a row of the difference was accepted: "changed:HAZ-3". */
  readonly accepts: (row: string) => boolean;
}

/** Why a hazard that the file no longer has is retired. */
export function goneReason(sources: SaidLog['sources']): string {
  const [first] = sources;
  return `No longer in ${first?.file ?? 'the file'}`;
}

export function changesFor(kept: KeptLog, said: SaidLog, comparison: Comparison, making: Making): Changes {
  return new Writing(kept, said, comparison, making).all();
}

class Writing {
  readonly #kept: KeptLog;
  readonly #said: SaidLog;
  readonly #comparison: Comparison;
  readonly #making: Making;
  readonly #hazards: HazardVersion[] = [];
  readonly #controls = new Map<string, ControlVersion>();
  readonly #causes: CauseVersion[] = [];
  readonly #links: LinkVersion[] = [];
  readonly #ratings: RatingVersion[] = [];
  readonly #endedHazards = new Set<string>();
  readonly #endedControls = new Set<string>();
  readonly #endedCauses = new Set<string>();
  readonly #endedLinks: { hazard: string; control: string }[] = [];
  readonly #endedRatings: { hazard: string; phase: StatedPhase }[] = [];
  readonly #touched = new Set<string>();
  /** Retired hazards that come back. */
  readonly #back: KeptHazard[] = [];
  /** The id of each control of the file, once one is needed. */
  readonly #controlIds = new Map<number, string>();
  readonly #counts = { new: 0, changed: 0, gone: 0, moved: 0 };
  #nextHazard: number;
  #nextControl: number;

  constructor(kept: KeptLog, said: SaidLog, comparison: Comparison, making: Making) {
    this.#kept = kept;
    this.#said = said;
    this.#comparison = comparison;
    this.#making = making;
    this.#nextHazard = making.nextHazard;
    this.#nextControl = making.nextControl;
  }

  all(): Changes {
    const { diff, pairs, gone } = this.#comparison;
    const accepted = (name: Class) =>
      new Set(diff[name].map((one) => one.row).filter((row) => this.#making.accepts(row)));
    const [isNew, changed, isGone, moved] = [accepted('new'), accepted('changed'), accepted('gone'), accepted('moved')];
    const scheme = changed.has('changed:log') ? this.#said.scheme : this.#kept.scheme;
    if (changed.has('changed:log')) this.#counts.changed++;
    for (const pair of pairs) {
      const { kept } = pair;
      if (kept) {
        const changes = changed.has(`changed:HAZ-${kept.number}`);
        const moves = moved.has(`moved:HAZ-${kept.number}`);
        if (changes || moves) this.#change(kept, pair.said, changes, moves);
        if (changes) this.#counts.changed++;
        if (moves) this.#counts.moved++;
      } else if (isNew.has(`new:${pair.index + 1}`)) {
        if (pair.back) this.#takeBack(pair.back, pair.said);
        else this.#add(pair);
        this.#counts.new++;
      }
    }
    for (const hazard of gone) {
      if (!isGone.has(`gone:HAZ-${hazard.number}`)) continue;
      this.#retire(hazard);
      this.#counts.gone++;
    }
    if (changed.has('changed:log')) this.#lookUpAgain(scheme);
    this.#retireControlsOfNobody();
    return {
      hazards: this.#hazards,
      controls: [...this.#controls.values()],
      causes: this.#causes,
      links: this.#links,
      ratings: this.#ratings,
      ended: {
        hazards: [...this.#endedHazards],
        controls: [...this.#endedControls],
        causes: [...this.#endedCauses],
        links: this.#endedLinks,
        ratings: this.#endedRatings,
      },
      scheme,
      touched: [...this.#touched],
      judged: this.#judged(),
      counts: this.#counts,
    };
  }

  #add({ said }: Pair): void {
    const id = this.#making.newId();
    this.#hazards.push({
      ...wordsFrom(said, EMPTY),
      fileRef: said.fileRef,
      place: said.place,
      id,
      number: this.#nextHazard++,
      log: this.#making.log,
      counting: NOTHING_CORRECTED,
      carried: NOTHING_MORE,
      retired: false,
    });
    const causes = (said.causes ?? []).map((cause, position) => {
      const version = {
        id: this.#making.newId(),
        hazard: id,
        position,
        text: cause.text,
        countingText: null,
        place: cause.place,
      };
      this.#causes.push(version);
      return version.id;
    });
    (said.links ?? []).forEach((link, position) => {
      const control = this.#control(link.control);
      this.#links.push({
        hazard: id,
        control,
        position,
        causes: link.causes.map((index) => causes[index]!),
        acts: null,
      });
    });
    for (const phase of STATED_PHASES) {
      const rating = said[phase];
      if (rating) this.#ratings.push(ratingFrom(rating, id, phase, said));
    }
  }

  /** One that was retired, with its number and history. What somebody had confirmed of it, they look at anew. */
  #takeBack(kept: KeptHazard, said: SaidHazard): void {
    const living = new Set(this.#kept.controls.map((control) => control.id));
    const links = kept.links.filter((link) => living.has(link.control));
    for (const { control } of kept.links) if (!living.has(control)) this.#endedLinks.push({ hazard: kept.id, control });
    const unconfirmed = (rating: KeptRating | null) => rating && { ...rating, confirmedSeq: null, reliesOn: null };
    const back = { ...kept, links, standingReason: null };
    this.#back.push(back);
    this.#change(back, said, true, true);
    const written = new Set(this.#ratings.filter(({ hazard }) => hazard === kept.id).map(({ phase }) => phase));
    const residual = unconfirmed(kept.residual);
    const ended = this.#endedRatings.some(({ hazard, phase }) => hazard === kept.id && phase === 'residual');
    if (!residual || kept.residual?.confirmedSeq === null || written.has('residual') || ended) return;
    this.#endedRatings.push({ hazard: kept.id, phase: 'residual' });
    this.#ratings.push({ ...residual, hazard: kept.id, phase: 'residual' });
  }

  #change(kept: KeptHazard, said: SaidHazard, changes: boolean, moves: boolean): void {
    const words = changes ? wordsFrom(said, kept) : kept;
    this.#endedHazards.add(kept.id);
    this.#hazards.push({
      ...ownWords(words),
      // The place is where its words stand; its number in the file is another matter.
      place: said.place ?? kept.place,
      fileRef: moves ? (said.fileRef ?? kept.fileRef) : kept.fileRef,
      id: kept.id,
      number: kept.number,
      log: moves ? this.#making.log : kept.log.id,
      counting: countingStill(kept, words),
      carried: carriedStill(kept, words),
      retired: false,
    });
    if (!changes) return;
    const causes = this.#changeCauses(kept, said);
    this.#changeLinks(kept, said, causes);
    for (const phase of STATED_PHASES) this.#changeRating(kept, said, phase);
  }

  /** @returns the id of each cause of the file */
  #changeCauses(kept: KeptHazard, said: SaidHazard): string[] {
    if (said.causes === undefined) return [];
    const matched = matchCauses(said, kept);
    const still = new Set(matched);
    kept.causes.forEach((cause, index) => {
      if (!still.has(index)) this.#endedCauses.add(cause.id);
    });
    return said.causes.map((cause, position) => {
      const index = matched[position]!;
      const was = kept.causes[index];
      const id = was?.id ?? this.#making.newId();
      if (was && was.text === cause.text && index === position) return id;
      if (was) this.#endedCauses.add(id);
      const countingText = was && was.text === cause.text ? was.countingText : null;
      this.#causes.push({ id, hazard: kept.id, position, text: cause.text, countingText, place: cause.place });
      return id;
    });
  }

  #changeLinks(kept: KeptHazard, said: SaidHazard, causes: readonly string[]): void {
    if (said.links === undefined) return this.#loosenLinks(kept);
    const before = new Map(kept.links.map((link) => [link.control, link]));
    const still = new Set<string>();
    said.links.forEach((link, position) => {
      const control = this.#control(link.control);
      const answers = link.causes.map((index) => causes[index]!);
      const was = before.get(control);
      still.add(control);
      const same = was && was.position === position && was.causes.toSorted().join() === answers.toSorted().join();
      if (same) return;
      if (was) this.#endedLinks.push({ hazard: kept.id, control });
      this.#links.push({ hazard: kept.id, control, position, causes: answers, acts: was?.acts ?? null });
    });
    for (const link of kept.links)
      if (!still.has(link.control)) this.#endedLinks.push({ hazard: kept.id, control: link.control });
  }

  /** A link answers no cause that has gone. */
  #loosenLinks(kept: KeptHazard): void {
    const still = new Set(this.#causes.map((cause) => cause.id));
    for (const { control, position, causes, acts } of kept.links) {
      const answers = causes.filter((id) => still.has(id) || !this.#endedCauses.has(id));
      if (answers.length === causes.length) continue;
      this.#endedLinks.push({ hazard: kept.id, control });
      this.#links.push({ hazard: kept.id, control, position, causes: answers, acts });
    }
  }

  /** The id of a control of the file: that of the kept one, with the file's words, or a new one. */
  #control(index: number): string {
    const known = this.#controlIds.get(index);
    if (known !== undefined) return known;
    const said = this.#said.controls[index]!;
    const was = this.#comparison.controls[index] ?? null;
    const words = controlFrom(said, was ?? BLANK);
    const id = was?.id ?? this.#making.newId();
    this.#controlIds.set(index, id);
    if (was && sameControl(words, was)) return id;
    if (was) this.#endedControls.add(id);
    const countingText = was && was.text === words.text ? was.countingText : null;
    this.#controls.set(id, {
      ...words,
      countingText,
      carried: was?.carried ?? NOTHING_CARRIED,
      id,
      number: was?.number ?? this.#nextControl++,
      retired: false,
    });
    return id;
  }

  #changeRating(kept: KeptHazard, said: SaidHazard, phase: StatedPhase): void {
    const [now, was] = [said[phase], kept[phase]];
    const changes = ratingChanges(now, was);
    if (!changes && !justificationChanges(now, was)) return;
    if (was) this.#endedRatings.push({ hazard: kept.id, phase });
    // Other words on why are no other rating: who gave it, and that it was confirmed, stays.
    if (!changes && was && now)
      this.#ratings.push({ ...was, justification: now.justification, hazard: kept.id, phase });
    else if (now) this.#ratings.push(ratingFrom(now, kept.id, phase, said, was));
  }

  #retire(hazard: KeptHazard): void {
    this.#endedHazards.add(hazard.id);
    this.#hazards.push({
      ...ownWords(hazard),
      standingReason: goneReason(this.#said.sources),
      id: hazard.id,
      number: hazard.number,
      log: hazard.log.id,
      counting: hazard.counting,
      carried: hazard.carried,
      retired: true,
    });
  }

  /** Another matrix: the same words make other levels, and no person has confirmed those. */
  #lookUpAgain(scheme: RiskScheme | null): void {
    const done = new Set(this.#ratings.map((rating) => `${rating.hazard} ${rating.phase}`));
    for (const hazard of this.#kept.hazards) {
      for (const phase of STATED_PHASES) {
        const was = hazard[phase];
        if (!was || done.has(`${hazard.id} ${phase}`)) continue;
        if (this.#endedRatings.some((one) => one.hazard === hazard.id && one.phase === phase)) continue;
        const now = lookedUp(scheme, was.severity, was.likelihood);
        if (now.level === was.level && now.band === was.band) continue;
        this.#endedRatings.push({ hazard: hazard.id, phase });
        const more = was.more && { ...was.more, scheme: null };
        this.#ratings.push({ ...was, ...now, confirmedSeq: null, reliesOn: null, more, hazard: hazard.id, phase });
        this.#touched.add(hazard.id);
      }
    }
  }

  /** Hazards that are written anew, or whose rating is, and whose residual rating was a person's. */
  #judged(): string[] {
    const written = new Set([...this.#hazards.map(({ id }) => id), ...this.#ratings.map(({ hazard }) => hazard)]);
    for (const { hazard } of this.#endedRatings) written.add(hazard);
    const all = [...this.#kept.hazards, ...this.#kept.elsewhere, ...this.#kept.retired];
    return all.flatMap((one) => (written.has(one.id) && one.residual?.confirmedSeq != null ? [one.id] : []));
  }

  /** A control that acts on no hazard any more, because of what was accepted, is retired with them. */
  #retireControlsOfNobody(): void {
    const retired = new Set(this.#hazards.filter((hazard) => hazard.retired).map((hazard) => hazard.id));
    const loose = new Set(this.#endedLinks.map((link) => link.control));
    for (const hazard of this.#kept.hazards)
      if (retired.has(hazard.id)) for (const link of hazard.links) loose.add(link.control);
    if (loose.size === 0) return;
    const ended = new Set(this.#endedLinks.map((link) => `${link.hazard} ${link.control}`));
    const used = new Set(this.#links.map((link) => link.control));
    for (const hazard of [...this.#kept.hazards, ...this.#kept.elsewhere, ...this.#back]) {
      if (retired.has(hazard.id)) continue;
      for (const link of hazard.links) if (!ended.has(`${hazard.id} ${link.control}`)) used.add(link.control);
    }
    const byId = new Map(this.#kept.controls.map((control) => [control.id, control]));
    for (const id of loose) {
      const was = this.#controls.get(id) ?? byId.get(id);
      if (!was || used.has(id)) continue;
      this.#endedControls.add(id);
      this.#controls.set(id, { ...was, retired: true });
    }
  }
}

const EMPTY: HazardWords = {
  fileRef: null,
  place: null,
  name: '',
  description: null,
  component: null,
  arisesIn: null,
  effects: [],
  harms: [],
  status: 'open',
  statedStatus: null,
  standingReason: null,
  owner: null,
  receiver: null,
  notes: null,
  evidence: null,
  extra: [],
};

const NOTHING_CORRECTED: Counting = { name: null, description: null, effects: null, harms: null };
const NOTHING_MORE: HazardCarried = { harmedId: null, vulnerable: [], harmKinds: null };
const NOTHING_CARRIED: ControlCarried = { newHazards: null, newHazardsNoteId: null, moreLinks: [], shared: false };

/** How bad a harm is stays with its words: where the file says other harms, it has to be said anew. */
function carriedStill(kept: KeptHazard, now: HazardWords): HazardCarried {
  const same = JSON.stringify(kept.harms) === JSON.stringify(now.harms);
  return same ? kept.carried : { ...kept.carried, harmKinds: null };
}

/** What the file changes is material, and counts as it says it. A correction that the file leaves alone stays one. */
function countingStill(kept: KeptHazard, now: HazardWords): Counting {
  const same = (word: keyof Counting) => JSON.stringify(kept[word]) === JSON.stringify(now[word]);
  return {
    name: same('name') ? kept.counting.name : null,
    description: same('description') ? kept.counting.description : null,
    effects: same('effects') ? kept.counting.effects : null,
    harms: same('harms') ? kept.counting.harms : null,
  };
}

function ownWords(hazard: HazardWords): HazardWords {
  return Object.fromEntries(
    Object.keys(EMPTY).map((word) => [word, hazard[word as keyof HazardWords]]),
  ) as unknown as HazardWords;
}

/** The file's words; where it says nothing, those that were there. */
function wordsFrom(said: SaidHazard, was: HazardWords): HazardWords {
  const or = <T>(now: T | undefined, before: T): T => (now === undefined ? before : now);
  const changes = was === EMPTY || statusChanges(said, was as KeptHazard);
  return {
    fileRef: was.fileRef,
    place: was.place,
    name: said.name,
    description: or(said.description, was.description),
    component: or(said.component, was.component),
    arisesIn: or(said.arisesIn, was.arisesIn),
    effects: or(said.effects, was.effects),
    harms: or(said.harms, was.harms),
    status: changes ? (said.status ?? was.status) : was.status,
    statedStatus: changes ? or(said.statedStatus, was.statedStatus) : was.statedStatus,
    standingReason: was.standingReason,
    owner: or(said.owner, was.owner),
    receiver: or(said.receiver, was.receiver),
    notes: or(said.notes, was.notes),
    evidence: or(said.evidence, was.evidence),
    extra: or(said.extra, was.extra),
  };
}

const BLANK: Omit<ControlWords, 'text' | 'type' | 'place'> = {
  existing: null,
  owner: null,
  party: null,
  state: 'not stated',
  statedState: null,
  evidence: null,
  action: null,
  actionStatus: null,
};

const CONTROL_WORDS = ['text', 'type', ...(Object.keys(BLANK) as (keyof typeof BLANK)[])] as const;

function controlFrom(said: SaidControl, was: Omit<ControlWords, 'text' | 'type' | 'place'>): ControlWords {
  const rest = Object.fromEntries(
    (Object.keys(BLANK) as (keyof typeof BLANK)[]).map((word) => [
      word,
      said[word] === undefined ? was[word] : said[word],
    ]),
  ) as unknown as typeof BLANK;
  // What the file said of its state before and says again takes nothing back that was declared here since.
  const state = said.statedState === was.statedState && was !== BLANK ? was.state : rest.state;
  return { ...rest, state, text: said.text, type: said.type, place: said.place };
}

function sameControl(a: ControlWords, b: ControlWords): boolean {
  return CONTROL_WORDS.every((word) => a[word] === b[word]);
}

/** A rating as the file states it. A residual one is provisional until a person confirms it. */
function ratingFrom(
  rating: RatingWords,
  hazard: string,
  phase: StatedPhase,
  { file }: SaidHazard,
  was: KeptRating | null = null,
): RatingVersion {
  const justification = rating.justification === undefined ? (was?.justification ?? null) : rating.justification;
  return { ...rating, justification, hazard, phase, giver: `as stated in ${file}`, reliesOn: null, confirmedSeq: null };
}
