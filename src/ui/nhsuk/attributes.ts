type Value = string | number | undefined;

/**
 * Attributes a caller may add to a component. `style` and event handlers are not among them, so nothing that a strict
 * content security policy refuses can be passed in.
 */
export interface ExtraAttributes {
  [name: `data-${string}`]: Value;
  [name: `aria-${string}`]: Value;
  /** Language of the content when it differs from the page. */
  lang?: string;
  /** Focus order; `-1` makes an element focusable by script only. */
  tabindex?: number;
}

/** Attributes a caller may add to a form control. */
export interface ControlAttributes extends ExtraAttributes {
  /** File types a file upload offers, for example `.csv,.xlsx`. */
  accept?: string;
  /** Id of the form this control belongs to when it stands outside it. */
  form?: string;
  max?: string | number;
  maxlength?: number;
  min?: string | number;
  minlength?: number;
  readonly?: boolean;
  required?: boolean;
  step?: string | number;
}
