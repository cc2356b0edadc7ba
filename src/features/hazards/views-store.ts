import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  controlReference,
  type ControlState,
  type ControlType,
  type NewHazards,
  type Party,
  type Verdict,
} from './domain.ts';
import { levelOf } from './domain/ratings.ts';
import type { RungOfLadder, ViewControl, ViewHazard, ViewLink } from './domain/views.ts';
import { elsewhere, holds, ladderOf } from './residual-store.ts';

/*
 * What the views of a log need, for a whole log at a moment: a fixed number of statements, however many hazards.
 */

/** The hazards of a log with their causes. */
export async function viewHazards(tx: ReadTx, log: string, moment: Moment): Promise<ViewHazard[]> {
  const [hazards, causes] = await Promise.all([
    tx.rows<Omit<ViewHazard, 'causes'>>(sql`
      select h.id, h.number, coalesce(${said('n')}, '') as name, h.arises_in as "arisesIn", h.vulnerable, h.receiver
      from hazard h
      left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id
      where h.organisation_id = current_organisation() and h.log_id = ${log} and ${stands('h', moment)} and not h.retired
      order by h.number`),
    tx.rows<{ hazard: string; id: string; text: string }>(sql`
      select c.hazard_id as hazard, c.id, coalesce(${said('t')}, '') as text
      from hazard h
      join hazard_cause c on c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${stands('c', moment)}
      left join text_value t on t.organisation_id = c.organisation_id and t.id = c.text_id
      where h.organisation_id = current_organisation() and h.log_id = ${log} and ${stands('h', moment)} and not h.retired
      order by c.hazard_id, c.position, c.id`),
  ]);
  const causesOf = Map.groupBy(causes, (cause) => cause.hazard);
  return hazards.map((hazard) => ({
    ...hazard,
    causes: (causesOf.get(hazard.id) ?? []).map(({ id, text }) => ({ id, text })),
  }));
}

/** The controls that act on hazards of a log, and on which they do. */
export async function viewControls(
  tx: ReadTx,
  service: string,
  log: string,
  moment: Moment,
): Promise<{ readonly controls: ViewControl[]; readonly links: ViewLink[] }> {
  type Row = Omit<ViewControl, 'reference' | 'verdict'> & {
    number: number;
    elsewhere: string | null;
    type: ControlType | null;
    party: Party | null;
    state: ControlState;
    newHazards: NewHazards | null;
    verdict: Verdict | null;
  };
  const links = await tx.rows<ViewLink>(sql`
    select l.hazard_id as hazard, l.control_id as control, l.cause_ids as causes
    from hazard h
    join hazard_control l on l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${stands('l', moment)}
    where h.organisation_id = current_organisation() and h.log_id = ${log} and ${stands('h', moment)} and not h.retired`);
  const ids = [...new Set(links.map((link) => link.control))];
  const rows = await tx.rows<Row>(sql`
    select k.id, k.number, ${elsewhere('k', service)} as elsewhere, coalesce(${said('t')}, '') as text, k.type, k.party,
      k.state, k.owner, s.verdict, coalesce(${holds('s', moment)}, false) as holds, k.new_hazards as "newHazards",
      (select count(distinct e.question_id)::int from control_evidence e
        join question q on q.organisation_id = e.organisation_id and q.id = e.question_id and ${stands('q', moment)}
          and q.sort = 'test' and not q.retired
        where e.organisation_id = k.organisation_id and e.control_id = k.id and e.state = 'accepted'
          and ${stands('e', moment)}) as tests
    from control k
    left join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
    left join lateral ${stateAt('control', 'k.id', moment)} s on true
    where k.organisation_id = current_organisation() and k.id = any(${ids}::uuid[]) and ${stands('k', moment)}`);
  const controls = rows.map(({ number, elsewhere: home, verdict, ...row }) => ({
    ...row,
    reference: home === null ? controlReference(number) : `${home}/${controlReference(number)}`,
    verdict: verdict ?? 'not-known',
  }));
  return { controls, links };
}

/** The residual ratings that people gave of hazards, those that stand and those before, the latest first. */
export async function ladders(tx: ReadTx, hazards: readonly string[], moment: Moment): Promise<RungOfLadder[]> {
  if (hazards.length === 0) return [];
  const rows = await tx.rows<{ hazard: string; level: string | null; reliesOn: string[] | null; holds: boolean }>(
    ladderOf(hazards, moment),
  );
  return rows.map(({ level, ...row }) => ({ ...row, level: levelOf(level), confirmed: true }));
}

/** Hazards of a log of which somebody gave a residual rating, or an initial one, after an entry and up to another. */
export async function ratedBetween(tx: ReadTx, log: string, from: Moment, to: Moment): Promise<ReadonlySet<string>> {
  const last = to.seq ?? Number.MAX_SAFE_INTEGER - 1;
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct r.hazard_id as id
    from hazard h
    join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id
      and r.phase in ('initial', 'residual') and r.from_seq > ${from.seq ?? 0} and r.from_seq <= ${last}
    where h.organisation_id = current_organisation() and h.log_id = ${log} and ${stands('h', to)}`);
  return new Set(rows.map((row) => row.id));
}

/** An approved version of a log: from when, and under which entry it was signed. */
export interface ApprovedVersion {
  readonly number: number;
  readonly seq: number;
  readonly at: Date;
}

/** The approved versions of a log, the latest first. */
export async function approvedVersions(tx: ReadTx, log: string): Promise<ApprovedVersion[]> {
  return tx.rows<ApprovedVersion>(sql`
    select a.number, a.signed_seq as seq, a.signed_at as at from approval a
    where a.organisation_id = current_organisation() and a.kind = 'hazard-log' and a.subject_id = ${log}
    order by a.number desc limit 50`);
}
