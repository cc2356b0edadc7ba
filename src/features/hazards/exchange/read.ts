import { strFromU8 } from 'fflate';
import type { ImportedHazard, ImportedLog } from '../import/shape.ts';
import { LOG_FORMAT, type CarriedLog, type LogDocument } from './document.ts';
import { readCsv } from './formats/csv.ts';
import { readExcel } from './formats/excel-read.ts';
import { readJson } from './formats/json.ts';
import { readMarkdown } from './formats/markdown-read.ts';

/** A file as somebody handed it over, unpacked under limits before. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads what we wrote, in whichever of our formats.
 * @returns null where it is none of ours: it is then understood as any file is
 * @throws Problem in words for the person
 */
export function readOwn(files: readonly OwnFile[]): CarriedLog | null {
  if (files.some(({ name }) => /(?:^|\/)README\.md$/iu.test(name)))
    return readMarkdown(
      files.filter(({ name }) => /\.md$/iu.test(name)).map(({ name, bytes }) => ({ name, text: strFromU8(bytes) })),
    );
  const [file] = files;
  if (!file || files.length > 1) return null;
  if (file.bytes[0] === 0x50 && file.bytes[1] === 0x4b) return readExcel(file.bytes);
  const text = strFromU8(file.bytes).replace(/^\uFEFF/u, '');
  if (/^\s*\{/u.test(text)) return isOurs(text) ? { log: readJson(text), missing: new Set() } : null;
  return readCsv(text);
}

/** The first door's report is JSON of ours as well, and is read elsewhere. */
function isOurs(text: string): boolean {
  return text.includes(`"${LOG_FORMAT}"`) && /"log"\s*:/u.test(text);
}

/**
 * A log that came back, as what is imported. What its file has no place for is left out, so that it says nothing.
 * @param sources the files that it came in
 */
export function importedOf({ log, missing }: CarriedLog, sources: LogDocument['sources']): ImportedLog {
  const lacks = (of: 'hazard' | 'control', key: string) => missing.has(`${of}.${key}`);
  const without = <T extends object>(one: T, of: 'hazard' | 'control'): T =>
    Object.fromEntries(Object.entries(one).filter(([key]) => !lacks(of, key))) as T;
  return {
    format: LOG_FORMAT,
    version: 1,
    ...(log.title === '' ? {} : { title: log.title.slice(0, 300) }),
    log: log.log,
    sources,
    scheme: log.scheme,
    hazards: log.hazards.map((hazard) => {
      const controls = hazard.controls.map((control) => ({
        ...without(control, 'control'),
        transferred: false,
      }));
      const rated = Object.fromEntries(
        (['initial', 'target', 'residual', 'deployer'] as const).flatMap((phase) =>
          lacks('hazard', `${phase}.severity`) || lacks('hazard', `${phase}.likelihood`)
            ? [[phase, undefined]]
            : [[phase, ratingOf(hazard[phase], phase, missing)]],
        ),
      );
      return { ...without(hazard, 'hazard'), ...rated, controls } as ImportedHazard;
    }),
  };
}

function ratingOf(
  rating: LogDocument['hazards'][number]['initial'],
  phase: string,
  missing: CarriedLog['missing'],
): ImportedHazard['initial'] {
  if (!rating) return rating;
  const { justification, reliesOn, ...rest } = rating;
  return {
    ...rest,
    ...(missing.has(`hazard.${phase}.justification`) ? {} : { justification }),
    // Only what remains relies on controls; other ratings have no place for it.
    ...(missing.has(`hazard.${phase}.reliesOn`) || phase === 'initial' || phase === 'target' ? {} : { reliesOn }),
  };
}
