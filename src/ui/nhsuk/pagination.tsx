import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent, present } from './content.ts';
import type { Falsy } from './content.ts';
import { Icon } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Moves between pages of a list (with `items`) or of a guide (without). */
export function Pagination({ previous, next, items, ariaLabel = 'Pagination', ...props }: PaginationProps) {
  const pages = present(items);
  const numbered = pages.length > 0;
  return (
    <nav
      class={joinClasses('nhsuk-pagination', numbered && 'nhsuk-pagination--numbered', props.classes)}
      id={props.id}
      role="navigation"
      aria-label={ariaLabel}
      {...props.attributes}
    >
      {numbered ? (
        <>
          {previous && (
            <a href={previous.href} class="nhsuk-pagination__previous" rel="prev" {...previous.attributes}>
              <Icon name="arrow-left" />
              <LinkTitle word="Previous">{previous.text}</LinkTitle>
            </a>
          )}
          <ul class="nhsuk-pagination__list">
            {pages.map((page, index) => (
              <PageItem key={index} page={page} />
            ))}
          </ul>
          {next && (
            <a href={next.href} class="nhsuk-pagination__next" rel="next" {...next.attributes}>
              <LinkTitle word="Next">{next.text}</LinkTitle>
              <Icon name="arrow-right" />
            </a>
          )}
        </>
      ) : (
        <ul class="nhsuk-list nhsuk-pagination__list">
          {previous && <GuideItem link={previous} word="Previous" direction="previous" rel="prev" icon="arrow-left" />}
          {next && <GuideItem link={next} word="Next" direction="next" rel="next" icon="arrow-right" />}
        </ul>
      )}
    </nav>
  );
}

function LinkTitle({ children, word }: { children?: ComponentChildren; word: 'Previous' | 'Next' }) {
  return (
    <span class="nhsuk-pagination__title">
      {hasContent(children) ? (
        children
      ) : (
        <>
          {word}
          <VisuallyHidden> page</VisuallyHidden>
        </>
      )}
    </span>
  );
}

function GuideItem({
  link,
  word,
  direction,
  rel,
  icon,
}: {
  link: PaginationLink;
  word: 'Previous' | 'Next';
  direction: 'previous' | 'next';
  rel: 'prev' | 'next';
  icon: 'arrow-left' | 'arrow-right';
}) {
  return (
    <li class={`nhsuk-pagination-item--${direction}`}>
      <a
        class={`nhsuk-pagination__link nhsuk-pagination__link--${rel}`}
        href={link.href}
        rel={rel}
        {...link.attributes}
      >
        <LinkTitle word={word}>{link.text}</LinkTitle>
        {hasContent(link.label) && (
          <>
            <VisuallyHidden>:</VisuallyHidden>
            <span class="nhsuk-pagination__page">{link.label}</span>
          </>
        )}
        <Icon name={icon} />
      </a>
    </li>
  );
}

function PageItem({ page }: { page: PaginationPage | PaginationEllipsis }) {
  if ('ellipsis' in page) return <li class="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">⋯</li>;
  return (
    <li class={joinClasses('nhsuk-pagination__item', page.current && 'nhsuk-pagination__item--current', page.classes)}>
      <a
        class="nhsuk-pagination__link"
        href={page.href}
        aria-label={page.ariaLabel ?? `Page ${page.number}`}
        aria-current={page.current ? 'page' : undefined}
        {...page.attributes}
      >
        {page.number}
      </a>
    </li>
  );
}

/** The link to the page before or after. */
export interface PaginationLink {
  href: string;
  /** Replaces "Previous page" or "Next page". */
  text?: ComponentChildren;
  /** Title of that page, shown in a guide. */
  label?: ComponentChildren;
  attributes?: ExtraAttributes;
}

/** A numbered page. */
export interface PaginationPage {
  number: number;
  href: string;
  current?: boolean;
  /** Defaults to "Page" and the number. */
  ariaLabel?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** Stands for pages left out. */
export interface PaginationEllipsis {
  ellipsis: true;
}

export interface PaginationProps {
  previous?: PaginationLink;
  next?: PaginationLink;
  /** Numbered pages of a list. */
  items?: readonly (PaginationPage | PaginationEllipsis | Falsy)[];
  /** Name of the landmark; defaults to "Pagination". */
  ariaLabel?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
