import { z } from 'zod';
import { command, query } from '../../platform/commands/command.ts';
import { ROLES, TEAM, WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import { line } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { grant, refuseBadGrant, role } from './member-commands.ts';
import { membersSeen } from './domain/membership.ts';
import { servicesWorkedIn } from './seeing.ts';
import { LIMIT_BOUNDS, limitsProblem } from './domain.ts';
import {
  endMemberSessions,
  members,
  nameOrganisation,
  organisationNow,
  personExists,
  putMember,
  putSessionLimits,
} from './store.ts';

const name = line(200, 'Give the organisation a name.');
const feature = 'organisations';

/** Begins an organisation: its ledger starts here. */
export const createOrganisation = command({
  feature,
  name: 'createOrganisation',
  summary: 'Creates an organisation',
  past: ['the organisation was created', '# organisations were created'],
  input: z.strictObject({ name }),
  may: { roles: [], where: 'organisation', operator: true },
  founds: true,
  subject: (_input, output: { organisation: string }) => ({ kind: 'organisation', id: output.organisation }),
  run: async (tx, _actor, input) => {
    await nameOrganisation(tx, input.name);
    return { organisation: tx.organisation };
  },
});

export const renameOrganisation = command({
  feature,
  name: 'renameOrganisation',
  summary: 'Gives the organisation another name',
  past: ['the organisation was given another name', 'the organisation was given another name # times'],
  input: z.strictObject({ name }),
  may: { roles: ['administrator'], where: 'organisation', operator: true },
  subject: (_input, output: { organisation: string }) => ({ kind: 'organisation', id: output.organisation }),
  run: async (tx, _actor, input) => {
    const organisation = await organisationNow(tx);
    if (!organisation) throw new NotFound('There is no such organisation.');
    if (organisation.name === input.name) throw new NotPossible('The organisation has this name already.');
    await nameOrganisation(tx, input.name);
    return { organisation: tx.organisation };
  },
});

/** Without roles, the person no longer belongs to the organisation; that they did stays known. */
export const setMember = command({
  feature,
  name: 'setMember',
  summary: 'Gives a person their roles in the organisation, in place of those that they had',
  past: ['somebody was given other roles', 'other roles were given # times'],
  input: z.strictObject({
    person: z.uuid('Give the id of a person.'),
    roles: z
      .array(role, 'Give a list of roles.')
      .overwrite((roles) => ROLES.filter((role) => roles.includes(role)))
      .default([])
      .describe('For the whole organisation, without end'),
    grants: z
      .array(grant, 'Give a list of roles in services.')
      .max(1_000)
      .default([])
      .describe('In one service, or until a time'),
  }),
  may: { roles: [], where: 'organisation', operator: true },
  subject: ({ person }) => ({ kind: 'person', id: person }),
  run: async (tx, _actor, { person, roles, grants }) => {
    if (!(await personExists(tx, person)))
      throw new InputProblem([{ field: 'person', message: 'There is no such person. Create the person first.' }]);
    const given = [...roles.map((one) => ({ role: one, service: null, until: null })), ...grants];
    for (const one of given) refuseBadGrant(one, tx.at, 'grants');
    await putMember(tx, person, given);
    return { person };
  },
});

const { idleMinutes: idle, absoluteMinutes: absolute } = LIMIT_BOUNDS;
const minutes = ({ least, most }: { readonly least: number; readonly most: number }, message: string) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message);

/** Sessions that are open end by these as well. */
export const setSessionLimits = command({
  feature,
  name: 'setSessionLimits',
  summary: 'Says how long people of the organisation stay signed in',
  past: ['how long people stay signed in was changed', 'how long people stay signed in was changed # times'],
  input: z.strictObject({
    idleMinutes: minutes(idle, 'Give the time without doing anything: 15 minutes to 24 hours.').describe(
      'Minutes since somebody last did something',
    ),
    absoluteMinutes: minutes(absolute, 'Give the time in all: 1 hour to 30 days.').describe('Minutes in all'),
  }),
  may: { roles: ['administrator'], where: 'organisation', operator: true },
  subject: (_input, output: { organisation: string }) => ({ kind: 'organisation', id: output.organisation }),
  run: async (tx, _actor, limits) => {
    const problem = limitsProblem(limits);
    if (problem) throw new InputProblem([{ field: 'absoluteMinutes', message: problem }]);
    await putSessionLimits(tx, limits);
    return { organisation: tx.organisation };
  },
});

/** For a device that was lost, or somebody who must not act any more: whoever still belongs can sign in again. */
export const signOutMember = command({
  feature,
  name: 'signOutMember',
  summary: 'Signs a person out of the organisation, everywhere',
  past: ['somebody was signed out everywhere', '# people were signed out everywhere'],
  input: z.strictObject({ person: z.uuid('Give the id of a person.') }),
  may: { roles: ['administrator'], where: 'organisation', operator: true },
  subject: ({ person }) => ({ kind: 'person', id: person }),
  run: async (tx, _actor, { person }) => {
    if ((await members(tx, person)).length === 0)
      throw new InputProblem([{ field: 'person', message: 'This person does not belong to the organisation.' }]);
    await endMemberSessions(tx, person);
    return { person };
  },
});

export const organisation = query({
  feature,
  name: 'organisation',
  summary: 'The organisation, as it is called now',
  input: z.strictObject({}),
  output: z.object({ id: z.string(), name: z.string(), version: z.number() }),
  may: WHOEVER_BELONGS,
  run: async (tx) => {
    const found = await organisationNow(tx);
    if (!found) throw new NotFound('There is no such organisation.');
    return found;
  },
});

export const listMembers = query({
  feature,
  name: 'members',
  summary: 'Who belongs to the organisation, and with which roles; for somebody of some services, the people of these',
  input: z.strictObject({}),
  output: z.object({
    members: z.array(
      z.object({
        person: z.string(),
        name: z.string(),
        grants: z.array(z.object({ role: z.string(), service: z.string().nullable(), until: z.string().nullable() })),
        version: z.number(),
      }),
    ),
  }),
  // Not assessors: who else works here is not what they were given.
  may: { ...WHOEVER_BELONGS, roles: TEAM },
  run: async (tx, _input, _now, actor) => ({
    members: membersSeen(await members(tx), servicesWorkedIn(actor))
      .filter((member) => member.grants.length > 0)
      .map((member) => ({ ...member, grants: [...member.grants] })),
  }),
});
