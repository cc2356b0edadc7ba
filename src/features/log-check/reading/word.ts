import type { Document } from '../domain.ts';
import { readHtml } from './html.ts';
import { Problem } from './problem.ts';

/** Reads a .docx: headings, texts, lists and tables. Word has no lines that a person could look up; tables have cells. */
export async function readWord(bytes: Uint8Array, file: string): Promise<Document> {
  // Loaded here: no other format needs it, and the command line pays for what it uses.
  const { default: mammoth } = await import('mammoth');
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
    );
    return { kind: 'document', file, parts: readHtml(value, { file, lines: false }) };
  } catch {
    throw new Problem(
      `${file} could not be read as a Word document. Open it in Word, save it again as .docx, and check that.`,
    );
  }
}
