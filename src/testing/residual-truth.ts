import assert from 'node:assert/strict';
import type fc from 'fast-check';
import sql from 'sql-template-tag';
import { linesOf } from '../features/hazards/list-store.ts';
import { hazardsOf } from '../features/hazards/store.ts';
import type { Database, ReadTx } from '../platform/database/database.ts';
import type { Moment } from '../platform/ledger/moment-store.ts';
import { statesOf } from '../platform/subjects/store.ts';
import { idOf, World, type Mutation, type WorldCommand } from './world.ts';
import { walks, type Step } from './travels.ts';

/*
 * What counts as the residual risk is true: it never relies on a control that does not hold, and it never moves without a
 * person or a reason that the ledger names. Random histories of evidence, ratings and controls, against a second, dull
 * computation over raw rows; after each step, and once more at the end "as at" each of them.
 */

/** What counts, as somebody would say it: which rating, and its level. */
export type Counted = string;

/** What the product says of the hazards of the services, in each of its two ways. */
export type Reading = (
  tx: ReadTx,
  services: readonly string[],
  logs: readonly string[],
  moment: Moment,
) => Promise<Map<string, Counted>[]>;

export const asTheProductSays: Reading = async (tx, services, logs, moment) => {
  const whole = new Map<string, Counted>();
  const lines = new Map<string, Counted>();
  for (const service of services) {
    for (const { id, record } of await hazardsOf(tx, { service }, moment)) whole.set(id, say(record.counts));
    for (const line of await linesOf(tx, service, logs, moment)) lines.set(line.id, say(line.counts));
  }
  return [whole, lines];
};

function say(counts: { readonly phase: string | null; readonly level: unknown; readonly earlier: boolean }): Counted {
  return `${counts.earlier ? 'earlier ' : ''}${counts.phase ?? 'none'} ${String(counts.level)}`;
}

// --- The witness ----------------------------------------------------------------------------------------------------------

interface Version {
  readonly from: number;
  readonly to: number;
}

interface RawRows {
  readonly hazards: (Version & { id: string; retired: boolean })[];
  readonly ratings: (Version & {
    hazard: string;
    phase: string;
    level: string | null;
    confirmed: boolean;
    relies: string[] | null;
  })[];
  readonly controls: (Version & { id: string; state: string; retired: boolean })[];
  readonly accepted: (Version & { control: string; question: string; aspect: string })[];
  readonly questions: (Version & { id: string; validDays: number; retired: boolean })[];
  readonly observations: {
    id: string;
    question: string;
    seq: number;
    at: number;
    passed: boolean;
    release: string | null;
  }[];
  readonly dismissed: { observation: string; seq: number }[];
  readonly releases: (Version & { id: string; live: boolean })[];
}

/** Every version of everything that a residual rating can rest on. */
async function rawRows(tx: ReadTx): Promise<RawRows> {
  const span = sql`from_seq as "from", to_seq as "to"`;
  const [hazards, ratings, controls, accepted, questions, observations, dismissed, releases] = await Promise.all([
    tx.rows<RawRows['hazards'][number]>(sql`select id, retired, ${span} from hazard`),
    tx.rows<RawRows['ratings'][number]>(sql`
      select hazard_id as hazard, phase, level, confirmed_seq is not null as confirmed, relies_on as relies, ${span}
      from hazard_rating`),
    tx.rows<RawRows['controls'][number]>(sql`select id, state, retired, ${span} from control`),
    tx.rows<RawRows['accepted'][number]>(sql`
      select control_id as control, question_id as question, aspect, ${span} from control_evidence
      where state = 'accepted'`),
    tx.rows<RawRows['questions'][number]>(sql`
      select id, valid_days as "validDays", retired, ${span} from question`),
    tx.rows<RawRows['observations'][number]>(sql`
      select id, question_id as question, seq, (extract(epoch from observed_at) * 1000)::float8 as at,
        outcome = 'passed' as passed, release_id as release from observation`),
    tx.rows<RawRows['dismissed'][number]>(sql`select observation_id as observation, seq from observation_dismissal`),
    tx.rows<RawRows['releases'][number]>(sql`select id, live_seq is not null as live, ${span} from release`),
  ]);
  return { hazards, ratings, controls, accepted, questions, observations, dismissed, releases };
}

const stood = <V extends Version>(rows: readonly V[], seq: number): V[] =>
  rows.filter((row) => row.from <= seq && row.to > seq);

/** When a question stops being answered with yes; null where it is not answered so at all. */
function answeredUntil(rows: RawRows, question: string, seq: number): number | null {
  const own = stood(rows.questions, seq).find((one) => one.id === question);
  if (!own || own.retired) return null;
  const known = rows.observations
    .filter((one) => one.question === question && one.seq <= seq)
    .filter((one) => !rows.dismissed.some((gone) => gone.observation === one.id && gone.seq <= seq))
    .filter(
      (one) => one.release === null || stood(rows.releases, seq).some(({ id, live }) => id === one.release && live),
    )
    .toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  const last = known.at(-1);
  return last?.passed ? last.at + own.validDays * 86_400_000 : null;
}

/** Until when a control holds; null where it does not. */
function holdsUntil(rows: RawRows, control: string, seq: number): number | null {
  const own = stood(rows.controls, seq).find((one) => one.id === control);
  if (!own || own.retired || own.state !== 'in place') return null;
  let until = Infinity;
  for (const aspect of ['implementation', 'effectiveness']) {
    const asked = stood(rows.accepted, seq).filter((one) => one.control === control && one.aspect === aspect);
    if (asked.length === 0) return null;
    for (const { question } of asked) {
      const answered = answeredUntil(rows, question, seq);
      if (answered === null) return null;
      until = Math.min(until, answered);
    }
  }
  return until;
}

const numbered = (level: string | null) => (level === null ? 99 : Number(level));

/** What counts of each hazard that stands, worked out from the rows. */
function witnessed(rows: RawRows, seq: number, now: number): Map<string, Counted> {
  const holds = (relies: readonly string[] | null) =>
    relies !== null && relies.every((control) => (holdsUntil(rows, control, seq) ?? -Infinity) > now);
  const counted = new Map<string, Counted>();
  for (const hazard of stood(rows.hazards, seq)) {
    if (hazard.retired) continue;
    const of = rows.ratings.filter((one) => one.hazard === hazard.id && one.from <= seq);
    const initial = of.find((one) => one.phase === 'initial' && one.to > seq);
    // What people judged of what remains, the latest first.
    const judged = of.filter((one) => one.phase === 'residual' && one.confirmed).toSorted((a, b) => b.from - a.from);
    let floor = -Infinity;
    let said: Counted | null = null;
    for (const rating of judged) {
      const level = numbered(rating.level);
      if (said === null && holds(rating.relies) && level >= floor)
        said = `${rating.to > seq ? '' : 'earlier '}residual ${rating.level}`;
      floor = Math.max(floor, level);
    }
    if (said === null && initial && floor > numbered(initial.level)) {
      const worst = judged.find((one) => numbered(one.level) === floor)!;
      said = `${worst.to > seq ? '' : 'earlier '}residual ${worst.level}`;
    }
    counted.set(hazard.id, said ?? (initial ? `initial ${initial.level}` : 'none null'));
  }
  return counted;
}

/** The controls that any rating of a hazard by a person ever relied on. */
function reliedEver(rows: RawRows, hazard: string): string[] {
  return rows.ratings.filter((one) => one.hazard === hazard && one.confirmed).flatMap((one) => one.relies ?? []);
}

// --- Random histories -----------------------------------------------------------------------------------------------------

const ACTS: Readonly<Partial<Record<WorldCommand, number>>> = {
  observe: 22,
  dismiss: 8,
  linkQuestion: 4,
  rate: 14,
  confirm: 8,
  editControl: 8,
  linkControl: 3,
  addRelease: 1,
  moveRelease: 5,
  retire: 3,
};

/** @param often acts that are to happen more often than they do, to look for something in particular */
export function histories(max: number, often: readonly WorldCommand[] = []): fc.Arbitrary<Step[]> {
  return walks(ACTS, { min: 15, max, still: 3, days: 15 }, often);
}

/** Acts that are a person's word on a hazard's rating. */
const JUDGING: readonly WorldCommand[] = ['rate', 'confirm'];

/**
 * Lives through a history. @returns how often what counts moved, and how often it was a residual rating
 * @throws AssertionError at the first step after which something untrue is said
 */
export async function liveThrough(
  database: Database,
  walk: readonly Step[],
  { mutation = {}, reading = asTheProductSays }: { readonly mutation?: Mutation; readonly reading?: Reading } = {},
): Promise<{ readonly moved: number; readonly residual: number; readonly earlier: number }> {
  const world = await new World(database, mutation).found();
  const service = world.organisation;
  const log = await world.make('addLog', { service });
  const controls: string[] = [];
  const questions: string[] = [];
  for (let index = 0; index < 3; index++) {
    controls.push(await world.make('addControl', { service, text: `Control ${index}` }));
    questions.push(await world.make('addQuestion', { service, control: controls[index] }));
  }
  const hazards = [
    await world.make('addHazard', { service, log, name: 'First', controls: controls.slice(0, 2) }),
    await world.make('addHazard', { service, log, name: 'Second', controls: controls.slice(1) }),
  ];
  const things = { controls, questions, hazards, releases: [await world.make('addRelease', { service })] };
  const observations = [
    await world.make('observe', { question: questions[1], daysAgo: 0, passed: true, validDays: 30 }),
  ];
  const says = (moment: Moment) => world.read((tx) => reading(tx, [service], [log], moment));
  const kept: { readonly seq: number; readonly now: Date }[] = [];
  const result = { moved: 0, residual: 0, earlier: 0 };
  let seq = 0;
  let before: Map<string, Counted> | null = null;
  for (const step of walk) {
    const was = world.now;
    if (step.days > 0 && before !== null) {
      world.now = new Date(was.getTime() + step.days * 86_400_000);
      const rows = await world.read(rawRows);
      const lapsed = witnessed(rows, seq, world.now.getTime());
      await agrees(says, { seq: null, now: world.now }, lapsed, `${step.days} days later`);
      // Time alone moves it only where evidence lapsed meanwhile.
      for (const hazard of movedBetween(before, lapsed)) {
        const ends = reliedEver(rows, hazard).map((control) => holdsUntil(rows, control, seq));
        assert.ok(
          ends.some((end) => end !== null && end > was.getTime() && end <= world.now.getTime()),
          'time moved what counts, and nothing lapsed',
        );
        result.moved++;
      }
      before = lapsed;
    }
    const done = await act(world, { ...things, observations, service }, step);
    seq = done.seq;
    const rows = await world.read(rawRows);
    const now = witnessed(rows, seq, world.now.getTime());
    await agrees(says, { seq: null, now: world.now }, now, `after ${step.act}`);
    for (const hazard of before ? movedBetween(before, now) : []) {
      result.moved++;
      const byPerson = JUDGING.includes(step.act) && done.hazard === hazard;
      if (!byPerson) await isNamed(world, hazard, reliedEver(rows, hazard), seq, step.act);
    }
    for (const said of now.values()) {
      if (said.startsWith('residual')) result.residual++;
      if (said.startsWith('earlier')) result.earlier++;
    }
    before = now;
    kept.push({ seq, now: world.now });
  }
  const rows = await world.read(rawRows);
  for (const moment of kept)
    await agrees(says, moment, witnessed(rows, moment.seq, moment.now.getTime()), `as at entry ${moment.seq}`);
  return result;
}

async function agrees(
  says: (moment: Moment) => Promise<Map<string, Counted>[]>,
  moment: Moment,
  witness: ReadonlyMap<string, Counted>,
  when: string,
): Promise<void> {
  const sorted = (map: ReadonlyMap<string, Counted>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const said of await says(moment)) assert.deepEqual(sorted(said), sorted(witness), when);
}

function movedBetween(before: ReadonlyMap<string, Counted>, after: ReadonlyMap<string, Counted>): string[] {
  return [...after].flatMap(([hazard, said]) => (before.has(hazard) && before.get(hazard) !== said ? [hazard] : []));
}

/** The entry that moved it says of what: a chain of causes leads from a control, or the rating, to what was touched. */
async function isNamed(
  world: World,
  hazard: string,
  relied: readonly string[],
  seq: number,
  act: string,
): Promise<void> {
  let refs = [{ kind: 'residual', id: hazard }, ...relied.map((id) => ({ kind: 'control', id }))];
  const named = await world.read(async (tx) => {
    // Question, aspect, control, residual: no chain is longer.
    for (let step = 0; step < 5 && refs.length > 0; step++) {
      const states = (await statesOf(tx, refs)).filter((state) => state.changedSeq === seq);
      if (states.some((state) => state.cause.own)) return true;
      refs = states.flatMap((state) => [...state.cause.inputs]);
    }
    return false;
  });
  assert.ok(named, `${act} moved what counts, and the ledger does not say by what`);
}

interface Things {
  readonly service: string;
  readonly controls: readonly string[];
  readonly questions: readonly string[];
  readonly hazards: readonly string[];
  readonly releases: string[];
  readonly observations: string[];
}

async function act(
  world: World,
  things: Things,
  { act: name, pick }: Step,
): Promise<{ readonly seq: number; readonly hazard: string | null }> {
  const one = <T>(list: readonly T[], at: number): T => list[pick[at]! % list.length]!;
  const just = async (input: unknown, hazard: string | null = null) => ({
    seq: (await world.do(name, input)).seq,
    hazard,
  });
  const make = async (into: string[], input: unknown) => {
    const done = await world.do(name, input);
    into.push(idOf(done));
    return { seq: done.seq, hazard: null };
  };
  const hazard = one(things.hazards, 0);
  switch (name) {
    case 'observe':
      return make(things.observations, {
        question: one(things.questions, 0),
        daysAgo: pick[1]! % 4 === 0 ? pick[2]! % 20 : 0,
        passed: pick[3]! % 4 !== 0,
        validDays: 5 + (pick[2]! % 30),
        release: pick[1]! % 3 === 0 ? one(things.releases, 2) : null,
      });
    case 'dismiss':
      return just({ observation: one(things.observations, 0) });
    case 'linkQuestion':
      return just({
        control: one(things.controls, 0),
        question: one(things.questions, 1),
        aspect: one(['implementation', 'effectiveness'], 2),
      });
    case 'rate':
      return just(
        {
          hazard,
          phase: one(['residual', 'residual', 'residual', 'initial', 'deployer'], 1),
          severity: pick[2]! % 5,
          likelihood: pick[3]! % 4,
          leavesOut: pick[3]! % 4,
        },
        hazard,
      );
    case 'confirm':
      return just({ hazard, leavesOut: pick[1]! % 4 }, hazard);
    case 'editControl': {
      const column = one(['state', 'state', 'text'], 1);
      const value = column === 'text' ? 'Said otherwise' : one(['in place', 'in place', 'withdrawn', 'proposed'], 2);
      return just({ control: one(things.controls, 0), column, value });
    }
    case 'linkControl':
      return just({ hazard, control: one(things.controls, 1) });
    case 'addRelease':
      return make(things.releases, { service: things.service });
    case 'moveRelease':
      return just({ release: one(things.releases, 0), live: pick[1]! % 3 !== 0 });
    default: {
      const table = one(['control', 'question'] as const, 0);
      const id = one(table === 'control' ? things.controls : things.questions, 1);
      return just({ table, id, retired: pick[2]! % 3 === 0 });
    }
  }
}
