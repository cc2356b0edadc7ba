import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Acts, ControlType, Party, ControlState } from './domain.ts';

/*
 * Which controls act on which hazards: made, changed and ended by hand.
 */

/** A hazard that controls can be put on, with its causes and the controls that it has. */
export interface HazardWithControls {
  readonly id: string;
  readonly version: number;
  readonly retired: boolean;
  /** Ids, in their order. */
  readonly causes: readonly string[];
  readonly links: readonly LinkNow[];
  /** Controls that a rating of it relies on, by their ids, with the ratings that do. */
  readonly relied: readonly { readonly control: string; readonly phase: string }[];
}

export interface LinkNow {
  readonly control: string;
  readonly position: number;
  readonly causes: readonly string[];
  readonly acts: Acts | null;
}

/** The hazard of this number in a service; null where there is none. */
export async function hazardWithControls(
  tx: ReadTx,
  service: string,
  number: number,
): Promise<HazardWithControls | null> {
  const [row] = await tx.rows<HazardWithControls>(sql`
    select h.id, h.from_seq as version, h.retired,
      array(select c.id from hazard_cause c where c.organisation_id = h.organisation_id and c.hazard_id = h.id
        and ${standsNow('c')} order by c.position, c.id) as causes,
      coalesce((select jsonb_agg(jsonb_build_object('control', l.control_id, 'position', l.position, 'causes', l.cause_ids,
        'acts', l.acts) order by l.position) from hazard_control l
        where l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${standsNow('l')}), '[]') as links,
      coalesce((select jsonb_agg(jsonb_build_object('control', x.id, 'phase', r.phase)) from hazard_rating r
        cross join unnest(r.relies_on) as x (id)
        where r.organisation_id = h.organisation_id and r.hazard_id = h.id and ${standsNow('r')}), '[]') as relied
    from hazard h
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
      and ${standsNow('h')}`);
  return row ?? null;
}

/** A control as far as putting it on a hazard needs it. */
export interface ControlNow {
  readonly id: string;
  readonly service: string;
  readonly version: number;
  readonly shared: boolean;
  readonly retired: boolean;
}

/** The control of this number in the service of a reference; null where there is none. */
export async function controlNow(tx: ReadTx, reference: string, number: number): Promise<ControlNow | null> {
  const [row] = await tx.rows<ControlNow>(sql`
    select k.id, k.service_id as service, k.from_seq as version, k.shared, k.retired
    from service v
    join control k on k.organisation_id = v.organisation_id and k.service_id = v.id and k.number = ${number}
      and ${standsNow('k')}
    where v.organisation_id = current_organisation() and v.reference = ${reference} and ${standsNow('v')}`);
  return row ?? null;
}

/** Puts a control on a hazard, or changes how it acts there. */
export async function putLink(tx: CommandTx, hazard: string, link: LinkNow): Promise<void> {
  await endLink(tx, hazard, link.control);
  await tx.rows(sql`
    insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, cause_ids, acts)
    values (${tx.organisation}, ${hazard}, ${link.control}, ${tx.seq}, ${link.position}, ${link.causes}::uuid[],
      ${link.acts})`);
  tx.touch({ kind: 'hazard', id: hazard });
}

/** Takes a control off a hazard. */
export async function endLink(tx: CommandTx, hazard: string, control: string): Promise<void> {
  await tx.rows(sql`
    update hazard_control l set to_seq = ${tx.seq}
    where l.organisation_id = current_organisation() and l.hazard_id = ${hazard} and l.control_id = ${control}
      and ${standsNow('l')}`);
  tx.touch({ kind: 'hazard', id: hazard });
}

/** How many hazards rest on a control, in all and in the service that looks; and the services besides its own that have some. */
export async function restingOn(
  tx: ReadTx,
  control: string,
  service: string,
): Promise<{ readonly all: number; readonly here: number; readonly elsewhere: readonly string[] }> {
  const [row] = await tx.rows<{ all: number; here: number; elsewhere: string[] }>(sql`
    select count(*)::int as all, (count(*) filter (where h.service_id = ${service}))::int as here,
      coalesce(array_agg(distinct v.reference) filter (where h.service_id <> k.service_id), '{}') as elsewhere
    from hazard_control l
    join hazard h on h.organisation_id = l.organisation_id and h.id = l.hazard_id and ${standsNow('h')} and not h.retired
    join control k on k.organisation_id = l.organisation_id and k.id = l.control_id and ${standsNow('k')}
    join service v on v.organisation_id = h.organisation_id and v.id = h.service_id and ${standsNow('v')}
    where l.organisation_id = current_organisation() and l.control_id = ${control} and ${standsNow('l')}`);
  return row!;
}

/** A new version of a control in which only these differ: whether it is shared, whether it is retired. */
export async function putControlFlags(
  tx: CommandTx,
  id: string,
  flags: { readonly shared?: boolean; readonly retired?: boolean },
): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update control k set to_seq = ${tx.seq}
      where k.organisation_id = current_organisation() and k.id = ${id} and ${standsNow('k')}
      returning k.*
    )
    insert into control
    select n.* from ended e cross join lateral jsonb_populate_record(null::control, to_jsonb(e)
      || jsonb_build_object('from_seq', ${tx.seq}::bigint, 'to_seq', 9007199254740991)
      || jsonb_strip_nulls(jsonb_build_object('shared', ${flags.shared ?? null}::boolean,
        'retired', ${flags.retired ?? null}::boolean))) n`);
  tx.touch({ kind: 'control', id });
}

/** A control that is recorded by hand. */
export interface NewControlRow {
  readonly text: string;
  readonly type: ControlType | null;
  readonly existing: boolean | null;
  readonly party: Party | null;
  readonly owner: string | null;
  readonly state: ControlState;
}

/** Writes a new control, and gives it the next number of its service. */
export async function putControl(
  tx: CommandTx,
  service: string,
  control: NewControlRow,
): Promise<{ readonly id: string; readonly number: number }> {
  const id = tx.newId();
  const [row] = await tx.rows<{ number: number }>(sql`
    insert into control (organisation_id, id, from_seq, service_id, number, text_id, existing, type, owner, party, state,
      retired)
    select ${tx.organisation}, ${id}, ${tx.seq}, ${service}, coalesce(max(k.number), 0) + 1, ${tx.text(control.text)}::uuid,
      ${control.existing}::boolean, ${control.type}::text, ${control.owner}::text, ${control.party}::text,
      ${control.state}::text, false
    from control k where k.organisation_id = current_organisation() and k.service_id = ${service}
    returning number`);
  tx.touch({ kind: 'control', id });
  return { id, number: row!.number };
}

/** A control that can be put on a hazard. */
export interface ChoosableControl {
  /** CTL-31, or PLATFORM/CTL-3. */
  readonly service: string;
  readonly number: number;
  readonly text: string;
  /** How many hazards of the service that looks rest on it: of the others it learns nothing. */
  readonly hazards: number;
}

/** The living controls of a service, and those that other services share. The first of each. */
export async function choosableControls(tx: ReadTx, service: string, most: number): Promise<ChoosableControl[]> {
  return tx.rows<ChoosableControl>(sql`
    select v.reference as service, k.number, coalesce(${said('t')}, '') as text,
      (select count(*)::int from hazard_control l
        join hazard h on h.organisation_id = l.organisation_id and h.id = l.hazard_id and ${standsNow('h')}
          and not h.retired and h.service_id = ${service}
        where l.organisation_id = k.organisation_id and l.control_id = k.id and ${standsNow('l')}) as hazards
    from control k
    join service v on v.organisation_id = k.organisation_id and v.id = k.service_id and ${standsNow('v')}
    left join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
    where k.organisation_id = current_organisation() and ${standsNow('k')} and not k.retired and k.state <> 'withdrawn'
      and (k.service_id = ${service} or k.shared)
    order by k.service_id <> ${service}::uuid, v.reference, k.number limit ${most}`);
}
