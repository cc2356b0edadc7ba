import { z } from 'zod';
import type { RiskScheme } from '../schemes/index.ts';
import { check, checkMaterial, type Checked } from './check.ts';
import type { MappingWord } from './domain.ts';
import type { InputFile } from './reading/read.ts';
import { readScheme } from './reading/scheme-file.ts';
import { csvOf } from './showing/csv.ts';
import { exportOf } from './showing/export.ts';
import { pack, unpackMaterial } from './showing/packed.ts';
import { workbookOf } from './showing/workbook.ts';

/** What a page hands on: files, or what an earlier page packed; and what the person has said of it. */
export interface CheckRequest {
  readonly files?: readonly InputFile[];
  readonly packed?: string;
  readonly mapping: readonly MappingWord[];
  readonly scheme: RiskScheme | null;
  readonly schemeFile?: InputFile;
}

export interface CheckAnswer {
  readonly report: Checked['report'];
  /** Null where it would not fit into a page. */
  readonly packed: string | null;
  readonly mapping: readonly MappingWord[];
  readonly scheme: RiskScheme | null;
}

export type Download = 'xlsx' | 'json' | 'csv';

/** Past this a browser's form would be refused by our own limit on what may be posted. */
const FITS_IN_PAGE = 14 * 1024 * 1024;

/** The jobs of the worker, by name. Each runs to its end in a process of its own. */
export const jobs = {
  async check(request: CheckRequest): Promise<CheckAnswer> {
    const scheme = request.schemeFile ? await readScheme(request.schemeFile) : request.scheme;
    const guidance = { mapping: request.mapping, scheme };
    if (request.packed !== undefined) {
      const material = await unpackMaterial(request.packed);
      return { report: checkMaterial(material, guidance), packed: request.packed, mapping: request.mapping, scheme };
    }
    const { material, report } = await check(request.files ?? [], guidance);
    const packed = await pack(material);
    return { report, packed: packed.length > FITS_IN_PAGE ? null : packed, mapping: request.mapping, scheme };
  },

  async download({ format, ...request }: CheckRequest & { readonly format: Download }): Promise<Uint8Array> {
    const { report } = await jobs.check(request);
    if (format === 'xlsx') return workbookOf(report);
    return Buffer.from(format === 'csv' ? csvOf(report) : `${JSON.stringify(exportOf(report), null, 2)}\n`);
  },
};

export type Jobs = typeof jobs;

/** A scheme that a page carried: the same as it was, or nothing. */
export const carriedScheme: z.ZodType<RiskScheme> = z.strictObject({
  id: z.string().max(60),
  title: z.string().max(300),
  kind: z.enum(['lookup', 'product']),
  severity: z.array(z.string().max(100)).min(2).max(20),
  likelihood: z.array(z.string().max(100)).min(2).max(20),
  matrix: z.array(z.array(z.union([z.string().max(100), z.number()])).max(20)).max(20),
  levels: z
    .array(
      z.strictObject({
        level: z.union([z.string().max(100), z.number()]),
        name: z.string().max(100),
        acceptance: z.enum(['acceptable', 'justify', 'undesirable', 'mandatory', 'unacceptable']).optional(),
      }),
    )
    .max(60),
});
