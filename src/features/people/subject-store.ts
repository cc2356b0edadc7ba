import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import { clinicianOf, gapsOf, lookUpThatCounts, reliedOn, termsOf, type Registration } from './domain.ts';
import type { NominationRow, RegistrationRow, TrainingRow } from './kinds.ts';
import { nominations } from './nomination-store.ts';
import { registrations } from './registration-store.ts';
import { trainings } from './training-store.ts';

const NOWHERE = { service: null, within: null } as const;

export async function loadRegistrations(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<RegistrationRow>[]> {
  const found = await registrations(tx, { ids });
  return found.map((one) => {
    const { id, person, register, number, name, profession, withdrawn } = one;
    const seen = lookUpThatCounts(one);
    return {
      ...NOWHERE,
      id,
      retired: withdrawn,
      names: [],
      row: {
        person,
        register,
        number,
        name,
        profession,
        withdrawn,
        seen: seen && { status: seen.status, on: seen.on, nextDue: seen.nextDue },
        gaps: gapsOf(one).map(({ from, to }) => ({ from, to })),
      },
    };
  });
}

export async function loadTrainings(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<TrainingRow>[]> {
  const found = await trainings(tx, { ids });
  return found.map(({ id, person, course, provider, level, takenOn, expiresOn, certificate, withdrawn }) => ({
    ...NOWHERE,
    id,
    retired: withdrawn,
    names: [],
    row: { person, course, provider, level, takenOn, expiresOn, certificate, withdrawn },
  }));
}

/** A nomination, the registration that it rests on, and when the next one takes over. */
export async function loadNominations(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<NominationRow>[]> {
  const services = await servicesOf(tx, ids);
  const all = await nominations(tx, { services });
  const asked = ids === null ? all : all.filter(({ id }) => ids.includes(id));
  const registered = await registrations(tx, { people: [...new Set(asked.map(({ person }) => person))] });
  const terms = [...Map.groupBy(all, ({ service }) => service).values()].flatMap((of) => termsOf(of));
  const clinician = ({ register, profession }: Registration) => clinicianOf(register, profession) ?? 'judgement';
  return asked.map((one) => {
    const rests = reliedOn(
      registered.filter(({ person }) => person === one.person),
      clinician,
    );
    const term = terms.find(({ nomination }) => nomination.id === one.id) ?? null;
    return {
      id: one.id,
      service: one.service,
      within: null,
      // What was declined, or has given way before its time, is no claim any more.
      retired: one.state === 'declined' || one.state === 'withdrawn' || (one.state === 'accepted' && term === null),
      names: rests ? [{ kind: 'registration', id: rests.id }] : [],
      row: {
        person: one.person,
        office: one.office,
        state: one.state,
        nominatedBy: one.nominatedBy.person,
        nominatedAt: one.nominatedAt.toISOString(),
        beginsOn: one.beginsOn,
        employer: one.employer,
        note: one.note,
        clinicianBecause: one.clinicianBecause,
        answeredAt: one.answeredAt?.toISOString() ?? null,
        holdsFrom: term?.from.toISOString() ?? null,
        acceptedSeq: one.acceptedSeq,
        statement: one.statement,
        confirmedBy: one.confirmedBy,
        declinedBecause: one.declinedBecause,
        endsAt: term?.to?.toISOString() ?? null,
        endedBecause: one.endedBecause,
        accessUntil: one.accessUntil,
        isClinician: rests !== null && (clinician(rests) === 'yes' || one.clinicianBecause !== ''),
      },
    };
  });
}

/** The services whose nominations these are: a term is known only with those beside it. */
async function servicesOf(tx: ReadTx, ids: readonly string[] | null): Promise<readonly string[] | null> {
  if (ids === null) return null;
  const rows = await tx.rows<{ service: string }>(sql`
    select distinct n.service_id as service from nomination n
    where n.organisation_id = current_organisation() and ${standsNow('n')}
      ${ids.length === 0 ? sql`and false` : empty} and n.id = any(${ids}::uuid[])`);
  return rows.map(({ service }) => service);
}
