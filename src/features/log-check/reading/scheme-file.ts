import { parse } from 'yaml';
import { z } from 'zod';
import { lookupScheme, NHS_SCHEME, productScheme, type RiskScheme } from '../../schemes/index.ts';
import { findMatrix } from '../domain/understanding/matrix.ts';
import { findProductKey } from '../domain/understanding/product-key.ts';
import { Problem } from './problem.ts';
import { readMaterial, type InputFile } from './read.ts';
import { decodeText } from './text.ts';

const word = z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1).max(60));
const level = z.union([z.number(), z.string().trim().min(1).max(60)]);
const axis = z.array(word).min(2).max(10);

/** A scheme as a file of its own: axes from least to worst, and the squares by likelihood; or a product with its bands. */
const schemeFile = z.object({
  title: z.string().trim().max(100).optional(),
  kind: z.enum(['lookup', 'product']).optional(),
  severity: axis,
  likelihood: axis,
  matrix: z.union([z.record(z.string(), z.array(level)), z.array(z.array(level))]).optional(),
  bands: z.array(z.object({ upTo: z.number().int().positive(), name: z.string().trim().min(1).max(60) })).optional(),
});

/**
 * Reads a risk scheme from a file: YAML, or any workbook, page or Markdown file that holds a matrix.
 * @throws Problem where no matrix, or an incomplete one, is in it.
 */
export async function readScheme(file: InputFile): Promise<RiskScheme> {
  if (/\.(?:ya?ml|json)$/iu.test(file.name)) return fromYaml(file);
  const material = await readMaterial([file]);
  for (const content of material.contents) {
    const sheets =
      content.kind === 'sheet'
        ? [content]
        : content.parts.flatMap((part) => (part.kind === 'table' ? [part.sheet] : []));
    for (const sheet of sheets) {
      const found = findMatrix(sheet);
      if (found) return { ...found.scheme, title: `the matrix of ${file.name}` };
    }
  }
  const key = findProductKey(material.contents);
  if (key.saysProduct && key.severity && key.likelihood) return productScheme(key.severity, key.likelihood, key.bands);
  throw new Problem(
    `${file.name} holds no risk matrix that can be read. A table with the severities across and the likelihoods down is needed, with a level in every square.`,
  );
}

function fromYaml(file: InputFile): RiskScheme {
  const text = decodeText(file.bytes);
  let value: unknown;
  try {
    value = parse(text ?? '', { logLevel: 'silent' });
  } catch {
    throw new Problem(`${file.name} is not well formed YAML. Mend it, and try again.`);
  }
  const read = schemeFile.safeParse(value);
  if (!read.success) {
    throw new Problem(
      `${file.name} is not a risk scheme. It needs "severity" and "likelihood" (words, from least to worst) and "matrix" (for each likelihood, a level for each severity).`,
    );
  }
  const { severity, likelihood, matrix, bands, kind, title } = read.data;
  if (kind === 'product' || matrix === undefined) return productScheme(severity, likelihood, bands ?? []);
  const rows = Array.isArray(matrix)
    ? matrix
    : likelihood.map(
        (name) =>
          matrix[name] ??
          Object.entries(matrix).find(([key]) => key.trim().toLowerCase() === name.toLowerCase())?.[1] ??
          [],
      );
  if (rows.length !== likelihood.length || rows.some((row) => row.length !== severity.length)) {
    throw new Problem(
      `The matrix in ${file.name} is not complete: each of the ${likelihood.length} likelihoods needs ${severity.length} levels, one for each severity.`,
    );
  }
  const scheme = lookupScheme({
    id: 'given',
    title: title ?? `the matrix of ${file.name}`,
    severity,
    likelihood,
    matrix: rows,
  });
  return scheme.levels === NHS_SCHEME.levels ? NHS_SCHEME : scheme;
}
