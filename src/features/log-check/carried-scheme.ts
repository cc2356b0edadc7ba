import { z } from 'zod';
import type { RiskScheme } from '../schemes/index.ts';

const axis = z.array(z.string().max(100)).min(2).max(20);
const level = z.union([z.string().max(100), z.number()]);

/** A scheme that a page carried: the same as it was, or nothing. */
export const carriedScheme: z.ZodType<RiskScheme> = z
  .strictObject({
    id: z.string().max(60),
    title: z.string().max(300),
    kind: z.enum(['lookup', 'product']),
    source: z.string().max(1_000).optional(),
    status: z.string().max(1_000).optional(),
    confidence: z.string().max(100).optional(),
    checked: z.string().max(40).optional(),
    recheckBy: z.string().max(40).optional(),
    severity: axis,
    likelihood: axis,
    matrix: z.array(z.array(level).max(20)).max(20),
    levels: z
      .array(
        z.strictObject({
          level,
          name: z.string().max(100),
          acceptance: z.enum(['acceptable', 'justify', 'undesirable', 'mandatory', 'unacceptable']).optional(),
        }),
      )
      .max(60),
  })
  .refine(
    ({ matrix, severity, likelihood }) =>
      matrix.length === likelihood.length && matrix.every((row) => row.length === severity.length),
  );
