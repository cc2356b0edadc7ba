import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Database } from '../platform/database/database.ts';
import { ASPECTS } from '../features/hazards/domain.ts';
import { standingOf } from '../features/approvals/domain/standing.ts';
import { standingFrom } from '../features/approvals/looking.ts';
import { approvalsOfKind } from '../features/approvals/store.ts';
import type { ApprovalFacts } from '../platform/subjects/approval.ts';
import { holdsAt } from '../platform/subjects/state.ts';
import { recompute } from '../platform/subjects/recompute.ts';
import { statesAt, statesOfKind, type StoredState } from '../platform/subjects/store.ts';
import { compare, rowsOf, testify, type Testimony } from './witness.ts';
import { idOf, World, type Mutation, type WorldCommand } from './world.ts';

/*
 * One property over all of "how a change travels": random commands and jumps of the clock; after each of them the kept
 * state equals recomputation from nothing, and the signatures stand as an independent witness says; at the end, "as at"
 * equals what was so then.
 */

/** One random step: what is done, and random numbers that choose what it is done to. */
export interface Step {
  readonly act: WorldCommand;
  readonly pick: readonly number[];
  /** Days that pass before it. */
  readonly days: number;
}

/** How often each act happens. */
const ACTS: Readonly<Partial<Record<WorldCommand, number>>> = {
  addHazard: 4,
  addControl: 4,
  addQuestion: 8,
  linkQuestion: 4,
  observe: 20,
  dismiss: 6,
  editControl: 12,
  editHazard: 6,
  linkControl: 5,
  confirm: 7,
  rate: 6,
  accept: 5,
  addRelease: 1,
  moveRelease: 2,
  moveHazard: 5,
  retire: 6,
  sign: 11,
  addRegistration: 2,
  lookUp: 5,
  recordGap: 5,
};

/**
 * Random walks.
 * @param often acts that are to happen more often than they do, to look for something in particular
 */
export function steps(max: number, often: readonly WorldCommand[] = []): fc.Arbitrary<Step[]> {
  return walks(ACTS, { min: 12, max, still: 4, days: 20 }, often);
}

/**
 * Walks in which acts happen as often as they weigh.
 * @param shape how many steps; how many weights of steps at once beside one that comes after up to so many days
 */
export function walks(
  weights: Readonly<Partial<Record<WorldCommand, number>>>,
  shape: { readonly min: number; readonly max: number; readonly still: number; readonly days: number },
  often: readonly WorldCommand[] = [],
): fc.Arbitrary<Step[]> {
  const acts = Object.entries(weights) as [WorldCommand, number][];
  return fc.array(
    fc.record({
      act: fc.oneof(
        ...acts.map(([act, weight]) => ({ arbitrary: fc.constant(act), weight: often.includes(act) ? 60 : weight })),
      ),
      pick: fc.array(fc.nat(999), { minLength: 4, maxLength: 4 }),
      days: fc.oneof(
        { weight: shape.still, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: shape.days }) },
      ),
    }),
    { minLength: shape.min, maxLength: shape.max },
  );
}

interface Signature {
  readonly id: string;
  readonly seq: number;
  /** What was so when it was given. */
  readonly signed: Testimony;
}

interface Things {
  readonly services: string[];
  readonly logs: string[];
  readonly hazards: string[];
  readonly controls: string[];
  readonly questions: string[];
  readonly observations: string[];
  readonly releases: string[];
  readonly registrations: string[];
  readonly signatures: Signature[];
}

const KINDS = [
  'registration',
  'question',
  'implementation',
  'effectiveness',
  'control',
  'residual',
  'hazard',
  'hazard-log',
  'hazard-log-approval',
  'report',
];

/** Lives through the steps. @throws AssertionError at the first that shows something untrue */
export async function live(database: Database, walk: readonly Step[], mutation: Mutation = {}): Promise<number> {
  const world = await new World(database, mutation).found();
  const things = await begin(world);
  const past: { readonly seq: number; readonly at: Date; readonly states: unknown }[] = [];
  let compared = 0;
  for (const step of walk) {
    world.now = new Date(world.now.getTime() + step.days * 86_400_000);
    const seq = await act(world, things, step);
    if (seq === null) continue;
    const { states, wrong } = await world.read(async (tx) => ({
      states: new Map(await Promise.all(KINDS.map(async (kind) => [kind, await statesOfKind(tx, kind)] as const))),
      wrong: await recompute(tx, world.ground.kinds),
    }));
    assert.deepEqual(wrong, [], `after ${step.act}`);
    await witness(world, things, states);
    past.push({ seq, at: world.now, states: [...states.values()].flat().map(essence).toSorted() });
    compared += [...states.values()].flat().length;
  }
  for (const { seq, states } of past) {
    const then = await world.read(async (tx) =>
      (await Promise.all(KINDS.map((kind) => statesAt(tx, kind, seq)))).flat().map(essence).toSorted(),
    );
    assert.deepEqual(then, states, `as at entry ${seq}`);
  }
  return compared;
}

/** A small beginning, so that the first steps have something to act on: two services, three logs, shared controls. */
async function begin(world: World): Promise<Things> {
  const services = [world.organisation, world.organisation.replace(/^.{8}/u, 'ffffffff')];
  const logs = [
    await world.make('addLog', { service: services[0] }),
    await world.make('addLog', { service: services[0] }),
    await world.make('addLog', { service: services[1] }),
  ];
  for (const service of services) await world.make('addReport', { service });
  const controls: string[] = [];
  for (let index = 0; index < 3; index++)
    controls.push(await world.make('addControl', { service: services[0], text: `Control ${index}` }));
  const hazards = [
    await world.make('addHazard', {
      service: services[0],
      log: logs[0],
      name: 'First',
      controls: controls.slice(0, 2),
    }),
    await world.make('addHazard', { service: services[0], log: logs[1], name: 'Second', controls: controls.slice(1) }),
  ];
  const questions = [await world.make('addQuestion', { service: services[0], control: controls[1] })];
  const observations = [
    await world.make('observe', { question: questions[0], daysAgo: 0, passed: true, validDays: 30 }),
  ];
  const registrations = [await world.make('addRegistration', {})];
  const releases = [await world.make('addRelease', { service: services[0] })];
  return { services, logs, hazards, controls, questions, observations, releases, registrations, signatures: [] };
}

async function act(world: World, things: Things, { act: name, pick }: Step): Promise<number | null> {
  const one = <T>(list: readonly T[], at: number): T => list[pick[at]! % list.length]!;
  const service = one(things.services, 0);
  const log = one(things.logs, 1);
  const make = async (into: string[], input: unknown) => {
    const done = await world.do(name, input);
    into.push(idOf(done));
    return done.seq;
  };
  const just = async (input: unknown) => (await world.do(name, input)).seq;
  switch (name) {
    case 'addHazard':
      return make(things.hazards, { service, log, name: `Hazard ${pick[2]}`, controls: [one(things.controls, 3)] });
    case 'addControl':
      return make(things.controls, { service, text: `Control ${pick[2]! % 3}` });
    case 'addQuestion':
      return make(things.questions, { service, control: one(things.controls, 3) });
    case 'linkQuestion':
      return just({
        control: one(things.controls, 2),
        question: one(things.questions, 3),
        aspect: one(ASPECTS, 1),
      });
    case 'observe':
      return make(things.observations, {
        question: one(things.questions, 0),
        // Some results come in late, after newer ones.
        daysAgo: pick[1]! % 4 === 0 ? pick[2]! % 30 : 0,
        passed: pick[3]! % 3 !== 0,
        validDays: 1 + (pick[2]! % 40),
        release: pick[3]! % 4 === 0 ? one(things.releases, 2) : null,
      });
    case 'dismiss':
      return just({ observation: one(things.observations, 0) });
    case 'editControl': {
      const column = one(['text', 'spelling', 'type', 'state', 'owner'], 1);
      const values: Record<string, string[]> = {
        text: ['Control 0', 'Control 1', 'Said otherwise'],
        spelling: ['Contrl 0', 'Control 1', 'Said otherwise'],
        type: ['design', 'training'],
        state: ['in place', 'in place', 'withdrawn', 'proposed'],
        owner: ['Product lead', 'Nobody'],
      };
      return just({ control: one(things.controls, 0), column, value: one(values[column]!, 2) });
    }
    case 'editHazard': {
      const column = one(['name', 'owner', 'status'], 1);
      const values: Record<string, string[]> = {
        name: ['First', 'Renamed'],
        owner: ['Product lead', 'Nobody'],
        status: ['open', 'closed'],
      };
      return just({ hazard: one(things.hazards, 0), column, value: one(values[column]!, 2) });
    }
    case 'linkControl':
      return just({ hazard: one(things.hazards, 0), control: one(things.controls, 1) });
    case 'confirm':
      return just({ hazard: one(things.hazards, 0), leavesOut: pick[1]! % 3 });
    case 'rate':
      return just({
        hazard: one(things.hazards, 0),
        phase: one(['residual', 'residual', 'initial', 'deployer'], 1),
        severity: pick[2]! % 5,
        likelihood: pick[3]! % 3,
        leavesOut: pick[2]! % 4,
      });
    case 'accept':
      return just({
        hazard: one(things.hazards, 0),
        finding: one(['impractical', 'impractical', 'cost', 'outweighs', 'does not outweigh'], 1),
      });
    case 'addRelease':
      return make(things.releases, { service });
    case 'moveRelease':
      return just({ release: one(things.releases, 0), live: pick[1]! % 3 !== 0 });
    case 'moveHazard':
      return just({ hazard: one(things.hazards, 2), log, service });
    case 'retire': {
      const table = one(['hazard', 'control', 'question'] as const, 0);
      const list = { hazard: things.hazards, control: things.controls, question: things.questions }[table];
      return just({ table, id: one(list, 1), retired: pick[2]! % 3 !== 0 });
    }
    case 'addRegistration':
      return make(things.registrations, {});
    case 'lookUp':
      return just({
        registration: one(things.registrations, 0),
        registered: pick[1]! % 2 === 0,
        daysAgo: pick[2]! % 30,
      });
    case 'recordGap': {
      const days = pick[2]! % 3 === 0 ? null : pick[2]! % 20;
      return just({ registration: one(things.registrations, 0), daysAgo: pick[1]! % 30, days });
    }
    case 'sign': {
      const signed = testify(await world.read(rowsOf), log);
      const done = await world.do(name, {
        log,
        validDays: pick[2]! % 2 === 0 ? null : 1 + (pick[3]! % 60),
        registrations: pick[3]! % 4 === 0 ? [] : [one(things.registrations, 0)],
        needed: 1 + (pick[2]! % 2),
      });
      things.signatures.push({ id: idOf(done), seq: done.seq, signed });
      return done.seq;
    }
    default:
      return null;
  }
}

async function witness(world: World, things: Things, states: ReadonlyMap<string, StoredState[]>): Promise<void> {
  const [rows, approvals] = await world.read((tx) =>
    Promise.all([rowsOf(tx), approvalsOfKind(tx, 'hazard-log', null)]),
  );
  // An aspect and a residual rating are kept under the id of what they are of, and the witness speaks of that.
  const spoken = [...states].flatMap(([kind, all]) =>
    ['implementation', 'effectiveness', 'residual'].includes(kind) ? [] : all,
  );
  const kept = (kind: string, id: string) => states.get(kind)!.find((state) => state.id === id)!;
  for (const log of things.logs) {
    const testimony = testify(rows, log);
    for (const [id, verdict] of testimony.everything) {
      const state = spoken.find((one) => one.id === id)!;
      assert.equal(state.verdict, verdict, `${state.kind} is ${verdict}, says the witness`);
    }
    for (const [id, lapses] of testimony.lapsesOf) {
      if (!testimony.everything.has(id)) continue;
      const state = spoken.find((one) => one.id === id)!;
      const holds = testimony.everything.get(id) === 'met' && world.now.getTime() < lapses;
      assert.equal(holdsAt(state, world.now), holds, `whether the ${state.kind} holds now`);
    }
    const challenge = Math.max(0, ...testimony.challenges);
    assert.equal(kept('hazard-log', log).challengedSeq ?? 0, challenge, 'the latest open challenge');
  }
  for (const signature of things.signatures) {
    const { superseded, compared } = compare(rows, signature);
    const state = kept('hazard-log-approval', signature.id);
    const facts = state.own.facts as unknown as ApprovalFacts;
    const said = standingOf(compared, world.now);
    assert.equal(facts.void, said.void, 'whether a version is void');
    assert.equal(facts.superseded, superseded, 'whether a later version took its place');
    assert.equal(state.retired, superseded);
    // An earlier version is compared with nothing any more.
    if (superseded) continue;
    assert.deepEqual(
      { outOfDate: facts.outOfDate, challenged: facts.challenged },
      { outOfDate: said.outOfDate, challenged: said.challenged },
      'a version beside the work',
    );
    assert.equal(holdsAt(state, world.now), said.current, 'whether it stands now');
    const approved = approvals.find(({ id }) => id === signature.id)!;
    const log = kept('hazard-log', approved.subject);
    assert.deepEqual(standingFrom(approved, facts, log, world.now), said, 'what pages say of it');
  }
}

/** All that "as at" has to give back, as text. */
function essence(state: Omit<StoredState, 'own' | 'ownMaterial' | 'ownEditorial' | 'changedSeq' | 'cause'>): string {
  const { kind, id, service, within, retired, verdict, challengedSeq, dueAt, lapsesAt, holdsFrom } = state;
  const digests = [state.material, state.editorial, state.support].map((digest) => digest.toString('hex').slice(0, 16));
  return JSON.stringify([
    kind,
    id,
    service,
    within,
    retired,
    verdict,
    challengedSeq,
    dueAt,
    lapsesAt,
    holdsFrom,
    digests,
  ]);
}
