import assert from 'node:assert/strict';
import type { CellValue, Document, Material, Part, Sheet } from '../domain.ts';
import { Problem } from '../reading/problem.ts';
import { readMaterial, type InputFile } from '../reading/read.ts';
import { file } from './files.ts';

/** Reads one file that a test made. */
export async function read(name: string, content: string | Uint8Array): Promise<Material> {
  return readMaterial([file(name, content)]);
}

/** All tables of what was read, those in documents included. */
export function sheetsOf(material: Material): Sheet[] {
  return material.contents.flatMap((content) =>
    content.kind === 'sheet' ? [content] : content.parts.flatMap((part) => (part.kind === 'table' ? [part.sheet] : [])),
  );
}

/** The values of a sheet, row by row; null for an empty cell. */
export function valuesOf(sheet: Sheet | undefined): CellValue[][] {
  return (sheet?.rows ?? []).map((row) => Array.from(row.cells, (cell) => cell?.value ?? null));
}

/** The parts of the only document that was read. */
export function partsOf(material: Material): readonly Part[] {
  return (material.contents[0] as Document).parts;
}

/** Each part as one short line: "3 heading Severity". */
export function outlineOf(parts: readonly Part[]): string[] {
  return parts.map((part) => {
    if (part.kind === 'table') return `${part.sheet.rows[0]?.at ?? '-'} table ${part.sheet.rows.length}`;
    return `${part.line ?? '-'} ${part.kind} ${part.kind === 'picture' ? part.source : part.text}`;
  });
}

/** The sentence with which files are refused. Anything else that is thrown, or nothing, fails the test. */
export async function refusalOf(files: readonly InputFile[]): Promise<string> {
  const started = performance.now();
  try {
    await readMaterial(files);
  } catch (error) {
    assert.ok(error instanceof Problem, error instanceof Error ? error.stack : String(error));
    assertSentence(error.message);
    assert.ok(performance.now() - started < 20_000, `took ${Math.round(performance.now() - started)} ms`);
    return error.message;
  }
  return assert.fail('it was read');
}

/** Something that a person can act on, and no trace of a library. */
export function assertSentence(text: string): void {
  assert.match(text, /\.$/u);
  assert.doesNotMatch(text, /undefined|null|\[object|\bat \w+ \(|Error|exception|node_modules|stack/u);
  assert.match(text, /\b(?:save|choose|ask for|unpack|mend|put|export|open|delete|split|at most|remove)\b/iu);
}
