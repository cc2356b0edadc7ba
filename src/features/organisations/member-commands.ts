import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { ROLES, type Actor, type Role } from '../../platform/commands/may.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import type { GrantText, Member } from './domain.ts';
import {
  problemsWithGrant,
  withGrant,
  withoutGrant,
  withProviderRoles,
  wouldBeLeftAlone,
} from './domain/membership.ts';
import { refuseOwnLead, tellOfNewLead } from './new-leads.ts';
import { members, putMember } from './store.ts';

const feature = 'organisations';
const ADMINISTRATORS = { roles: ['administrator'], where: 'organisation' } as const;

export const role = z.enum(ROLES, `Choose one of these roles: ${ROLES.join(', ')}.`);
const service = line(20, 'Give the reference of a service.')
  .overwrite((reference) => reference.toUpperCase())
  .nullable()
  .default(null)
  .describe('The reference of a service; without it, the whole organisation');
/** A role, where it is held, and until when. */
export const grant = z.strictObject({
  role,
  service,
  until: z.iso.datetime('Give the day on which it ends, such as 2027-03-31.').nullable().default(null),
});
const person = z.uuid('Give the id of a person.');
const subject = ({ person: id }: { readonly person: string }) => ({ kind: 'person', id });

const LEFT_ALONE =
  'The organisation would have no administrator any more, and nobody could give roles. Make somebody else administrator first, without an end.';

/** A role that is given stands in addition to those that the person has. */
export const giveRole = command({
  feature,
  name: 'giveRole',
  summary: 'Gives somebody a role, in one service or in the whole organisation',
  past: ['a role was given', '# roles were given'],
  input: z.strictObject({ person, ...grant.shape }),
  may: ADMINISTRATORS,
  subject,
  run: async (tx, actor, { person: id, ...given }) => {
    const { member, all } = await memberOf(tx, id);
    refuseBadGrant(given, tx.at, '');
    const after = withGrant(member.grants, { ...given, ...givenBy(actor) });
    // Given again with an end, the last administrator's role would be over one day.
    if (wouldBeLeftAlone(all, id, after)) throw new NotPossible(LEFT_ALONE);
    const of = { person: id, before: member.grants, after };
    refuseOwnLead(tx, of, all);
    await putMember(tx, id, after);
    await tellOfNewLead(tx, of, all);
    return { person: id };
  },
});

/** Taken back from the last administrator, it stays. Somebody without roles no longer belongs to the organisation. */
export const takeRole = command({
  feature,
  name: 'takeRole',
  summary: 'Takes a role back from somebody',
  past: ['a role was taken back', '# roles were taken back'],
  input: z.strictObject({ person, role, service }),
  may: ADMINISTRATORS,
  subject,
  run: async (tx, _actor, { person: id, ...taken }) => {
    const { member, all } = await memberOf(tx, id);
    const left = withoutGrant(member.grants, taken);
    if (left.length === member.grants.length) throw new NotPossible(`${member.name} does not hold this role.`);
    if (left.length === 0)
      throw new NotPossible(
        `This is the only role of ${member.name}. To end it, remove ${member.name} from the organisation, with the reason.`,
      );
    if (wouldBeLeftAlone(all, id, left)) throw new NotPossible(LEFT_ALONE);
    await putMember(tx, id, left);
    return { person: id };
  },
});

/** Ends a membership: what the person did stays theirs. */
export const removeMember = command({
  feature,
  name: 'removeMember',
  summary: 'Removes somebody from the organisation, with a reason',
  past: ['somebody was removed from the organisation', '# people were removed from the organisation'],
  input: z.strictObject({
    person,
    reason: paragraph(2_000, 'Say why. It stands with the record of the person’s roles.'),
  }),
  may: ADMINISTRATORS,
  subject,
  run: async (tx, actor, { person: id, reason }) => {
    if (actor.kind === 'person' && actor.id === id)
      throw new NotPossible('This is you. To go, leave the organisation yourself.');
    const { all } = await memberOf(tx, id);
    if (wouldBeLeftAlone(all, id, [])) throw new NotPossible(LEFT_ALONE);
    await putMember(tx, id, [], tx.text(reason));
    return { person: id };
  },
});

/** Whoever belongs to an organisation may leave it, unless nobody would look after it any more. */
export const leaveOrganisation = command({
  feature,
  name: 'leaveOrganisation',
  summary: 'Leaves the organisation, with all roles in it',
  past: ['somebody left the organisation', '# people left the organisation'],
  input: z.strictObject({}),
  may: { roles: ROLES, where: 'anywhere' },
  subject: (_input, output: { person: string }) => subject(output),
  run: async (tx, actor) => {
    if (actor.kind !== 'person') throw new NotPossible('Only a person can leave.');
    const { all } = await memberOf(tx, actor.id);
    if (wouldBeLeftAlone(all, actor.id, [])) throw new NotPossible(LEFT_ALONE);
    await putMember(tx, actor.id, []);
    return { person: actor.id };
  },
});

/**
 * What an identity provider says of somebody who came in through it just now, in place of what it said before. For Primum
 * itself, at a sign-in; roles that a person gave stay.
 */
export const takeProviderRoles = command({
  feature,
  name: 'takeProviderRoles',
  summary: 'Takes over the roles that an identity provider says somebody has',
  past: ['roles were taken over from an identity provider', 'roles were taken over from an identity provider # times'],
  input: z.strictObject({
    person,
    provider: line(40, 'Give the id of the provider.'),
    roles: z.array(z.strictObject({ role, service })).max(1_000),
  }),
  may: { roles: [], where: 'organisation', operator: true },
  subject,
  run: async (tx, _actor, { person: id, provider, roles }) => {
    const [member] = await members(tx, id);
    const grants = withProviderRoles(member?.grants ?? [], provider, roles, tx.at);
    if (grants !== null) {
      await putMember(tx, id, grants);
      await tellOfNewLead(tx, { person: id, before: member?.grants ?? [], after: grants }, await members(tx));
    }
    return { person: id };
  },
});

/** Who gave a role, where that was a person. */
export function givenBy(actor: Actor): Pick<GrantText, 'givenBy'> {
  return actor.kind === 'person' ? { givenBy: actor.id } : {};
}

/** @param field of the input, for the problem: '' where the grant is the input @throws InputProblem */
export function refuseBadGrant(
  given: { readonly role: Role; readonly service: string | null; readonly until: string | null },
  now: Date,
  field: string,
): void {
  const problems = problemsWithGrant(given, now).map((one) => ({
    ...one,
    field: field === '' ? one.field : `${field}.${one.field}`,
  }));
  if (problems.length > 0) throw new InputProblem(problems);
}

/** Somebody who belongs to the organisation, and everybody who does. @throws NotFound */
async function memberOf(tx: CommandTx, id: string): Promise<{ readonly member: Member; readonly all: Member[] }> {
  const all = await members(tx);
  const member = all.find((one) => one.person === id);
  if (!member || member.grants.length === 0) throw new NotFound('There is nobody of this id in the organisation.');
  return { member, all };
}
