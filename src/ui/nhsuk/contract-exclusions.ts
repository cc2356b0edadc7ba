const SEARCH = 'search in the header: no page needs it yet';
const ORGANISATION = 'organisation name: part of the NHS logo, and the product is not the NHS';
const DEPRECATED = 'options that nhsuk-frontend has deprecated and will remove';
const CARE_CARD = 'care cards: they give medical advice to the public, which the product does not';

/**
 * Fixtures of nhsuk-frontend that our components do not reproduce, and why: component, name of the fixture, reason. A
 * name that several fixtures share stands for all of them; `name [2]` stands for the second of them alone.
 */
export const exclusions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  checkboxes: {
    'with "none" option, deprecated': `${DEPRECATED}: exclusive`,
    'with "none" option (named group)': `${DEPRECATED}: exclusive, exclusiveGroup`,
    'with "none" option (named group, unique)': `${DEPRECATED}: exclusive, exclusiveGroup`,
  },
  header: {
    default: SEARCH,
    'with navigation (overflow)': SEARCH,
    'with navigation (overflow, white)': SEARCH,
    'with organisation name': ORGANISATION,
    'with organisation name (and descriptor)': ORGANISATION,
    'with organisation name (split with descriptor)': ORGANISATION,
    'with organisation name (split with descriptor), search': ORGANISATION,
    'with search': SEARCH,
    'with search inline': SEARCH,
    'with service name (linked and long), search': SEARCH,
    'with service name, search, account (logged in, complex), navigation': SEARCH,
    'with service name, search, account, navigation': SEARCH,
  },
  label: {
    'with deprecated page heading': `${DEPRECATED}: isPageHeading`,
    'with deprecated page heading overriding heading': `${DEPRECATED}: isPageHeading`,
  },
  pagination: {
    'with deprecated options': `${DEPRECATED}: previousUrl, previousPage, nextUrl, nextPage`,
  },
  'summary-list': {
    'as a card (clickable) without actions': 'clickable cards: no page turns a whole summary into one link',
    'as a card (type emergency) with actions': CARE_CARD,
    'as a card (type non-urgent) with actions': CARE_CARD,
    'as a card (type urgent) with actions': CARE_CARD,
  },
  table: {
    'as a card (feature) with deprecated options': `${DEPRECATED}: panel, heading, headingLevel`,
  },
};
