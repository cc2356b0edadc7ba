import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound, there } from '../../platform/commands/problems.ts';
import { findService } from '../services/index.ts';
import { askGate, asksOf } from './asking.ts';
import {
  ANSWER_SORTS,
  gateNumber,
  gateReference,
  isInForce,
  MODES,
  OVERRIDE_SORTS,
  SERVICE_CHECKS,
  VERDICTS,
} from './domain.ts';
import { gateField, READERS_MAY, serviceField, versionField } from './fields.ts';
import { gateRecord, gateSchema } from './record.ts';
import { keptAnswer, keptAnswers, lastDeclarations, overridesOf, policiesOf } from './store.ts';

const feature = 'gate';
/** Kept answers that are listed. */
export const MOST_LISTED = 200;

export const gate = query({
  feature,
  name: 'gate',
  summary: 'Whether a release may go: what stops it, what is not known, and what clears each. Nothing is kept of it',
  input: z.strictObject({ service: serviceField, version: versionField }),
  output: gateSchema,
  may: READERS_MAY,
  run: async (tx, { service: reference, version }, now, _actor, kinds) => {
    const service = await findService(tx, reference);
    return gateRecord((await askGate(tx, kinds, { service, version }, now)).answer, null);
  },
});

export const keptGate = query({
  feature,
  name: 'keptGate',
  summary: 'An answer of the gate that was kept, as it was',
  input: z.strictObject({ service: serviceField, gate: gateField }),
  output: gateSchema,
  may: READERS_MAY,
  run: async (tx, { service: reference, gate: named }) => {
    const service = await findService(tx, reference);
    const number = gateNumber(named)!;
    const { answer, erased } = there(await keptAnswer(tx, service.id, number), `answer ${gateReference(number)}`);
    if (answer === null) throw new NotFound(`What the gate answered then is gone: ${erased}`);
    return gateRecord(answer, number);
  },
});

export const keptGates = query({
  feature,
  name: 'keptGates',
  summary: `The answers of the gate of a service that were kept, the latest ${MOST_LISTED}, the latest first`,
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    gates: z.array(
      z.object({
        gate: z.string().describe('GATE-412'),
        sort: z.enum(ANSWER_SORTS),
        release: z.string().nullable(),
        verdict: z.enum(VERDICTS),
        mode: z.enum(MODES),
        by: z.string(),
        at: z.string(),
      }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }) => {
    const service = await findService(tx, reference);
    const found = await keptAnswers(tx, service.id, { most: MOST_LISTED });
    return {
      gates: found.map(({ id: _id, number, at, ...one }) => ({
        ...one,
        gate: gateReference(number),
        at: at.toISOString(),
      })),
    };
  },
});

export const gatePolicy = query({
  feature,
  name: 'gatePolicy',
  summary: 'By what policy the gate of a service is asked, what was declared on incidents, and every override',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    mode: z.enum(MODES),
    asked: z.array(z.object({ id: z.string(), asks: z.string(), leftOut: z.string().nullable() })),
    days: z.number().describe('For how many days a declaration on incidents stands'),
    reason: z.string(),
    setBy: z.string().nullable(),
    setAt: z.string().nullable(),
    version: z.number().describe('What setGatePolicy has to be sent'),
    declaration: z
      .object({ by: z.string(), at: z.string(), until: z.string().nullable(), note: z.string() })
      .nullable()
      .describe('Of incidents; one without an end says that one may undermine the safety case'),
    overrides: z.array(
      z.object({
        sort: z.enum(OVERRIDE_SORTS),
        release: z.string(),
        by: z.string(),
        role: z.string(),
        at: z.string(),
        until: z.string(),
        inForce: z.boolean(),
        reason: z.string(),
      }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }, now, _actor, kinds) => {
    const service = await findService(tx, reference);
    const [policies, [declaration], overrides] = await Promise.all([
      policiesOf(tx, [service.id]),
      lastDeclarations(tx, [service.id]),
      overridesOf(tx, [service.id]),
    ]);
    const { mode, days, reason, set, version, leftOut } = policies.get(service.id)!;
    const asks = asksOf(kinds.assessed);
    return {
      mode,
      asked: SERVICE_CHECKS.map((id) => ({
        id,
        asks: asks(id),
        leftOut: leftOut.find(({ check }) => check === id)?.reason ?? null,
      })),
      days,
      reason,
      setBy: set?.by ?? null,
      setAt: set?.at.toISOString() ?? null,
      version,
      declaration: declaration
        ? {
            by: declaration.by,
            at: declaration.at.toISOString(),
            until: declaration.until?.toISOString() ?? null,
            note: declaration.note,
          }
        : null,
      overrides: overrides.map(({ sort, release, by, role, at, until, reason: why }) => ({
        sort,
        release,
        by,
        role,
        at: at.toISOString(),
        until: until.toISOString(),
        inForce: isInForce({ until }, now),
        reason: why,
      })),
    };
  },
});
