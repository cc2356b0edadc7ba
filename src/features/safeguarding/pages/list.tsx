import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Table, Tag } from '../../../ui/nhsuk/index.ts';
import { compartmentPath, SAFEGUARDING, type Answered } from '../domain.ts';
import { Frame } from './frame.tsx';

export interface ListProps {
  readonly compartments: readonly {
    readonly id: string;
    readonly service: string;
    readonly on: string | null;
    readonly openedAt: Date;
    readonly danger: Answered;
    readonly recorded: boolean;
    /** Referrals that have to be chased. */
    readonly toChase: number;
  }[];
  readonly leads: boolean;
}

/** What opens to whoever looks, and nothing of what does not. */
export function ListPage({ compartments, leads }: ListProps, context: PageContext) {
  return (
    <Frame context={context} back={{ text: 'Home', href: '/' }}>
      <h1 class="nhsuk-heading-l">Safeguarding</h1>
      <p class="app-measure">
        Only safeguarding leads and their deputies see this. Each page that you open here is recorded, and the leads
        look at who read what.
      </p>
      {leads && (
        <p>
          <a href={`${SAFEGUARDING}/reads`}>Who read what</a> · <a href={`${SAFEGUARDING}/deputies`}>Deputies</a>
        </p>
      )}
      {compartments.length === 0 ? (
        <p>
          No record opens to you. What the team says on incidents, and what comes in by the public form and tells of
          abuse or danger, will stand here. <a href="/help/safeguarding">How it works</a>
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          caption={{ text: 'Records', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Raised' }, { text: 'Service' }, { text: 'On' }, { text: 'How it stands' }]}
          rows={compartments.map((one) => [
            { text: <a href={compartmentPath(one.id)}>{sayDateTime(one.openedAt)}</a> },
            { text: one.service },
            { text: one.on ?? 'By itself' },
            { text: <Standing {...one} /> },
          ])}
        />
      )}
    </Frame>
  );
}

function Standing({ danger, recorded, toChase }: ListProps['compartments'][number]) {
  return (
    <>
      {danger === 'yes' && <Tag colour="red">In danger</Tag>} {!recorded && 'Nobody has written the record yet. '}
      {toChase > 0 && 'A referral has to be chased. '}
      {recorded && toChase === 0 && 'Recorded.'}
    </>
  );
}
