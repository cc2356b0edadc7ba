import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent, slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { Heading } from './heading.tsx';
import type { HeadingLevel } from './heading.tsx';
import { TextBlock } from './text-block.tsx';

/** Tells people something that is not about the page they are on, or that an action succeeded. */
export function NotificationBanner({ children, title, heading, variant, classes, ...props }: NotificationBannerProps) {
  const titleOptions = slotOptions<BannerTitle>(title);
  const titleId = titleOptions.id ?? 'nhsuk-notification-banner-title';
  const { text: headingText, element, level = 3, ...headingOptions } = slotOptions<BannerHeading>(heading);
  return (
    <div
      class={joinClasses('nhsuk-notification-banner', classes, variant && `nhsuk-notification-banner--${variant}`)}
      id={props.id}
      data-module="nhsuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)}
      role={props.role ?? (variant === 'success' ? 'alert' : 'region')}
      aria-labelledby={titleId}
      {...props.attributes}
    >
      <div class="nhsuk-notification-banner__header">
        <Heading
          level={titleOptions.level ?? 2}
          class={joinClasses('nhsuk-notification-banner__title', titleOptions.classes)}
          id={titleId}
          attributes={titleOptions.attributes}
        >
          {titleOptions.text ?? (variant === 'success' ? 'Success' : 'Important')}
        </Heading>
      </div>
      <div class="nhsuk-notification-banner__content">
        {hasContent(headingText) &&
          (element === 'p' ? (
            <p class={HEADING_CLASS} id={headingOptions.id} {...headingOptions.attributes}>
              {headingText}
            </p>
          ) : (
            <Heading level={level} class={HEADING_CLASS} {...headingOptions}>
              {headingText}
            </Heading>
          ))}
        <TextBlock class={hasContent(headingText) ? 'nhsuk-body' : HEADING_CLASS}>{children}</TextBlock>
      </div>
    </div>
  );
}

const HEADING_CLASS = 'nhsuk-notification-banner__heading';

/** The bar at the top of a banner; its content is `text`. */
export interface BannerTitle {
  /** Defaults to `nhsuk-notification-banner-title`; needed when a page has two banners. */
  id?: string;
  /** Defaults to 2. */
  level?: HeadingLevel;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** The heading inside a banner; its content is `text`. */
export interface BannerHeading {
  id?: string;
  /** Defaults to 3. */
  level?: HeadingLevel;
  /** A paragraph that only looks like a heading. */
  element?: 'p';
  attributes?: ExtraAttributes;
}

export interface NotificationBannerProps {
  /** Plain text becomes a paragraph, in heading size when there is no heading. */
  children?: ComponentChildren;
  /** Defaults to "Important", or "Success" for that variant. */
  title?: Slot<BannerTitle>;
  heading?: Slot<BannerHeading>;
  variant?: 'success';
  /** Defaults to `alert` for success and `region` otherwise. */
  role?: 'alert' | 'region';
  /** Leaves the focus where it is when the page loads. */
  disableAutoFocus?: boolean;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
