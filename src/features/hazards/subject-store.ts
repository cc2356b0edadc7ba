import sql, { empty, type Sql } from 'sql-template-tag';
import type { Json } from '../../platform/canonical.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import { acceptanceOf, type Acceptance } from '../schemes/index.ts';
import { challengedSeq } from './challenge-store.ts';
import { ASPECTS, type Aspect } from './domain.ts';
import { levelOf } from './domain/ratings.ts';
import { schemesOf } from './scheme-store.ts';
import type { AspectRow, ControlRow, HazardRow, LogRow, ResidualRow } from './kinds.ts';

/*
 * What the fingerprints of controls, hazards and logs are of. One query for any number of them.
 */

type Ids = readonly string[] | null;

function chosen(ids: Ids, column: Sql): Sql {
  return ids === null ? empty : sql`and ${column} = any(${ids}::uuid[])`;
}

/**
 * What was accepted for an aspect of these controls; of all for which anything ever was, where `ids` is null.
 * @param ids of controls
 */
export async function loadAspects(tx: ReadTx, ids: Ids, aspect: Aspect): Promise<Loaded<AspectRow>[]> {
  type Row = { id: string; service: string; questions: { id: string; kind: string }[] | null };
  const rows = await tx.rows<Row>(sql`
    select c.id, c.service_id as service,
      (select jsonb_agg(jsonb_build_object('id', q.id,
        'kind', case when q.sort = 'operating period' then 'operating-period' else 'question' end))
      from (select e.question_id from control_evidence e
        where e.organisation_id = current_organisation() and e.control_id = c.id and e.aspect = ${aspect}
          and e.state = 'accepted' and ${standsNow('e')} offset 0) e
      cross join lateral (select q.id, q.sort from question q where q.organisation_id = current_organisation()
        and q.id = e.question_id and ${standsNow('q')} limit 1) q) as questions
    from control c
    where c.organisation_id = current_organisation() and ${standsNow('c')} ${chosen(ids, sql`c.id`)}
      and exists (select from control_evidence e where e.organisation_id = current_organisation() and e.control_id = c.id
        and e.aspect = ${aspect} and e.state = 'accepted' offset 0)`);
  return rows.map(({ id, service, questions }) => ({
    id,
    service,
    within: null,
    // Without anything that it rests on, it is as if it were withdrawn: whoever relies on it does not know.
    retired: questions === null,
    names: (questions ?? []).map((one) => ({ kind: one.kind, id: one.id })),
    row: {},
  }));
}

/**
 * The residual ratings that a person gave or confirmed, by the ids of their hazards; all that ever were, where `ids` is null.
 * Retired where none stands.
 */
export async function loadResiduals(tx: ReadTx, ids: Ids): Promise<Loaded<ResidualRow>[]> {
  type Row = {
    id: string;
    service: string;
    retired: boolean;
    relies: string[] | null;
    assumes: string[] | null;
    challenged: number | null;
  };
  const rows = await tx.rows<Row>(sql`
    select h.id, h.service_id as service, h.retired or r.hazard_id is null as retired, r.relies_on as relies, r.assumes,
      ${challengedSeq('hazard', 'h.id')} as challenged
    from hazard h
    left join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = 'residual'
      and r.confirmed_seq is not null and ${standsNow('r')}
    where h.organisation_id = current_organisation() and ${standsNow('h')} ${chosen(ids, sql`h.id`)}
      and (r.hazard_id is not null or exists (select from hazard_rating p
        where p.organisation_id = h.organisation_id and p.hazard_id = h.id and p.phase = 'residual'
          and p.confirmed_seq is not null))`);
  return rows.map(({ id, service, retired, relies, assumes, challenged }) => ({
    id,
    service,
    within: null,
    retired,
    names: [
      ...(relies ?? []).map((control) => ({ kind: 'control', id: control })),
      ...(assumes ?? []).map((assumption) => ({ kind: 'assumption', id: assumption })),
    ],
    row: { named: relies !== null, ...(challenged !== null && { reopened: true }) },
  }));
}

/** The controls of these ids as they stand now, with the aspects that anything was accepted for; all, where `ids` is null. */
export async function loadControls(tx: ReadTx, ids: Ids): Promise<Loaded<ControlRow>[]> {
  type Row = Omit<ControlRow, 'challenged'> & {
    id: string;
    challenged: number | null;
    service: string;
    retired: boolean;
    isCorrected: boolean;
    shown: string | null;
    aspects: string[] | null;
    /** What somebody has said of the rest; the others are not there. */
    more: Partial<ControlRow>;
  };
  const rows = await tx.rows<Row>(sql`
    select c.id, c.service_id as service, c.retired, c.number, t.body as text, c.existing, c.type, c.owner, c.party,
      c.state, c.stated_state as "statedState", e.body as evidence, a.body as action, c.action_status as "actionStatus",
      c.place, c.wording_reason_id as "wordingReason", c.counting_text_id is not null as "isCorrected", s.body as shown,
      jsonb_strip_nulls(jsonb_build_object('newHazards', c.new_hazards, 'newHazardsNote', w.body,
        'links', nullif(c.links, '[]'), 'shared', nullif(c.shared, false))) as more,
      ${challengedSeq('control', 'c.id')} as challenged,
      (select array_agg(distinct v.aspect) from control_evidence v where v.organisation_id = c.organisation_id
        and v.control_id = c.id and v.state = 'accepted' and ${standsNow('v')}) as aspects
    from control c
    left join text_value t on t.organisation_id = c.organisation_id and t.id = coalesce(c.counting_text_id, c.text_id)
    left join text_value s on s.organisation_id = c.organisation_id and s.id = c.text_id and c.counting_text_id is not null
    left join text_value e on e.organisation_id = c.organisation_id and e.id = c.evidence_id
    left join text_value a on a.organisation_id = c.organisation_id and a.id = c.action_id
    left join text_value w on w.organisation_id = c.organisation_id and w.id = c.new_hazards_note_id
    where c.organisation_id = current_organisation() and ${standsNow('c')} ${chosen(ids, sql`c.id`)}`);
  return rows.map(({ id, service, retired, isCorrected, shown, aspects, more, challenged, ...row }) => ({
    id,
    service,
    within: null,
    retired,
    names: ASPECTS.filter((aspect) => aspects?.includes(aspect)).map((kind) => ({ kind, id })),
    row: { ...row, ...more, ...(challenged !== null && { challenged }), ...(isCorrected && { corrected: shown }) },
  }));
}

/** The hazards of these ids as they stand now, with the controls they name; all, where `ids` is null. */
export async function loadHazards(tx: ReadTx, ids: Ids): Promise<Loaded<HazardRow>[]> {
  type Row = Omit<HazardRow, 'corrected' | 'challenged'> & {
    id: string;
    challenged: number | null;
    service: string;
    log: string;
    retired: boolean;
    controls: string[] | null;
    corrected: Record<string, Json>;
    more: Partial<HazardRow>;
  };
  const rating = (phase: string) => sql`
      (select jsonb_build_object('severity', r.severity, 'likelihood', r.likelihood, 'level', r.level, 'stated', r.stated,
        'justification', j.body, 'confirmed', r.confirmed_seq is not null)
        || jsonb_strip_nulls(jsonb_build_object('harmClass', r.harm_class, 'patients', r.patients,
          'reliesOn', to_jsonb(r.relies_on), 'assumes', to_jsonb(r.assumes)))
      from hazard_rating r
      left join text_value j on j.organisation_id = r.organisation_id and j.id = r.justification_id
      where r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = ${phase} and ${standsNow('r')})`;
  const texts = (ids: Sql) => sql`
      (select coalesce(array_agg(t.body order by o.position), '{}')
      from unnest(${ids}) with ordinality as o (id, position)
      left join text_value t on t.organisation_id = h.organisation_id and t.id = o.id)`;
  const causes = (text: Sql) => sql`
      (select coalesce(array_agg(t.body order by c.position, c.id), '{}')
      from hazard_cause c left join text_value t on t.organisation_id = c.organisation_id and t.id = ${text}
      where c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${standsNow('c')})`;
  const rows = await tx.rows<Row>(sql`
    select h.id, h.service_id as service, h.log_id as log, h.retired, h.number, n.body as name, d.body as description,
      h.component, h.arises_in as "arisesIn", h.status, h.stated_status as "statedStatus", sr.body as "standingReason",
      h.owner, h.receiver, no.body as notes, ev.body as evidence, ex.body as extra, h.file_ref as "fileRef", h.place,
      h.wording_reason_id as "wordingReason",
      ${texts(sql`coalesce(h.counting_effect_ids, h.effect_ids)`)} as effects,
      ${texts(sql`coalesce(h.counting_harm_ids, h.harm_ids)`)} as harms,
      ${causes(sql`coalesce(c.counting_text_id, c.text_id)`)} as causes,
      -- As it is shown; of what no correction was made, nothing.
      jsonb_strip_nulls(jsonb_build_object(
        'name', case when h.counting_name_id is not null then coalesce(sn.body, '') end,
        'description', case when h.counting_description_id is not null then coalesce(sd.body, '') end,
        'effects', case when h.counting_effect_ids is not null then to_jsonb(${texts(sql`h.effect_ids`)}) end,
        'harms', case when h.counting_harm_ids is not null then to_jsonb(${texts(sql`h.harm_ids`)}) end,
        'causes', (select to_jsonb(${causes(sql`c.text_id`)}) where exists (
          select from hazard_cause c where c.organisation_id = h.organisation_id and c.hazard_id = h.id
            and ${standsNow('c')} and c.counting_text_id is not null)))) as corrected,
      -- What somebody has said of the rest; the others are not there.
      jsonb_strip_nulls(jsonb_build_object('harmed', hm.body,
        'vulnerable', case when h.vulnerable <> '{}' then to_jsonb(h.vulnerable) end,
        'acts', (select jsonb_object_agg(l.control_id, l.acts) from hazard_control l
          where l.organisation_id = h.organisation_id and l.hazard_id = h.id and l.acts is not null
            and ${standsNow('l')}),
        'target', ${rating('target')}, 'deployer', ${rating('deployer')},
        'judgements', (select jsonb_object_agg(u.kind,
            jsonb_build_object('finding', u.finding, 'text', ut.body)) from hazard_judgement u
          join hazard_rating r on r.organisation_id = u.organisation_id and r.hazard_id = u.hazard_id
            and r.phase = 'residual' and r.confirmed_seq = u.rating_seq and ${standsNow('r')}
          left join text_value ut on ut.organisation_id = u.organisation_id and ut.id = u.text_id
          where u.organisation_id = h.organisation_id and u.hazard_id = h.id and ${standsNow('u')}))) as more,
      h.harm_kinds as "harmKinds",
      ${challengedSeq('hazard', 'h.id')} as challenged,
      ${rating('initial')} as initial,
      ${rating('residual')} as residual,
      (select array_agg(l.control_id) from hazard_control l
      where l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${standsNow('l')}) as controls
    from hazard h
    left join text_value n on n.organisation_id = h.organisation_id and n.id = coalesce(h.counting_name_id, h.name_id)
    left join text_value d on d.organisation_id = h.organisation_id
      and d.id = coalesce(h.counting_description_id, h.description_id)
    left join text_value sn on sn.organisation_id = h.organisation_id and sn.id = h.name_id
      and h.counting_name_id is not null
    left join text_value sd on sd.organisation_id = h.organisation_id and sd.id = h.description_id
      and h.counting_description_id is not null
    left join text_value sr on sr.organisation_id = h.organisation_id and sr.id = h.standing_reason_id
    left join text_value no on no.organisation_id = h.organisation_id and no.id = h.notes_id
    left join text_value ev on ev.organisation_id = h.organisation_id and ev.id = h.evidence_id
    left join text_value ex on ex.organisation_id = h.organisation_id and ex.id = h.extra_id
    left join text_value hm on hm.organisation_id = h.organisation_id and hm.id = h.harmed_id
    where h.organisation_id = current_organisation() and ${standsNow('h')} ${chosen(ids, sql`h.id`)}`);
  const judged = rows.filter((row) => isConfirmed(row.residual)).map((row) => row.log);
  const schemes = judged.length === 0 ? null : await schemesOf(tx, [...new Set(judged)], NOW);
  const acceptanceIn = (log: string, residual: Json) =>
    isConfirmed(residual)
      ? acceptanceOf(schemes?.get(log) ?? null, levelOf((residual as unknown as { level: string | null }).level))
      : null;
  return rows.map(({ id, service, log, retired, controls, corrected, more, harmKinds, challenged, ...row }) => ({
    id,
    service,
    within: log,
    retired,
    names: [
      ...(controls ?? []).map((control) => ({ kind: 'control', id: control })),
      ...(isConfirmed(row.residual) ? [{ kind: 'residual', id }] : []),
    ],
    row: {
      ...row,
      ...more,
      ...(harmKinds != null && { harmKinds }),
      ...(challenged !== null && { challenged }),
      ...acceptanceColumn(acceptanceIn(log, row.residual)),
      ...(Object.keys(corrected).length > 0 && { corrected }),
    },
  }));
}

/** What stands now is asked of no time. */
const NOW: Moment = { seq: null, now: new Date(0) };

function acceptanceColumn(acceptance: Acceptance | null): Pick<HazardRow, 'acceptance'> {
  return acceptance === null ? {} : { acceptance };
}

function isConfirmed(residual: Json): boolean {
  return (residual as { confirmed: boolean } | null)?.confirmed === true;
}

/** The logs of these ids as they stand now; all, where `ids` is null. */
export async function loadLogs(tx: ReadTx, ids: Ids): Promise<Loaded<LogRow>[]> {
  const rows = await tx.rows<LogRow & { id: string; service: string; retired: boolean }>(sql`
    select l.id, l.service_id as service, l.retired, l.title, l.number, l.scheme, l.sources
    from hazard_log l
    where l.organisation_id = current_organisation() and ${standsNow('l')} ${chosen(ids, sql`l.id`)}`);
  return rows.map(({ id, service, retired, ...row }) => ({
    id,
    service,
    within: null,
    retired,
    names: [{ kind: 'service', id: service }],
    row,
  }));
}
