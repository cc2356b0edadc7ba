import type { ComponentChildren } from 'preact';
import type { ControlAttributes, ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent, slotOptions } from './content.ts';
import type { Falsy, Slot } from './content.ts';
import { describe, joinIds } from './described-by.ts';
import type { Descriptions } from './described-by.ts';
import { Fieldset } from './fieldset.tsx';
import type { FieldsetOptions } from './fieldset.tsx';
import { DescriptionElements, FormGroup } from './form-group.tsx';
import type { FormGroupOptions } from './form-group.tsx';
import { Hint } from './hint.tsx';
import type { HintOptions } from './hint.tsx';
import { Label } from './label.tsx';

/** The label of one choice; its content is `text`. */
export interface ChoiceLabelOptions {
  id?: string;
  /** Added after the text for screen readers. */
  visuallyHiddenText?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** One checkbox or radio. */
export interface ChoiceItem {
  value: string;
  /** What the choice says; `label` says it with further options. */
  text?: ComponentChildren;
  label?: Slot<ChoiceLabelOptions>;
  /** Defaults to the id prefix, from the second item on with the number of the item. */
  id?: string;
  hint?: Slot<HintOptions>;
  /** Overrides the value or values of the group. */
  checked?: boolean;
  disabled?: boolean;
  /** Shown only while this choice is made. */
  conditional?: ComponentChildren;
  classes?: string;
  attributes?: ControlAttributes;
}

/** A word between choices, for example "or". */
export interface ChoiceDivider {
  divider: string;
}

/** What groups of checkboxes and of radios have in common. */
export interface ChoiceGroupOptions extends Descriptions {
  id?: string;
  /** Start of the ids of the items, hint and error; defaults to `name`. */
  idPrefix?: string;
  /** Groups the choices under a legend. */
  fieldset?: FieldsetOptions;
  /** Disables every item that does not set `disabled` to false. */
  disabled?: boolean;
  small?: boolean;
  /** Choices side by side. */
  inline?: boolean;
  formGroup?: FormGroupOptions & {
    /** Shown before the choices. */
    beforeInputs?: ComponentChildren;
    /** Shown after the choices. */
    afterInputs?: ComponentChildren;
  };
  classes?: string;
  attributes?: ExtraAttributes;
}

type Block = 'nhsuk-checkboxes' | 'nhsuk-radios';

/** The group around checkboxes or radios; `children` renders each item with its number, counting from 1. */
export function ChoiceGroup<Item extends object>({
  block,
  group,
  idPrefix,
  describedBy: describedByBefore,
  items,
  children,
}: {
  block: Block;
  group: ChoiceGroupOptions;
  idPrefix: string | undefined;
  describedBy?: string;
  items: readonly (Item | Falsy)[];
  children: (item: Item, context: { number: number; describedBy: string | undefined }) => ComponentChildren;
}) {
  const { fieldset, formGroup } = group;
  const { hint, error, invalid, describedBy } = describe(idPrefix, group, fieldset?.describedBy || describedByBefore);
  const content = (
    <>
      <DescriptionElements hint={hint} error={error} />
      <div
        class={joinClasses(block, group.small && `${block}--small`, group.inline && `${block}--inline`, group.classes)}
        id={group.id}
        data-module={block}
        {...group.attributes}
      >
        {formGroup?.beforeInputs}
        {items.map((item, index) => item && children(item, { number: index + 1, describedBy }))}
        {formGroup?.afterInputs}
      </div>
    </>
  );
  return (
    <FormGroup invalid={invalid} classes={formGroup?.classes} attributes={formGroup?.attributes}>
      {fieldset ? (
        <Fieldset {...fieldset} describedBy={describedBy}>
          {content}
        </Fieldset>
      ) : (
        content
      )}
    </FormGroup>
  );
}

/** One checkbox or radio with its label, hint and conditional content. */
export function Choice({
  block,
  type,
  item,
  idPrefix,
  number,
  name,
  checked,
  disabled,
  describedBy,
  behaviour,
}: {
  block: Block;
  type: 'checkbox' | 'radio';
  item: ChoiceItem;
  idPrefix: string | undefined;
  number: number;
  name: string | undefined;
  /** Whether the value of the group selects this item. */
  checked: boolean;
  disabled: boolean | undefined;
  describedBy?: string;
  /** Classes of the item and attributes of its input that only checkboxes have. */
  behaviour?: { classes?: string; attributes: ExtraAttributes };
}) {
  const id = item.id || (number > 1 ? `${idPrefix}-${number}` : idPrefix);
  const isChecked = item.checked ?? checked;
  const conditionalId = hasContent(item.conditional) ? `conditional-${id}` : undefined;
  const label = slotOptions<ChoiceLabelOptions>(item.label);
  const { text: hintText, ...hint } = slotOptions<HintOptions>(item.hint);
  const hintId = hasContent(hintText) ? (hint.id ?? `${id}-item-hint`) : undefined;
  return (
    <>
      <div class={joinClasses(`${block}__item`, behaviour?.classes)}>
        <input
          class={joinClasses(`${block}__input`, item.classes)}
          id={id}
          name={name}
          type={type}
          value={item.value}
          checked={isChecked}
          disabled={item.disabled ?? disabled}
          {...behaviour?.attributes}
          data-aria-controls={conditionalId}
          aria-describedby={joinIds(describedBy, hintId)}
          {...item.attributes}
        />
        <Label {...label} for={id} classes={joinClasses(`${block}__label`, label.classes)}>
          {label.text ?? item.text}
        </Label>
        {hintId && (
          <Hint {...hint} id={hintId} classes={joinClasses(`${block}__hint`, hint.classes)}>
            {hintText}
          </Hint>
        )}
      </div>
      {conditionalId && (
        <div
          class={joinClasses(`${block}__conditional`, !isChecked && `${block}__conditional--hidden`)}
          id={conditionalId}
        >
          {item.conditional}
        </div>
      )}
    </>
  );
}
