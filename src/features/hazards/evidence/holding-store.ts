import sql from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, standingsAt, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import { dayIn } from '../../../words/days.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { assumptionsById } from '../../decisions/index.ts';
import {
  evidenceStores,
  questionPath,
  questionReference,
  runPath,
  type Outcome,
  type QuestionSort,
} from '../../evidence/index.ts';
import { reliance } from '../assuming.ts';
import { challengesIn, challengesOf, type StoredChallenge } from '../challenge-store.ts';
import { controlReference, hazardReference, type Aspect, type ControlState } from '../domain.ts';
import { reopenedBy } from '../domain/challenges.ts';
import {
  controlSentence,
  controlTag,
  provisionalSentence,
  type AnsweredQuestion,
  type RestsOn,
} from '../domain/holding.ts';
import { controlPath, hazardPath } from '../pages/addresses.ts';

const { failingSince, latestAt } = await evidenceStores();

/*
 * What controls rest on, and why they do not hold: for whoever says it. A fixed number of queries, however many.
 */

const DAY = 86_400_000;

/** What a control rests on, with the ids that pages lead on with. */
export interface ControlRests extends RestsOn {
  readonly id: string;
}

interface QuestionAt {
  readonly control: string;
  readonly aspect: Aspect;
  readonly service: string;
  readonly number: number;
  readonly sort: QuestionSort;
  readonly title: string | null;
  readonly validDays: number;
  readonly retired: boolean;
  readonly outcome: Outcome | null;
  readonly observedAt: Date | null;
  readonly since: Date | null;
  readonly run: number | null;
  readonly release: string | null;
}

/**
 * What these controls rest on at a moment, by their ids.
 * @param service the reference of the service that is looked at: controls of others are called with theirs. Null for a list
 * of several: then none is
 */
export async function restsOf(
  tx: ReadTx,
  service: string | null,
  controls: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, ControlRests>> {
  if (controls.length === 0) return new Map();
  type Row = {
    id: string;
    number: number;
    service: string;
    state: ControlState;
    retired: boolean;
    waiting: number;
    challenges: StoredChallenge[];
  };
  const [rows, questions] = await Promise.all([
    tx.rows<Row>(sql`
      select k.id, k.number, v.reference as service, k.state, k.retired,
        (select count(*)::int from control_evidence e where e.organisation_id = k.organisation_id and e.control_id = k.id
          and e.state = 'proposed' and ${stands('e', moment)}) as waiting,
        ${challengesOf('control', 'k.id', moment)} as challenges
      from control k
      join service v on v.organisation_id = k.organisation_id and v.id = k.service_id and ${standsNow('v')}
      where k.organisation_id = current_organisation() and k.id = any(${controls}::uuid[]) and ${stands('k', moment)}`),
    tx.rows<QuestionAt>(sql`
      select e.control_id as control, e.aspect, v.reference as service, q.number, q.sort, ${said('t')} as title,
        q.valid_days as "validDays", q.retired, l.outcome, l.observed_at as "observedAt", f.since, n.number as run, l.release
      from control_evidence e
      join question q on q.organisation_id = e.organisation_id and q.id = e.question_id and ${stands('q', moment)}
      join service v on v.organisation_id = q.organisation_id and v.id = q.service_id and ${standsNow('v')}
      left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
      left join lateral ${latestAt(sql`q.id`, moment)} l on true
      left join lateral ${failingSince(sql`q.id`, moment)} f on l.outcome = 'failed'
      left join evidence_run n on n.organisation_id = q.organisation_id and n.id = l.run_id
      where e.organisation_id = current_organisation() and e.control_id = any(${controls}::uuid[]) and e.state = 'accepted'
        and e.aspect <> 'unstated' and ${stands('e', moment)}
      order by q.number`),
  ]);
  const asked = Map.groupBy(questions, ({ control }) => control);
  return new Map(
    rows.map(({ id, number, service: own, state, retired, waiting, challenges }) => {
      const of = (aspect: Aspect) => (asked.get(id) ?? []).filter((one) => one.aspect === aspect).map(answered);
      const control: ControlRests = {
        id,
        reference: controlTag(service ?? own, own, number),
        href: controlPath(own, controlReference(number)),
        state,
        retired,
        implementation: of('implementation'),
        effectiveness: of('effectiveness'),
        waiting,
        challenges: challengesIn(challenges),
      };
      return [id, control] as const;
    }),
  );
}

function answered(one: QuestionAt): AnsweredQuestion {
  const { number, service, run, release, observedAt, validDays, title, sort, outcome, since, retired } = one;
  return {
    reference: questionReference(number),
    sort,
    title: title ?? '',
    href: questionPath(service, number),
    outcome,
    since: since ?? observedAt,
    run: run === null ? null : { text: `run ${run}`, href: runPath(service, run), release },
    observedAt,
    lapsesAt: outcome === 'passed' ? new Date(observedAt!.getTime() + validDays * DAY) : null,
    retired,
  };
}

/** The same of the controls of one hazard. */
export async function restsOfHazard(
  tx: ReadTx,
  service: string,
  hazard: string,
  moment: Moment,
): Promise<readonly ControlRests[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select l.control_id as id from hazard_control l
    where l.organisation_id = current_organisation() and l.hazard_id = ${hazard} and ${stands('l', moment)}`);
  const rests = await restsOf(
    tx,
    service,
    rows.map(({ id }) => id),
    moment,
  );
  return [...rests.values()];
}

/** Why these controls do not hold at a moment, in three parts; those that hold are not there. */
export async function controlSentences(
  tx: ReadTx,
  service: string | null,
  controls: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Sentence>> {
  const rests = await restsOf(tx, service, controls, moment);
  return new Map(
    [...rests].flatMap(([id, control]) => {
      const sentence = controlSentence(control, moment.now);
      return sentence ? [[id, sentence] as const] : [];
    }),
  );
}

/** Why the controls of a service that do not hold at a moment do not: those alone that something speaks against. Three queries. */
export async function failingIn(
  tx: ReadTx,
  { id, reference }: { readonly id: string; readonly reference: string },
  moment: Moment,
): Promise<readonly Sentence[]> {
  const own = sql`select k.id from control k
    where k.organisation_id = current_organisation() and k.service_id = ${id} and ${stands('k', moment)} and not k.retired`;
  const failing = (await standingsAt(tx, 'control', own, moment)).filter(({ verdict }) => verdict === 'not-met');
  const sentences = await controlSentences(
    tx,
    reference,
    failing.map((one) => one.id),
    moment,
  );
  return [...sentences.values()];
}

/**
 * Why the residual ratings of these hazards are provisional at a moment, in three parts, by the ids of the hazards. Those
 * that count, and hazards without any, are not there.
 */
export async function provisionalSentences(
  tx: ReadTx,
  hazards: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Sentence>> {
  if (hazards.length === 0) return new Map();
  type Row = {
    id: string;
    number: number;
    service: string;
    confirmed: boolean;
    giver: string;
    rated: boolean;
    relies: string[] | null;
    assumes: string[] | null;
    challenges: StoredChallenge[];
  };
  const rows = await tx.rows<Row>(sql`
    select h.id, h.number, v.reference as service, r.confirmed_seq is not null as confirmed,
      ${actorName('r.giver')} as giver, r.level is not null as rated, r.relies_on as relies, r.assumes,
      ${challengesOf('hazard', 'h.id', moment)} as challenges
    from hazard h
    join service v on v.organisation_id = h.organisation_id and v.id = h.service_id and ${standsNow('v')}
    join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = 'residual'
      and ${stands('r', moment)}
    where h.organisation_id = current_organisation() and h.id = any(${hazards}::uuid[]) and ${stands('h', moment)}`);
  // Few ratings rest on assumptions; only for those is one more question asked.
  const all = await assumptionsById(
    tx,
    rows.flatMap(({ assumes }) => assumes ?? []),
    moment,
  );
  const assumed = new Map(all.map((one) => [one.id, one]));
  const today = dayIn(moment.now);
  const sentences = new Map<string, Sentence>();
  // Nearly always one service: a list is of one.
  for (const [service, own] of Map.groupBy(rows, (row) => row.service)) {
    const rests = await restsOf(tx, service, [...new Set(own.flatMap(({ relies }) => relies ?? []))], moment);
    for (const { id, number, relies, assumes, challenges, ...rating } of own) {
      const hazard = hazardReference(number);
      const href = hazardPath(service, hazard);
      const reliesOn = relies?.flatMap((control) => rests.get(control) ?? []) ?? null;
      const unreliable = [
        ...(assumes ?? [])
          .flatMap((assumption) => assumed.get(assumption) ?? [])
          .flatMap((one) => reliance(one, today)),
        ...challengesIn(challenges).map(reopenedBy),
      ];
      const sentence = provisionalSentence({ hazard, href, ...rating, reliesOn, unreliable }, moment.now);
      if (sentence) sentences.set(id, sentence);
    }
  }
  return sentences;
}
