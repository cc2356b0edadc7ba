import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { findService } from '../../services/index.ts';
import { JUDGEMENTS } from '../domain/assessment.ts';
import {
  findingReference,
  OUTCOMES,
  PANEL_PHASES,
  panelReference,
  scopeReference,
  unsigned,
  type SignedBy,
} from '../domain/findings.ts';
import { serviceField } from '../fields.ts';
import { panelsOf } from './panel-store.ts';
import { findingsOf } from './reading.ts';
import { scopesOf } from './said.ts';

const feature = 'standards';
const may = WHOEVER_SEES_THE_SERVICE;

const signature = z
  .object({
    by: z.array(z.string()),
    at: z.string(),
    validUntil: z.string().nullable(),
    outOfDate: z.boolean().describe('What is written now is not what was signed'),
  })
  .nullable()
  .describe('The last signature; null where nobody has signed it, and it counts for nothing');

function signatureRecord(signed: SignedBy | null): z.output<typeof signature> {
  return (
    signed && {
      by: [...signed.by],
      at: signed.at.toISOString(),
      validUntil: signed.validUntil?.toISOString() ?? null,
      outOfDate: signed.outOfDate || signed.fell,
    }
  );
}

export const findings = query({
  feature,
  name: 'findings',
  summary: 'What people wrote and signed of the sections of standards, with what each check came to as they saw it',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    findings: z.array(
      z.object({
        id: z.string().describe('FND-3'),
        standard: z.string(),
        edition: z.string(),
        section: z.string(),
        version: z.number(),
        signature,
        judgements: z.array(
          z.object({
            criterion: z.string(),
            judgement: z.enum(JUDGEMENTS),
            reason: z.string(),
            by: z.string().describe('Who wrote it'),
            at: z.string(),
            signed: z.boolean(),
            basis: z.record(z.string(), z.string()),
          }),
        ),
      }),
    ),
  }),
  may,
  run: async (tx, { service }) => {
    const { id } = await findService(tx, service);
    return {
      findings: (await findingsOf(tx, id)).map(({ finding, signed }) => {
        const open = unsigned(finding, signed);
        return {
          id: findingReference(finding.number),
          standard: finding.catalogue,
          edition: finding.edition,
          section: finding.section,
          version: finding.version,
          signature: signatureRecord(signed),
          judgements: finding.judgements.map((one) => ({
            criterion: one.criterion,
            judgement: one.value,
            reason: one.reason,
            by: one.by,
            at: one.at.toISOString(),
            signed: !open.includes(one),
            basis: { ...one.basis },
          })),
        };
      }),
    };
  },
});

export const scopeDecisions = query({
  feature,
  name: 'scopeDecisions',
  summary: 'What was decided on which standards apply to a service, and whether it is signed',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    decisions: z.array(
      z.object({
        id: z.string().describe('SCP-1'),
        standard: z.string(),
        section: z.string().nullable(),
        applies: z.boolean(),
        reason: z.string(),
        by: z.string().describe('Who wrote it'),
        at: z.string(),
        signatures: z.number().describe('How many it takes'),
        signature,
        withdrawn: z.string().nullable(),
        counts: z.boolean(),
        version: z.number(),
      }),
    ),
  }),
  may,
  run: async (tx, { service }, now) => {
    const { id } = await findService(tx, service);
    return {
      decisions: (await scopesOf(tx, [id], { seq: null, now })).map(({ scope, signed, counts }) => ({
        id: scopeReference(scope.number),
        standard: scope.catalogue,
        section: scope.section,
        applies: scope.applies,
        reason: scope.reason,
        by: scope.by,
        at: scope.at.toISOString(),
        signatures: scope.signatures,
        signature: signatureRecord(signed),
        withdrawn: scope.withdrawn,
        counts,
        version: scope.version,
      })),
    };
  },
});

export const assessments = query({
  feature,
  name: 'assessments',
  summary: 'The assessments of a service by a panel, the latest first',
  input: z.strictObject({
    service: serviceField,
    standard: z.string().max(60).default('point-16'),
  }),
  output: z.object({
    assessments: z.array(
      z.object({
        id: z.string().describe('PNL-2'),
        standard: z.string(),
        edition: z.string(),
        on: z.string(),
        phase: z.enum(PANEL_PHASES),
        outcome: z.enum(OUTCOMES),
        panel: z.array(z.object({ name: z.string(), part: z.string() })),
        notes: z.string(),
        recordedBy: z.string(),
      }),
    ),
  }),
  may,
  run: async (tx, { service, standard }, now) => {
    const { id } = await findService(tx, service);
    const panels = await panelsOf(tx, { services: [id], catalogue: standard }, { seq: null, now });
    return {
      assessments: panels.map((one) => ({
        id: panelReference(one.number),
        standard: one.catalogue,
        edition: one.edition,
        on: one.on,
        phase: one.phase,
        outcome: one.outcome,
        panel: one.panel.map(({ name, part }) => ({ name, part })),
        notes: one.notes,
        recordedBy: one.recordedBy,
      })),
    };
  },
});
