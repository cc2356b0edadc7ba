/* Where the pages of standards are. Addresses hold references alone. */

/** The page of a standard for a service. Point 16 has the short one. */
export function standardPath(service: string, catalogue: string): string {
  return catalogue === 'point-16' ? `/services/${service}/point-16` : `/services/${service}/standards/${catalogue}`;
}

/** Where somebody judges a section of a standard. */
export function judgePath(service: string, catalogue: string, section: string): string {
  return `${standardPath(service, catalogue)}/judge/${section}`;
}

/** Where somebody says that a standard, or a section of it, does not apply. */
export function scopePath(service: string, catalogue: string): string {
  return `${standardPath(service, catalogue)}/scope`;
}

/** The packs that are made of a service beside point 16. */
export function packsPath(service: string): string {
  return `${standardPath(service, 'point-16')}/pack`;
}

/** The processes of a service. */
export function processesPath(service: string): string {
  return `/services/${service}/processes`;
}

/** Where the questions about a service are answered that decide what applies. */
export function aboutPath(service: string, question?: string): string {
  return `/services/${service}/standards/about${question === undefined ? '' : `#${question}`}`;
}

/** Where somebody records what they saw, of a check that is made by hand. */
export function checkPath(service: string, check: string): string {
  return `/services/${service}/standards/checks/${check}`;
}

/** The form for it. */
export function recordCheckPath(service: string, check: string): string {
  return `${checkPath(service, check)}/record`;
}

/** What moves with another edition of a standard, and where it is taken up. */
export function editionPath(service: string, catalogue: string, edition: string): string {
  return `/services/${service}/standards/${catalogue}/editions/${encodeURIComponent(edition)}`;
}
