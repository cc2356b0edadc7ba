import { TEAM } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { appointed, gapsOf, isInGap, type Day, type Gap, type OfficeHolders, type Signer } from './domain.ts';
import { competenceOf, rolesHeld } from './facts-store.ts';
import { absences, acceptedAt, nominations, type AskedAt } from './nomination-store.ts';
import { holdersAt, officeOf, signerAt } from './office.ts';
import { body } from './parts-store.ts';
import { membersAmong, newest, personName, servicesById } from './people-store.ts';
import { registrations } from './registration-store.ts';
import { trainings } from './training-store.ts';

/*
 * What other features ask of people. Each is a fixed number of queries.
 */

/**
 * Who would sign for a service now, with everything that is kept with a signature.
 * @param of.service the id of the service
 * @param at the time of the signature: what lapses is asked of it
 */
export async function signerOf(
  tx: ReadTx,
  of: { readonly person: string; readonly service: string },
  at: Date,
): Promise<Signer> {
  const people = [of.person];
  const [name, held, registered, trained] = await Promise.all([
    personName(tx, of.person),
    nominations(tx, { services: [of.service] }),
    registrations(tx, { people }),
    trainings(tx, { people }),
  ]);
  const known = { registrations: registered, trainings: trained };
  return signerAt({ person: of.person, name }, known, officeOf(held, of.person, at), at);
}

/**
 * The one answer to "who was clinical safety officer on that day, and who could sign?", as it was known then.
 * @param service the id of the service
 */
export async function officeHolders(tx: ReadTx, service: string, at: Date): Promise<OfficeHolders> {
  const [one] = await officeHoldersOf(tx, [service], await newest(tx, at));
  if (!one) throw new Error('there is no such service');
  return one.holders;
}

/**
 * The same for many services: no more queries for a hundred than for one. Services that there were not are left out.
 * @param text how texts are brought: `isSaid` where nobody reads them
 */
export async function officeHoldersOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
  text: typeof body = body,
): Promise<readonly { readonly service: string; readonly holders: OfficeHolders }[]> {
  const [named, held] = await Promise.all([servicesById(tx, services), nominations(tx, { services }, moment, text)]);
  const people = [...new Set(held.map(({ person }) => person))];
  const [registered, trained, away, members] = await Promise.all([
    registrations(tx, { people }, moment, text),
    trainings(tx, { people }, moment, text),
    absences(
      tx,
      held.map(({ id }) => id),
      moment,
    ),
    membersAmong(tx, people, moment),
  ]);
  const byService = Map.groupBy(held, ({ service }) => service);
  return named.map(({ id, reference }) => {
    const nominations = byService.get(id) ?? [];
    const known = { nominations, registrations: registered, trainings: trained, absences: away, members };
    return { service: id, holders: holdersAt({ reference }, known, moment.now) };
  });
}

/** Whether a registration was held on a day, as far as is known; and if not, on which days it was not. */
export interface HeldOn {
  readonly registration: string;
  readonly day: Day;
  readonly held: boolean;
  readonly gap: Gap | null;
}

/**
 * Whether registrations that signatures rested on turned out not to have been held on the days of the signatures, as far as
 * was known at a moment. One query. A registration that is not there was never held.
 */
export async function registrationsHeldOn(
  tx: ReadTx,
  asked: readonly { readonly registration: string; readonly day: Day }[],
  moment?: Moment,
): Promise<readonly HeldOn[]> {
  const ids = [...new Set(asked.map(({ registration }) => registration))];
  const found = await registrations(tx, { ids }, moment);
  return asked.map(({ registration, day }) => {
    const one = found.find(({ id }) => id === registration);
    const gap = one ? (gapsOf(one).find((gap) => isInGap([gap], day)) ?? null) : null;
    return { registration, day, held: one !== undefined && gap === null, gap };
  });
}

/** Somebody who holds roles in a service, and until when what was said of their competence counts. */
export interface InTeam {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** The day by which somebody has to look again; null where nobody ever said anything of it. */
  readonly competentUntil: Day | null;
}

/** Who holds roles in a service at a moment, in the order of their names (DCB0129 2.4). Two queries. */
export async function teamOf(tx: ReadTx, service: AssessedService, moment: Moment): Promise<readonly InTeam[]> {
  const held = (await rolesHeld(tx, [service], moment)).filter(
    ({ role, until }) => (TEAM as readonly string[]).includes(role) && (until === null || until > moment.now),
  );
  const byPerson = Map.groupBy(held, ({ person }) => person);
  const assessed = await competenceOf(tx, [...byPerson.keys()], [service], moment);
  return [...byPerson].map(([person, roles]) => ({
    person,
    name: roles[0]!.name,
    roles: [...new Set(roles.map(({ role }) => role))],
    competentUntil: assessed.findLast((one) => one.person === person)?.reviewOn ?? null,
  }));
}

/** Somebody whom a service was given as an officer. */
export interface Appointed {
  readonly service: string;
  readonly office: string;
  readonly person: string;
  readonly name: string;
}

/**
 * Whom services were given as their officers, as was decided by an entry of the ledger each, or by now; no clock is asked.
 * One query.
 */
export async function appointedAt(tx: ReadTx, asked: readonly AskedAt[]): Promise<readonly (readonly Appointed[])[]> {
  const held = Map.groupBy(await acceptedAt(tx, asked), ({ place }) => place);
  return asked.map((_one, place) =>
    appointed(held.get(place) ?? []).map(({ service, office, person, name }) => ({ service, office, person, name })),
  );
}
