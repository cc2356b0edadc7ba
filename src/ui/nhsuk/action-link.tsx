import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent } from './content.ts';
import type { Falsy } from './content.ts';

/** One thing to do with a card or a row of a summary list: a link, or a button when it has a `type`. */
export interface Action {
  text: ComponentChildren;
  href?: string;
  type?: 'submit' | 'button';
  /** What the action is about, added for screen readers. */
  visuallyHiddenText?: string;
  /** Name and value a button sends. */
  name?: string;
  value?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** Actions, where conditions may leave some out. */
export type Actions = readonly (Action | Falsy)[];

/** An action; `cardHeading` tells it apart from the same action of another card. */
export function ActionLink({ action, cardHeading }: { action: Action; cardHeading?: ComponentChildren }) {
  const { href, type, visuallyHiddenText } = action;
  const shared = { class: joinClasses('nhsuk-link', action.classes), id: action.id };
  const content = (
    <>
      {action.text}
      {(visuallyHiddenText || hasContent(cardHeading)) && (
        <span class="nhsuk-u-visually-hidden">
          {visuallyHiddenText && ` ${visuallyHiddenText}`}
          {hasContent(cardHeading) && <> ({cardHeading})</>}
        </span>
      )}
    </>
  );
  return href && !type ? (
    <a {...shared} href={href} {...action.attributes}>
      {content}
    </a>
  ) : (
    <button {...shared} name={action.name} type={type ?? 'submit'} value={action.value} {...action.attributes}>
      {content}
    </button>
  );
}
