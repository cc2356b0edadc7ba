import { Notice, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import type { VNode } from 'preact';
import { Layout } from '../../../ui/layout.tsx';
import { Button, VisuallyHidden } from '../../../ui/nhsuk/index.ts';
import type { GrantText } from '../domain.ts';
import { FormPage } from './fields.tsx';
import { Roles } from './members.tsx';

export interface BelongsTo {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly GrantText[];
}

export interface OrganisationsProps {
  /** Those in which the person holds a role now. */
  readonly organisations: readonly BelongsTo[];
  /** Hidden fields that stand in the form that goes to another one. */
  readonly hidden: VNode;
}

/** The organisations that a person belongs to, and the way from one to another. */
export function OrganisationsPage(
  { organisations, hidden }: OrganisationsProps,
  { shell, notice, organisation }: PageContext,
) {
  const here = organisations.find(({ id }) => id === organisation);
  const others = organisations.filter(({ id }) => id !== organisation);
  return (
    <Layout shell={shell} title="Your organisations" path="/account/organisations">
      <Notice notice={notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Your organisations</h1>
        <p>What you see and do belongs to one organisation at a time. Its name stands at the top of every page.</p>
        {here && (
          <section aria-labelledby="here">
            <h2 class="nhsuk-heading-m" id="here">
              You are in {here.name}
            </h2>
            <Roles grants={here.grants} />
            <p class="nhsuk-u-margin-top-3">
              <a href="/account/organisations/leave">Leave {here.name}</a>
            </p>
          </section>
        )}
        <h2 class="nhsuk-heading-m">Others</h2>
        {others.length === 0 && (
          <p>You belong to no other organisation. When one invites you, its mail has a link: open it to join.</p>
        )}
        {others.map(({ id, name, grants }) => (
          <section class="app-invitation" aria-labelledby={`organisation-${id}`}>
            <h3 class="nhsuk-heading-s" id={`organisation-${id}`}>
              {name}
            </h3>
            <Roles grants={grants} />
            <form method="post" action="/account/organisations" novalidate class="nhsuk-u-margin-top-3">
              {hidden}
              <input type="hidden" name="organisation" value={id} />
              <Button variant="secondary" preventDoubleClick>
                Go to<VisuallyHidden> the organisation</VisuallyHidden> {name}
              </Button>
            </form>
          </section>
        ))}
      </div>
    </Layout>
  );
}

/** Leaving the organisation in which one is. */
export function LeavePage({ name }: { readonly name: string }, form: FormContext) {
  return (
    <FormPage
      form={form}
      title={`Leave ${name}`}
      back={{ text: 'Back to your organisations', href: '/account/organisations' }}
    >
      <p>
        All your roles in {name} end now, and you no longer see anything of it. What you wrote and signed stays, under
        your name. To come back you need an invitation.
      </p>
      <p>Your account stays, and so do your other organisations.</p>
      <Button preventDoubleClick>Leave {name}</Button>
    </FormPage>
  );
}
