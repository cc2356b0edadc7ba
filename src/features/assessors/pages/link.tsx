import { sayDateTime } from '../../../platform/london-time.ts';
import { listed } from '../../../words/counting.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button, InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import type { Invitation } from '../domain.ts';

export interface LinkProps {
  readonly shell: Shell;
  readonly organisation: string;
  readonly service: string;
  readonly invitation: Invitation;
  /** What they are shown first, by name. */
  readonly standards: readonly string[];
  readonly action: string;
}

/** Behind an assessor's link: for whom it is, what they will see, and one button. Looking at it, as mail scanners do, begins nothing. */
export function LinkPage({ shell, organisation, service, invitation, standards, action }: LinkProps) {
  const { person, from, invitedBy, until } = invitation;
  return (
    <Layout shell={shell} title="Look at a service" path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">The safety case of {service}</h1>
        <p class="app-lead">
          {organisation} invites you to read the safety case of this service. This link is for{' '}
          <strong>{person.name}</strong>, {from}. If that is not you, close this page.
        </p>
        <SummaryList
          rows={[
            { key: 'Invited by', value: invitedBy },
            { key: 'You are shown first', value: listed(standards) },
            { key: 'You can look until', value: sayDateTime(until) },
          ]}
        />
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            You can read everything about this service: the standards, the hazard log, the evidence, the documents.
          </li>
          <li>You change nothing. You can comment, and the team answers.</li>
          <li>Each page that you open is recorded before it is shown. The team can see which ones they were.</li>
          <li>The link works more than once, on several devices. It is yours alone: do not pass it on.</li>
        </ul>
        {shell.account && (
          <InsetText>
            You are signed in as {shell.account.person}. If you go on, you are signed out first, and look as{' '}
            {person.name}.
          </InsetText>
        )}
        <form method="post" action={action} novalidate>
          <Button preventDoubleClick>Look as {person.name}</Button>
        </form>
      </div>
    </Layout>
  );
}

/** The same words whatever is wrong: whoever guesses learns nothing. */
export function ClosedPage({ shell }: { readonly shell: Shell }) {
  return (
    <Layout shell={shell} title="This link does not work" path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">This link does not work</h1>
        <p>
          Its last day is over, the team has ended it, or a part of it is missing. If you have other roles in Primum
          meanwhile, <a href="/sign-in">sign in</a> as you do otherwise.
        </p>
        <p>If you still have to look, ask whoever invited you for another link.</p>
      </div>
    </Layout>
  );
}
