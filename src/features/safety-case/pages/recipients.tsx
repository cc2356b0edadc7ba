import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { sayDay } from '../../../words/days.ts';
import { behindWords } from '../checks.ts';
import { reportPath, reportReference, type Behind, type StoredReport, type Recipient } from '../domain.ts';

interface RecipientsProps {
  readonly report: StoredReport;
  /** Of this report, and of those whose place it took. */
  readonly recipients: readonly Recipient[];
  readonly behind: readonly Behind[];
  readonly mayWrite: boolean;
}

/** Who received which version (DCB0129 3.5.3), and who has an older one than the one that stands. */
export function Recipients({ report, recipients, behind, mayWrite }: RecipientsProps) {
  const path = `${reportPath(report.service.reference, report.number)}/recipients`;
  return (
    <section aria-labelledby="recipients">
      <h2 class="nhsuk-heading-m" id="recipients">
        Who received it
      </h2>
      {behind.length > 0 && (
        <SentenceBlock
          sentence={{
            so: ['Not everybody has the version that stands'],
            because: [behindWords(behind)],
            clears: ['Giving them that one, with an entry for each, clears it.'],
          }}
        />
      )}
      {recipients.length === 0 ? (
        <p class="app-measure">
          Whoever received this report will stand here, with the version that they have. When a later version is
          approved, you see who has to be told.
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Receivers, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Who' }, { text: 'Version' }, { text: 'How' }, { text: 'When' }]}
          rows={recipients.map((one) => [
            { text: <Receiver one={one} path={path} own={one.report === report.number} mayWrite={mayWrite} /> },
            {
              text: `${one.report === report.number ? '' : `${reportReference(one.report)}, `}version ${one.received}`,
            },
            { text: one.how },
            { text: sayDay(one.on) },
          ])}
        />
      )}
      {mayWrite && report.supersededBy === null && (
        <Button variant="secondary" href={`${path}/new`} classes="app-noprint">
          Record who received it
        </Button>
      )}
    </section>
  );
}

interface ReceiverProps {
  readonly one: Recipient;
  readonly path: string;
  readonly own: boolean;
  readonly mayWrite: boolean;
}

function Receiver({ one, path, own, mayWrite }: ReceiverProps) {
  if (one.withdrawn !== null)
    return (
      <>
        {one.receiver}{' '}
        <span class="app-second">
          Withdrawn, does not count: <span class="app-lines">{one.withdrawn}</span>
        </span>
      </>
    );
  return (
    <>
      {one.receiver}
      {own && mayWrite && (
        <span class="app-second app-noprint">
          {' '}
          <a href={`${path}/${one.number}/withdraw`}>
            Withdraw<span class="nhsuk-u-visually-hidden"> the entry of {one.receiver}</span>
          </a>
        </span>
      )}
    </>
  );
}
