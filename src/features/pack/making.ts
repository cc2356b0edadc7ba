import { strToU8 } from 'fflate';
import { bookletHtmlOf } from '../../documents/booklet-html.tsx';
import { dtacBooklet, packBooklet } from './booklet.ts';
import { packCsv } from './csv.ts';
import type { PackDocument } from './domain/document.ts';
import { DOCUMENT_PATH } from './domain/pack.ts';
import { packOscal } from './oscal.ts';
import { readmeOf } from './readme.ts';
import { packJsonSchema } from './schema.ts';

/** A document as the file that it is kept as. */
export function documentBytes(document: PackDocument): Uint8Array {
  return jsonBytes(document);
}

/** The same as OSCAL assessment results. */
export function oscalBytes(document: PackDocument): Uint8Array {
  return jsonBytes(packOscal(document));
}

function jsonBytes(value: object): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}

/** The files of a pack, but for its evidence, by their paths: all of it made of the one document. */
export function packFiles(document: PackDocument): ReadonlyMap<string, Uint8Array> {
  const dtac = dtacBooklet(document);
  return new Map([
    [DOCUMENT_PATH, documentBytes(document)],
    ['schema.json', jsonBytes(packJsonSchema())],
    ['assessment.oscal.json', oscalBytes(document)],
    ['assessment.html', strToU8(bookletHtmlOf(packBooklet(document)))],
    ['assessment.csv', strToU8(packCsv(document))],
    ...(dtac ? [['dtac-c1.html', strToU8(bookletHtmlOf(dtac))] as const] : []),
    ['README.txt', strToU8(readmeOf(document))],
  ]);
}
