import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { Booklet } from './booklet.ts';
import type { Letter } from './letter.ts';
import type { RecordDocument } from './record.ts';

/*
 * Documents as PDF/UA, written by Typst: tagged, so that they can be read aloud; it refuses to write one that cannot. What
 * is said goes in as data, never as markup: no word that a person typed can do anything but stand there. It blocks the
 * thread that it runs in, so it runs in a process of its own: see `render.ts`.
 */

/** The templates, and the data that each takes. */
export interface Templates {
  readonly letter: Letter;
  readonly record: RecordDocument;
  readonly booklet: Booklet;
}

const FONT = '@expo-google-fonts/source-sans-3';
const WEIGHTS = ['400Regular/SourceSans3_400Regular.ttf', '700Bold/SourceSans3_700Bold.ttf'];

/**
 * Writes a document.
 * @param at the time that stands in the file as that of its making
 * @throws where the template or the data is wrong, with what Typst says
 */
export function pdfOf<Name extends keyof Templates>(template: Name, data: Templates[Name], at: Date): Buffer {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] });
  const source = readFileSync(new URL(`./templates/${template}.typ`, import.meta.url), 'utf8');
  const missing = new Set<string>();
  for (;;) {
    try {
      return written(compiler, source, JSON.stringify(data, shown(missing)), { missing: missing.size > 0, at });
    } catch (error) {
      // A document that can be read aloud may hold no letter that no font here has.
      const found = withoutLetters(String(error)).filter((letter) => !missing.has(letter));
      if (found.length === 0) throw error;
      for (const letter of found) missing.add(letter);
    }
  }
}

function written(
  compiler: NodeCompiler,
  source: string,
  data: string,
  { missing, at }: { readonly missing: boolean; readonly at: Date },
): Buffer {
  const compiled = compiler.compile({ mainFileContent: source, inputs: { data, missing: missing ? 'yes' : '' } });
  const document = compiled.result;
  if (!document) throw new Error(`Typst: ${JSON.stringify(compiled.takeError()?.shortDiagnostics ?? [])}`);
  return compiler.pdf(document, {
    pdfStandard: PdfStandard.UA_1,
    creationTimestamp: Math.floor(at.getTime() / 1000),
  });
}

/** What stands where a letter cannot be shown. */
const NO_LETTER = '\u2610';

/** Puts a box in the place of letters that cannot be shown, and a space in that of what is no letter in any font. */
function shown(missing: ReadonlySet<string>): (key: string, value: unknown) => unknown {
  return (_key, value) => {
    if (typeof value !== 'string') return value;
    const text = value.toWellFormed().replaceAll(/[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}/gu, ' ');
    return missing.size === 0
      ? text
      : Array.from(text, (letter) => (missing.has(letter) ? NO_LETTER : letter)).join('');
  };
}

/** The letters that Typst says no font has. */
function withoutLetters(error: string): string[] {
  const texts = [...error.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/gu)].map(([, text = '']) =>
    text.replaceAll(/\\+u\{([\da-f]{1,6})\}/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
  );
  return [...new Set(texts.flatMap((text) => [...text]))].filter((letter) => letter.codePointAt(0)! > 0x7e);
}

let loaded: Buffer[] | undefined;

function fonts(): Buffer[] {
  loaded ??= WEIGHTS.map((file) => readFileSync(fileURLToPath(import.meta.resolve(`${FONT}/${file}`))));
  return loaded;
}
