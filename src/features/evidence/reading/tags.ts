/*
 * Which controls a test says that it is about: "[CTL-31]" in a name, or a property. Pure. What a tag points at is not known
 * here; whether there is such a control is asked where controls are.
 */

/** "[CTL-31]", "[CTL-31, CTL-32]", "[PLATFORM/CTL-3]": what stands in one pair of brackets. */
const BRACKETS = /\[([^[\]]{1,400})\]/gu;
const TAG = /^@?(?:([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)\/)?ctl-0*([1-9]\d{0,8})$/iu;
/** Properties that name controls. Others are the tool's own, and a path that looks like a tag is none. */
const PROPERTIES: readonly string[] = ['primum', 'tag', 'tags'];

/** A tag as it is written everywhere: "CTL-31", or "PLATFORM/CTL-3" for a control of another service. Null where it is none. */
export function tagOf(word: string): string | null {
  const [, service, number] = TAG.exec(word.trim()) ?? [];
  if (number === undefined) return null;
  return `${service === undefined ? '' : `${service.toUpperCase()}/`}CTL-${number}`;
}

/** The tags in the name of a test, of its class or of a suite, in their order. */
export function tagsInName(name: string): readonly string[] {
  return [...name.matchAll(BRACKETS)].flatMap(([, inside]) => tagsAmong(inside!));
}

/** The tags in a property of a test or a suite: with brackets or without. */
export function tagsInProperty(name: string, value: string): readonly string[] {
  if (!PROPERTIES.includes(name.trim().toLowerCase())) return [];
  return tagsAmong(value.replaceAll(/[[\]"']/gu, ' '));
}

function tagsAmong(words: string): readonly string[] {
  return words.split(/[\s,;|]+/u).flatMap((word) => tagOf(word) ?? []);
}
