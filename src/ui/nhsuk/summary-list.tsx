import type { ComponentChildren } from 'preact';
import { ActionLink } from './action-link.tsx';
import type { Actions } from './action-link.tsx';
import type { ExtraAttributes } from './attributes.ts';
import { Card } from './card.tsx';
import type { CardOptions } from './card.tsx';
import { joinClasses } from './classes.ts';
import { present, slotOptions } from './content.ts';
import type { Falsy, Slot } from './content.ts';

/** Facts with their names, on their own or on a card. */
export function SummaryList({ rows, card, border, lastRowBorder, id, classes, attributes }: SummaryListProps) {
  const shown = present(rows);
  const hasActions = shown.some((row) => present(row.actions).length > 0);
  const cardHeading = slotOptions(card?.heading).text;
  const list = (
    <dl
      class={joinClasses(
        'nhsuk-summary-list',
        border === false && 'nhsuk-summary-list--no-border',
        border !== false && lastRowBorder === false && 'nhsuk-summary-list--no-last-row-border',
        classes,
      )}
      id={id}
      {...attributes}
    >
      {shown.map((row, index) => (
        <Row key={index} row={row} hasActions={hasActions} cardHeading={cardHeading} />
      ))}
    </dl>
  );
  return card ? <Card {...card}>{list}</Card> : list;
}

function Row({
  row,
  hasActions,
  cardHeading,
}: {
  row: SummaryListRow;
  hasActions: boolean;
  cardHeading: ComponentChildren;
}) {
  const actions = present(row.actions);
  const [firstAction] = actions;
  return (
    <div
      class={joinClasses(
        'nhsuk-summary-list__row',
        hasActions && !firstAction && 'nhsuk-summary-list__row--no-actions',
        row.border === false && 'nhsuk-summary-list__row--no-border',
        row.classes,
      )}
      id={row.id}
      {...row.attributes}
    >
      <Part element="dt" part={row.key} />
      <Part element="dd" part={row.value} />
      {firstAction && (
        <dd class="nhsuk-summary-list__actions">
          {actions.length === 1 ? (
            <ActionLink action={firstAction} cardHeading={cardHeading} />
          ) : (
            <ul class="nhsuk-summary-list__actions-list">
              {actions.map((action, index) => (
                <li key={index} class="nhsuk-summary-list__actions-list-item">
                  <ActionLink action={action} cardHeading={cardHeading} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      )}
    </div>
  );
}

function Part({ element: Tag, part }: { element: 'dt' | 'dd'; part: Slot<SummaryListPart> | undefined }) {
  const { text, id, width, classes, attributes } = slotOptions<SummaryListPart>(part);
  return (
    <Tag
      class={joinClasses(
        Tag === 'dt' ? 'nhsuk-summary-list__key' : 'nhsuk-summary-list__value',
        width && `nhsuk-u-width-${width}`,
        classes,
      )}
      id={id}
      {...attributes}
    >
      {text}
    </Tag>
  );
}

/** A name or a value; its content is `text`. */
export interface SummaryListPart {
  id?: string;
  /** Width utility class without its prefix, for example `one-half`. */
  width?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface SummaryListRow {
  key: Slot<SummaryListPart>;
  value?: Slot<SummaryListPart>;
  actions?: Actions;
  /** `false` takes the line below the row away. */
  border?: boolean;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface SummaryListProps {
  rows: readonly (SummaryListRow | Falsy)[];
  /** Puts the list on a card. */
  card?: CardOptions;
  /** `false` takes all lines away. */
  border?: boolean;
  /** `false` takes the line below the last row away. */
  lastRowBorder?: boolean;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
