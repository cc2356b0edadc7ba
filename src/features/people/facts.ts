import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { WORKS_ON_SAFETY, type PeopleFacts, type TeamMember } from './checks.ts';
import { competenceOf, membersUntil, rolesHeld } from './facts-store.ts';
import { absences, nominations } from './nomination-store.ts';
import { registrations } from './registration-store.ts';
import { trainings } from './training-store.ts';

/**
 * What is known of officers and of those who work on the safety of services, at a moment. A fixed number of queries, however
 * many services. Where nobody was ever nominated, nothing is known of an office.
 */
export async function factsOfPeople(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<PeopleFacts>>> {
  const [held, roles] = await Promise.all([
    nominations(tx, { services: services.map(({ id }) => id) }, moment),
    rolesHeld(tx, services, moment),
  ]);
  const working = roles.filter(({ role }) => WORKS_ON_SAFETY.some((one) => one === role));
  const officers = [...new Set(held.map(({ person }) => person))];
  const team = [...new Set(working.map(({ person }) => person))];
  const [registered, trained, away, members, competence] = await Promise.all([
    registrations(tx, { people: officers }, moment),
    trainings(tx, { people: officers }, moment),
    absences(
      tx,
      held.map(({ id }) => id),
      moment,
    ),
    membersUntil(tx, officers, moment),
    competenceOf(tx, team, services, moment),
  ]);
  const nominationsOf = Map.groupBy(held, ({ service }) => service);
  const registrationsOf = Map.groupBy(registered, ({ person }) => person);
  const trainingsOf = Map.groupBy(trained, ({ person }) => person);
  const absencesOf = Map.groupBy(away, ({ nomination }) => nomination);
  const competenceBy = Map.groupBy(competence, ({ person }) => person);
  const workingIn = Map.groupBy(working, ({ service }) => service);
  return new Map(
    services.map((service) => {
      const own = nominationsOf.get(service.id) ?? [];
      const people = [...new Set(own.map(({ person }) => person))];
      const office = {
        nominations: own,
        registrations: people.flatMap((person) => registrationsOf.get(person) ?? []),
        trainings: people.flatMap((person) => trainingsOf.get(person) ?? []),
        absences: own.flatMap(({ id }) => absencesOf.get(id) ?? []),
        members: people.flatMap((person) => {
          const until = members.get(person);
          return until === undefined ? [] : [{ person, until }];
        }),
      };
      const here = [...(workingIn.get(null) ?? []), ...(workingIn.get(service.reference) ?? [])];
      const inTeam = [...Map.groupBy(here, ({ person }) => person)].map(([person, grants]): TeamMember => {
        const assessed = (competenceBy.get(person) ?? []).filter(
          (one) => one.service === null || one.service === service.id,
        );
        const ends = grants.map(({ until }) => until);
        return {
          person,
          name: grants[0]!.name,
          until: ends.includes(null) ? null : new Date(Math.max(...ends.map((end) => end!.getTime()))),
          reviewOn: assessed.at(-1)?.reviewOn ?? null,
        };
      });
      return [
        service.id,
        {
          ...(own.length > 0 && { office }),
          ...(inTeam.length > 0 && { team: inTeam }),
        },
      ];
    }),
  );
}
