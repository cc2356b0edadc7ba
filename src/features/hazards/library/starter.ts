import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ARISES_IN, CONTROL_TYPES, VULNERABLE_GROUPS, type VulnerableGroup } from '../domain.ts';
import type { StarterHazard } from '../domain/library.ts';

/*
 * The starter set: generic hazards in our own words, as dated data files in `standards/starter-hazards`. They are read once,
 * when somebody first asks.
 */

const FOLDER = new URL('../../../../standards/starter-hazards/', import.meta.url);

const text = z.string().min(1);
const group = z.strictObject({
  title: text,
  source: text,
  checked: z.iso.date(),
  hazards: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z-]*[a-z]$/u),
      version: z.int().min(1),
      name: text,
      description: text,
      arisesIn: z.enum(ARISES_IN),
      harmed: text,
      vulnerable: z.array(z.enum(Object.keys(VULNERABLE_GROUPS) as [VulnerableGroup, ...VulnerableGroup[]])),
      causes: z.array(text).min(1),
      effects: z.array(text).min(1),
      harms: z.array(text).min(1),
      controls: z
        .array(
          z.strictObject({
            text,
            type: z.enum(CONTROL_TYPES),
            acts: z.enum(['prevents', 'limits']),
            causes: z.array(z.int().min(1)),
          }),
        )
        .min(1),
      prompts: z.array(text).min(1),
    }),
  ),
});

let read: readonly StarterHazard[] | undefined;

/** All of the starter set, in the order of its files. @throws where a file is not as it has to be */
export function starterHazards(): readonly StarterHazard[] {
  read ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) => {
      const { title, source, checked, hazards } = group.parse(parse(readFileSync(new URL(file, FOLDER), 'utf8')));
      return hazards.map(({ controls, ...hazard }) => ({
        ...hazard,
        group: title,
        source,
        checked,
        controls: controls.map((control) => ({ text: control.text, type: control.type })),
      }));
    });
  return read;
}

export function starterById(id: string): StarterHazard | null {
  return starterHazards().find((one) => one.id === id) ?? null;
}
