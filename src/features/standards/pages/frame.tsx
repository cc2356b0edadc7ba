import type { ComponentChildren } from 'preact';
import type { AssessedService } from '../../../rules/checks.ts';
import type { AsAt } from '../../../platform/http/looking.ts';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDateTime } from '../../../platform/london-time.ts';
import { DayForm } from '../../../ui/day-form.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { aboutPath, processesPath, standardPath } from '../domain/addresses.ts';
import { findingsPath } from '../domain/findings.ts';
import { standardsPath } from '../domain/viewing.ts';

interface FrameProps {
  readonly context: PageContext;
  readonly service: Pick<AssessedService, 'reference' | 'name'>;
  readonly title: string;
  readonly asAt: AsAt | null;
  /** The standard whose page it is; null for the list of them. */
  readonly standard: string | null;
  readonly children: ComponentChildren;
}

/** A page of a service beside standards: whose it is and as at when stand above it, and in print. */
export function Frame({ context, service, title, asAt, standard, children }: FrameProps) {
  const { shell, now, notice } = context;
  const href = `/services/${service.reference}`;
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      service={{ name: service.name, href, asAt: sayDateTime(asAt?.at ?? now) }}
    >
      <Notice notice={notice} />
      <Views service={service.reference} standard={standard} day={asAt?.text ?? null} />
      {children}
    </Layout>
  );
}

interface ViewsProps {
  readonly service: string;
  readonly standard: string | null;
  readonly day: string | null;
}

/** The ways between point 16, the other standards, and what stands behind them: that is of now alone. */
function Views({ service, standard, day }: ViewsProps) {
  const asked = day === null ? '' : `?as-at=${day}`;
  const ways = [
    { text: 'Point 16', href: `${standardPath(service, 'point-16')}${asked}`, current: standard === 'point-16' },
    { text: 'All standards', href: `${standardsPath(service)}${asked}`, current: standard === null },
    { text: 'Processes', href: processesPath(service), current: false },
    { text: 'Findings', href: findingsPath(service), current: false },
    { text: 'Questions about the service', href: aboutPath(service), current: false },
  ];
  return (
    <nav class="app-views app-clauses__ways" aria-label="Standards">
      <ul class="app-views__list">
        {ways.map(({ text, href, current }) => (
          <li>
            <a class="app-saved__link" href={href} aria-current={current ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface HeadProps {
  readonly caption: ComponentChildren;
  readonly heading: string;
  readonly context: PageContext;
  /** Without anything behind the question mark. */
  readonly path: string;
  readonly kept: readonly (readonly [string, string])[];
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly children: ComponentChildren;
}

/** Title and what leads, and beside them the day that is looked at. */
export function Head({ caption, heading, context, path, kept, asAt, wrongDay, children }: HeadProps) {
  return (
    <div class="app-head">
      <div class="app-head__words">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{caption}</span> {heading}
        </h1>
        {children}
      </div>
      <DayForm action={path} {...{ kept, asAt }} now={path} wrong={wrongDay} today={dateIn(context.now)} />
    </div>
  );
}
