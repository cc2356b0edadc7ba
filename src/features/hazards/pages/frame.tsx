import type { ComponentChildren } from 'preact';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';

/** The day that is looked at; null for now. */
export interface AsAt {
  /** As it stands in the address: "2026-03-03". */
  readonly text: string;
  readonly at: Date;
}

export interface FrameProps {
  readonly shell: Shell;
  readonly service: { readonly reference: string; readonly name: string };
  readonly title: string;
  readonly now: Date;
  readonly asAt: AsAt | null;
  readonly back?: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

export function servicePath(reference: string): string {
  return `/services/${encodeURIComponent(reference)}`;
}

/** A page of a service: which service it is and as at when stand above it, and in print. */
export function Frame({ shell, service, title, now, asAt, back, children }: FrameProps) {
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      service={{
        name: service.name,
        href: servicePath(service.reference),
        asAt: asAt ? sayDateTime(asAt.at) : sayDateTime(now),
      }}
      {...(back ? { back } : {})}
    >
      {children}
    </Layout>
  );
}

interface DayFormProps {
  readonly action: string;
  /** What else the address holds, and is kept. */
  readonly kept: readonly (readonly [string, string])[];
  readonly asAt: AsAt | null;
  /** The page as it stands now. */
  readonly now: string;
  /** What was asked for, where it is no day. */
  readonly wrong: string | null;
  /** The last day that can be asked for: today. */
  readonly today: string;
}

/** Looks at any day: the same page, as it was known then. */
export function DayForm({ action, kept, asAt, now, wrong, today }: DayFormProps) {
  return (
    <form class="app-day" method="get" action={action}>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label class="app-field__label" for="as-at">
        As at the end of
      </label>
      <div class="app-day__line">
        <input
          class="nhsuk-input app-day__input"
          type="date"
          id="as-at"
          name="as-at"
          max={today}
          value={asAt?.text ?? ''}
          aria-describedby={wrong === null ? undefined : 'as-at-problem'}
        />
        <Button variant="secondary" small classes="app-day__button">
          Show that day
        </Button>
      </div>
      {wrong !== null && (
        <p class="nhsuk-error-message app-day__wrong" id="as-at-problem">
          “{wrong}” is no day. Give one such as 2026-03-03. This is as at now.
        </p>
      )}
      {asAt && (
        <p class="app-note app-day__now">
          This is what was known at the end of {sayDate(asAt.at)}. <a href={now}>Back to now</a>
        </p>
      )}
    </form>
  );
}
