import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { present } from './content.ts';
import type { Falsy } from './content.ts';
import { Icon } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/**
 * The start of every page: the name of the product, who is signed in, and the navigation. There is no place for the
 * logo of the NHS, because the product is not the NHS.
 */
export function Header({ service, account, navigation, inline, colour, containerClasses, ...props }: HeaderProps) {
  return (
    <header
      class={joinClasses(
        'nhsuk-header',
        colour && `nhsuk-header--${colour}`,
        inline && 'nhsuk-header--inline',
        props.classes,
      )}
      id={props.id}
      data-module="nhsuk-header"
      role="banner"
      {...props.attributes}
    >
      <div class={joinClasses('nhsuk-header__container nhsuk-width-container', containerClasses)}>
        <div class="nhsuk-header__service">
          {service.href ? (
            <a class="nhsuk-header__service-name" href={service.href}>
              {service.text}
            </a>
          ) : (
            <span class="nhsuk-header__service-name">{service.text}</span>
          )}
        </div>
        {account && <Account {...account} />}
      </div>
      {navigation && <Navigation {...navigation} containerClasses={containerClasses} />}
    </header>
  );
}

function Account({ items, ariaLabel = 'Account', classes, attributes }: HeaderAccount) {
  return (
    <nav class={joinClasses('nhsuk-header__account', classes)} aria-label={ariaLabel} {...attributes}>
      <ul class="nhsuk-header__account-list">
        {present(items).map((item, index) => (
          <li key={index} class={joinClasses('nhsuk-header__account-item', item.classes)}>
            <AccountItem item={item} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function AccountItem({ item }: { item: HeaderAccountItem }) {
  const content = (
    <>
      {item.icon && (
        <>
          <Icon name="user" />{' '}
        </>
      )}
      {item.text}
    </>
  );
  if (item.href) {
    return (
      <a class="nhsuk-header__account-link" href={item.href}>
        {content}
      </a>
    );
  }
  if (item.action) {
    return (
      <form class="nhsuk-header__account-form" action={item.action} method={item.method ?? 'post'} novalidate>
        {item.fields}
        <button class="nhsuk-header__account-button">{content}</button>
      </form>
    );
  }
  return content;
}

function Navigation({
  items,
  ariaLabel = 'Menu',
  colour,
  justified,
  toggleMenuText = 'More',
  toggleMenuVisuallyHiddenText = 'Browse',
  containerClasses,
  classes,
  attributes,
}: HeaderNavigation & { containerClasses: string | undefined }) {
  const links = present(items);
  if (links.length === 0) return null;
  return (
    <nav
      class={joinClasses(
        'nhsuk-header__navigation',
        colour && `nhsuk-header__navigation--${colour}`,
        justified && 'nhsuk-header__navigation--justified',
        classes,
      )}
      aria-label={ariaLabel}
      {...attributes}
    >
      <div class={joinClasses('nhsuk-header__navigation-container nhsuk-width-container', containerClasses)}>
        <ul class="nhsuk-header__navigation-list">
          {links.map((item, index) => (
            <NavigationItem key={index} item={item} />
          ))}
          <li class="nhsuk-header__menu" hidden>
            <button
              class="nhsuk-header__menu-toggle nhsuk-header__navigation-link"
              id="toggle-menu"
              aria-expanded="false"
            >
              <VisuallyHidden>{toggleMenuVisuallyHiddenText} </VisuallyHidden>
              {toggleMenuText}
            </button>
          </li>
        </ul>
      </div>
    </nav>
  );
}

function NavigationItem({ item }: { item: HeaderNavigationItem }) {
  const here = item.current || item.active;
  const ariaCurrent = item.current ? 'page' : item.active ? 'true' : undefined;
  // People who override colours still see from the strong element where they are.
  const content = here ? (
    <strong class="nhsuk-header__navigation-item-current-fallback">{item.text}</strong>
  ) : (
    item.text
  );
  return (
    <li
      class={joinClasses(
        'nhsuk-header__navigation-item',
        here && 'nhsuk-header__navigation-item--current',
        item.classes,
      )}
      {...item.attributes}
    >
      {item.href ? (
        <a class="nhsuk-header__navigation-link" href={item.href} aria-current={ariaCurrent}>
          {content}
        </a>
      ) : (
        <span class="nhsuk-header__navigation-text" aria-current={ariaCurrent}>
          {content}
        </span>
      )}
    </li>
  );
}

/** Name of the product, and where it leads. */
export interface HeaderService {
  text: string;
  href?: string;
}

/** A link, a form with one button (with `action`), or text. */
export interface HeaderAccountItem {
  text: ComponentChildren;
  href?: string;
  action?: string;
  /** Defaults to `post`. */
  method?: 'get' | 'post';
  /** Hidden inputs of the form, for example a token against forged requests. */
  fields?: ComponentChildren;
  /** Shows a person before the text. */
  icon?: boolean;
  classes?: string;
}

/** Who is signed in, and signing out. */
export interface HeaderAccount {
  items: readonly (HeaderAccountItem | Falsy)[];
  /** Name of the landmark; defaults to "Account". */
  ariaLabel?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface HeaderNavigationItem {
  text: ComponentChildren;
  href?: string;
  /** This is the page shown. */
  current?: boolean;
  /** The page shown is somewhere below this one. */
  active?: boolean;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** The main sections of the product. */
export interface HeaderNavigation {
  items: readonly (HeaderNavigationItem | Falsy)[];
  /** Name of the landmark; defaults to "Menu". */
  ariaLabel?: string;
  colour?: 'white';
  /** Spreads the items over the whole width. */
  justified?: boolean;
  /** Defaults to "More". */
  toggleMenuText?: string;
  /** Defaults to "Browse". */
  toggleMenuVisuallyHiddenText?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface HeaderProps {
  service: HeaderService;
  account?: HeaderAccount;
  navigation?: HeaderNavigation;
  /** Name and account on one line. */
  inline?: boolean;
  colour?: 'white';
  containerClasses?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
