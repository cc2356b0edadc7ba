import type { Assessed } from '../../platform/assessed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { observe, type AssessedService, type Observation } from '../../rules/checks.ts';
import { findService } from '../services/index.ts';
import { answersAt } from './about/answer-store.ts';
import { allCatalogues, currentCatalogues, factQuestions } from './catalogues.ts';
import { settledAnswers } from './domain/answering.ts';
import { assess, type Known } from './domain/assess.ts';
import type { Assessment, Judgement, ScopeDecision } from './domain/assessment.ts';
import type { Catalogue } from './domain/catalogue.ts';
import { knownFor } from './domain/editions.ts';
import { catalogueOf } from './editions/keeping.ts';
import { judgedOf, outOfScopeOf } from './findings/said.ts';

/*
 * The assessment of services, from nothing: facts of every feature, what was answered, what was judged. A fixed number of
 * queries, however many services.
 */

/** What is known of a service, at any time from the moment on which it was read: the facts stay, and what rests on them ends. */
export type Knowledge = (now: Date) => Known;

/**
 * What is known of these services, to be asked at the moment and at later times: of a time to come, what will be so if nobody
 * does anything until then.
 * @param contributions `kinds.assessed`: what the standards ask of each feature
 */
export async function knowledgeOf(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Knowledge>> {
  const [facts, said, answers] = await Promise.all([
    Promise.all(contributions.map((one) => one.facts(tx, services, moment))),
    saidOf(tx, services, moment),
    answersAt(
      tx,
      services.map(({ id }) => id),
      moment,
    ),
  ]);
  const questions = factQuestions();
  return new Map(
    services.map((service) => {
      const knows = contributions.map(({ checks }, index) => ({ checks, known: facts[index]!.get(service.id) ?? {} }));
      const { judgements, scope } = said.get(service.id) ?? NOTHING;
      const settled = settledAnswers(questions, answers.get(service.id) ?? {});
      const at: Knowledge = (now) => {
        const observations = knows.flatMap(({ checks, known }) =>
          checks.map((check): [string, Observation] => [check.id, observe(check, known, { now, service })]),
        );
        return { service, now, observations: new Map(observations), answers: settled, questions, judgements, scope };
      };
      return [service.id, at];
    }),
  );
}

/** The same at the moment alone. */
export async function knownOf(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Known>> {
  const knowledge = await knowledgeOf(tx, contributions, services, moment);
  return new Map([...knowledge].map(([id, at]) => [id, at(moment.now)]));
}

interface Said {
  /** By `judgementKey`. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly scope: readonly ScopeDecision[];
}

const NOTHING: Said = { judgements: new Map(), scope: [] };

/** What was judged and decided about these services. */
async function saidOf(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Said>> {
  const ids = services.map(({ id }) => id);
  const [judged, scope] = await Promise.all([judgedOf(tx, ids, moment), outOfScopeOf(tx, ids, moment)]);
  return new Map(
    ids.map((id) => [id, { ...NOTHING, judgements: judged.get(id) ?? NOTHING.judgements, scope: scope.get(id) ?? [] }]),
  );
}

/**
 * One service beside one standard, in the edition that it keeps to, now or as at a moment.
 * @throws NotFound
 */
export async function assessService(
  tx: ReadTx,
  contributions: readonly Assessed[],
  of: { readonly service: string; readonly catalogue: string },
  moment: Moment,
): Promise<Assessment> {
  const service = await findService(tx, of.service, moment);
  const catalogue = await catalogueOf(tx, service.id, of.catalogue, moment);
  const [assessment] = await assessCatalogues(tx, contributions, service, [catalogue], moment);
  return assessment!;
}

/** One service beside several standards, in no more queries. */
export async function assessCatalogues(
  tx: ReadTx,
  contributions: readonly Assessed[],
  service: AssessedService,
  catalogues: readonly Catalogue[],
  moment: Moment,
): Promise<Assessment[]> {
  const known = (await knownOf(tx, contributions, [service], moment)).get(service.id)!;
  return catalogues.map((catalogue) => assessKnown(catalogue, known));
}

/** What is known of a service beside one edition of a standard. */
export function assessKnown(catalogue: Catalogue, known: Known): Assessment {
  return assess(catalogue, knownFor(catalogue, known, allCatalogues()));
}

/** @throws NotFound */
export function catalogueNamed(id: string): Catalogue {
  const found = currentCatalogues().find((one) => one.id === id);
  if (found) return found;
  const there = currentCatalogues().map((one) => one.id);
  throw new NotFound(`There is no standard ${id}. There are: ${there.join(', ')}.`);
}

export { catalogueOf, cataloguesOf, keepEdition } from './editions/keeping.ts';
export { assessmentRecord } from './record.ts';
