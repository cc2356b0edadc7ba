import { Notice, Problems, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import { DEADLINES } from '../domain/saying.ts';

export interface CalendarProps {
  /** Since when there is a link; null for none. */
  readonly since: Date | null;
}

const BACK = { text: 'Deadlines', href: DEADLINES };

/** A link for a calendar: what it says, and what it does not. */
export function CalendarPage({ since }: CalendarProps, form: FormContext) {
  return (
    <Layout shell={form.shell} title="Deadlines in a calendar" path={DEADLINES} back={BACK}>
      <Notice notice={form.notice} />
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">Deadlines in a calendar</h1>
        <p>
          A calendar on your telephone or computer can subscribe to your deadlines. It shows “Deadline in Primum” at
          each time, and nothing of what it is about: calendars are seen by others.
        </p>
        <p>
          Whoever has the link sees those times. It is shown once; if it is lost, make another one, and the old one
          opens nothing any more.
        </p>
        {since && (
          <p>
            You have a link since {sayDateTime(since)}. <a href={`${DEADLINES}/calendar/close`}>End it</a>
          </p>
        )}
        <form method="post" novalidate>
          {form.hidden}
          <Button preventDoubleClick>{since ? 'Make another link' : 'Make a link'}</Button>
        </form>
      </div>
    </Layout>
  );
}

/** The link, this once. */
export function CalendarLinkPage({ link }: { readonly link: string }, { shell }: PageContext) {
  return (
    <Layout shell={shell} title="Your link for a calendar" path={DEADLINES} back={BACK}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Your link for a calendar</h1>
        <p>Copy it now: it is not shown again. In your calendar, choose to subscribe by address, and paste it there.</p>
        <pre class="app-command">{link}</pre>
      </div>
    </Layout>
  );
}

export function CloseCalendarPage({ since }: CalendarProps, form: FormContext) {
  return (
    <Layout shell={form.shell} title="End the link for a calendar" path={DEADLINES} back={BACK}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">End the link for a calendar</h1>
        <p>{since ? 'Calendars that hold it are shown nothing any more.' : 'You have no link.'}</p>
        <form method="post" novalidate>
          {form.hidden}
          <Button preventDoubleClick>End the link</Button>
        </form>
      </div>
    </Layout>
  );
}
