import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDate } from '../../../platform/london-time.ts';
import { logPath } from '../pages/addresses.ts';
import { DayForm, Frame, type AsAt } from '../pages/frame.tsx';
import { ABOUT, FORMATS } from './formats.ts';

export interface DownloadPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  readonly asAt: AsAt | null;
  /** What was asked for, where it is no day. */
  readonly wrongDay: string | null;
}

/** Takes a log elsewhere: each format with what it is good for. */
export function DownloadPage({ service, log, asAt, wrongDay }: DownloadPageProps, { shell, now }: PageContext) {
  const path = logPath(service.reference, log.number);
  const day = asAt === null ? '' : `?as-at=${encodeURIComponent(asAt.text)}`;
  return (
    <Frame
      shell={shell}
      service={service}
      title={`Download ${log.title}`}
      now={now}
      asAt={asAt}
      back={{ text: log.title, href: `${path}${day}` }}
    >
      <div class="app-head">
        <div class="app-head__words">
          <h1 class="nhsuk-heading-l">Download this log</h1>
          <p class="app-head__line">
            {asAt === null
              ? `${log.title}, whole, as it stands now.`
              : `${log.title}, whole, as it was known at the end of ${sayDate(asAt.at)}.`}
          </p>
        </div>
        <DayForm
          action={`${path}/download`}
          kept={[]}
          asAt={asAt}
          now={`${path}/download`}
          wrong={wrongDay}
          today={dateIn(now)}
        />
      </div>
      <div class="app-measure">
        <ul class="nhsuk-list app-formats">
          {FORMATS.map((format) => (
            <li class="app-formats__one">
              <a href={`${path}/download/${format}${day}`}>{ABOUT[format].name}</a>
              <span class="app-formats__says">
                {ABOUT[format].says}
                {ABOUT[format].comesBack ? ' You can edit it and bring it back.' : ''}
              </span>
            </li>
          ))}
        </ul>
        <h2 class="nhsuk-heading-m">Bring it back</h2>
        <p>
          Change the file, then <a href="/check">check it</a> and keep it as the next version of this log. You see what
          differs, line by line, and nothing is written before you accept it. Hazards and controls are known by their
          numbers, so leave those as they are. A rating that was changed in a file waits until a person confirms it.
        </p>
      </div>
    </Frame>
  );
}
