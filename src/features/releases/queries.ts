import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { RELEASE_STATES } from '../evidence/index.ts';
import { findService } from '../services/index.ts';
import {
  COMPONENT_CHANGES,
  COMPONENT_FINDINGS,
  IMPACT_STANDINGS,
  IMPACTS,
  standingOf,
  unsaid,
  type KeptRelease,
} from './domain.ts';
import { serviceField } from './fields.ts';
import { keptRelease, latestReleases } from './record-store.ts';

const feature = 'releases';
const may = WHOEVER_SEES_THE_SERVICE;

/** How many the register shows; there may be thousands. */
export const MOST_SHOWN = 200;

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
  impact: impactSchema.nullable(),
  touches: z.object({ hazards: z.array(z.string()), controls: z.array(z.string()) }).nullable(),
});

function lineRecord(release: KeptRelease, now: Date): z.output<typeof lineSchema> {
  const { version, state, recordedAt, liveAt, commit, components, impact, touches } = release;
  return {
    version,
    state,
    recordedAt: recordedAt.toISOString(),
    liveAt: liveAt?.toISOString() ?? null,
    commit,
    components: components && {
      total: components.filter(({ change }) => change !== 'gone').length,
      unsaid: unsaid(components).length,
    },
    impact: impact && {
      impact: impact.impact,
      standing: standingOf(impact, now),
      reason: impact.reason,
      by: impact.by,
      at: impact.at.toISOString(),
      sampled: impact.sampled && { ...impact.sampled, at: impact.sampled.at.toISOString() },
    },
    touches: touches && { hazards: [...touches.hazards], controls: [...touches.controls] },
  };
}

export const register = query({
  feature,
  name: 'register',
  summary: `The register of releases of a service: what each means for safety, the latest ${MOST_SHOWN} first`,
  input: z.strictObject({ service: serviceField }),
  output: z.object({ releases: z.array(lineSchema) }),
  may,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const releases = await latestReleases(tx, service.id, MOST_SHOWN, { seq: null, now });
    return { releases: releases.map((one) => lineRecord(one, now)) };
  },
});

export const release = query({
  feature,
  name: 'release',
  summary: 'One release of a service: what it consists of, what it touches, and what that means for safety',
  input: z.strictObject({ service: serviceField, release: line(80, 'Say which release: its version, such as 1.4.0.') }),
  output: z.object({
    release: lineSchema,
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
    const { before, configuration, sbom, components, testIssues } = found;
    return {
      release: lineRecord(found, now),
      before,
      configuration: configuration && configuration.map((one) => ({ ...one })),
      sbom: sbom && { ...sbom },
      components: components && components.map(({ foundAt: _at, ...one }) => one),
      testIssues: testIssues && testIssues.map((one) => ({ ...one, hazards: [...one.hazards] })),
    };
  },
});
