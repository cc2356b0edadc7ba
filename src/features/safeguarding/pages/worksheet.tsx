import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import { compartmentPath, WORKSHEETS, type WorksheetKey, type WorksheetLine } from '../domain.ts';
import { Frame } from './frame.tsx';

export interface WorksheetProps {
  readonly id: string;
  readonly worksheet: WorksheetKey;
  readonly lines: readonly WorksheetLine[];
}

/** What a referral asks for, to be printed or read out. It says by whom and when it was taken out. */
export function WorksheetPage({ id, worksheet, lines }: WorksheetProps, context: PageContext) {
  const { title, to } = WORKSHEETS[worksheet];
  return (
    <Frame context={context} back={{ text: 'The record', href: compartmentPath(id) }}>
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">Worksheet</span> {title}
      </h1>
      <p class="app-measure">It goes to: {to}.</p>
      <InsetText>
        Not a form of any authority. Nobody verified it against the form of your area, and that form counts. Hand it to
        whoever the referral goes to and to nobody else. Taken out by {context.actor.name}, {sayDateTime(context.now)}.
      </InsetText>
      <SummaryList
        rows={lines.map(({ label, value }) => ({
          key: label,
          value: value === null ? <strong>Not known yet</strong> : <span class="app-lines">{value}</span>,
        }))}
      />
    </Frame>
  );
}
