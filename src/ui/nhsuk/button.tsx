import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses, modifierClass } from './classes.ts';
import { hasContent } from './content.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** A button, or a link that looks like one when it has an `href` and no `type`. */
export function Button({ children, href, type, variant, icon, small, classes, ...props }: ButtonProps) {
  const shared = {
    class: joinClasses(
      'nhsuk-button',
      modifierClass('nhsuk-button--', variant, VARIANTS, classes),
      icon && 'nhsuk-button--icon',
      small && 'nhsuk-button--small',
      classes,
    ),
    id: props.id,
    'data-module': 'nhsuk-button',
    'data-prevent-double-click': props.preventDoubleClick === undefined ? undefined : String(props.preventDoubleClick),
    'aria-label': props.ariaLabel,
  };
  const { name: iconName, placement = 'start' } = typeof icon === 'string' ? { name: icon } : (icon ?? {});
  const content = (
    <>
      {iconName && placement === 'start' && <Icon name={iconName} />}
      {iconName && hasContent(children) ? <span class="nhsuk-button__content">{children}</span> : children}
      {iconName && placement === 'end' && <Icon name={iconName} />}
    </>
  );
  if (href && !type) {
    return (
      <a {...shared} href={href} role="button" draggable={false} {...props.attributes}>
        {content}
      </a>
    );
  }
  return (
    <button
      {...shared}
      name={props.name}
      type={type ?? 'submit'}
      value={props.value}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      {...props.attributes}
    >
      {content}
    </button>
  );
}

const VARIANTS = ['brand', 'login', 'reverse', 'secondary', 'secondary-solid', 'warning'] as const;

/** Looks of a button. */
export type ButtonVariant = (typeof VARIANTS)[number];

export interface ButtonProps {
  children?: ComponentChildren;
  /** Makes the button a link. */
  href?: string;
  /** Defaults to `submit`. */
  type?: 'submit' | 'button' | 'reset';
  name?: string;
  value?: string;
  disabled?: boolean;
  /** Ignores a second click within a second. */
  preventDoubleClick?: boolean;
  variant?: ButtonVariant;
  small?: boolean;
  icon?: IconName | { name: IconName; placement?: 'start' | 'end' };
  id?: string;
  /** Name for screen readers; needed when there is an icon and no text. */
  ariaLabel?: string;
  classes?: string;
  attributes?: ExtraAttributes & { form?: string; formaction?: string; formnovalidate?: boolean };
}
