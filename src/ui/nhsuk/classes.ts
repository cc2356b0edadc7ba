/** Joins class lists into one `class` value, each class once and in the order first seen. */
export function joinClasses(...lists: readonly (string | false | null | undefined)[]): string {
  const seen = new Set<string>();
  for (const list of lists) {
    for (const name of (list || '').split(/\s+/)) {
      if (name) seen.add(name);
    }
  }
  return [...seen].join(' ');
}

/**
 * The modifier class for `value`, or nothing when `classes` already names one of the same family: an explicit class
 * wins over the option, as in the macros.
 */
export function modifierClass(
  prefix: string,
  value: string | number | false | null | undefined,
  family: readonly (string | number)[],
  classes: string | undefined,
): string | undefined {
  if (!value || !family.includes(value)) return undefined;
  const chosen = new Set((classes ?? '').split(/\s+/));
  return family.some((member) => chosen.has(`${prefix}${member}`)) ? undefined : `${prefix}${value}`;
}
