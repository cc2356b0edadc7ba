import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { BackLink } from './back-link.tsx';
import type { BackLinkOptions } from './back-link.tsx';
import { joinClasses } from './classes.ts';
import { present, slotOptions } from './content.ts';
import type { Falsy, Slot } from './content.ts';

/** Where a page stands; on small screens a link back to the last item. */
export function Breadcrumb({ items, backLink, ariaLabel = 'Breadcrumb', variant, ...props }: BreadcrumbProps) {
  const links = present(items);
  const last = links.at(-1);
  const { text, ...back } = slotOptions(backLink);
  return (
    <nav
      class={joinClasses('nhsuk-breadcrumb', variant === 'reverse' && 'nhsuk-breadcrumb--reverse', props.classes)}
      id={props.id}
      aria-label={ariaLabel}
      {...props.attributes}
    >
      <ol class="nhsuk-breadcrumb__list">
        {links.map((item) => (
          <li key={item.href} class="nhsuk-breadcrumb__list-item">
            <a class="nhsuk-breadcrumb__link" href={item.href} {...item.attributes}>
              {item.text}
            </a>
          </li>
        ))}
      </ol>
      <BackLink
        visuallyHiddenText="Back to"
        href={last?.href}
        attributes={last?.attributes}
        variant={variant}
        {...back}
      >
        {text ?? last?.text}
      </BackLink>
    </nav>
  );
}

export interface BreadcrumbItem {
  href: string;
  text: ComponentChildren;
  attributes?: ExtraAttributes;
}

export interface BreadcrumbProps {
  /** The pages above this one, the top first. */
  items: readonly (BreadcrumbItem | Falsy)[];
  /** What differs from a link to the last item. */
  backLink?: Slot<BackLinkOptions>;
  /** Name of the landmark; defaults to "Breadcrumb". */
  ariaLabel?: string;
  /** For dark backgrounds. */
  variant?: 'reverse';
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
