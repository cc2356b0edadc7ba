import type { ComponentChildren } from 'preact';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import type { RiskScheme } from '../../schemes/index.ts';
import type { HazardStatus, MapPhase } from '../domain.ts';
import {
  isUnconfirmed,
  isWaiting,
  referenceOf,
  type LogChoice,
  type LogLine,
  type SortBy,
} from '../domain/log-view.ts';
import { addressWith, hazardPath, sortAddress } from './addresses.ts';
import { SORT_NAMES } from './log-filters.tsx';
import { RatingMark } from './marks.tsx';

/** A row of the list: its line, and what is shown of it. */
export interface TableRow {
  readonly line: LogLine;
  readonly name: string;
  readonly controls: number;
  readonly holding: number;
  readonly failing: number;
  readonly notVerified: number;
}

export interface LogTableProps {
  readonly service: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly choice: LogChoice;
  readonly scheme: RiskScheme | null;
  readonly rows: readonly TableRow[];
  /** The day in the address, to keep it. */
  readonly asAt: string | null;
  /** Whether residual ratings can be chosen for confirming. */
  readonly choosing: boolean;
}

export const STATUS_WORDS: Readonly<Record<HazardStatus, string>> = {
  open: 'Open',
  closed: 'Closed',
  transferred: 'Transferred',
};

/** The rows of a log. On a phone each is a card. */
export function LogTable(props: LogTableProps) {
  const { path, query, choice, choosing } = props;
  const sort = (by: SortBy) => <SortHeading by={by} choice={choice} href={sortAddress(path, query, by)} />;
  return (
    <table role="table" class="nhsuk-table app-cards app-log">
      <caption class="nhsuk-u-visually-hidden">Hazards of this log. Headings with links sort the rows.</caption>
      <thead role="rowgroup">
        <tr role="row">
          {choosing && (
            <th role="columnheader" scope="col" class="app-log__choose">
              <span class="nhsuk-u-visually-hidden">Choose</span>
            </th>
          )}
          {sort('number')}
          {sort('name')}
          <Heading>Component</Heading>
          {sort('initial')}
          {sort('residual')}
          {sort('status')}
          <Heading>Controls</Heading>
          <Heading>Owner</Heading>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map((row) => (
          <Row {...props} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Heading({ children }: { readonly children: ComponentChildren }) {
  return (
    <th role="columnheader" scope="col">
      {children}
    </th>
  );
}

interface SortHeadingProps {
  readonly by: SortBy;
  readonly choice: LogChoice;
  readonly href: string;
}

function SortHeading({ by, choice, href }: SortHeadingProps) {
  const now = choice.sort === by;
  return (
    <th role="columnheader" scope="col" aria-sort={now ? (choice.descending ? 'descending' : 'ascending') : undefined}>
      <a href={href} class="app-log__sort">
        {SORT_NAMES[by]}
        {now && <span aria-hidden="true">{choice.descending ? ' \u25bc' : ' \u25b2'}</span>}
      </a>
    </th>
  );
}

function Row({ row, ...props }: LogTableProps & { readonly row: TableRow }) {
  const { line } = row;
  const reference = referenceOf(line);
  const name = `name-${reference}`;
  return (
    <tr role="row">
      {props.choosing && (
        <td role="cell" class="app-log__choose">
          {isUnconfirmed(line) && line.residual?.level !== null && (
            <input
              type="checkbox"
              class="app-check"
              name={reference}
              value="yes"
              aria-label={`Choose ${reference}`}
              aria-describedby={name}
            />
          )}
        </td>
      )}
      <th role="rowheader" scope="row" class="app-log__number">
        <a class="app-ref" href={hazardPath(props.service, reference, props.asAt)}>
          {reference}
        </a>
      </th>
      <td role="cell" class="app-log__name" id={name}>
        {row.name}
      </td>
      <Cell label="Component">{line.component ?? <None>none stated</None>}</Cell>
      <Cell label="Initial">
        <Rating line={line} phase="initial" scheme={props.scheme} />
      </Cell>
      <Cell label="Residual">
        <Rating line={line} phase="residual" scheme={props.scheme} />
      </Cell>
      <Cell label="Status">{STATUS_WORDS[line.status]}</Cell>
      <Cell label="Controls">
        <Controls row={row} />
      </Cell>
      <Cell label="Owner">{line.owner ?? <None>nobody</None>}</Cell>
    </tr>
  );
}

/** @param label what stands before it on a phone, where the headings are out of sight */
export function Cell({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <td role="cell" data-label={label}>
      {children}
    </td>
  );
}

function None({ children }: { readonly children: ComponentChildren }) {
  return <span class="app-second">{children}</span>;
}

interface RatingProps {
  readonly line: LogLine;
  readonly phase: MapPhase;
  readonly scheme: RiskScheme | null;
}

/** A rating in its square; beside one that is provisional stands the one that counts until then. */
function Rating({ line, phase, scheme }: RatingProps) {
  const rating = line[phase];
  if (!rating) return <None>Not rated</None>;
  if (phase !== 'residual' || !isWaiting(line)) return <RatingMark scheme={scheme} level={rating.level} />;
  return <RatingMark scheme={scheme} level={rating.level} provisional until={line.counts.level} />;
}

/** How many controls a hazard has, and what is to be said of them. */
function Controls({ row }: { readonly row: TableRow }) {
  if (row.controls === 0) return <None>none</None>;
  return (
    <span class="app-log__controls">
      {row.failing > 0 && (
        <span>
          <VerdictTag verdict="not-met" says="holds" /> {row.failing}
        </span>
      )}
      {row.notVerified > 0 && (
        <span>
          <VerdictTag verdict="not-known" says="holds" /> {row.notVerified}
        </span>
      )}
      {row.holding > 0 && (
        <span class="app-second">
          {row.holding} {row.holding === 1 ? 'holds' : 'hold'}
        </span>
      )}
    </span>
  );
}

interface PagesProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
  readonly pages: number;
}

/** The way through a list of more than one page; the filters stay. */
export function Pages({ path, query, page, pages }: PagesProps) {
  return (
    <PageNumbers
      label="Pages of the log"
      page={page}
      pages={pages}
      href={(number) => addressWith(path, query, { page: String(number) })}
    />
  );
}
