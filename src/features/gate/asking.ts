import type { Assessed } from '../../platform/assessed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { GateContribution } from '../../platform/gate.ts';
import type { At, Facts } from '../../rules/checks.ts';
import { afterDay, dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { evidenceStores } from '../evidence/index.ts';
import type { Service } from '../services/index.ts';
import { missingCheck, ownChecks, type OwnFacts } from './checks.ts';
import {
  askedOfService,
  conditionOf,
  conditionsOf,
  leftOutOf,
  overridesInForce,
  verdictOf,
  type Asked,
  type GateAnswer,
  type Policy,
} from './domain.ts';
import { lastDeclarations, overridesOf, policiesOf, type StoredDeclaration, type StoredOverride } from './store.ts';

/*
 * Asks the gate: puts together what it asks of the service, of the release, and itself, with what is known of each.
 */

/** What the features contribute: `kinds`, or a command's transaction. */
export interface Contributions {
  readonly assessed: readonly Assessed[];
  readonly gate: readonly GateContribution[];
}

/** An answer, with what was read for it. */
export interface Answered {
  readonly answer: GateAnswer;
  readonly release: { readonly id: string; readonly liveSeq: number | null } | null;
  readonly policy: Policy;
  /** Every override of this release that there ever was, the latest first. */
  readonly overrides: readonly StoredOverride[];
  readonly declaration: StoredDeclaration | null;
}

/** Asks the gate about a version of a service, now. A fixed number of queries for each feature that is asked. */
export async function askGate(
  tx: ReadTx,
  contributions: Contributions,
  { service, version }: { readonly service: Service; readonly version: string },
  now: Date,
): Promise<Answered> {
  const { releaseOf } = await evidenceStores();
  const [release, policies, [declaration = null], allOverrides] = await Promise.all([
    releaseOf(tx, service.id, version),
    policiesOf(tx, [service.id]),
    lastDeclarations(tx, [service.id]),
    overridesOf(tx, [service.id]),
  ]);
  const policy = policies.get(service.id)!;
  const at: At = { now, service, release: version };
  const own: Partial<OwnFacts> = {
    ...(release && { release: { state: release.state } }),
    ...(declaration && { incidents: declaration }),
  };
  const [ofService, ofRelease] = await Promise.all([
    askedHere(tx, contributions.assessed, askedOfService(policy), at),
    askedOfRelease(tx, contributions.gate, release && { id: release.id, version }, at),
  ]);
  const [recorded, ...others] = ownChecks.map((check): Asked => ({ check, facts: own }));
  const conditions = conditionsOf([recorded!, ...ofService, ...answeredOnce(ofRelease, others, declaration)], at);
  const overrides = allOverrides.filter((one) => one.releaseId === release?.id);
  return {
    answer: {
      verdict: verdictOf({ recorded: release !== null, conditions }),
      mode: policy.mode,
      sort: 'asked',
      service: { reference: service.reference, name: service.name },
      release: { version, state: release?.state ?? null },
      asAt: now.toISOString(),
      note: '',
      conditions: conditions.map(conditionOf),
      leftOut: leftOutOf(policy, asksOf(contributions.assessed)),
      overrides: overridesInForce(overrides, now),
    },
    release,
    policy,
    overrides,
    declaration,
  };
}

/**
 * What features ask of a release, and what the gate asks itself. A feature may answer a question of the gate by its own name: then it
 * does where it knows what that turns on, and the gate asks no declaration; else the declaration answers, and the feature is not
 * asked. So it is asked once, and one that nobody can answer is unknown. What somebody declared to speak against a release stops it
 * in any case, until an officer declares otherwise.
 */
function answeredOnce(
  ofRelease: readonly Asked[],
  own: readonly Asked[],
  declaration: Pick<StoredDeclaration, 'until'> | null,
): readonly Asked[] {
  const ids = new Set(own.map(({ check }) => check.id));
  const knows = ({ check, facts }: Asked) => check.reads.every((name) => facts[name] !== undefined);
  const doubted = declaration !== null && declaration.until === null;
  const answering = doubted ? [] : ofRelease.filter((one) => ids.has(one.check.id) && knows(one));
  const answered = new Set(answering.map(({ check }) => check.id));
  return [
    ...ofRelease.filter(({ check }) => !ids.has(check.id)),
    ...own.flatMap((one) =>
      answered.has(one.check.id) ? answering.filter(({ check }) => check.id === one.check.id) : [one],
    ),
  ];
}

/** What a check asks, by its id. */
export function asksOf(contributions: readonly Assessed[]): (id: string) => string {
  const words = new Map(contributions.flatMap(({ checks }) => checks.map(({ id, asks }) => [id, asks])));
  return (id) => words.get(id) ?? missingCheck(id).asks;
}

/** Until when what is said at this time stands, a declaration or an override: to the end of the last of so many days. */
export function standsUntil(at: Date, days: number): Date {
  return afterDay(dayAfter(dateIn(at), days));
}

/** The checks of the service by these ids. Only features that have one of them are asked what they know. */
async function askedHere(
  tx: ReadTx,
  contributions: readonly Assessed[],
  ids: readonly string[],
  { now, service }: At,
): Promise<Asked[]> {
  const wanted = new Set(ids);
  const found = await Promise.all(
    contributions
      .map((one) => ({ one, checks: one.checks.filter(({ id }) => wanted.has(id)) }))
      .filter(({ checks }) => checks.length > 0)
      .map(async ({ one, checks }) => {
        const facts = (await one.facts(tx, [service], { seq: null, now })).get(service.id) ?? {};
        return checks.map((check): Asked => ({ check, facts }));
      }),
  );
  const byId = new Map(found.flat().map((asked) => [asked.check.id, asked]));
  return ids.map((id) => byId.get(id) ?? { check: missingCheck(id), facts: {} });
}

/** All checks of a release. Of one that nobody recorded nothing is known. */
async function askedOfRelease(
  tx: ReadTx,
  contributions: readonly GateContribution[],
  release: { readonly id: string; readonly version: string } | null,
  { now, service }: At,
): Promise<Asked[]> {
  const found = await Promise.all(
    contributions.map(async ({ checks, facts }) => {
      const known: Facts = release ? await facts(tx, { service, release }, { seq: null, now }) : {};
      return checks.map((check): Asked => ({ check, facts: known }));
    }),
  );
  return found.flat();
}
