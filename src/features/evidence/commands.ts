import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { labelOf, type May } from '../../platform/commands/may.ts';
import { Conflict, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { findService, type Service } from '../services/index.ts';
import { questionNumber, questionReference, type ReleaseState } from './domain.ts';
import { releaseField } from './fields.ts';
import { observationsNamed } from './observation-store.ts';
import { questionsNumbered } from './run-store.ts';
import { putDismissal, putRelease, releaseOf, type StoredRelease } from './store.ts';

const feature = 'evidence';
const serviceField = line(60, 'Say which service: its reference, such as DEMO.');

/** Who says what is released: those who build it, and those who answer for it. A pipeline records, and a person ends. */
const RELEASERS: May['roles'] = [
  'developer',
  'safety engineer',
  'product owner',
  'clinical safety officer',
  'deputy clinical safety officer',
];
const may: May = { roles: RELEASERS, where: 'service', operator: true, token: 'pipeline' };

/** Types, so that they are results. */
type Released = { readonly id: string; readonly release: string; readonly state: ReleaseState };

const about = (_input: unknown, { id }: Released) => ({ kind: 'release', id });

export const recordRelease = command({
  feature,
  name: 'recordRelease',
  summary: 'Records a release of a service: a candidate, or one that is live',
  past: ['a release was recorded', '# releases were recorded'],
  input: z.strictObject({
    service: serviceField,
    release: releaseField,
    candidate: z.boolean().default(false).describe('Nobody uses it yet: what is observed on it is about it alone'),
  }),
  may,
  subject: about,
  run: async (tx, _actor, { service: reference, release, candidate }): Promise<Released> => {
    const service = await living(tx, reference);
    const found = await releaseOf(tx, service.id, release);
    const state = candidate ? 'candidate' : 'live';
    if (found?.state === state) return { id: found.id, release, state };
    if (found)
      throw new NotPossible(
        `Release ${release} is recorded already, and is ${sayState(found.state)}. Nothing was changed.`,
      );
    const id = tx.newId();
    await putRelease(
      tx,
      { id, service: service.id, version: release, state, liveSeq: candidate ? null : tx.seq },
      null,
    );
    return { id, release, state };
  },
});

export const releaseGoesLive = command({
  feature,
  name: 'releaseGoesLive',
  summary: 'Says that a candidate is live: what was observed on it counts from then on',
  past: ['a release went live', '# releases went live'],
  input: z.strictObject({ service: serviceField, release: releaseField }),
  may,
  subject: about,
  run: async (tx, _actor, { service: reference, release }): Promise<Released> => {
    const service = await living(tx, reference);
    const found = await named(tx, service, release);
    if (found.state === 'live') return { id: found.id, release, state: 'live' };
    if (found.state === 'withdrawn')
      throw new NotPossible(`Release ${release} was withdrawn. Record what goes live as a release of its own.`);
    await putRelease(tx, { ...found, service: service.id, state: 'live', liveSeq: tx.seq }, found);
    return { id: found.id, release, state: 'live' };
  },
});

export const withdrawRelease = command({
  feature,
  name: 'withdrawRelease',
  summary: 'Says that a release is withdrawn: nothing is observed on it any more',
  past: ['a release was withdrawn', '# releases were withdrawn'],
  input: z.strictObject({
    service: serviceField,
    release: releaseField,
    reason: paragraph(2_000, 'Say why it is withdrawn.'),
  }),
  may: { roles: RELEASERS, where: 'service' },
  subject: about,
  run: async (tx, _actor, { service: reference, release, reason }): Promise<Released> => {
    const service = await living(tx, reference);
    const found = await named(tx, service, release);
    if (found.state === 'withdrawn')
      throw new NotPossible(`Release ${release} was withdrawn already. Nothing was changed.`);
    await putRelease(tx, { ...found, service: service.id, state: 'withdrawn', reason }, found);
    return { id: found.id, release, state: 'withdrawn' };
  },
});

export const dismissObservation = command({
  feature,
  name: 'dismissObservation',
  summary: 'Dismisses what was observed, with the reason: it no longer counts, and what was observed before it does',
  past: ['what was observed was dismissed', 'what was observed was dismissed # times'],
  input: z.strictObject({
    service: serviceField,
    evidence: z
      .string('Say which evidence: its number, such as EVD-12.')
      .refine((text) => questionNumber(text) !== null, 'Give the number of evidence, such as EVD-12.'),
    observations: z
      .array(z.uuid(), 'Choose what is dismissed.')
      .min(1, 'Choose what is dismissed.')
      .max(200, 'Dismiss at most 200 at a time.'),
    reason: paragraph(4_000, 'Say why it does not count.'),
  }),
  may: { roles: ['safety engineer', 'clinical safety officer', 'deputy clinical safety officer'], where: 'service' },
  subject: (_input, { id }: { id: string; evidence: string; dismissed: number }) => ({ kind: 'question', id }),
  run: async (tx, actor, { service: reference, evidence, observations, reason }) => {
    const service = await living(tx, reference);
    const number = questionNumber(evidence)!;
    const [question] = await questionsNumbered(tx, service.id, [number]);
    if (!question) throw new NotFound(`There is no evidence ${questionReference(number)} in this service.`);
    const ids = [...new Set(observations)];
    const found = await observationsNamed(tx, question.id, ids);
    if (found.length < ids.length) throw new NotFound(`That was not observed of ${questionReference(number)}.`);
    if (found.some(({ dismissed }) => dismissed))
      throw new Conflict('Somebody has dismissed some of it meanwhile. Look at what is left.', {}, tx.seq);
    for (const { id } of found)
      await putDismissal(tx, {
        observation: id,
        question: question.id,
        sort: question.sort,
        reason,
        by: labelOf(actor),
      });
    return { id: question.id, evidence: questionReference(number), dismissed: found.length };
  },
});

/** @throws NotFound, NotPossible where it is retired */
async function living(tx: CommandTx, reference: string): Promise<Service> {
  const service = await findService(tx, reference);
  if (service.phase === 'retired')
    throw new NotPossible(
      `${service.reference} is retired. To change its releases or evidence, take it up again first.`,
    );
  return service;
}

async function named(tx: CommandTx, service: Service, release: string): Promise<StoredRelease> {
  const found = await releaseOf(tx, service.id, release);
  if (!found) throw new NotFound(`There is no release ${release} of ${service.reference}.`);
  return found;
}

function sayState(state: ReleaseState): string {
  return state === 'candidate' ? 'a candidate' : state;
}
