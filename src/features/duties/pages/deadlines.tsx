import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { counted } from '../../../words/counting.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import type { Pack } from '../domain/pack.ts';
import { dutyOf } from '../domain/pack.ts';
import { DEADLINES, dutiesPath, sayUntil } from '../domain/saying.ts';
import { sayStrength } from '../domain/words.ts';
import type { BoardRow, UndecidedRow } from '../open-store.ts';
import { LimitWords } from './words.tsx';

export interface DeadlinesProps {
  readonly pack: Pack;
  /** Owed, by when they are wanted. */
  readonly rows: readonly BoardRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** Incidents of which it is not known of every duty whether it is owed, although a clock may be running. */
  readonly undecided: readonly UndecidedRow[];
  /** Whether there are others. */
  readonly moreUndecided: boolean;
}

/** What is owed in all services in which somebody holds a role: what is overdue first. */
export function DeadlinesPage(props: DeadlinesProps, context: PageContext) {
  const { rows, total, page, pages, undecided, moreUndecided, pack } = props;
  const { shell, now, notice } = context;
  const law = rows.filter(({ due }) => due !== null);
  const overdue = law.filter(({ due }) => due! < now);
  const running = law.filter(({ due }) => due! >= now);
  const ours = rows.filter(({ due }) => due === null);
  return (
    <Layout shell={shell} title="Deadlines" path={DEADLINES}>
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          Deadlines <span class="app-count">({total})</span>
        </h1>
        <div class="app-title__action app-noprint">
          <Button variant="secondary" href={`${DEADLINES}/calendar`}>
            Show them in a calendar
          </Button>
        </div>
      </div>
      <p class="app-measure">
        Who has to be told of incidents, in every service in which you hold a role. Limits that a source gives in
        numbers stand apart from targets of ours, where it says only “without delay”: those are no law.{' '}
        <a href="/help/duties">How it is worked out</a>
      </p>
      {total === 0 && (
        <p class="app-measure">
          Nothing is owed, as far as it is known. Once something happens that somebody has to be told of, it stands here
          with the time that is left.
        </p>
      )}
      {overdue.length > 0 && <Board heading="Overdue" id="overdue" rows={overdue} pack={pack} now={now} />}
      {running.length > 0 && <Board heading="Limits" id="limits" rows={running} pack={pack} now={now} />}
      {ours.length > 0 && (
        <Board heading="Our own targets, and what has no limit" id="targets" rows={ours} pack={pack} now={now} />
      )}
      <PageNumbers label="Pages of deadlines" page={page} pages={pages} href={(number) => `?page=${number}`} />
      {undecided.length > 0 && <Undecided rows={undecided} more={moreUndecided} now={now} />}
    </Layout>
  );
}

interface BoardProps {
  readonly heading: string;
  readonly id: string;
  readonly rows: readonly BoardRow[];
  readonly pack: Pack;
  readonly now: Date;
}

function Board({ heading, id, rows, pack, now }: BoardProps) {
  return (
    <section aria-labelledby={id}>
      <h2 class="nhsuk-heading-m" id={id}>
        {heading} <span class="app-count">({rows.length})</span>
      </h2>
      <Table
        responsive
        firstCellIsHeader
        classes="app-list"
        caption={{ text: heading, classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'By when' }, { text: 'What' }, { text: 'Incident' }, { text: 'Clock' }]}
        rows={rows.map((one) => [
          { text: <LimitWords due={one.due} target={one.target} limit={one.limit} now={now} /> },
          { text: <What one={one} pack={pack} /> },
          {
            text: (
              <>
                <a href={`${dutiesPath(one.service.reference, one.reference)}#${one.duty}`}>{one.reference}</a>{' '}
                <span class="app-second">{one.service.name}</span>
              </>
            ),
          },
          { text: one.started ? `Since ${sayDateTime(one.started)}` : 'Not started' },
        ])}
      />
    </section>
  );
}

interface UndecidedProps {
  readonly rows: readonly UndecidedRow[];
  readonly more: boolean;
  readonly now: Date;
}

/** Where nobody has settled what is owed: one line for each incident. */
function Undecided({ rows, more, now }: UndecidedProps) {
  return (
    <section aria-labelledby="undecided">
      <h2 class="nhsuk-heading-m" id="undecided">
        Not known yet what they owe{' '}
        <span class="app-count">
          ({rows.length}
          {more && ' or more'})
        </span>
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet app-measure">
        {rows.map(({ service, reference, count, due }) => (
          <li>
            <a href={`${dutiesPath(service.reference, reference)}#questions`}>{reference}</a>{' '}
            <span class="app-second">{service.name}</span>: of {counted(count, 'duty', 'duties')} it is not known
            whether {count === 1 ? 'it is' : 'they are'} owed.
            {due &&
              (due < now
                ? ` If one of them was, its limit ended on ${sayUntil(due, now)}.`
                : ` If one of them is, its limit ends on ${sayUntil(due, now)}.`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function What({ one, pack }: { readonly one: BoardRow; readonly pack: Pack }) {
  const title = dutyOf(pack, one.duty)?.title ?? one.duty;
  return (
    <>
      {one.standing === 'follow-up' ? `Follow-up: ${title}` : title}{' '}
      <span class="app-second">
        {one.duty}, {sayStrength(one.strength).toLowerCase()}
      </span>
    </>
  );
}
