import { z } from 'zod';

/*
 * The parts of OSCAL assessment results 1.1.2 that a pack has, written after the published model of NIST (usnistgov/OSCAL,
 * release v1.1.2): names, what has to be there, and what values can be. Strict: what is not listed is refused.
 */

const uuid = z.string().regex(/^[\da-f]{8}-[\da-f]{4}-[45][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
const token = z.string().regex(/^(?:\p{L}|_)(?:\p{L}|\p{N}|[.\-_])*$/u);
/** On one line. */
const line = z.string().regex(/^[^\n]+$/u);
const words = z.string().min(1);
const time = z.iso.datetime({ offset: true });
const reference = z.string().regex(/^\S+$/u);
const some = <Of extends z.ZodType>(of: Of) => z.array(of).min(1);

const evidence = z.strictObject({ href: reference.optional(), description: words, remarks: words.optional() });
const observation = z.strictObject({
  uuid,
  title: line.optional(),
  description: words,
  methods: some(z.enum(['EXAMINE', 'INTERVIEW', 'TEST', 'UNKNOWN'])),
  'relevant-evidence': some(evidence).optional(),
  collected: time,
  remarks: words.optional(),
});
const finding = z.strictObject({
  uuid,
  title: line,
  description: words,
  target: z.strictObject({
    type: z.enum(['statement-id', 'objective-id']),
    'target-id': token,
    title: line.optional(),
    status: z.strictObject({
      state: z.enum(['satisfied', 'not-satisfied']),
      reason: z.enum(['pass', 'fail', 'other']).optional(),
      remarks: words.optional(),
    }),
  }),
  'related-observations': some(z.strictObject({ 'observation-uuid': uuid })).optional(),
});
const controls = some(z.strictObject({ 'control-id': token })).optional();
const result = z.strictObject({
  uuid,
  title: line,
  description: words,
  start: time,
  'reviewed-controls': z.strictObject({
    'control-selections': some(
      z.strictObject({ description: words.optional(), 'include-controls': controls, 'exclude-controls': controls }),
    ),
  }),
  observations: some(observation).optional(),
  findings: some(finding).optional(),
});
const resource = z.strictObject({
  uuid,
  title: line.optional(),
  description: words.optional(),
  rlinks: some(
    z.strictObject({
      href: reference,
      'media-type': words.optional(),
      hashes: some(
        z.strictObject({ algorithm: z.literal('SHA-256'), value: z.string().regex(/^[\da-f]{64}$/u) }),
      ).optional(),
    }),
  ).optional(),
});

/** Assessment results, as far as a pack has them. */
export const assessmentResults = z.strictObject({
  'assessment-results': z.strictObject({
    uuid,
    metadata: z.strictObject({
      title: line,
      'last-modified': time,
      version: words,
      'oscal-version': z.literal('1.1.2'),
      remarks: words.optional(),
    }),
    'import-ap': z.strictObject({ href: reference, remarks: words.optional() }),
    results: some(result),
    'back-matter': z.strictObject({ resources: some(resource) }),
  }),
});
