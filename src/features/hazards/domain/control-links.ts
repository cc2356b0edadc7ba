import type { ControlLink } from '../domain.ts';

/*
 * Where a control is worked on and built, as lines that a person types: an address, and what it is. Pure.
 */

const CODE = /\/(?:pull|pulls|merge_requests|commit|commits|blob|tree|src)(?:\/|$)/iu;
const WORK = /\/(?:issues?|browse|stor(?:y|ies)|work_?items?|boards?|tickets?|tasks?)(?:\/|$)/iu;

/** What stands at an address, as far as its path tells. */
export function linkKindOf(url: string): ControlLink['kind'] {
  if (CODE.test(url)) return 'code';
  return WORK.test(url) ? 'work item' : 'other';
}

/**
 * Reads lines such as "https://example.org/issues/12 the second scan".
 * @returns the first line that is no web address as `wrong`, or the links
 */
export function linksIn(text: string): { readonly links: ControlLink[] } | { readonly wrong: string } {
  const links: ControlLink[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [url = '', ...words] = line.split(/\s+/u);
    if (!isWebAddress(url)) return { wrong: line };
    links.push({ kind: linkKindOf(url), url, text: words.join(' ') });
  }
  return { links };
}

/** The lines of links, for the form that they are edited in. */
export function linksText(links: readonly ControlLink[]): string {
  return links.map(({ url, text }) => (text === '' ? url : `${url} ${text}`)).join('\n');
}

/** Only what a browser opens as a page: no script, no file. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s/?#]+/iu.test(url) && URL.canParse(url);
}
