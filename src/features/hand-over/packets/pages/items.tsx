import type { ComponentChildren } from 'preact';
import { Details, SummaryList } from '../../../../ui/nhsuk/index.ts';
import { ITEM_SORTS, type ItemSort, type PacketItem } from '../../domain/packet.ts';

/** What each sort of item is called where several of it stand together. */
export const SORT_NAMES: Readonly<Record<ItemSort, string>> = {
  'transferred hazard': 'Transferred hazards',
  'deployer control': 'Controls that the receiver has to put in place',
  'residual risk': 'Residual risks and their constraints',
  assumption: 'Assumptions',
  'test issue': 'Known faults that go along',
};

interface ItemsProps {
  readonly items: readonly PacketItem[];
  /** A few words beside an item, such as "changed"; '' for none. */
  readonly beside: (item: PacketItem) => string;
  /** What stands in an item below what it says. */
  readonly below?: (item: PacketItem) => ComponentChildren;
  /** Whether what an item says is shown at once. */
  readonly open?: boolean;
}

/** The items of a packet, sort by sort, each with all that it says. A sort of which there is none says so. */
export function Items({ items, beside, below, open = false }: ItemsProps) {
  return (
    <>
      {ITEM_SORTS.map((sort) => {
        const these = items.filter((item) => item.sort === sort);
        return (
          <section aria-labelledby={idOf(sort)}>
            <h3 class="nhsuk-heading-s" id={idOf(sort)}>
              {SORT_NAMES[sort]} <span class="app-count">({these.length})</span>
            </h3>
            {these.length === 0 ? <p>None.</p> : these.map((item) => <Item {...{ item, beside, below, open }} />)}
          </section>
        );
      })}
    </>
  );
}

function idOf(sort: ItemSort): string {
  return `sort-${sort.replaceAll(' ', '-')}`;
}

function Item({
  item,
  beside,
  below,
  open,
}: Pick<ItemsProps, 'beside' | 'below' | 'open'> & { readonly item: PacketItem }) {
  const words = beside(item);
  return (
    <Details
      summary={`${item.reference}: ${item.title}${words === '' ? '' : ` (${words})`}`}
      {...(open && { open: true })}
    >
      <SummaryList
        rows={[
          ...item.says.map(({ name, text }) => ({ key: name, value: lines(text) })),
          ...(item.voidIf === '' ? [] : [{ key: 'Void if', value: item.voidIf }]),
        ]}
      />
      {below?.(item)}
    </Details>
  );
}

function lines(text: string) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  );
}
