import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph, seenVersion } from '../../platform/commands/fields.ts';
import { rolesIn, type Actor } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { sentenceText } from '../../words/sentence.ts';
import { openDutyCase, stateFacts } from '../duties/index.ts';
import { signerOf } from '../people/index.ts';
import { livingService, type Service } from '../services/index.ts';
import { unknownInLogs } from '../hazards/index.ts';
import { challenge } from './acting.ts';
import { aboutIncident, type IncidentSaid } from './commands.ts';
import { ANSWERS, isAsked, problemsOf, whyAlone } from './domain/verdict.ts';
import { HANDLES, incidentField, OFFICERS, serviceField } from './fields.ts';
import { findIncident } from './finding.ts';
import type { StoredIncident } from './store.ts';
import { putProposal, putSignatures, verdictsOf, type StoredVerdict } from './verdict-store.ts';

const feature = 'incidents';
const MOST_AT_ONCE = 50;

const underminesField = z
  .array(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^(?:HAZ|CTL)-[1-9]\d{0,8}$/u, 'Give references of hazards and controls, such as HAZ-12 or CTL-31.'),
    'Say which hazards or controls it undermines.',
  )
  .max(50, 'Name at most 50.')
  .default([]);

export const proposeCaseVerdict = command({
  feature,
  name: 'proposeCaseVerdict',
  summary: 'Proposes whether an incident undermines the safety case, and which hazards and controls (DCB0129 7.2.2)',
  past: ['it was proposed whether an incident undermines the case', 'it was proposed # times whether one does'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    answer: z.enum(ANSWERS, 'Choose whether it undermines the safety case.'),
    why: paragraph(4_000, 'Say why: what the safety case says, and what happened.'),
    undermines: underminesField.describe('Of a yes: the hazards and controls that it undermines, such as HAZ-12'),
    noHazard: optionalParagraph(2_000).describe('Why it realised no hazard of the log, where it realised none'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    await livingService(tx, given.service);
    const { service, incident } = await findIncident(tx, given);
    refuseWhereNotAsked(incident);
    if (incident.stage === 'closed')
      throw new NotPossible('This incident is closed, and what was signed stands. To answer anew, reopen it first.');
    const noHazard = given.noHazard === '' ? null : given.noHazard;
    const undermines = [...new Set(given.undermines)];
    const problems = problemsOf({ answer: given.answer, undermines, noHazard }, incident);
    if (problems.length > 0) throw new InputProblem([...problems]);
    await refuseUnknown(tx, service, undermines);
    putProposal(tx, {
      incident: incident.id,
      service: service.id,
      answer: given.answer,
      why: given.why,
      undermines,
      noHazard,
    });
    return { id: incident.id, service: service.reference, incident: incident.reference };
  },
});

function refuseWhereNotAsked(incident: StoredIncident): void {
  if (isAsked(incident)) return;
  throw new NotPossible(
    incident.voided === null
      ? 'Good care undermines nothing: nobody is asked. Nothing was changed.'
      : 'This incident was voided. It stays as it is.',
  );
}

async function refuseUnknown(tx: CommandTx, service: Service, undermines: readonly string[]): Promise<void> {
  const of = (kind: string) => undermines.filter((reference) => reference.startsWith(kind));
  const unknown = await unknownInLogs(tx, service, { hazards: of('HAZ'), controls: of('CTL') });
  if (unknown.length === 0) return;
  throw new InputProblem([
    { field: 'undermines', message: `There is no ${unknown.join(', ')} in the hazard logs of ${service.reference}.` },
  ]);
}

/** A type, so that it is a result. */
type Signed = { id: string; service: string; incidents: string[]; undermines: string[] };

export const signCaseVerdicts = command({
  feature,
  name: 'signCaseVerdicts',
  summary:
    'Signs what was proposed: whether incidents undermine the safety case; several at a time only where harm is none or low, the hazard is known and its controls held',
  past: ['it was signed whether an incident undermines the case', 'it was signed # times whether incidents do'],
  input: z.strictObject({
    service: serviceField,
    incidents: z
      .array(
        z.strictObject({
          incident: incidentField,
          version: seenVersion(1).describe('"version" of its verdict, as you saw it'),
        }),
        'Choose the incidents that you sign for.',
      )
      .min(1, 'Choose the incidents that you sign for.')
      .max(MOST_AT_ONCE, `Sign for at most ${MOST_AT_ONCE} at a time.`),
  }),
  may: { roles: OFFICERS, where: 'service' },
  confirms: true,
  subject: aboutIncident,
  run: async (tx, actor, given): Promise<Signed> => {
    const service = await livingService(tx, given.service);
    const signer = await signerIn(tx, actor, service);
    const references = [...new Set(given.incidents.map((one) => one.incident))];
    const found = await Promise.all(
      references.map((incident) => findIncident(tx, { service: service.reference, incident })),
    );
    const incidents = found.map((one) => one.incident);
    const verdicts = await verdictsOf(
      tx,
      incidents.map(({ id }) => id),
      { seq: null, now: tx.at },
    );
    const signing = incidents.map((incident) => {
      const seen = given.incidents.find((one) => one.incident === incident.reference)!.version;
      return { incident, verdict: proposedOf(incident, verdicts.get(incident.id) ?? null, seen) };
    });
    if (signing.length > 1) refuseTogether(signing);
    await putSignatures(
      tx,
      incidents.map(({ id }) => id),
      { ...signer, method: tx.confirmed?.method ?? '', together: signing.length },
    );
    const undermined = signing.filter(({ verdict }) => verdict.answer === 'yes');
    for (const { incident, verdict } of undermined)
      for (const reference of verdict.undermines) await challenge(tx, incident, reference, verdict.why);
    for (const { incident, verdict } of signing) await tellDuties(tx, incident, verdict, signer.role);
    return {
      id: incidents[0]!.id,
      service: service.reference,
      incidents: incidents.map(({ reference }) => reference),
      undermines: [...new Set(undermined.flatMap(({ verdict }) => verdict.undermines))],
    };
  },
});

/** What was signed is a fact on which it turns who has to be told. */
async function tellDuties(
  tx: CommandTx,
  { id, service, reference }: StoredIncident,
  { answer }: StoredVerdict,
  role: string,
): Promise<void> {
  const source = `Verdict on ${reference}, signed by the ${role}`;
  const facts = [{ fact: 'event.undermines_safety_case', value: answer === 'yes', source }];
  await openDutyCase(tx, { id, service, reference }, facts);
  // It may have been opened before: then only this says what is known now.
  await stateFacts(tx, id, facts);
}

/** @throws NotPossible where nothing is proposed, or it is signed; Conflict where it is another proposal than was seen */
function proposedOf(incident: StoredIncident, verdict: StoredVerdict | null, seen: number): StoredVerdict {
  refuseWhereNotAsked(incident);
  const { reference } = incident;
  if (verdict === null) throw new NotPossible(`Nobody has proposed an answer for ${reference}. Nothing was signed.`);
  if (verdict.signed !== null) throw new NotPossible(`The answer for ${reference} is signed. Nothing was changed.`);
  if (verdict.version !== seen)
    throw new Conflict(
      `The answer for ${reference} was changed while you were here. Look at it as it stands now.`,
      {},
      verdict.version,
    );
  return verdict;
}

/** @throws NotPossible where one of several has to be looked at by itself */
function refuseTogether(
  signing: readonly { readonly incident: StoredIncident; readonly verdict: StoredVerdict }[],
): void {
  for (const { incident, verdict } of signing) {
    const why = whyAlone(incident, verdict);
    if (why !== null)
      throw new NotPossible(`${incident.reference} is signed by itself, because ${why}. Nothing was signed.`);
  }
}

/** Who signs: an officer of this service whose registration carries a signature. @throws NotPossible */
async function signerIn(tx: CommandTx, actor: Actor, service: Service) {
  if (actor.kind !== 'person') throw new NotPossible('A person signs, and no program.');
  const { office, registration, registrationProblem } = await signerOf(
    tx,
    { person: actor.id, service: service.id },
    tx.at,
  );
  if (office === null || rolesIn(actor, service.reference).length === 0)
    throw new NotPossible(
      `You are not clinical safety officer or deputy of ${service.reference}: they sign what an incident means for the safety case. Nothing was signed.`,
    );
  if (registrationProblem !== null) throw new NotPossible(`${sentenceText(registrationProblem)} Nothing was signed.`);
  return {
    person: actor.id,
    role: office.kind,
    registration: registration && `${registration.register.short} ${registration.number}`,
  };
}
