/** A part of a file: from its first byte to the one behind its last. */
export interface ZipPart {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Where the parts of a zip are: the head and the bytes of each file, the list, and the end. */
export function partsOf(zip: Uint8Array): ZipPart[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - 22;
  const listed = view.getUint32(end + 16, true);
  const parts = [];
  for (let at = 0; at < listed;) {
    const [size, length] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const name = Buffer.from(zip.subarray(at + 30, at + 30 + length)).toString();
    parts.push({ name: `head of ${name}`, from: at, to: at + 30 + length });
    parts.push({ name, from: at + 30 + length, to: at + 30 + length + size });
    at += 30 + length + size;
  }
  return [...parts, { name: 'list', from: listed, to: end }, { name: 'end', from: end, to: zip.length }];
}
