import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { line, pageNumber } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { RELEASE_STATES } from '../evidence/index.ts';
import { findService } from '../services/index.ts';
import {
  COMPONENT_CHANGES,
  COMPONENT_FINDINGS,
  IMPACT_STANDINGS,
  IMPACTS,
  impactStanding,
  standingOf,
} from './domain.ts';
import { serviceField } from './fields.ts';
import { countReleases, keptRelease, registerRows, type RegisterRow } from './record-store.ts';

const feature = 'releases';
const may = WHOEVER_SEES_THE_SERVICE;

export const PAGE_SIZE = 20;

const impactSchema = z.object({
  impact: z.enum(IMPACTS),
  standing: z.enum(IMPACT_STANDINGS).describe('Whether it counts: "counts" and "waits" do'),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  sampled: z.object({ agreed: z.boolean(), by: z.string(), at: z.string(), note: z.string() }).nullable(),
});
const lineSchema = z.object({
  version: z.string(),
  state: z.enum(RELEASE_STATES),
  recordedAt: z.string(),
  liveAt: z.string().nullable(),
  commit: z.string().nullable(),
  components: z
    .object({ total: z.number(), unsaid: z.number() })
    .nullable()
    .describe('Null where nobody has said; none is 0'),
  impact: z
    .object({ impact: z.enum(IMPACTS), standing: z.enum(IMPACT_STANDINGS), by: z.string(), at: z.string() })
    .nullable(),
  touches: z.object({ hazards: z.array(z.string()), controls: z.array(z.string()) }).nullable(),
  runs: z.number(),
});

function lineRecord(one: RegisterRow, now: Date): z.output<typeof lineSchema> {
  const { version, state, recordedAt, liveAt, commit, components, impact, touches, runs } = one;
  return {
    version,
    state,
    recordedAt: recordedAt.toISOString(),
    liveAt: liveAt?.toISOString() ?? null,
    commit,
    components: components && { ...components },
    impact: impact && {
      impact: impact.impact,
      standing: impactStanding(impact, now),
      by: impact.by,
      at: impact.at.toISOString(),
    },
    touches: touches && { hazards: [...touches.hazards], controls: [...touches.controls] },
    runs,
  };
}

export const register = query({
  feature,
  name: 'register',
  summary: `The register of releases of a service: what each means for safety, the latest first, ${PAGE_SIZE} on a page`,
  input: z.strictObject({ service: serviceField, page: pageNumber() }),
  output: z.object({ releases: z.array(lineSchema), total: z.number(), page: z.number() }),
  may,
  run: async (tx, { service: reference, page }, now) => {
    const service = await findService(tx, reference);
    const moment = { seq: null, now };
    const [rows, total] = await Promise.all([
      registerRows(tx, service.id, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }, moment),
      countReleases(tx, service.id, moment),
    ]);
    return { releases: rows.map((one) => lineRecord(one, now)), total, page };
  },
});

export const release = query({
  feature,
  name: 'release',
  summary: 'One release of a service: what it consists of, what it touches, and what that means for safety',
  input: z.strictObject({ service: serviceField, release: line(80, 'Say which release: its version, such as 1.4.0.') }),
  output: z.object({
    version: z.string(),
    state: z.enum(RELEASE_STATES),
    recordedAt: z.string(),
    liveAt: z.string().nullable(),
    commit: z.string().nullable(),
    impact: impactSchema.nullable(),
    touches: z.object({ hazards: z.array(z.string()), controls: z.array(z.string()) }).nullable(),
    before: z.string().nullable().describe('The release that components are compared with'),
    configuration: z.array(z.object({ name: z.string(), value: z.string() })).nullable(),
    sbom: z.object({ sha256: z.string(), name: z.string(), format: z.string() }).nullable(),
    components: z
      .array(
        z.object({
          key: z.string(),
          name: z.string(),
          version: z.string(),
          supplier: z.string(),
          change: z.enum(COMPONENT_CHANGES),
          finding: z.object({ finding: z.enum(COMPONENT_FINDINGS), reason: z.string(), by: z.string() }).nullable(),
        }),
      )
      .nullable(),
    testIssues: z
      .array(z.object({ reference: z.string(), title: z.string(), meaning: z.string(), hazards: z.array(z.string()) }))
      .nullable(),
  }),
  may,
  run: async (tx, { service: reference, release: version }, now) => {
    const service = await findService(tx, reference);
    const found = await keptRelease(tx, service.id, version, { seq: null, now });
    if (!found) throw new NotFound(`There is no release ${version} of ${service.reference}.`);
    const { state, recordedAt, liveAt, commit, impact, touches, before, configuration, sbom, components, testIssues } =
      found;
    return {
      version,
      state,
      recordedAt: recordedAt.toISOString(),
      liveAt: liveAt?.toISOString() ?? null,
      commit,
      impact: impact && {
        impact: impact.impact,
        standing: standingOf(impact, now),
        reason: impact.reason,
        by: impact.by,
        at: impact.at.toISOString(),
        sampled: impact.sampled && { ...impact.sampled, at: impact.sampled.at.toISOString() },
      },
      touches: touches && { hazards: [...touches.hazards], controls: [...touches.controls] },
      before,
      configuration: configuration && configuration.map((one) => ({ ...one })),
      sbom: sbom && { ...sbom },
      components: components && components.map(({ foundAt: _at, ...one }) => one),
      testIssues: testIssues && testIssues.map((one) => ({ ...one, hazards: [...one.hazards] })),
    };
  },
});
