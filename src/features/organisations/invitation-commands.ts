import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { putEmail } from '../../platform/accounts/store.ts';
import { ensurePerson } from '../../platform/sessions/store.ts';
import { foldedAddress, INVITATION_LASTS, isOpen, isSameAddress, MOST_OPEN } from './domain/invitation.ts';
import { ADMINISTRATOR, problemsWithGrant, standingGrants, withGrant } from './domain/membership.ts';
import {
  invitationById,
  invitationByToken,
  openInvitations,
  putInvitation,
  type InvitationRow,
  type StoredInvitation,
} from './invitation-store.ts';
import { digestOfToken, newInvitationToken } from './invitation-token.ts';
import { givenBy, grant, refuseBadGrant } from './member-commands.ts';
import { tellOfNewLead } from './new-leads.ts';
import { members, personExists, putMember } from './store.ts';

const feature = 'organisations';
const ADMINISTRATORS = { roles: ['administrator'], where: 'organisation' } as const;
const about = (_input: unknown, output: { readonly invitation: string }) => ({
  kind: 'invitation',
  id: output.invitation,
});
const invitation = z.uuid('Give the id of an invitation.');

/** Writes to somebody outside, and keeps open for a week what they would be able to do. */
export const inviteMember = command({
  feature,
  name: 'inviteMember',
  summary: 'Invites somebody into the organisation, by mail',
  past: ['somebody was invited', '# people were invited'],
  input: z.strictObject({
    name: line(200, 'Give the name of the person.'),
    email: z
      .string('Give an email address, such as c.safety@example.org.')
      .overwrite(foldedAddress)
      .max(254, 'Use at most 254 characters for an email address.')
      .pipe(z.email('Give an email address, such as c.safety@example.org.')),
    grants: z.array(grant, 'Choose at least one role.').min(1, 'Choose at least one role.').max(100),
  }),
  may: ADMINISTRATORS,
  subject: about,
  run: async (tx, actor, { name, email, grants }) => {
    grants.forEach((one, index) => refuseBadGrant(one, tx.at, `grants.${index}`));
    const open = (await openInvitations(tx)).filter((one) => isOpen(one, tx.at));
    if (open.some((one) => isSameAddress(one.address, email)))
      throw new InputProblem([
        {
          field: 'email',
          message:
            'This address has an open invitation. Send that one again, or withdraw it first and then invite anew.',
        },
      ]);
    if (open.length >= MOST_OPEN)
      throw new NotPossible(`There are ${MOST_OPEN} open invitations. Withdraw some, or wait until they are over.`);
    const id = tx.newId();
    await post(tx, {
      id,
      nameId: tx.text(name)!,
      addressId: tx.text(email)!,
      address: email,
      grants: grants.map((one) => ({ ...one, ...givenBy(actor) })),
      invitedBy: actor.kind === 'person' ? actor.id : id,
    });
    return { invitation: id };
  },
});

/** The link in the first mail no longer works then. */
export const resendInvitation = command({
  feature,
  name: 'resendInvitation',
  summary: 'Sends an invitation again, for another 7 days',
  past: ['an invitation was sent again', '# invitations were sent again'],
  input: z.strictObject({ invitation }),
  may: ADMINISTRATORS,
  subject: about,
  run: async (tx, actor, { invitation: id }) => {
    const found = await notTakenUp(tx, id);
    const over = found.grants.find((one) => problemsWithGrant(one, tx.at).length > 0);
    if (over) throw new NotPossible(`The role ${over.role} would be over already. Withdraw it, and invite anew.`);
    if (found.address === '') throw new NotPossible('The address was erased. Withdraw it, and invite anew.');
    // It is theirs from now on who sends it again.
    const by = givenBy(actor);
    const grants = found.grants.map((one) => ({ ...one, ...by }));
    await post(tx, { ...found, grants, invitedBy: by.givenBy ?? id });
    return { invitation: id };
  },
});

export const withdrawInvitation = command({
  feature,
  name: 'withdrawInvitation',
  summary: 'Withdraws an invitation: its link no longer works',
  past: ['an invitation was withdrawn', '# invitations were withdrawn'],
  input: z.strictObject({ invitation }),
  may: ADMINISTRATORS,
  subject: about,
  run: async (tx, _actor, { invitation: id }) => {
    const found = await notTakenUp(tx, id);
    await putInvitation(tx, { ...found, state: 'withdrawn', digest: null, person: null });
    return { invitation: id };
  },
});

/**
 * Takes an invitation up, as the person who acts: its roles come to those that they have. Whoever holds the link is meant.
 * Somebody who is new becomes a person here, in the same breath.
 */
export const acceptInvitation = command({
  feature,
  name: 'acceptInvitation',
  summary: 'Takes up an invitation',
  past: ['an invitation was taken up', '# invitations were taken up'],
  input: z.strictObject({
    token: z.string('Open the link in the mail.').max(100),
    name: line(200, 'Give your name, as your colleagues know it.')
      .optional()
      .describe('Of somebody who has no account yet'),
  }),
  may: { roles: [], where: 'organisation', invited: true },
  subject: about,
  // The link is nobody’s business later, and the name has its home with the person.
  record: (_input, { invitation: id }) => ({ invitation: id }),
  run: async (tx, actor, { token, name }) => {
    if (actor.kind !== 'person') throw new NotPossible('Only a person can take up an invitation.');
    const found = await invitationByToken(tx, digestOfToken(token));
    if (!found || !isOpen(found, tx.at)) throw new NotFound('This invitation is no longer open.');
    // What somebody may no longer give, they do not give by a link that they sent before.
    if (!(await mayStillInvite(tx, found)))
      throw new NotPossible(
        'Whoever sent this invitation no longer gives roles here. Ask another administrator to send it again.',
      );
    if (!(await personExists(tx, actor.id))) {
      if (name === undefined)
        throw new InputProblem([{ field: 'name', message: 'Give your name, as your colleagues know it.' }]);
      await ensurePerson(tx, { id: actor.id, name }, tx.at);
      // The link came to this address, so it is theirs.
      if (!(await putEmail(tx, actor.id, found.address)))
        throw new NotPossible(
          'There is an account with the email address of this invitation already. Sign in with it, and then open the link again.',
        );
    }
    const [member] = await members(tx, actor.id);
    const before = member?.grants ?? [];
    const after = found.grants.reduce(withGrant, before);
    await putMember(tx, actor.id, after);
    await tellOfNewLead(tx, { person: actor.id, before, after }, await members(tx));
    await putInvitation(tx, { ...found, state: 'accepted', digest: null, person: actor.id });
    return { invitation: found.id, person: actor.id };
  },
});

/** Whether whoever sent an invitation is still an administrator; the command line, which is none, always may. */
async function mayStillInvite(tx: CommandTx, { id, invitedBy }: StoredInvitation): Promise<boolean> {
  if (invitedBy === id) return true;
  const [inviter] = await members(tx, invitedBy);
  return standingGrants(inviter?.grants ?? [], tx.at).some(({ role }) => role === ADMINISTRATOR);
}

/** @throws NotFound, NotPossible */
async function notTakenUp(tx: CommandTx, id: string): Promise<StoredInvitation> {
  const found = await invitationById(tx, id);
  if (!found) throw new NotFound('There is no such invitation.');
  if (found.state === 'open') return found;
  throw new NotPossible(
    found.state === 'accepted'
      ? 'Somebody has taken this invitation up meanwhile. You find them among the members.'
      : 'This invitation was withdrawn meanwhile. Invite the person anew.',
  );
}

/** Keeps the invitation open from now on under a new link, and mails that. */
async function post(
  tx: CommandTx,
  row: Omit<InvitationRow, 'state' | 'digest' | 'person' | 'sentAt' | 'expiresAt'> & { readonly address: string },
): Promise<void> {
  const token = newInvitationToken(tx.organisation);
  await putInvitation(tx, {
    ...row,
    state: 'open',
    digest: digestOfToken(token),
    person: null,
    sentAt: tx.at,
    expiresAt: new Date(tx.at.getTime() + INVITATION_LASTS),
  });
  const to = { person: row.id, address: row.address, policy: 'plain' } as const;
  // Without this mail nobody can come in: what cannot be sent is not kept either.
  if (!(await tx.mail({ to, template: 'invitation', path: `/join/${token}` })))
    throw new InputProblem([{ field: 'email', message: 'Mail cannot be sent to this address. Check it.' }]);
}
