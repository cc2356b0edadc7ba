import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { Legend } from './legend.tsx';
import type { LegendOptions } from './legend.tsx';

/** Groups form controls that answer one question. */
export function Fieldset({ children, legend, id, role, describedBy, classes, attributes }: FieldsetProps) {
  const { text, ...legendOptions } = slotOptions(legend);
  return (
    <fieldset
      class={joinClasses('nhsuk-fieldset', classes)}
      id={id}
      role={role}
      aria-describedby={describedBy || undefined}
      {...attributes}
    >
      <Legend {...legendOptions}>{text}</Legend>
      {children}
    </fieldset>
  );
}

/** A fieldset around checkboxes or radios. */
export interface FieldsetOptions {
  /** The question. */
  legend?: Slot<LegendOptions>;
  id?: string;
  /** Only `group` makes sense for a fieldset. */
  role?: 'group';
  /** Ids of elements that describe the group. */
  describedBy?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface FieldsetProps extends FieldsetOptions {
  children?: ComponentChildren;
}
