import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, standsNow } from '../../../platform/ledger/moment-store.ts';
import { evidenceStores, type Outcome } from '../../evidence/index.ts';
import type { Aspect } from '../domain.ts';
import type { MappingState } from './mapping-store.ts';

const { latestAt } = await evidenceStores();
// Nothing that is looked up here asks for the time.
const NOW = { seq: null, now: new Date(0) };

/*
 * Tests and controls as pages show them beside one another.
 */

/** A test that names a control, and of which nobody has said what it shows. */
export interface WaitingTest {
  readonly control: number;
  readonly controlText: string;
  readonly question: number;
  /** The service of the test, where it is another than that of the control. */
  readonly elsewhere: string | null;
  readonly title: string;
  /** What the observation that counts says; null where none does, as of a candidate. */
  readonly outcome: Outcome | null;
  readonly observedAt: Date | null;
  readonly since: Date;
}

/** The tests that wait in a service, or for one of its controls, in the order of the controls. */
export async function waitingTests(
  tx: ReadTx,
  service: string,
  control: number | null,
  limit: number,
): Promise<WaitingTest[]> {
  return tx.rows<WaitingTest>(sql`
    select k.number as control, coalesce(${said('c')}, '') as "controlText", q.number as question,
      case when q.service_id <> k.service_id then (select v.reference from service v
        where v.organisation_id = q.organisation_id and v.id = q.service_id and ${standsNow('v')}) end as elsewhere,
      coalesce(${said('t')}, '') as title, l.outcome, l.observed_at as "observedAt", n.at as since
    from control k
    join control_evidence e on e.organisation_id = k.organisation_id and e.control_id = k.id and ${standsNow('e')}
      and e.state = 'proposed'
    join question q on q.organisation_id = e.organisation_id and q.id = e.question_id and ${standsNow('q')} and not q.retired
    join ledger_entry n on n.organisation_id = e.organisation_id and n.chain = 'changes' and n.seq = e.from_seq
    left join text_value c on c.organisation_id = k.organisation_id and c.id = k.text_id
    left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
    left join lateral ${latestAt(sql`q.id`, NOW)} l on true
    where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')} and not k.retired
      ${control === null ? empty : sql`and k.number = ${control}`}
    order by k.number, q.number limit ${limit}`);
}

/** What is said of a question for a control of a service. */
export interface ClaimOf {
  readonly control: number;
  readonly service: string;
  readonly text: string;
  readonly aspect: Aspect | 'unstated';
  readonly state: MappingState;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** The controls that a question is for, and since when; what was set aside stands behind what counts. */
export async function claimsOf(tx: ReadTx, question: string): Promise<ClaimOf[]> {
  return tx.rows<ClaimOf>(sql`
    select k.number as control, v.reference as service, coalesce(${said('c')}, '') as text, e.aspect, e.state,
      ${actorName('e.decided_by')} as by, n.at, ${said('r')} as reason
    from control_evidence e
    join control k on k.organisation_id = e.organisation_id and k.id = e.control_id and ${standsNow('k')}
    join service v on v.organisation_id = k.organisation_id and v.id = k.service_id and ${standsNow('v')}
    join ledger_entry n on n.organisation_id = e.organisation_id and n.chain = 'changes' and n.seq = e.from_seq
    left join text_value c on c.organisation_id = k.organisation_id and c.id = k.text_id
    left join text_value r on r.organisation_id = e.organisation_id and r.id = e.reason_id
    where e.organisation_id = current_organisation() and e.question_id = ${question} and ${standsNow('e')}
    order by e.state, v.reference, k.number, e.aspect desc`);
}

/** What was observed of anything that a control rests on: its latest observations, whatever they are of. */
export interface ObservedOfControl {
  readonly question: number;
  readonly service: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly observedAt: Date;
  readonly run: number | null;
  readonly release: string | null;
  readonly candidate: boolean;
  readonly observer: string;
  readonly dismissed: boolean;
}

export async function observedOfControl(
  tx: ReadTx,
  control: string,
  seq: number | null,
  limit: number,
): Promise<ObservedOfControl[]> {
  return tx.rows<ObservedOfControl>(sql`
    select q.number as question, v.reference as service, coalesce(${said('t')}, '') as title, o.outcome,
      o.observed_at as "observedAt", n.number as run, r.version as release,
      o.release_id is not null and r.live_seq is null as candidate, ${actorName('o.observer')} as observer,
      d.observation_id is not null as dismissed
    from observation o
    join question q on q.organisation_id = o.organisation_id and q.id = o.question_id and ${standsNow('q')}
    join service v on v.organisation_id = q.organisation_id and v.id = q.service_id and ${standsNow('v')}
    left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
    left join evidence_run n on n.organisation_id = o.organisation_id and n.id = o.run_id
    left join release r on r.organisation_id = o.organisation_id and r.id = o.release_id and ${standsNow('r')}
    left join observation_dismissal d on d.organisation_id = o.organisation_id and d.observation_id = o.id
    where o.organisation_id = current_organisation() ${seq === null ? empty : sql`and o.seq <= ${seq}`}
      and o.question_id in (select e.question_id from control_evidence e
        where e.organisation_id = current_organisation() and e.control_id = ${control} and ${standsNow('e')}
          and e.state <> 'rejected')
    order by o.observed_at desc, o.seq desc limit ${limit}`);
}

/** Tags of the last runs of a service that name no control: each once, with the run that had it last. */
export async function strayTags(
  tx: ReadTx,
  service: string,
): Promise<{ readonly tag: string; readonly run: number }[]> {
  return tx.rows(sql`
    select t.tag, max(n.number) as run
    from (select * from evidence_run
      where organisation_id = current_organisation() and service_id = ${service} order by number desc limit 50) n
    cross join lateral unnest(n.unknown_tags) as t (tag)
    where not exists (
      -- The tag may name a control by now: "CTL-31", or "PLATFORM/CTL-3" where that is shared.
      select from control k
      join service v on v.organisation_id = k.organisation_id and v.id = k.service_id and ${standsNow('v')}
      where k.organisation_id = current_organisation() and ${standsNow('k')} and not k.retired
        and ((k.service_id = ${service} and t.tag = 'CTL-' || k.number)
          or (k.shared and t.tag = v.reference || '/CTL-' || k.number)))
    group by t.tag order by max(n.number) desc, t.tag limit 200`);
}
