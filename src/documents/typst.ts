import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
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
  const compiled = compiler.compile({ mainFileContent: source, inputs: { data: JSON.stringify(data) } });
  const document = compiled.result;
  if (!document) throw new Error(`Typst: ${JSON.stringify(compiled.takeError()?.shortDiagnostics ?? [])}`);
  return compiler.pdf(document, {
    pdfStandard: PdfStandard.UA_1,
    creationTimestamp: Math.floor(at.getTime() / 1000),
  });
}

let loaded: Buffer[] | undefined;

function fonts(): Buffer[] {
  loaded ??= WEIGHTS.map((file) => readFileSync(fileURLToPath(import.meta.resolve(`${FONT}/${file}`))));
  return loaded;
}
