import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { maskText } from '../../../platform/personal-data.ts';
import { isZip } from './archive.ts';

/*
 * Files of our own travel in a page as they are, since what is understood of them is less than they say. Numbers that look
 * like NHS numbers are masked in them as well.
 */

interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * @param found whether such a number was found in them at all
 * @returns null where one stands where it cannot be masked: the files are then understood as any are
 */
export function maskedOriginals(files: readonly Original[], found: boolean): readonly Original[] | null {
  if (!found) return files;
  const masked = files.map(({ name, bytes }) => ({
    name,
    bytes: isZip(bytes) ? workbookMasked(bytes) : textMasked(bytes),
  }));
  return masked.every((file): file is Original => file.bytes !== null) ? masked : null;
}

function textMasked(bytes: Uint8Array): Uint8Array {
  return strToU8(maskText(strFromU8(bytes)).text);
}

/** Texts of a workbook stand in one part of it. It was unpacked under our limits before. */
function workbookMasked(bytes: Uint8Array): Uint8Array | null {
  const parts: Record<string, Uint8Array> = unzipSync(bytes);
  for (const [name, part] of Object.entries(parts)) {
    if (name === 'xl/sharedStrings.xml') parts[name] = textMasked(part);
    else if (/^xl\/worksheets\/[^/]+\.xml$/u.test(name) && maskText(strFromU8(part)).found) return null;
  }
  return zipSync(parts);
}
