import type { VNode } from 'preact';
import { dateIn, sayDate } from '../../../platform/london-time.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { Notice } from '../../../platform/http/forms.ts';
import { Button, Details } from '../../../ui/nhsuk/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { BUILT_IN, type CountedFilter } from '../domain/built-in-filters.ts';
import {
  ALL_SIZE,
  isUnconfirmed,
  PAGE_SIZE,
  referenceOf,
  type LogChoice,
  type LogCounts,
  type LogLine,
  type LogOffers,
} from '../domain/log-view.ts';
import type { UndoOffer } from '../undoing.ts';
import { addressWith, CHOOSING, logDoor, logPath } from './addresses.ts';
import { DayForm, Frame, servicePath, type AsAt } from './frame.tsx';
import { Filters } from './log-filters.tsx';
import { LogMaps } from './log-maps.tsx';
import { SavedFilters } from './log-saved.tsx';
import { LogTable, Pages, type TableRow } from './log-table.tsx';
import { So } from './marks.tsx';
import { countsWords } from './words.ts';
import { UndoLine } from './undo-offer.tsx';
import { counted } from '../../../words/counting.ts';
import { ViewLinks } from './views/view-frame.tsx';

export interface LogPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: {
    readonly number: number;
    readonly title: string;
    readonly scheme: RiskScheme | null;
    readonly files: readonly string[];
    readonly takenInAt: Date;
    readonly takenInBy: string;
  };
  /** How it stands beside its signatures; null for as it was on a day. */
  readonly approval: VNode | null;
  readonly asAt: AsAt | null;
  /** The moment of which it is asked what has lapsed. */
  readonly at: Date;
  /** What was asked for, where it is no day. */
  readonly wrongDay: string | null;
  readonly choice: LogChoice;
  readonly counts: LogCounts;
  readonly offers: LogOffers;
  /** Everybody's, and then one's own. */
  readonly filters: readonly CountedFilter[];
  /** What the filters let through, but for the square. */
  readonly filtered: readonly LogLine[];
  /** How many are chosen, the square too. */
  readonly found: number;
  readonly rows: readonly TableRow[];
  readonly page: number;
  readonly pages: number;
  /** The place of the first row in the list, from 0. */
  readonly from: number;
  /** What was just changed by whoever looks, and can be undone. */
  readonly undo: UndoOffer | null;
  readonly may: {
    readonly confirm: boolean;
    readonly edit: boolean;
    readonly paste: boolean;
    readonly keep: boolean;
  };
}

/** A hazard log: counted in words, drawn in two maps, and listed. */
export function LogPage(props: LogPageProps, { shell, query, now, notice }: PageContext) {
  const { service, log, asAt, choice, counts, page, pages } = props;
  const path = logPath(service.reference, log.number);
  const kept = CHOOSING.flatMap((word) => (query[word] ? [[word, query[word]] as const] : []));
  const choosing = props.may.edit || props.may.confirm;
  const table = (
    <LogTable
      {...props}
      {...{ path, query, choosing }}
      service={service.reference}
      scheme={log.scheme}
      asAt={asAt?.text ?? null}
      editing={props.may.edit}
    />
  );
  const day = (
    <DayForm
      action={path}
      kept={kept}
      asAt={asAt}
      now={addressWith(path, query, { 'as-at': null })}
      wrong={props.wrongDay}
      today={dateIn(now)}
    />
  );
  return (
    <Frame
      shell={shell}
      service={service}
      title={log.title}
      now={now}
      asAt={asAt}
      back={{ text: service.name, href: servicePath(service.reference) }}
    >
      <Notice notice={notice} />
      <div class="app-head">
        <div class="app-head__words">
          <h1 class="nhsuk-heading-l">{log.title}</h1>
          <Summary counts={counts} log={log} scheme={asAt === null && props.may.confirm ? `${path}/scheme` : null} />
        </div>
        <Doors service={service.reference} log={log.number} may={props.may} />
      </div>
      <UndoLine service={service.reference} log={log.number} undo={props.undo} />
      {props.approval}
      {counts.all > 0 && (
        <ViewLinks service={service.reference} log={log.number} here={null} day={asAt ? `?as-at=${asAt.text}` : ''} />
      )}
      {counts.all === 0 && kept.length === 0 ? (
        <Empty />
      ) : (
        <>
          <SavedFilters
            service={service.reference}
            log={log.number}
            {...{ path, query }}
            filters={props.filters}
            builtIn={BUILT_IN.length}
            mayKeep={props.may.keep}
          />
          <Filters {...{ path, query, choice }} offers={props.offers} scheme={log.scheme} />
          {asAt || props.wrongDay !== null ? day : <Details summary="The log as at another day">{day}</Details>}
          {log.scheme ? (
            <LogMaps {...{ path, query, choice }} scheme={log.scheme} lines={props.filtered} />
          ) : (
            <So so="No risk of this log is known">
              because its file names no scheme that is certain. A log that carries its matrix, or words of the NHS 5 by
              5, taken in again, clears it.
            </So>
          )}
          <h2 class="nhsuk-heading-m" id="hazards">
            {shownWords(props)}
          </h2>
          {props.found === 0 ? (
            <p>
              No hazard of this log is like that.{' '}
              <a href={addressWith(path, query, Object.fromEntries(CHOOSING.map((word) => [word, null])))}>
                Show all hazards
              </a>
            </p>
          ) : choosing ? (
            <form method="get" action={`${path}/change`} id="chosen">
              {table}
              <WithChosen {...props} path={path} />
            </form>
          ) : (
            table
          )}
          <Pages {...{ path, query, page, pages }} />
          <HowMany found={props.found} {...{ path, query, pages }} />
        </>
      )}
    </Frame>
  );
}

interface DoorsProps {
  readonly service: string;
  readonly log: number;
  readonly may: LogPageProps['may'];
}

/** What comes into the log and goes out of it. */
function Doors({ service, log, may }: DoorsProps) {
  return (
    <div class="app-doors">
      {may.edit && <Button href={logDoor(service, log, 'record')}>Record a hazard</Button>}
      {may.paste && (
        <Button href={logDoor(service, log, 'paste')} variant="secondary">
          Paste rows
        </Button>
      )}
      <Button href={logDoor(service, log, 'download')} variant="secondary">
        Download
      </Button>
    </div>
  );
}

/** What can be done with the rows that are ticked. */
function WithChosen({ may, rows, path }: Pick<LogPageProps, 'may' | 'rows'> & { readonly path: string }) {
  const waiting = rows.filter(({ line }) => isUnconfirmed(line) && line.residual?.level !== null);
  return (
    <div class="app-log__confirm">
      {may.edit && <Button variant="secondary">Change the chosen hazards</Button>}
      {may.confirm && waiting.length > 0 && (
        <>
          <Button variant="secondary" attributes={{ formaction: `${path}/confirm` }}>
            Look at the chosen residual ratings
          </Button>
          <p class="app-note app-measure">
            You see each rating with its controls before you confirm it.{' '}
            <a
              href={`${path}/confirm?${waiting
                .slice(0, PAGE_SIZE)
                .map(({ line }) => `${referenceOf(line)}=yes`)
                .join('&')}`}
            >
              Look at {waiting.length > PAGE_SIZE ? `the first ${PAGE_SIZE}` : `all ${waiting.length}`} ratings on this
              page that nobody has confirmed
            </a>
          </p>
        </>
      )}
    </div>
  );
}

interface HowManyProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly found: number;
  readonly pages: number;
}

/** All rows on one page, for whoever works in them; a first page that is soon there, for everybody else. */
function HowMany({ path, query, found, pages }: HowManyProps) {
  if (query['rows'] === 'all')
    return found > PAGE_SIZE ? (
      <p>
        <a href={addressWith(path, query, { rows: null })}>Show {PAGE_SIZE} hazards a page</a>
      </p>
    ) : null;
  if (pages === 1) return null;
  return (
    <p>
      <a href={addressWith(path, query, { rows: 'all' })}>
        Show {found > ALL_SIZE ? `${ALL_SIZE} hazards a page` : `all ${found} on one page`}
      </a>
    </p>
  );
}

/** @param props.scheme where whoever looks may change the risk scheme */
function Summary({ counts, log, scheme }: Pick<LogPageProps, 'counts' | 'log'> & { readonly scheme: string | null }) {
  return (
    <>
      <p class="app-head__line">
        <strong>{counted(counts.all, 'hazard')}</strong>
        {countsWords(counts)}
      </p>
      {(log.scheme || scheme !== null) && (
        <p class="app-head__line app-second">
          {log.scheme && `Rated by ${log.scheme.title}.`}
          {log.scheme &&
            counts.otherwise > 0 &&
            ` The file states ${counts.otherwise === 1 ? '1 rating' : `${counts.otherwise} ratings`} otherwise than this scheme makes of severity and likelihood: the scheme’s level counts here.`}{' '}
          {scheme !== null && (
            <a class="app-noprint" href={scheme}>
              Change the risk scheme
            </a>
          )}
        </p>
      )}
      <p class="app-head__line app-second">
        {log.files.length === 0 ? 'Begun here on ' : `From ${listed(log.files)}, taken in on `}
        {sayDate(log.takenInAt)} by {log.takenInBy}.
      </p>
    </>
  );
}

/** What is in the list, as its heading. */
function shownWords({ found, counts, pages, from, rows, choice, filtered }: LogPageProps): string {
  const all = found === counts.all;
  const which = all ? counted(found, 'hazard') : `${found} of ${counted(counts.all, 'hazard')}`;
  const square = choice.square && filtered.length !== found ? ` in one square of the ${choice.square.phase} map` : '';
  const order = choice.sort === 'freshness' && !choice.descending ? ', stale first' : '';
  if (pages === 1) return `${which}${square}${order}`;
  return `${which}${square}, ${from + 1} to ${from + rows.length}${order}`;
}

function Empty() {
  return (
    <div class="app-measure">
      <p class="app-lead">No hazard stands in this log.</p>
      <p>
        A hazard log says what could go wrong in a service, whom it would harm, how bad and how likely that is, and what
        is done about it. It is where a safety case begins (DCB0129 4.3, DCB0160 4.3). Take one in from a file: every
        row is kept, with the cell that it comes from.
      </p>
    </div>
  );
}

function listed(all: readonly string[]): string {
  // A next version has often the name of the last.
  const files = [...new Set(all)];
  if (files.length <= 2) return files.join(' and ');
  return `${files[0]} and ${files.length - 1} more files`;
}
