/*
 * What is typed of a release, in lines. Pure.
 */

/** What a release runs on and with, as name and value. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** "name=value" on each line; a line without a value is what is wrong. Later lines of the same name replace earlier ones. */
export function typedSettings(lines: string): {
  readonly settings: readonly Setting[];
  readonly wrong: readonly string[];
} {
  const settings = new Map<string, string>();
  const wrong: string[] = [];
  for (const line of lines.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const at = line.indexOf('=');
    const [name, value] = [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()];
    if (name === '' || value === '') wrong.push(line);
    else settings.set(name, value);
  }
  return {
    settings: [...settings].map(([name, value]) => ({ name, value })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    wrong,
  };
}

export function settingLines(settings: readonly Setting[]): string {
  return settings.map(({ name, value }) => `${name}=${value}`).join('\n');
}

const HAZARD = /^haz[-\s]?0*([1-9]\d{0,8})$/iu;
const CONTROL = /^(?:([A-Za-z][A-Za-z\d-]{0,19})\/)?ctl[-\s]?0*([1-9]\d{0,8})$/iu;

/** References as they are typed, in lines or with commas: each once and in its one form. */
export function typedReferences(typed: readonly string[]): {
  readonly hazards: readonly string[];
  readonly controls: readonly string[];
  readonly wrong: readonly string[];
} {
  const [hazards, controls, wrong] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const parts = typed.flatMap((one) => one.split(/[\n,;]/u)).map((one) => one.trim());
  for (const one of parts) {
    if (one === '') continue;
    const hazard = HAZARD.exec(one);
    const control = CONTROL.exec(one);
    if (hazard) hazards.add(`HAZ-${hazard[1]}`);
    else if (control)
      controls.add(`${control[1] === undefined ? '' : `${control[1].toUpperCase()}/`}CTL-${control[2]}`);
    else wrong.add(one);
  }
  return { hazards: inOrder(hazards), controls: inOrder(controls), wrong: [...wrong] };
}

const byNumber = new Intl.Collator('en', { numeric: true });

function inOrder(references: ReadonlySet<string>): readonly string[] {
  return [...references].toSorted((one, other) => byNumber.compare(one, other));
}
