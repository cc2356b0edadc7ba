import sql from 'sql-template-tag';
import { z } from 'zod';
import { anyCommand, command, type AnyCommand, type CommandTx } from '../../../platform/commands/command.ts';
import { labelOf } from '../../../platform/commands/may.ts';
import { nextQuestionNumber, putObservations, putQuestions } from '../../evidence/store.ts';
import { lookUp, NHS_SCHEME } from '../../schemes/index.ts';
import { ASPECTS, type Phase } from '../domain.ts';
import { recordHazardIn, type NewControl, type NewHazard } from '../recording.ts';
import { serviceNamed } from '../service-store.ts';

/*
 * A hazard for tests as people and pipelines leave one: recorded, rated by a person, its controls shown by evidence or not.
 * Written by a command that only tests have, so that ledger, texts and subjects are as they are in earnest.
 */

export interface LivingControl extends NewControl {
  /** What was observed of it last, of both aspects; nothing, without it. */
  readonly shown?: { readonly outcome: 'passed' | 'failed'; readonly at: Date; readonly validDays: number };
}

export interface LivingRating {
  readonly phase: Phase;
  readonly severity: string;
  readonly likelihood: string;
  readonly justification?: string;
  /** The places of the controls that it relies on, from 0. */
  readonly reliesOn?: readonly number[];
}

export interface LivingHazard extends Omit<NewHazard, 'controls'> {
  readonly controls: readonly LivingControl[];
  readonly ratings: readonly LivingRating[];
}

const plant = command({
  feature: 'hazards',
  name: 'plantLivingHazard',
  summary: 'Writes a hazard with ratings and evidence for a test',
  input: z.strictObject({ service: z.string(), hazard: z.custom<LivingHazard>() }),
  may: { roles: ['clinical safety officer'], where: 'service', operator: true },
  subject: (_input, { id }: { id: string; hazard: string; version: number }) => ({ kind: 'hazard', id }),
  run: async (tx, actor, { service: reference, hazard }) => {
    const { id, reference: named } = await recordHazardIn(tx, { service: reference, hazard });
    const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
    const controls = await tx.rows<{ id: string }>(sql`
      select control_id as id from hazard_control
      where organisation_id = current_organisation() and hazard_id = ${id} order by position`);
    const ids = controls.map((control) => control.id);
    await putEvidence(tx, service.id, hazard.controls, ids);
    for (const rating of hazard.ratings) await putRating(tx, id, rating, ids, labelOf(actor));
    return { id, hazard: named, version: tx.seq };
  },
});

export const plantLivingHazard: AnyCommand = anyCommand(plant);

async function putEvidence(
  tx: CommandTx,
  service: string,
  controls: readonly LivingControl[],
  ids: readonly string[],
): Promise<void> {
  const first = await nextQuestionNumber(tx, service);
  const shown = controls.flatMap(({ shown: seen, text }, index) =>
    seen ? [{ ...seen, text, control: ids[index]!, id: tx.newId() }] : [],
  );
  const asked = shown.map(({ id, text, validDays }, index) => ({
    id,
    service,
    number: first + index,
    sort: 'test' as const,
    title: `Holds: ${text.slice(0, 80)}`,
    key: null,
    validDays,
  }));
  await putQuestions(tx, asked);
  await putObservations(
    tx,
    shown.map(({ id, outcome, at }) => ({
      id: tx.newId(),
      question: id,
      sort: 'test' as const,
      outcome,
      observedAt: at,
      observer: 'system',
    })),
  );
  for (const { control, id } of shown) {
    for (const aspect of ASPECTS) {
      await tx.rows(sql`
        insert into control_evidence (organisation_id, control_id, question_id, aspect, from_seq, state, decided_by)
        values (${tx.organisation}, ${control}, ${id}, ${aspect}, ${tx.seq}, 'accepted', 'system')`);
      tx.touch({ kind: aspect, id: control });
    }
    tx.touch({ kind: 'control', id: control });
  }
}

async function putRating(
  tx: CommandTx,
  hazard: string,
  { phase, severity, likelihood, justification, reliesOn }: LivingRating,
  controls: readonly string[],
  giver: string,
): Promise<void> {
  const [s, l] = [NHS_SCHEME.severity.indexOf(severity), NHS_SCHEME.likelihood.indexOf(likelihood)];
  const level = String(lookUp(NHS_SCHEME, l, s));
  const relied = reliesOn ? reliesOn.map((place) => controls[place]!) : null;
  // One that a person gave before ends here.
  await tx.rows(sql`
    update hazard_rating set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and hazard_id = ${hazard} and phase = ${phase}
      and to_seq > ${tx.seq} and from_seq < ${tx.seq}`);
  await tx.rows(sql`
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
      likelihood_index, level, justification_id, giver, given_at, confirmed_seq, relies_on)
    values (${tx.organisation}, ${hazard}, ${phase}, ${tx.seq}, ${severity}, ${likelihood}, ${s}, ${l}, ${level},
      ${tx.text(justification ?? null)}::uuid, ${giver}, ${tx.at}, ${tx.seq}, ${relied}::uuid[])`);
  tx.touch({ kind: 'hazard', id: hazard });
  tx.touch({ kind: 'residual', id: hazard });
}

const OBSERVED = new Date('2026-03-09T02:00:00Z');

/** The hazard of the picture: controls that hold, one that fails, one that lapsed, one of which nothing is known. */
export const WRONG_RECORD: LivingHazard = {
  name: 'A wound photo is attached to the wrong patient’s record',
  component: 'Photo upload',
  arisesIn: 'service',
  harmed: 'Patients who share a tablet, most often in nursing homes',
  vulnerable: ['older', 'capacity'],
  causes: [
    'Two patients are open on one tablet',
    'The wristband is scanned for the patient seen before',
    'A photo kept offline is sent after the visit',
    'A nurse picks from a list of names that look alike',
  ],
  effects: ['Treatment is chosen from another person’s wound'],
  harms: ['A wound that gets worse is seen late', 'A stranger’s family sees the photo'],
  harmKinds: [{ class: 'severe', patients: 'single' }, null],
  owner: 'Ottoline Reed',
  controls: [
    {
      text: 'Name, date of birth and NHS number stay beside the camera',
      type: 'design',
      state: 'in place',
      party: 'manufacturer',
      causes: [0],
      acts: 'prevents',
      shown: { outcome: 'passed', at: OBSERVED, validDays: 365 },
    },
    {
      text: 'The wristband is scanned again before the photo is saved',
      type: 'design',
      state: 'in place',
      causes: [1],
      shown: { outcome: 'failed', at: OBSERVED, validDays: 30 },
    },
    {
      text: 'An offline photo carries the record’s number, not the open record',
      state: 'in place',
      causes: [2],
      acts: 'prevents',
      shown: { outcome: 'passed', at: new Date('2026-02-01T02:00:00Z'), validDays: 31 },
    },
    {
      text: 'A tissue viability nurse reviews photos within 2 working days',
      type: 'process',
      party: 'deployer',
      owner: 'Larkmoor Community Trust',
      state: 'agreed',
      acts: 'limits',
    },
  ],
  ratings: [
    { phase: 'initial', severity: 'Major', likelihood: 'High' },
    { phase: 'target', severity: 'Major', likelihood: 'Very low' },
    { phase: 'residual', severity: 'Major', likelihood: 'Very low', reliesOn: [0, 1] },
  ],
};
