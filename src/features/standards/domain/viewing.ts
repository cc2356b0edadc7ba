import { standardPath } from './addresses.ts';

/* What the pages of standards are asked for, and how that stands in their addresses. */

/** Which sections of a standard a page shows. */
export type Showing = 'all' | 'gaps' | 'due';

/** What the page of a standard is asked for. */
export interface StandardView {
  readonly show?: Showing;
  /** A day, as it stands in the address; null for now. */
  readonly asAt?: string | null;
  /** The section that is opened. */
  readonly open?: string | null;
  /** What it was at earlier moments is shown too. */
  readonly history?: boolean;
}

/** The page of a standard with what it is asked for. An opened section is where the page begins. */
export function standardAddress(service: string, catalogue: string, view: StandardView): string {
  const { show = 'all', asAt = null, open = null, history = false } = view;
  const query = new URLSearchParams({
    ...(show !== 'all' && { show }),
    ...(asAt !== null && { 'as-at': asAt }),
    ...(open !== null && { open }),
    ...(open !== null && history && { history: 'yes' }),
  }).toString();
  const path = standardPath(service, catalogue);
  return `${path}${query === '' ? '' : `?${query}`}${open === null ? '' : `#${sectionAnchor(open)}`}`;
}

/** Where a section stands on the page of its standard. */
export function sectionAnchor(section: string): string {
  return `clause-${encodeURIComponent(section)}`;
}

/** The list of standards beside which a service stands. */
export function standardsPath(service: string): string {
  return `/services/${service}/standards`;
}
