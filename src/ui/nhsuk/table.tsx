import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { Card } from './card.tsx';
import type { CardOptions } from './card.tsx';
import { joinClasses, modifierClass } from './classes.ts';
import { hasContent, plainText, present, slotOptions } from './content.ts';
import type { Falsy, Slot } from './content.ts';
import { HeadingContent } from './heading.tsx';
import { QUESTION_SIZES } from './label.tsx';
import type { QuestionSize } from './label.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Data in rows and columns. */
export function Table(props: TableProps) {
  const { responsive } = props;
  const head = (props.head ?? []).map((item) => (isPresent(item) ? slotOptions<TableHeader>(item) : undefined));
  const sortable = head.some((header) => Boolean(header?.sort));
  // With links in the headers the server sorts, and the script must not.
  const sortedByServer = sortable && head.some((header) => Boolean(header?.href));
  const shape = { responsive, sortedByServer };
  const caption = slotOptions<TableCaption>(props.caption);
  const captionId = caption.id ?? (props.scroll ? generatedCaptionId(props.id, caption.text) : undefined);

  const table = (
    <table
      class={joinClasses(
        'nhsuk-table',
        props.variant === 'reverse' && 'nhsuk-table--reverse',
        props.compact && 'nhsuk-table--compact',
        responsive && 'nhsuk-table--responsive',
        props.border === false && 'nhsuk-table--no-border',
        props.border !== false && props.lastRowBorder === false && 'nhsuk-table--no-last-row-border',
        sortable && 'nhsuk-table--sortable',
        props.striped && 'nhsuk-table--striped',
        props.classes,
      )}
      id={props.id}
      data-module={sortable && !sortedByServer ? 'nhsuk-table' : undefined}
      role={responsive ? 'table' : undefined}
      {...props.attributes}
    >
      {hasContent(caption.text) && (
        <caption
          class={joinClasses(
            'nhsuk-table__caption',
            modifierClass('nhsuk-table__caption--', caption.size, QUESTION_SIZES, caption.classes),
            caption.classes,
          )}
          id={captionId}
          {...caption.attributes}
        >
          <HeadingContent visuallyHiddenText={sortable ? '(Column headers are sortable)' : undefined}>
            {caption.text}
          </HeadingContent>
        </caption>
      )}
      {head.length > 0 && (
        <thead class="nhsuk-table__head" role={responsive ? 'rowgroup' : undefined}>
          <tr class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
            {head.map(
              (header, index) =>
                header && (
                  <th key={index} {...cellAttributes('header', header, header, shape)} scope="col">
                    <CellContent cell={header} />
                  </th>
                ),
            )}
          </tr>
        </thead>
      )}
      <tbody class="nhsuk-table__body">
        {present(props.rows).map((row, rowIndex) => (
          <tr key={rowIndex} class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
            {row.map((item, index) => {
              if (!isPresent(item)) return null;
              const cell = slotOptions<TableCell>(item);
              const header = head[index];
              const content =
                responsive && header ? <ResponsiveContent cell={cell} header={header} /> : <CellContent cell={cell} />;
              return props.firstCellIsHeader && index === 0 ? (
                <th key={index} {...cellAttributes('rowheader', cell, header, shape)} scope="row">
                  {content}
                </th>
              ) : (
                <td key={index} {...cellAttributes('cell', cell, header, shape)}>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  const scrolled = props.scroll ? (
    <div
      class={joinClasses('nhsuk-scroll', props.variant === 'reverse' && 'nhsuk-scroll--reverse')}
      data-module="nhsuk-scroll"
    >
      <div class="nhsuk-scroll__content" role="region" aria-labelledby={captionId}>
        {table}
      </div>
    </div>
  ) : (
    table
  );
  return props.card ? <Card {...props.card}>{scrolled}</Card> : scrolled;
}

type Options<Slotted extends object> = Partial<Slotted> & { text?: ComponentChildren };

/** A scrolling region must have a name, so its caption must have an id. */
function generatedCaptionId(tableId: string | undefined, text: ComponentChildren): string | undefined {
  if (tableId) return `${tableId}-caption`;
  const slug = plainText(text)?.replaceAll(' ', '-').toLowerCase().slice(0, 40);
  return slug && `table-${slug}-caption`;
}

function isPresent(item: Slot<TableCell> | Falsy): boolean {
  return item !== undefined && item !== null && item !== false;
}

function cellAttributes(
  kind: 'header' | 'rowheader' | 'cell',
  cell: Options<TableCell> & Pick<TableHeader, 'sort' | 'sortNext'>,
  header: Options<TableHeader> | undefined,
  { responsive, sortedByServer }: { responsive: boolean | undefined; sortedByServer: boolean },
) {
  const block = kind === 'cell' ? 'nhsuk-table__cell' : 'nhsuk-table__header';
  const format = cell.format ?? header?.format;
  const align = cell.align ?? (cell.format === 'string' && header?.format === 'numeric' ? 'right' : header?.align);
  const sort = cell.sort === true ? 'none' : cell.sort;
  return {
    class: joinClasses(
      block,
      format === 'numeric' && `${block}--numeric`,
      modifierClass('nhsuk-u-text-align-', align, ALIGNMENTS, cell.classes),
      cell.width && `nhsuk-u-width-${cell.width}`,
      cell.classes,
    ),
    role: responsive ? (kind === 'header' ? ('columnheader' as const) : kind) : undefined,
    colspan: responsive ? undefined : cell.colspan,
    rowspan: cell.rowspan,
    'data-sort': sort ? '' : undefined,
    'data-sort-next': sortedByServer ? undefined : cell.sortNext,
    'data-sort-value': cell.sortValue,
    'aria-sort': sort && sort !== 'none' ? sort : undefined,
    ...cell.attributes,
  };
}

function CellContent({ cell }: { cell: Options<TableCell> }) {
  const content = (
    <>
      {cell.text}
      {cell.visuallyHiddenText && (
        <VisuallyHidden>
          {hasContent(cell.text) && ' '}
          {cell.visuallyHiddenText}
        </VisuallyHidden>
      )}
    </>
  );
  return cell.href ? (
    <a class="nhsuk-link" href={cell.href}>
      {content}
    </a>
  ) : (
    content
  );
}

/** On small screens every cell repeats the header of its column. */
function ResponsiveContent({ cell, header }: { cell: Options<TableCell>; header: Options<TableHeader> }) {
  const isMarkup = hasContent(cell.text) && plainText(cell.text) === undefined;
  return (
    <>
      <span class="nhsuk-table__heading" aria-hidden="true">
        <CellContent cell={{ text: header.text, visuallyHiddenText: header.visuallyHiddenText }} />{' '}
      </span>
      {isMarkup ? (
        <span>
          <CellContent cell={cell} />
        </span>
      ) : (
        <CellContent cell={cell} />
      )}
    </>
  );
}

const ALIGNMENTS = ['left', 'centre', 'right'] as const;

/** A cell; its content is `text`. */
export interface TableCell {
  /** Added after the text for screen readers. */
  visuallyHiddenText?: string;
  /** Links the content. */
  href?: string;
  /** `numeric` lines numbers up; `string` is for text in a numeric column. */
  format?: 'numeric' | 'string';
  align?: (typeof ALIGNMENTS)[number];
  /** Width utility class without its prefix, for example `one-half`. */
  width?: string;
  /** Left out of responsive tables. */
  colspan?: number;
  rowspan?: number;
  /** What the column sorts by instead of the text. */
  sortValue?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** A column header; its content is `text`. Format and alignment hold for the whole column. */
export interface TableHeader extends Omit<TableCell, 'sortValue'> {
  /** How the column is sorted now; `true` when it can be sorted but is not. */
  sort?: boolean | 'ascending' | 'descending' | 'none';
  /** How the column is sorted first when it is chosen. */
  sortNext?: 'ascending' | 'descending';
}

/** The caption of a table; its content is `text`. */
export interface TableCaption {
  id?: string;
  size?: QuestionSize;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface TableProps {
  caption?: Slot<TableCaption>;
  head?: readonly (Slot<TableHeader> | Falsy)[];
  rows: readonly (readonly (Slot<TableCell> | Falsy)[] | Falsy)[];
  /** Makes the first cell of each row its header. */
  firstCellIsHeader?: boolean;
  /** Shows rows as blocks on small screens. */
  responsive?: boolean;
  /** Lets a wide table scroll sideways. */
  scroll?: boolean;
  compact?: boolean;
  striped?: boolean;
  /** For dark backgrounds. */
  variant?: 'reverse';
  /** `false` takes all lines away. */
  border?: boolean;
  /** `false` takes the line below the last row away. */
  lastRowBorder?: boolean;
  /** Puts the table on a card; `{}` is a plain card. */
  card?: CardOptions;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
