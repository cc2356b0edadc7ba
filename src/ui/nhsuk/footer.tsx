import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent, present, slotOptions } from './content.ts';
import type { Falsy, Slot } from './content.ts';
import { Heading } from './heading.tsx';
import { TextBlock } from './text-block.tsx';

/** The end of every page. It names no owner unless `copyright` is given. */
export function Footer({ children, navigation, meta, copyright, columns = 4, ...props }: FooterProps) {
  const groups = present(navigation);
  const metaOptions = slotOptions<FooterMeta>(meta);
  const rows = Array.from({ length: Math.ceil(groups.length / columns) }, (_, row) =>
    groups.slice(row * columns, (row + 1) * columns),
  );
  return (
    <footer class={joinClasses('nhsuk-footer', props.classes)} id={props.id} role="contentinfo" {...props.attributes}>
      <div class={joinClasses('nhsuk-width-container', props.containerClasses)}>
        {rows.map((row, index) => (
          <div key={index} class="nhsuk-footer__navigation nhsuk-grid-row">
            {row.map((group, position) => (
              <div key={position} class={`nhsuk-grid-column-${group.width ?? COLUMN_WIDTHS[columns]}`}>
                <GroupHeading heading={group.heading} />
                <TextBlock class="nhsuk-body-s">{group.text}</TextBlock>
                {group.items && <LinkList items={group.items} />}
              </div>
            ))}
          </div>
        ))}
        <div class="nhsuk-footer__meta">
          {metaOptions.items && (
            <>
              <h2 class="nhsuk-u-visually-hidden">{metaOptions.visuallyHiddenText ?? 'Support links'}</h2>
              <LinkList items={metaOptions.items} />
            </>
          )}
          <TextBlock class="nhsuk-body-s">{metaOptions.text}</TextBlock>
          {children}
          <TextBlock class="nhsuk-body-s">{copyright}</TextBlock>
        </div>
      </div>
    </footer>
  );
}

function GroupHeading({ heading }: Pick<FooterNavigation, 'heading'>) {
  const { text, ...options } = slotOptions<FooterHeading>(heading);
  if (!hasContent(text)) return null;
  return (
    <Heading level={2} class="nhsuk-footer__heading nhsuk-heading-s" {...options}>
      {text}
    </Heading>
  );
}

function LinkList({ items }: { items: readonly (FooterLink | Falsy)[] }) {
  return (
    <ul class="nhsuk-footer__list">
      {present(items).map((item, index) => (
        <li key={index} class="nhsuk-footer__list-item">
          <a class="nhsuk-footer__list-item-link" href={item.href} {...item.attributes}>
            {item.text}
          </a>
        </li>
      ))}
    </ul>
  );
}

const COLUMN_WIDTHS = { 1: 'full', 2: 'one-half', 3: 'one-third', 4: 'one-quarter' } as const;

export interface FooterLink {
  href: string;
  text: ComponentChildren;
  attributes?: ExtraAttributes;
}

/** The heading of a column; its content is `text`. */
export interface FooterHeading {
  id?: string;
  attributes?: ExtraAttributes;
}

/** A column of links. */
export interface FooterNavigation {
  heading?: Slot<FooterHeading>;
  /** Plain text becomes a paragraph. */
  text?: ComponentChildren;
  items?: readonly (FooterLink | Falsy)[];
  /** Overrides the width that follows from the number of columns. */
  width?: 'full' | 'one-half' | 'one-third' | 'two-thirds' | 'one-quarter' | 'three-quarters';
}

/** Links and text about the service; plain `text` becomes a paragraph. */
export interface FooterMeta {
  items?: readonly (FooterLink | Falsy)[];
  /** Heading of the links for screen readers; defaults to "Support links". */
  visuallyHiddenText?: string;
}

export interface FooterProps {
  /** Shown after the meta text. */
  children?: ComponentChildren;
  navigation?: readonly (FooterNavigation | Falsy)[];
  meta?: Slot<FooterMeta>;
  /** Who owns the content; plain text becomes a paragraph. */
  copyright?: ComponentChildren;
  /** Defaults to 4. */
  columns?: 1 | 2 | 3 | 4;
  containerClasses?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
