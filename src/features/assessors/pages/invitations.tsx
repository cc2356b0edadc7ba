import { problemOf, valueOf, valuesOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { dateIn, sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Checkboxes, Input, SummaryList, Table, VisuallyHidden } from '../../../ui/nhsuk/index.ts';
import { assessorsPath, MOST_DAYS, stateOf, type Invitation, type Standard } from '../domain.ts';
import { ServiceFormFrame, ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';

/** Somebody who was invited, and how often they looked. */
export interface InvitedLine extends Invitation {
  readonly looks: number;
  readonly lastLook: Date | null;
}

export interface InvitationsProps {
  readonly service: ServiceNamed;
  readonly invitations: readonly InvitedLine[];
  /** Whether who looks may also see which pages were opened. */
  readonly looks: boolean;
}

/** Who was invited from outside to look at a service, and whether they did. */
export function InvitationsPage({ service, invitations, looks }: InvitationsProps, context: PageContext) {
  const path = assessorsPath(service.reference);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Assessors"
      back={{ text: service.name, href: `/services/${service.reference}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.name}</span> Assessors
        </h1>
        <div class="app-title__action">
          <Button href={`${path}/new`}>Invite an assessor</Button>
        </div>
      </div>
      <div class="app-measure">
        <p class="app-lead">
          An assessor is a named person from outside who reads everything about this service for a time, and changes
          nothing. They can comment, and you answer.
        </p>
        {looks && (
          <p>
            <a href={`/services/${service.reference}/looked-at`}>Which pages they opened</a>
          </p>
        )}
      </div>
      {invitations.length === 0 ? (
        <p>
          Nobody was invited yet. Invite one when a panel, a buyer or an auditor wants to look at how its safety is
          shown.
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Who was invited, the latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Who' }, { text: 'From' }, { text: 'State' }, { text: 'Looked' }, { text: 'To do' }]}
          rows={invitations.map((one) => [
            { text: one.person.name },
            { text: one.from },
            { text: stateText(one, context.now) },
            { text: looksText(one) },
            stateOf(one, context.now) === 'open'
              ? {
                  text: (
                    <>
                      End it<VisuallyHidden> for {one.person.name}</VisuallyHidden>
                    </>
                  ),
                  href: `${path}/${one.number}/end`,
                }
              : { text: 'Nothing' },
          ])}
        />
      )}
    </ServiceFrame>
  );
}

function stateText(one: Invitation, now: Date): string {
  const invited = `Invited by ${one.invitedBy} on ${sayDate(one.invitedAt)}.`;
  const state = stateOf(one, now);
  if (state === 'ended') return `Ended on ${sayDate(one.endedAt!)}. ${invited}`;
  return state === 'open'
    ? `Can look until ${sayDateTime(one.until)}. ${invited}`
    : `Over since ${sayDate(one.until)}. ${invited}`;
}

function looksText({ looks, lastLook }: InvitedLine): string {
  if (lastLook === null) return 'Not yet';
  return `${looks === 1 ? '1 page' : `${looks.toLocaleString('en-GB')} pages`}, last on ${sayDateTime(lastLook)}`;
}

export interface InviteProps {
  readonly service: ServiceNamed;
  readonly standards: readonly Standard[];
  /** Whether mail can be sent from here. */
  readonly mails: boolean;
}

/** Invites somebody to look. */
export function InviteForm({ service, standards, mails }: InviteProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Invite an assessor"
      back={{ text: 'Assessors', href: assessorsPath(service.reference) }}
    >
      <p>
        They get a link of their own. It works more than once, until the day that you give, and you can end it before.
        They read everything about {service.name}, and nothing else.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="name"
          name="name"
          label={{ text: 'Name', size: 's' }}
          hint="One person: whoever else looks gets an invitation of their own."
          value={valueOf(form, 'name')}
          errorMessage={problemOf(form, 'name')}
          autocomplete="off"
          spellcheck={false}
        />
        <Input
          id="from"
          name="from"
          label={{ text: 'What they are from', size: 's' }}
          hint="An organisation or a panel."
          value={valueOf(form, 'from')}
          errorMessage={problemOf(form, 'from')}
          autocomplete="off"
        />
        <Input
          id="email"
          name="email"
          type="email"
          label={{ text: 'Email address (optional)', size: 's' }}
          hint={
            mails
              ? 'The link is mailed there. Whoever reads this mailbox can look. Without it, you give them the link.'
              : 'No mail leaves this installation. You are shown the link, and give it to them.'
          }
          value={valueOf(form, 'email')}
          errorMessage={problemOf(form, 'email')}
          autocomplete="off"
          spellcheck={false}
        />
        <Checkboxes
          idPrefix="standards"
          name="standards"
          fieldset={{ legend: { text: 'What they are shown first', size: 's' } }}
          hint="They can look at all of it. The first of these is the page that they come to."
          values={valuesOf(form, 'standards')}
          errorMessage={problemOf(form, 'standards')}
          items={standards.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <Input
          id="until"
          name="until"
          type="date"
          label={{ text: 'Last day', size: 's' }}
          hint={`Within ${MOST_DAYS} days. If you have to type it, type the year first: ${dayAfter(dateIn(form.now), MOST_DAYS)}`}
          value={valueOf(form, 'until')}
          errorMessage={problemOf(form, 'until')}
          width={10}
          attributes={{ min: dateIn(form.now), max: dayAfter(dateIn(form.now), MOST_DAYS) }}
        />
        <Button preventDoubleClick>Make the link</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface InvitedProps {
  /** The reference of the service. */
  readonly service: string;
  readonly link: string;
  readonly until: Date;
  readonly mailed: boolean;
}

/** Shown this once: the link is kept nowhere. */
export function InvitedPage({ service, link, until, mailed }: InvitedProps, { shell }: PageContext) {
  const path = assessorsPath(service);
  return (
    <Layout shell={shell} title="The assessor’s link" path="/services" back={{ text: 'Assessors', href: path }}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">The assessor’s link</h1>
        <p class="app-lead">
          Copy it now. It is shown this once, and kept nowhere: if it is lost, end this invitation and make another one.
        </p>
        <pre class="app-command">{link}</pre>
        <p>
          It works until {sayDateTime(until)}, more than once. Whoever has it reads everything about {service} as this
          person: give it to nobody else.
        </p>
        {mailed && <p>A mail with the link is on its way to them as well.</p>}
        <p>
          <a href={path}>I have copied it: go to the assessors</a>
        </p>
      </div>
    </Layout>
  );
}

export interface EndProps {
  readonly service: ServiceNamed;
  readonly invitation: Invitation;
}

/** Ending it early, once more looked at. */
export function EndForm({ service, invitation }: EndProps, form: FormContext) {
  const { person, from, invitedBy, invitedAt, until, endedAt } = invitation;
  const state = stateOf(invitation, form.now);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="End the access of an assessor"
      back={{ text: 'Assessors', href: assessorsPath(service.reference) }}
    >
      <SummaryList
        rows={[
          { key: 'Who', value: person.name },
          { key: 'From', value: from },
          { key: 'Invited', value: `by ${invitedBy} on ${sayDate(invitedAt)}` },
          { key: 'Can look until', value: endedAt === null ? sayDateTime(until) : `ended on ${sayDate(endedAt)}` },
        ]}
      />
      {state === 'open' ? (
        <>
          <p>
            The link no longer works then, and they are signed out at once. What they said stays. This cannot be undone:
            if they have to look again, invite them again.
          </p>
          <ReasonForm form={form} label="Why (optional)" button="End it now" />
        </>
      ) : (
        <p>{state === 'ended' ? 'Somebody ended it.' : 'It is over by itself.'} There is nothing to do.</p>
      )}
    </ServiceFormFrame>
  );
}
