import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { actionOwners } from '../actions/index.ts';
import { findService, type Service } from '../services/index.ts';
import {
  whyNotClosed,
  whyNotCorrected,
  whyNotDay,
  whyNotOpen,
  workshopNumber,
  workshopReference,
  type Workshop,
} from './domain.ts';
import {
  attendeeRow,
  details,
  FACILITATORS,
  named,
  reasonField,
  rowsOf,
  serviceField,
  versionField,
} from './fields.ts';
import { putAttendees, roomOf } from './room-store.ts';
import { latestOf, nextNumber, putWorkshop, workshopByNumber, type NewVersion, type StoredWorkshop } from './store.ts';

const feature = 'workshops';

/** Types, so that they are results. */
export type Changed = { id: string; service: string; workshop: string; version: number };

export const mayFacilitate = { roles: FACILITATORS, where: 'service' } as const;
export const about = (_input: unknown, output: { readonly id: string }) => ({ kind: 'workshop', id: output.id });

export const planWorkshop = command({
  feature,
  name: 'planWorkshop',
  summary: 'Plans a hazard workshop or a safety group meeting of a service, or begins to write one down that was held',
  past: ['a workshop was planned', '# workshops were planned'],
  input: z.strictObject({ service: serviceField, ...details }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { service: reference, ...said }): Promise<Changed> => {
    const service = await findService(tx, reference);
    if (service.phase === 'retired')
      throw new NotPossible(`${service.reference} is retired. To plan a workshop, take the service up again first.`);
    checkDetails(tx, service, said);
    const number = await nextNumber(tx, service.id);
    return write(tx, service.reference, {
      ...detailsOf(tx, said, null),
      id: tx.newId(),
      service: service.id,
      number,
      state: 'open',
      minutes: 0,
    });
  },
});

export const changeWorkshop = command({
  feature,
  name: 'changeWorkshop',
  summary: 'Changes what is said of a workshop: its title, day, method, scope and prompts',
  past: ['a workshop was changed', '# workshops were changed'],
  input: z.strictObject({ ...named, version: versionField, ...details }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { service: reference, workshop, version, ...said }): Promise<Changed> => {
    const { service, stored } = await opened(tx, { service: reference, workshop });
    checkDetails(tx, service, said, stored);
    if (stored.version !== version) {
      throw new Conflict(
        `Somebody else changed ${workshopReference(stored.number)} while you were changing it. What stands now is below.`,
        { title: stored.title, day: stored.day, scope: stored.scope },
        stored.version,
      );
    }
    return write(tx, service.reference, { ...stored, ...detailsOf(tx, said, stored) });
  },
});

type Details = Pick<Workshop, 'kind' | 'title' | 'day' | 'method' | 'scope' | 'components' | 'areas' | 'lenses'>;

/** @throws InputProblem */
function checkDetails(tx: CommandTx, service: Service, said: Details, before: Workshop | null = null): void {
  const day = whyNotDay(said.day, dateIn(tx.at));
  // What the service consisted of when the workshop was planned stays chosen.
  const known = new Set([...service.components.map(({ name }) => name), ...(before?.components ?? [])]);
  const unknown = said.components.find((name) => !known.has(name));
  const problems = [
    ...(day === null ? [] : [{ field: 'day', message: day }]),
    ...(said.kind === 'hazard workshop' && said.method === null
      ? [{ field: 'method', message: 'Choose how the workshop is run.' }]
      : []),
    ...(unknown === undefined
      ? []
      : [{ field: 'components', message: `“${unknown}” is no component of this service. Choose those that are.` }]),
  ];
  if (problems.length > 0) throw new InputProblem(problems);
}

/** What is said of it as it is written; a text that stays keeps its home. A meeting has no method. */
function detailsOf(tx: CommandTx, said: Details, before: StoredWorkshop | null) {
  const { kind, day, components, areas, lenses } = said;
  const home = (field: 'title' | 'scope') =>
    before && before[field] === said[field] ? before.texts[field] : tx.text(said[field]);
  return {
    kind,
    day,
    components,
    areas,
    lenses,
    method: kind === 'hazard workshop' ? said.method : null,
    texts: {
      title: home('title'),
      scope: home('scope'),
      departure: before?.texts.departure ?? null,
      reason: before?.texts.reason ?? null,
    },
  };
}

export const recordAttendees = command({
  feature,
  name: 'recordAttendees',
  summary: 'Says who is in the room of a workshop, and in which role; and takes out who was not',
  past: ['attendees of a workshop were recorded', 'attendees of workshops were recorded # times'],
  input: z.strictObject({
    ...named,
    add: rowsOf(attendeeRow, 50),
    remove: z.array(z.uuid('Choose somebody who is in the room.')).max(200).default([]).describe('Ids of attendees'),
  }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { add, remove, ...input }): Promise<Changed> => {
    const { service, stored } = await opened(tx, input);
    const [room, people] = await Promise.all([
      roomOf(tx, stored.id, { seq: null, now: tx.at }),
      actionOwners(tx, service, tx.at),
    ]);
    const here = room.attendees.filter(({ id }) => !remove.includes(id));
    const seen = new Set(here.flatMap(({ person }) => (person ? [person.id] : [])));
    const problems = Object.entries(add).flatMap(([key, { person, guest }]) => {
      const field = (name: string) => `add.${key}.${name}`;
      if (person === null && guest === '')
        return [{ field: field('person'), message: 'Choose a person, or give the name of a guest.' }];
      if (person !== null && guest !== '')
        return [{ field: field('guest'), message: 'Choose a person or name a guest, not both in one row.' }];
      if (person === null) return [];
      if (!people.some(({ id }) => id === person))
        return [{ field: field('person'), message: 'Choose somebody who has a role in this service.' }];
      if (seen.has(person)) return [{ field: field('person'), message: 'They are in the room already.' }];
      seen.add(person);
      return [];
    });
    if (problems.length > 0) throw new InputProblem(problems);
    if (Object.keys(add).length === 0 && here.length === room.attendees.length)
      throw new NotPossible('Nobody was added and nobody was taken out. Nothing was changed.');
    await putAttendees(tx, stored.id, {
      remove,
      add: Object.values(add).map(({ person, guest, role }) => ({
        id: tx.newId(),
        person,
        guest: person === null ? tx.text(guest) : null,
        role,
      })),
    });
    return changed(service.reference, stored, tx);
  },
});

export const recordDeparture = command({
  feature,
  name: 'recordDeparture',
  summary: 'Says why a workshop was right without some of those who should be in the room',
  past: ['it was said why a workshop was right as it was', 'it was said # times why a workshop was right as it was'],
  input: z.strictObject({ ...named, reason: reasonField('Say why it was right without them.') }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { reason, ...input }): Promise<Changed> => {
    const { service, stored } = await opened(tx, input);
    return write(tx, service.reference, { ...stored, texts: { ...stored.texts, departure: tx.text(reason) } });
  },
});

export const closeWorkshop = command({
  feature,
  name: 'closeWorkshop',
  summary:
    'Closes the minutes of a workshop: what stands is kept as a version of them, and its drafts can be decided on',
  past: ['minutes of a workshop were closed', 'minutes of workshops were closed # times'],
  input: z.strictObject({ ...named, version: versionField.describe('Of the notes as you saw them') }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { version, ...input }): Promise<Changed & { minutes: number }> => {
    const { service, stored } = await found(tx, input);
    const [room, latest] = await Promise.all([
      roomOf(tx, stored.id, { seq: null, now: tx.at }),
      latestOf(tx, stored.id),
    ]);
    const refused = whyNotClosed(stored, room, dateIn(tx.at));
    if (refused !== null) throw new NotPossible(refused);
    if (latest !== version) {
      throw new Conflict(
        'Somebody wrote into the notes after you opened this page. Read what stands there now, and close the minutes then.',
        {},
        latest,
      );
    }
    const minutes = stored.minutes + 1;
    // Why they were opened again stays with the version before, which led to this one.
    const written = { ...stored, state: 'closed' as const, minutes, texts: { ...stored.texts, reason: null } };
    return { ...(await write(tx, service.reference, written)), minutes };
  },
});

export const correctMinutes = command({
  feature,
  name: 'correctMinutes',
  summary: 'Opens closed minutes for a correction, with the reason; the version that was closed stays as it was',
  past: ['minutes of a workshop were opened for a correction', 'minutes of workshops were opened # times'],
  input: z.strictObject({ ...named, reason: reasonField('Say what has to be corrected, and why.') }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { reason, ...input }): Promise<Changed> => {
    const { service, stored } = await found(tx, input);
    const refused = whyNotCorrected(stored);
    if (refused !== null) throw new NotPossible(refused);
    const texts = { ...stored.texts, reason: tx.text(reason) };
    return write(tx, service.reference, { ...stored, state: 'open', texts });
  },
});

export const callOffWorkshop = command({
  feature,
  name: 'callOffWorkshop',
  summary: 'Says that a workshop does not take place, with the reason; it stays on the list',
  past: ['a workshop was called off', '# workshops were called off'],
  input: z.strictObject({ ...named, reason: reasonField('Say why it does not take place.') }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { reason, ...input }): Promise<Changed> => {
    const { service, stored } = await opened(tx, input);
    if (stored.minutes > 0)
      throw new NotPossible('It took place: its minutes were closed once. Correct them instead. Nothing was changed.');
    const texts = { ...stored.texts, reason: tx.text(reason) };
    return write(tx, service.reference, { ...stored, state: 'called off', texts });
  },
});

export interface Named {
  readonly service: string;
  readonly workshop: string;
}

/** @throws NotFound */
export async function found(tx: CommandTx, { service: reference, workshop }: Named) {
  const service = await findService(tx, reference);
  const number = workshopNumber(workshop)!;
  const stored = await workshopByNumber(tx, service.id, number);
  if (!stored) throw new NotFound(`There is no workshop ${workshopReference(number)} in this service.`);
  return { service, stored };
}

/** The same, where something can be changed in it. @throws NotPossible */
export async function opened(tx: CommandTx, input: Named) {
  const both = await found(tx, input);
  const refused = whyNotOpen(both.stored);
  if (refused !== null) throw new NotPossible(refused);
  return both;
}

async function write(tx: CommandTx, service: string, version: NewVersion): Promise<Changed> {
  await putWorkshop(tx, version);
  return changed(service, version, tx);
}

export function changed(
  service: string,
  { id, number }: { readonly id: string; readonly number: number },
  tx: CommandTx,
): Changed {
  return { id, service, workshop: workshopReference(number), version: tx.seq };
}
