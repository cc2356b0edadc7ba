import { Refusal } from './refusal.ts';

const DECLARED = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/u;
const SINGLE_BYTE: readonly string[] = ['iso-8859-1', 'latin1', 'windows-1252', 'us-ascii', 'ascii'];

/**
 * The text of a report's bytes: UTF-8, UTF-16 with its mark, or one byte a character where the file says so.
 * @throws Refusal where they are none of these
 */
export function decodeReport(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodedAs('utf-16le', bytes, file);
  if (first === 0xfe && second === 0xff) return decodedAs('utf-16be', bytes, file);
  if (first === 0x50 && second === 0x4b) throw new Refusal(`${file} is a zip. Unpack it, and send the reports in it.`);
  if (first === 0x1f && second === 0x8b)
    throw new Refusal(`${file} is packed (gzip). Unpack it, and send the report in it.`);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 300));
  const declared = DECLARED.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  return decodedAs(SINGLE_BYTE.includes(declared) ? 'windows-1252' : 'utf-8', bytes, file);
}

function decodedAs(encoding: string, bytes: Uint8Array, file: string): string {
  try {
    // With its mark, so that the digest of the text is that of the file.
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(
      `${file} is not written in ${encoding.toUpperCase()}, as it should be. Have the tool write UTF-8.`,
    );
  }
}
