import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Table, VisuallyHidden } from '../../../ui/nhsuk/index.ts';
import type { GrantText, Member } from '../domain.ts';
import { isOpen, type Invitation } from '../domain/invitation.ts';
import { standingGrants } from '../domain/membership.ts';
import { inOrder, sayGrant } from './words.ts';

export interface MembersProps {
  readonly members: readonly Member[];
  /** Whether only those of some services are among them. */
  readonly narrowed: boolean;
  /** Null for whoever may not see them. */
  readonly invitations: readonly Invitation[] | null;
}

/** Who belongs to the organisation, with which roles; and who is invited. */
export function MembersPage({ members, narrowed, invitations }: MembersProps, context: PageContext) {
  const { shell, notice, now, actor } = context;
  const mayChange = invitations !== null;
  return (
    <Layout shell={shell} title="Members" path="/members">
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Members</h1>
        {mayChange && (
          <div class="app-title__action">
            <Button href="/members/invite">Invite somebody</Button>
          </div>
        )}
      </div>
      <p class="app-measure">
        Who belongs to your organisation, and what they may do. A change of roles counts from the next page that
        somebody opens. {!mayChange && 'An administrator invites people, and gives and takes roles.'}
      </p>
      {narrowed && (
        <p class="app-measure">
          You see the people of the services in which you hold a role, with their roles in these, and those whose role
          counts for the whole organisation.
        </p>
      )}
      <Table
        responsive
        firstCellIsHeader
        classes="app-members"
        caption={{ text: 'Members', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Name' }, { text: 'Roles' }, mayChange && { text: 'Change' }]}
        rows={members.map((member) => [
          { text: member.person === actor.id ? `${member.name} (you)` : member.name },
          { text: <Roles grants={standingGrants(member.grants, now)} /> },
          mayChange && {
            text: (
              <a href={`/members/${member.person}`}>
                Change roles<VisuallyHidden> of {member.name}</VisuallyHidden>
              </a>
            ),
          },
        ])}
      />
      {invitations && <Invitations invitations={invitations} members={members} now={now} />}
    </Layout>
  );
}

/** Roles in words, one on each line. */
export function Roles({ grants }: { readonly grants: readonly GrantText[] }) {
  if (grants.length === 0) return <>None now: their time is over</>;
  return (
    <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
      {inOrder(grants).map((grant) => (
        <li>{sayGrant(grant)}</li>
      ))}
    </ul>
  );
}

interface InvitationsProps {
  readonly invitations: readonly Invitation[];
  readonly members: readonly Member[];
  readonly now: Date;
}

function Invitations({ invitations, members, now }: InvitationsProps) {
  const nameOf = (person: string) => members.find((one) => one.person === person)?.name ?? 'somebody who has left';
  return (
    <section aria-labelledby="invitations">
      <h2 class="nhsuk-heading-m" id="invitations">
        Invitations <span class="app-count">({invitations.length})</span>
      </h2>
      {invitations.length === 0 && (
        <p class="app-measure">
          Nobody is invited at the moment. Whoever you invite gets a mail with a link that works once, for 7 days, and
          stands here until they have used it.
        </p>
      )}
      {invitations.map((invitation) => (
        <section class="app-invitation" aria-labelledby={`invitation-${invitation.id}`}>
          <h3 class="nhsuk-heading-s" id={`invitation-${invitation.id}`}>
            {invitation.name || 'A name that was erased'}
          </h3>
          <p>
            {invitation.address || 'The address was erased'}
            <br />
            <span class="app-note">
              Invited by {nameOf(invitation.invitedBy)}, sent on {sayDate(invitation.sentAt)}
              {isOpen(invitation, now) && `, open until ${sayDate(invitation.expiresAt)}`}
            </span>
          </p>
          {!isOpen(invitation, now) && (
            <SentenceBlock
              sentence={{
                so: ['This invitation is over'],
                because: [`nobody used it until ${sayDate(invitation.expiresAt)}`],
                clears: ['Send it again, or withdraw it.'],
              }}
            />
          )}
          <Roles grants={invitation.grants} />
          <p class="nhsuk-u-margin-top-2">
            <a href={`/members/invitations/${invitation.id}/resend`}>
              Send again<VisuallyHidden> to {invitation.name}</VisuallyHidden>
            </a>
            {' · '}
            <a href={`/members/invitations/${invitation.id}/withdraw`}>
              Withdraw<VisuallyHidden> the invitation of {invitation.name}</VisuallyHidden>
            </a>
          </p>
        </section>
      ))}
    </section>
  );
}
