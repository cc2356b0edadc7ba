import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { TEAM, type May } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { registerBelonging } from './belonging-routes.tsx';
import type { GrantText, Member } from './domain.ts';
import { isSamePlace, membersSeen } from './domain/membership.ts';
import { inviteMember, resendInvitation, withdrawInvitation } from './invitation-commands.ts';
import { invitationById, openInvitations, type StoredInvitation } from './invitation-store.ts';
import { registerJoining } from './join-routes.tsx';
import { giveRole, removeMember, takeRole } from './member-commands.ts';
import { InvitePage, ResendPage, WithdrawPage } from './pages/invite.tsx';
import { GivePage, MemberPage, RemovePage, TakePage, type MemberProps } from './pages/member.tsx';
import { MembersPage } from './pages/members.tsx';
import { servicesWorkedIn } from './seeing.ts';
import { members } from './store.ts';
import { isId } from '../../platform/ids.ts';

const ADMINISTRATORS: May = { roles: ['administrator'], where: 'organisation' };

/** Who belongs to the organisation, who is invited, and how one joins and leaves. */
export function registerMembers(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: '/members',
    // Not assessors: who else works here is not what they were given.
    may: { roles: TEAM, where: 'anywhere' },
    load: async (tx, { actor, allows }) => ({
      members: membersSeen(await belonging(tx), servicesWorkedIn(actor)),
      narrowed: servicesWorkedIn(actor) !== null,
      invitations: allows({ may: ADMINISTRATORS }) ? await openInvitations(tx) : null,
    }),
    page: MembersPage,
  });
  registerInviting(app, services);
  registerRoles(app, services);
  registerBelonging(app, services);
  registerJoining(app, services);
}

function registerInviting(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: '/members/invite',
    command: anyCommand(inviteMember),
    load: async (tx) => ({ places: await placesOf(services, tx) }),
    input: ({ name, email, roles, service, until }) => ({
      name,
      email,
      grants: [roles ?? []].flat().map((role) => grantFrom(role, service, until)),
    }),
    page: InvitePage,
    done: () => ({ href: '/members', notice: 'The invitation is on its way. It stands below until it is taken up.' }),
  });
  registerForm(app, services, {
    path: '/members/invitations/:invitation/resend',
    command: anyCommand(resendInvitation),
    load: invitationNamed,
    input: (_values, { params }) => ({ invitation: params['invitation'] }),
    page: ResendPage,
    done: () => ({ href: '/members', notice: 'The invitation is on its way again, with a new link.' }),
  });
  registerForm(app, services, {
    path: '/members/invitations/:invitation/withdraw',
    command: anyCommand(withdrawInvitation),
    load: invitationNamed,
    input: (_values, { params }) => ({ invitation: params['invitation'] }),
    page: WithdrawPage,
    done: () => ({ href: '/members', notice: 'The invitation was withdrawn. Its link no longer works.' }),
  });
}

function registerRoles(app: FastifyInstance, services: Services): void {
  const home = ({ params }: PageContext) => `/members/${params['person']}`;
  registerPage(app, services, {
    path: '/members/:person',
    may: ADMINISTRATORS,
    load: (tx, context) => loadMember(services, tx, context),
    page: MemberPage,
  });
  registerForm(app, services, {
    path: '/members/:person/give',
    command: anyCommand(giveRole),
    load: async (tx, context) => ({
      member: await memberNamed(tx, context),
      places: await placesOf(services, tx),
    }),
    input: ({ role, service, until }, { params }) => ({
      person: params['person'],
      ...grantFrom(role ?? '', service, until),
    }),
    page: GivePage,
    done: (_result, context) => ({ href: home(context), notice: 'The role was given. It counts from now on.' }),
  });
  registerForm(app, services, {
    path: '/members/:person/take',
    command: anyCommand(takeRole),
    load: async (tx, context) => {
      const member = await memberNamed(tx, context);
      const grant = member.grants.find((one) => isSamePlace(one, placeIn(context)));
      if (!grant) throw new NotFound('They do not hold this role.');
      return { member, grant, provider: providerName(services, grant) };
    },
    input: (_values, context) => ({ person: context.params['person'], ...placeIn(context) }),
    page: TakePage,
    done: (_result, context) => ({ href: home(context), notice: 'The role was taken back.' }),
  });
  registerForm(app, services, {
    path: '/members/:person/remove',
    command: anyCommand(removeMember),
    load: memberNamed,
    input: ({ reason }, { params }) => ({ person: params['person'], reason }),
    page: RemovePage,
    done: () => ({ href: '/members', notice: 'They no longer belong to the organisation.' }),
  });
}

/** What a form says of a role. The last day counts to its end. What is no day stays as it was typed, so that it is said. */
function grantFrom(
  role: string | readonly string[],
  service: FormValues[string] | undefined,
  until: FormValues[string] | undefined,
) {
  const day = typeof until === 'string' ? until.trim() : '';
  return {
    role,
    service: typeof service === 'string' && service !== '' ? service : null,
    until: day === '' ? null : (endOfDay(day)?.toISOString() ?? day),
  };
}

/** The role and place that an address names. */
function placeIn({ query }: PageContext): Pick<GrantText, 'role' | 'service'> {
  return { role: query['role'] ?? '', service: query['service'] ?? null };
}

async function placesOf({ onMembers }: Services, tx: ReadTx) {
  return (await Promise.all(onMembers.map(({ places }) => places(tx)))).flat();
}

/** Those who hold a role, or held one that is over, and have not left. */
async function belonging(tx: ReadTx): Promise<readonly Member[]> {
  return (await members(tx)).filter(({ grants }) => grants.length > 0);
}

async function memberNamed(tx: ReadTx, { params }: PageContext): Promise<Member> {
  const id = params['person'] ?? '';
  const [member] = isId(id) ? await members(tx, id) : [];
  if (!member || member.grants.length === 0) throw new NotFound('There is nobody of this id.');
  return member;
}

async function invitationNamed(tx: ReadTx, { params }: PageContext): Promise<StoredInvitation> {
  const id = params['invitation'] ?? '';
  const found = isId(id) ? await invitationById(tx, id) : null;
  if (found?.state !== 'open') throw new NotFound('There is no such invitation.');
  return found;
}

async function loadMember(services: Services, tx: ReadTx, context: PageContext): Promise<MemberProps> {
  const member = await memberNamed(tx, context);
  const all = await members(tx);
  const giver = ({ givenBy }: GrantText) =>
    givenBy === member.person ? 'themselves' : (all.find(({ person }) => person === givenBy)?.name ?? null);
  return {
    member,
    from: member.grants.map((grant) => {
      const provider = providerName(services, grant);
      if (provider !== null) return `From ${provider}, each time they sign in there`;
      const name = giver(grant);
      return name === null ? '' : `Given by ${name}`;
    }),
  };
}

function providerName({ providers }: Services, { provider }: GrantText): string | null {
  return provider === undefined ? null : (providers.get(provider)?.name ?? provider);
}
