import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import { incidentRef } from './domain.ts';
import type { CaseAnswer, CaseVerdict } from './domain/verdict.ts';

/*
 * What is said of incidents and the safety case.
 */

export interface StoredVerdict extends CaseVerdict {
  readonly incident: string;
  /** The entry that made it so: whoever signs must have seen it. */
  readonly version: number;
}

interface Row {
  readonly incident: string;
  readonly version: number;
  readonly answer: CaseAnswer;
  readonly why: string;
  readonly undermines: readonly string[];
  readonly noHazard: string | null;
  readonly proposedBy: string;
  readonly proposer: string;
  readonly proposedAt: Date;
  readonly signer: string | null;
  readonly signedBy: string | null;
  readonly role: string | null;
  readonly registration: string | null;
  readonly signedAt: Date | null;
  readonly together: number | null;
}

/** What is said of these incidents at a moment, by their ids; those of which nothing is said are not there. */
export async function verdictsOf(
  tx: ReadTx,
  incidents: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, StoredVerdict>> {
  return incidents.length === 0 ? new Map() : verdicts(tx, sql`d.incident_id = any(${incidents}::uuid[])`, moment);
}

/** The same of all incidents of services. @param services their ids */
export async function verdictsIn(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, StoredVerdict>> {
  return verdicts(tx, sql`d.service_id = any(${services}::uuid[])`, moment);
}

async function verdicts(tx: ReadTx, which: Sql, moment: Moment): Promise<ReadonlyMap<string, StoredVerdict>> {
  const rows = await tx.rows<Row>(sql`
    select d.incident_id as incident, d.from_seq as version, d.answer, ${said('w')} as why, d.undermines,
      ${said('h')} as "noHazard", ${actorName('d.proposed_by')} as "proposedBy", d.proposed_by as proposer,
      d.proposed_at as "proposedAt", d.signed_by as signer, p.name as "signedBy", d.signed_role as role,
      d.signed_registration as registration, d.signed_at as "signedAt", d.together
    from incident_verdict d
    left join text_value w on w.organisation_id = d.organisation_id and w.id = d.why_id
    left join text_value h on h.organisation_id = d.organisation_id and h.id = d.no_hazard_id
    left join person p on p.id = d.signed_by
    where d.organisation_id = current_organisation() and ${which} and ${stands('d', moment)}`);
  return new Map(rows.map((row) => [row.incident, shown(row)]));
}

function shown({ proposer, signer, signedBy, role, registration, signedAt, together, ...row }: Row): StoredVerdict {
  return {
    ...row,
    signed:
      signedAt === null
        ? null
        : {
            by: signedBy ?? 'Somebody whose name was erased',
            role: role!,
            registration,
            at: signedAt,
            together: together!,
            own: proposer === `person:${signer}`,
          },
  };
}

export interface NewVerdict {
  readonly incident: string;
  readonly service: string;
  readonly answer: CaseAnswer;
  readonly why: string;
  readonly undermines: readonly string[];
  readonly noHazard: string | null;
}

/** Proposes an answer. One that was signed before gives way to it, and stays in what was known. */
export function putProposal(tx: CommandTx, one: NewVerdict): void {
  endVerdict(tx, one.incident);
  tx.send(sql`
    insert into incident_verdict (organisation_id, incident_id, from_seq, service_id, answer, why_id, undermines,
      no_hazard_id, proposed_by, proposed_at)
    values (${tx.organisation}, ${one.incident}, ${tx.seq}, ${one.service}, ${one.answer}, ${tx.text(one.why)}::uuid,
      ${one.undermines}::text[], ${tx.text(one.noHazard)}::uuid, ${labelOf(tx.actor)}, ${tx.at})`);
  tx.touch(incidentRef(one.incident));
}

export interface Signing {
  readonly person: string;
  readonly role: string;
  readonly registration: string | null;
  readonly method: string;
  /** How many are signed with it, itself included. */
  readonly together: number;
}

/** Signs what was proposed of incidents. @param incidents their ids */
export async function putSignatures(tx: CommandTx, incidents: readonly string[], by: Signing): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update incident_verdict d set to_seq = ${tx.seq}
      where d.organisation_id = current_organisation() and d.incident_id = any(${incidents}::uuid[]) and ${standsNow('d')}
      returning d.*
    )
    insert into incident_verdict (organisation_id, incident_id, from_seq, service_id, answer, why_id, undermines,
      no_hazard_id, proposed_by, proposed_at, signed_by, signed_role, signed_registration, signed_at, confirmed_by, together)
    select e.organisation_id, e.incident_id, ${tx.seq}, e.service_id, e.answer, e.why_id, e.undermines, e.no_hazard_id,
      e.proposed_by, e.proposed_at, ${by.person}, ${by.role}, ${by.registration}, ${tx.at}, ${by.method}, ${by.together}
    from ended e`);
  for (const id of incidents) tx.touch(incidentRef(id));
}

/** What was said no longer stands: the incident was reopened. */
export function endVerdict(tx: CommandTx, incident: string): void {
  tx.send(sql`
    update incident_verdict d set to_seq = ${tx.seq}
    where d.organisation_id = current_organisation() and d.incident_id = ${incident} and ${standsNow('d')}`);
}

/** A service in which answers wait for an officer. */
export interface VerdictsWaiting {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** How many are proposed and not signed. */
  readonly waiting: number;
  readonly since: Date;
}

/** Services in which answers wait, at most so many, the longest-standing first. @param services their references; null for all */
export async function verdictsWaiting(
  tx: ReadTx,
  services: readonly string[] | null,
  most: number,
): Promise<readonly VerdictsWaiting[]> {
  return tx.rows<VerdictsWaiting>(sql`
    select json_build_object('id', v.id, 'reference', v.reference, 'name', v.name) as service, count(*)::int as waiting,
      min(d.proposed_at) as since
    from incident_verdict d
    join incident i on i.organisation_id = d.organisation_id and i.id = d.incident_id and ${standsNow('i')}
      and i.voided_id is null
    join service v on v.organisation_id = d.organisation_id and v.id = d.service_id and ${standsNow('v')} and v.phase <> 'retired'
      ${services === null ? empty : sql`and v.reference = any(${services}::text[])`}
    where d.organisation_id = current_organisation() and ${standsNow('d')} and d.signed_at is null
    group by v.id, v.reference, v.name order by min(d.proposed_at) limit ${most}`);
}
