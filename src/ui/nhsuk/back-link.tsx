import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Takes people back to the page before; a button when it has no `href` or has a `type`. */
export function BackLink({ children = 'Back', href, type, variant, classes, ...props }: BackLinkProps) {
  const shared = {
    class: joinClasses('nhsuk-back-link', variant === 'reverse' && 'nhsuk-back-link--reverse', classes),
    id: props.id,
  };
  const content = (
    <>
      {props.visuallyHiddenText && <VisuallyHidden>{props.visuallyHiddenText} </VisuallyHidden>}
      {children}
    </>
  );
  return href && !type ? (
    <a {...shared} href={href} {...props.attributes}>
      {content}
    </a>
  ) : (
    <button {...shared} type={type ?? 'submit'} {...props.attributes}>
      {content}
    </button>
  );
}

/** A back link given to another component; its text is `text`. */
export interface BackLinkOptions {
  href?: string;
  type?: 'submit' | 'button';
  /** For dark backgrounds. */
  variant?: 'reverse';
  /** Read before the text. */
  visuallyHiddenText?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface BackLinkProps extends BackLinkOptions {
  /** Defaults to "Back". */
  children?: ComponentChildren;
}
