import { Choice, ChoiceGroup } from './choice-group.tsx';
import type { ChoiceDivider, ChoiceGroupOptions, ChoiceItem } from './choice-group.tsx';
import type { Falsy } from './content.ts';

/** A question answered by picking one of a few choices. */
export function Radios(props: RadiosProps) {
  const idPrefix = props.idPrefix || props.name;
  return (
    <ChoiceGroup block="nhsuk-radios" group={props} idPrefix={idPrefix} items={props.items}>
      {(item, { number }) =>
        'divider' in item ? (
          <div class="nhsuk-radios__divider">{item.divider}</div>
        ) : (
          <Choice
            block="nhsuk-radios"
            type="radio"
            item={item}
            idPrefix={idPrefix}
            number={number}
            name={props.name}
            checked={Boolean(props.value) && item.value === props.value}
            disabled={props.disabled}
          />
        )
      }
    </ChoiceGroup>
  );
}

/** One radio. */
export type RadioItem = ChoiceItem;

export interface RadiosProps extends ChoiceGroupOptions {
  name: string;
  items: readonly (RadioItem | ChoiceDivider | Falsy)[];
  /** Value of the chosen radio. */
  value?: string;
}
