import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../../../platform/http/forms.ts';
import { dateIn } from '../../../../platform/london-time.ts';
import { logPath } from '../addresses.ts';
import { DayForm, Frame, type AsAt } from '../frame.tsx';

/** The views of a log, by the end of their address. */
export const VIEWS = {
  state: 'State of the case',
  controls: 'Controls behind hazards',
  gaps: 'What is missing',
  groups: 'By component, group or owner',
  moved: 'What moved',
} as const;
export type ViewName = keyof typeof VIEWS;

export interface ViewProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
}

interface FrameProps extends ViewProps {
  readonly view: ViewName;
  /** What the page shows, in a sentence. */
  readonly lead: ComponentChildren;
  /** Words of the address that stay when another day is looked at. */
  readonly kept?: readonly (readonly [string, string])[];
  readonly children: ComponentChildren;
}

/** A view of a log: what it shows, the other views, and the day. */
export function ViewFrame(props: FrameProps & { readonly page: PageContext }) {
  const { service, log, view, lead, kept = [], asAt, wrongDay, page, children } = props;
  const day = asAt ? `?as-at=${asAt.text}` : '';
  const path = `${logPath(service.reference, log.number)}/${view}`;
  return (
    <Frame
      shell={page.shell}
      service={service}
      title={VIEWS[view]}
      now={page.now}
      asAt={asAt}
      back={{ text: log.title, href: `${logPath(service.reference, log.number)}${day}` }}
    >
      <div class="app-head">
        <div class="app-head__words">
          <span class="nhsuk-caption-l">{log.title}</span>
          <h1 class="nhsuk-heading-l">{VIEWS[view]}</h1>
          <p class="app-measure">{lead}</p>
        </div>
        {view !== 'moved' && (
          <DayForm action={path} {...{ kept, asAt }} now={path} wrong={wrongDay} today={dateIn(page.now)} />
        )}
      </div>
      <ViewLinks service={service.reference} log={log.number} here={view} day={day} />
      {children}
    </Frame>
  );
}

interface LinksProps {
  readonly service: string;
  readonly log: number;
  readonly here: ViewName | null;
  /** "?as-at=2026-03-03", or nothing. */
  readonly day: string;
}

/** The other sides of a log. */
export function ViewLinks({ service, log, here, day }: LinksProps) {
  return (
    <nav class="app-views app-noprint" aria-label="Views of this log">
      <ul class="app-views__list">
        {Object.entries(VIEWS).map(([name, text]) => (
          <li>
            {name === here ? (
              <strong aria-current="page">{text}</strong>
            ) : (
              <a href={`${logPath(service, log)}/${name}${name === 'moved' ? '' : day}`}>{text}</a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
