import { Choice, ChoiceGroup } from './choice-group.tsx';
import type { ChoiceDivider, ChoiceGroupOptions, ChoiceItem } from './choice-group.tsx';
import type { Falsy } from './content.ts';
import { joinClasses } from './classes.ts';

/** A question answered by picking any number of choices. */
export function Checkboxes(props: CheckboxesProps) {
  const idPrefix = props.idPrefix || props.name;
  return (
    <ChoiceGroup
      block="nhsuk-checkboxes"
      group={props}
      idPrefix={idPrefix}
      describedBy={props.describedBy}
      items={props.items}
    >
      {(item, { number, describedBy }) =>
        'divider' in item ? (
          <div class={joinClasses('nhsuk-checkboxes__divider', needsScript(item))}>{item.divider}</div>
        ) : (
          <Choice
            block="nhsuk-checkboxes"
            type="checkbox"
            item={item}
            idPrefix={idPrefix}
            number={number}
            name={item.name || props.name}
            checked={props.values?.includes(item.value) ?? false}
            disabled={props.disabled}
            // A fieldset carries the description for all its checkboxes.
            describedBy={props.fieldset ? undefined : describedBy}
            behaviour={{
              classes: needsScript(item),
              attributes: { 'data-behaviour': item.behaviour, 'data-behaviour-group': item.behaviourGroup },
            }}
          />
        )
      }
    </ChoiceGroup>
  );
}

/** "Select all" works by script only, so it is hidden where scripts do not run. */
function needsScript({ behaviour }: Pick<CheckboxItem, 'behaviour'>): string | undefined {
  return behaviour === 'inclusive' ? 'nhsuk-u-frontend-not-supported-hidden' : undefined;
}

/** One checkbox. */
export interface CheckboxItem extends ChoiceItem {
  /** Defaults to the name of the group. */
  name?: string;
  /** `exclusive` unchecks all others ("none of these"), `inclusive` checks all others ("all"). */
  behaviour?: 'exclusive' | 'inclusive';
  /** Checkboxes the behaviour reaches; defaults to those of the same name. */
  behaviourGroup?: string;
}

/** A word between checkboxes. */
export interface CheckboxDivider extends ChoiceDivider {
  /** Shown only together with an `inclusive` checkbox. */
  behaviour?: 'inclusive';
}

export interface CheckboxesProps extends ChoiceGroupOptions {
  /** May be left out when every item has its own name. */
  name?: string;
  items: readonly (CheckboxItem | CheckboxDivider | Falsy)[];
  /** Values of the checked checkboxes. */
  values?: readonly string[];
  /** Ids of further elements that describe the checkboxes. */
  describedBy?: string;
}
