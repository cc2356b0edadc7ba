import type { ComponentChildren } from 'preact';
import { ActionLink } from './action-link.tsx';
import type { Actions } from './action-link.tsx';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses, modifierClass } from './classes.ts';
import { hasContent, present, slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { Heading } from './heading.tsx';
import type { HeadingLevel } from './heading.tsx';
import { TextBlock } from './text-block.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

const VARIANTS = ['feature', 'secondary', 'warning'] as const;
// The role is WebKit's own and unknown to the types; it keeps VoiceOver from splitting the heading in two.
const READ_AS_ONE: object = { role: 'text' };
const HEADING_SIZES = ['xxs', 'xs', 's', 'm', 'l', 'xl'] as const;

/** The heading of a card; its content is `text`. */
export interface CardHeading {
  id?: string;
  /** Defaults to 2. */
  level?: HeadingLevel;
  size?: (typeof HEADING_SIZES)[number];
  /** Read before the text. */
  visuallyHiddenText?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** The card around a summary list, table or callout. */
export interface CardOptions {
  heading?: Slot<CardHeading>;
  /** What can be done with the thing on the card. */
  actions?: Actions;
  variant?: (typeof VARIANTS)[number];
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export function Card({
  children,
  heading,
  actions,
  variant,
  ...props
}: CardOptions & { children?: ComponentChildren }) {
  const options = slotOptions<CardHeading>(heading);
  const headingElement = hasContent(options.text) && (
    <Heading
      level={options.level ?? 2}
      class={joinClasses(
        'nhsuk-card__heading',
        modifierClass('nhsuk-heading-', options.size, HEADING_SIZES, options.classes),
        options.classes,
      )}
      id={options.id}
      attributes={options.attributes}
    >
      {options.visuallyHiddenText ? (
        <span {...READ_AS_ONE}>
          <VisuallyHidden>{options.visuallyHiddenText}: </VisuallyHidden>
          {options.text}
        </span>
      ) : (
        options.text
      )}
    </Heading>
  );
  const [firstAction, ...moreActions] = present(actions);
  return (
    <div
      class={joinClasses('nhsuk-card', modifierClass('nhsuk-card--', variant, VARIANTS, props.classes), props.classes)}
      id={props.id}
      {...props.attributes}
    >
      {firstAction && (
        <div class="nhsuk-card__heading-container">
          {headingElement}
          {moreActions.length === 0 ? (
            <div class="nhsuk-card__actions">
              <ActionLink action={firstAction} cardHeading={options.text} />
            </div>
          ) : (
            <ul class="nhsuk-card__actions">
              {[firstAction, ...moreActions].map((action, index) => (
                <li key={index} class="nhsuk-card__action">
                  <ActionLink action={action} cardHeading={options.text} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div class="nhsuk-card__content">
        {!firstAction && headingElement}
        <TextBlock class="nhsuk-card__description">{children}</TextBlock>
      </div>
    </div>
  );
}
