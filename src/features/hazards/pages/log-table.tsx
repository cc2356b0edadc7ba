import type { ComponentChildren } from 'preact';
import { Freshness } from '../../../ui/freshness.tsx';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { renderedOnce } from '../../../ui/rendered.ts';
import { VerdictTag } from '../../../ui/verdict.tsx';
import type { RiskScheme } from '../../schemes/index.ts';
import type { HazardStatus, MapPhase } from '../domain.ts';
import { freshnessAt, type FreshnessWords } from '../domain/log-standing.ts';
import {
  isWaiting,
  referenceOf,
  type LogChoice,
  type LogLine,
  type LogOffers,
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
  /** The moment of which it is asked what has lapsed. */
  readonly at: Date;
  /** Whether rows can be chosen. */
  readonly choosing: boolean;
  /** Whether cells can be edited: with a script, in the table; each hazard's own form does the same. */
  readonly editing: boolean;
  readonly offers: LogOffers;
}

export const STATUS_WORDS: Readonly<Record<HazardStatus, string>> = {
  open: 'Open',
  closed: 'Closed',
  transferred: 'Transferred',
};

/** The rows of a log. On a phone each is a card. */
export function LogTable(props: LogTableProps) {
  const { path, query, choice, choosing, editing, offers } = props;
  const shared = { ...props, fresh: freshnessAt(props.at), once: renderedOnce() };
  const sort = (by: SortBy) => <SortHeading by={by} choice={choice} href={sortAddress(path, query, by)} />;
  return (
    <>
      <table
        role="table"
        class="nhsuk-table app-cards app-log"
        data-grid={editing ? props.service : undefined}
        aria-describedby={editing ? 'grid-keys' : undefined}
      >
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
            {sort('freshness')}
            <Heading>Owner</Heading>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.rows.map((row) => (
            <Row {...shared} row={row} />
          ))}
        </tbody>
      </table>
      {editing && (
        <>
          <Offers id="offer-component" offers={offers.components} />
          <Offers id="offer-owner" offers={offers.owners} />
          <p class="app-note app-log__keys" id="grid-keys" hidden>
            In the table: arrows move between cells, <kbd>Enter</kbd> edits a hazard’s name, component or owner, and{' '}
            <kbd>x</kbd> selects a row; <kbd>/</kbd> goes to the filters. Ratings are changed on the hazard’s page,
            where the reason and the controls are asked for.
          </p>
        </>
      )}
    </>
  );
}

/** What the log has already, to choose from while one types. */
function Offers({ id, offers }: { readonly id: string; readonly offers: readonly string[] }) {
  return (
    <datalist id={id}>
      {offers.map((one) => (
        <option value={one} />
      ))}
    </datalist>
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

interface RowProps extends LogTableProps {
  readonly row: TableRow;
  readonly fresh: (standing: LogLine['standing']) => FreshnessWords;
  /** Most cells say what cells of other rows say. */
  readonly once: ReturnType<typeof renderedOnce>;
}

function Row({ row, once, ...props }: RowProps) {
  const { line } = row;
  const reference = referenceOf(line);
  const name = `name-${reference}`;
  const field = (of: string) => (props.editing ? of : undefined);
  const fresh = props.fresh(line.standing);
  return (
    <tr
      role="row"
      data-hazard={props.editing ? reference : undefined}
      data-version={props.editing ? line.version : undefined}
    >
      {props.choosing && (
        <td role="cell" class="app-log__choose">
          <input
            type="checkbox"
            class="app-check"
            name={reference}
            value="yes"
            aria-label={`Choose ${reference}`}
            aria-describedby={name}
          />
        </td>
      )}
      <th role="rowheader" scope="row" class="app-log__number">
        <a class="app-ref" href={hazardPath(props.service, reference, props.asAt)}>
          {reference}
        </a>
      </th>
      <td role="cell" class="app-log__name" id={name} data-field={field('name')}>
        {row.name}
      </td>
      {once(`component ${JSON.stringify(line.component)}`, () => (
        <Cell label="Component" field={field('component')}>
          {line.component ?? <None>none stated</None>}
        </Cell>
      ))}
      {once(`initial ${line.initial?.level}`, () => (
        <Cell label="Initial">
          <Rating line={line} phase="initial" scheme={props.scheme} />
        </Cell>
      ))}
      {once(`residual ${line.residual?.level} ${isWaiting(line) && line.counts.level}`, () => (
        <Cell label="Residual">
          <Rating line={line} phase="residual" scheme={props.scheme} />
        </Cell>
      ))}
      {once(line.status, () => (
        <Cell label="Status">{STATUS_WORDS[line.status]}</Cell>
      ))}
      {once(`controls ${row.controls} ${row.failing} ${row.notVerified} ${row.holding}`, () => (
        <Cell label="Controls">
          <Controls row={row} />
        </Cell>
      ))}
      {once(`${fresh.state} ${fresh.words}`, () => (
        <Cell label="Freshness">
          <Fresh {...fresh} />
        </Cell>
      ))}
      {once(`owner ${JSON.stringify(line.owner)}`, () => (
        <Cell label="Owner" field={field('owner')}>
          {line.owner ?? <None>nobody</None>}
        </Cell>
      ))}
    </tr>
  );
}

/** How fresh it is what the hazard rests on: plain text, beside any verdict. */
function Fresh({ state, words }: FreshnessWords) {
  if (state === 'nothing') return <None>{words}</None>;
  return <Freshness state={state}>{words}</Freshness>;
}

interface CellProps {
  readonly label: string;
  /** The field of the hazard that can be edited in it. */
  readonly field?: string | undefined;
  readonly children: ComponentChildren;
}

/** @param label what stands before it on a phone, where the headings are out of sight */
export function Cell({ label, field, children }: CellProps) {
  return (
    <td role="cell" data-label={label} data-field={field}>
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
