import type { Document } from '../domain.ts';
import type { Archive } from './archive.ts';
import { readHtml } from './html.ts';
import { tooManyCells, type Budget } from './limits.ts';
import { Problem } from './problem.ts';

/** Bytes of text that a Word file may hold, pictures left out: its reader needs some hundred times as much memory. */
const LARGEST = 24 * 1024 * 1024;

/**
 * Reads a .docx: headings, texts, lists and tables. Word has no lines that a person could look up; tables have cells.
 * @throws Problem where the file is protected, broken or too large.
 */
export async function readWord(archive: Archive, file: string, budget: Budget): Promise<Document> {
  let size = 0;
  const parts = await archive.stored(
    budget,
    (name) => !/\/(?:media|embeddings|theme|fonts)\//iu.test(name),
    ({ bytes }) => {
      size += bytes.length;
      if (size > LARGEST) throw tooManyCells(file);
      return bytes;
    },
  );
  return { kind: 'document', file, parts: readHtml(await htmlOf(Buffer.from(parts), file), { file, lines: false }) };
}

async function htmlOf(buffer: Buffer, file: string): Promise<string> {
  // Loaded here: no other format needs it, and the command line pays for what it uses.
  const { default: mammoth } = await import('mammoth');
  try {
    const noPicture = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
    return (await mammoth.convertToHtml({ buffer }, { convertImage: noPicture })).value;
  } catch {
    throw new Problem(
      `${file} could not be read as a Word document. Open it in Word, save it again as .docx, and check that.`,
    );
  }
}
