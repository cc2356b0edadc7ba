/*
 * What a file is, by what is in it; by its name only where what is in it does not say. Kinds that nothing bad can come of
 * are named; everything else is a row of bytes, however it calls itself.
 */

/** Told by their first bytes. */
const SNIFFED: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'image/heic': 'heic',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};

/** Plain text says nothing at its beginning: here the name decides, if it is text. */
const TEXTS: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
};

/** What nothing is known of, or nothing good. */
export const UNKNOWN = 'application/octet-stream';

/** The kind of a file, of those that are safe to name; anything else is a row of bytes. */
export async function kindOf(bytes: Uint8Array, declaredName: string): Promise<string> {
  // Loaded with the first file: it knows a great many kinds.
  const { fileTypeFromBuffer } = await import('file-type');
  const sniffed = await fileTypeFromBuffer(bytes);
  if (sniffed) return Object.hasOwn(SNIFFED, sniffed.mime) ? sniffed.mime : UNKNOWN;
  const extension = /\.(\w{1,5})$/u.exec(declaredName)?.[1]?.toLowerCase() ?? '';
  const text = Object.hasOwn(TEXTS, extension) ? TEXTS[extension] : undefined;
  return text !== undefined && isText(bytes) ? text : UNKNOWN;
}

/** What a downloaded file's name ends in. */
export function extensionOf(kind: string): string {
  return SNIFFED[kind] ?? Object.entries(TEXTS).find(([, type]) => type === kind)?.[0] ?? 'bin';
}

/** UTF-8 without control characters, and nothing that a browser would take for a page. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\t\n\r\f]/u.test(text) && !/^\s*(?:<|#!)/u.test(text);
  } catch {
    return false;
  }
}
