import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalLine, optionalParagraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible, type FieldProblem } from '../../platform/commands/problems.ts';
import { openDutyCase, recordDoneHere, stateFacts, type StatedFact } from '../duties/index.ts';
import { recordHazardIn } from '../hazards/index.ts';
import type { Service } from '../services/index.ts';
import { actOnLinks } from './acting.ts';
import { aboutIncident, type IncidentSaid } from './commands.ts';
import {
  CONTAINMENTS,
  eventKind,
  harmFacts,
  impliedFacts,
  regrades,
  sayWorst,
  whyReason,
  whyResponseReason,
  type Danger,
  type Grades,
  type Response,
} from './domain.ts';
import {
  associationField,
  concernField,
  dangerField,
  HANDLES,
  incidentField,
  involvedField,
  physicalField,
  psychologicalField,
  reasonField,
  referencesField,
  responseField,
  serviceField,
  sortField,
  versionField,
  versionOfRelease,
} from './fields.ts';
import { incidentToChange } from './finding.ts';
import { lookUpLinks, rewriteLinks } from './linking.ts';
import { ownerProblems } from './owning.ts';
import { putContainment, putGrade, putJournal } from './report-store.ts';
import { schemeOf, worstOf } from './scheme.ts';
import { putIncident, worstShown, type StoredIncident } from './store.ts';

export const triageIncident = command({
  feature: 'incidents',
  name: 'triageIncident',
  summary:
    'Says what an incident comes to: danger, harm, what it points at, who has it, and how it is looked into; grades before stay, with the reason',
  past: ['an incident was triaged', '# incidents were triaged'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    version: versionField,
    sort: sortField,
    title: optionalLine(120).describe('Another title that names nobody; without it, the one that it has'),
    danger: dangerField,
    patientSafety: z
      .enum(
        ['yes', 'no', 'unknown'],
        'Choose whether it harmed a patient, or could have. “I do not know” is an answer.',
      )
      .default('unknown'),
    severity: optionalLine(60).describe('Of the worst that could credibly have come of it, in the words of the scheme'),
    likelihood: optionalLine(60).describe('That it comes again with that harm, in the words of the scheme'),
    physical: physicalField.default(null),
    psychological: psychologicalField.default(null),
    association: associationField.default(null),
    concern: concernField.default(null),
    involved: involvedField,
    mitigation: optionalParagraph(2_000).describe('What is there already that lessens it'),
    cause: optionalParagraph(4_000).describe('The root cause, as far as it is known'),
    release: versionOfRelease.describe('The version that it happened on'),
    realises: referencesField.describe('Hazards that it realised: HAZ-12'),
    mayRealise: referencesField.describe('Hazards that it may have realised'),
    failed: referencesField.describe('Controls that failed: CTL-31'),
    held: referencesField.describe('Controls that held'),
    sameCause: referencesField.describe('Incidents with the same cause: INC-4. Each stays one of its own'),
    related: referencesField.describe('Incidents that belong to it in another way'),
    pages: z.array(optionalLine(300)).max(20).default([]).describe('Pages on which it happened'),
    causes: z
      .array(optionalLine(500))
      .max(20)
      .optional()
      .describe('Causes of hazards that it had, in their words. Without this, those that are named stay'),
    newHazard: optionalLine(300).describe(
      'A hazard that nobody has thought of: it is drafted in the log, without a rating',
    ),
    containment: z.enum(CONTAINMENTS).nullable().default(null).describe('What was done at once'),
    contained: optionalParagraph(2_000).describe('What was switched off, who was told'),
    madeSafe: z.boolean().default(false).describe('Nobody else can come to harm by it now'),
    owner: z.string('Choose who it is with.').trim().min(1, 'Choose who it is with.'),
    response: responseField.default(null),
    responseReason: reasonField.describe('Why nothing is looked into, or why in this way'),
    reason: reasonField.describe('Why it is graded otherwise than before'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input): Promise<IncidentSaid & { newHazard: string | null }> => {
    const { service, incident } = await incidentToChange(tx, input);
    if (incident.voided !== null) throw new NotPossible('This incident was voided. It stays as it is.');
    if (incident.stage === 'closed')
      throw new NotPossible('This incident is closed. To grade it otherwise, reopen it, and say why.');
    const worst = worstOf(await schemeOf(tx, service.id), input.severity, input.likelihood);
    const shown = worst && worstShown(worst);
    const before = gradesOf(incident);
    const now: Grades = { ...input, worst: sayWorst(shown) };
    const why = whyReason(before, now, incident.harmed);
    refuse([
      ...(await ownerProblems(tx, service, input.owner)),
      ...(why !== null && input.reason === '' ? [{ field: 'reason', message: why }] : []),
      ...problemAt('responseReason', whyResponseReason(input.response, input.responseReason)),
      ...containmentProblems(input),
    ]);
    const links = await lookUpLinks(tx, service, incident.reference, {
      ...input,
      release: input.release === '' ? null : input.release,
      pages: input.pages.filter((page) => page !== ''),
      causes: (input.causes ?? causesOf(incident)).filter((cause) => cause !== ''),
    });
    const hazard =
      input.newHazard === ''
        ? null
        : await recordHazardIn(tx, {
            service: service.reference,
            hazard: { name: input.newHazard, causes: input.cause === '' ? [] : [input.cause] },
          });
    const fresh = await rewriteLinks(tx, incident, [
      ...links,
      ...(hazard
        ? [
            {
              kind: 'hazard' as const,
              sense: 'realises',
              target: hazard.id,
              reference: hazard.reference,
              words: null,
            },
          ]
        : []),
    ]);
    const reason = tx.text(input.reason);
    for (const one of regrades(before, now)) putGrade(tx, incident.id, { ...one, reason });
    if (input.containment !== null)
      putContainment(tx, incident.id, { sort: input.containment, text: input.contained, doneAt: tx.at });
    if (hazard) putJournal(tx, incident.id, `${hazard.reference} was drafted at triage: nobody had thought of it.`);
    const madeSafe = incident.madeSafeAt ?? (input.madeSafe ? tx.at : null);
    putIncident(tx, incident.id, {
      ...incident.state,
      sort: input.sort,
      title: input.title === '' ? incident.state.title : tx.text(input.title)!,
      danger: input.danger,
      patientSafety: input.patientSafety,
      worst,
      physical: input.physical,
      psychological: input.psychological,
      association: input.association,
      concern: input.concern,
      involved: input.involved,
      mitigation: tx.text(input.mitigation),
      cause: tx.text(input.cause),
      release: input.release === '' ? null : input.release,
      owner: input.owner,
      response: input.response,
      responseReason: tx.text(input.responseReason),
      acknowledgedAt: incident.acknowledgedAt ?? tx.at,
      triagedAt: incident.triagedAt ?? tx.at,
      madeSafeAt: madeSafe,
      stage: stageAfter(incident, madeSafe !== null),
    });
    await actOnLinks(tx, { ...incident, sort: input.sort }, fresh);
    await tellDuties(tx, service, incident, input);
    return {
      id: incident.id,
      service: service.reference,
      incident: incident.reference,
      newHazard: hazard?.reference ?? null,
    };
  },
});

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new InputProblem(problems);
}

function problemAt(field: string, message: string | null): FieldProblem[] {
  return message === null ? [] : [{ field, message }];
}

function containmentProblems({
  containment,
  contained,
}: {
  readonly containment: string | null;
  readonly contained: string;
}): FieldProblem[] {
  if (containment !== null && contained === '')
    return [{ field: 'contained', message: 'Say what was switched off, who was told, or what else was done.' }];
  if (containment === null && contained !== '')
    return [{ field: 'containment', message: 'Choose what was done: something was switched off, somebody was told.' }];
  return [];
}

function causesOf({ links }: StoredIncident): readonly string[] {
  return links.filter(({ kind }) => kind === 'cause').map(({ reference }) => reference);
}

/** Triage takes an incident no further than to where it is: safe, or triaged. */
function stageAfter({ stage }: StoredIncident, safe: boolean): StoredIncident['stage'] {
  if (stage !== 'reported' && stage !== 'triaged') return stage;
  return safe ? 'contained' : 'triaged';
}

/** The grades of an incident as they stand. */
export function gradesOf({ sort, danger, worst, physical, psychological }: StoredIncident): Grades {
  return { sort, danger, worst: sayWorst(worst), physical, psychological };
}

const TRUTH: Readonly<Record<Danger, boolean | null>> = { yes: true, no: false, unknown: null };

/** States what triage found to whatever looks at who has to be told. */
async function tellDuties(
  tx: CommandTx,
  service: Service,
  incident: StoredIncident,
  found: Pick<Grades, 'sort' | 'danger' | 'physical' | 'psychological'> & {
    readonly patientSafety: Danger;
    readonly response: Response | null;
  },
): Promise<void> {
  // Of good care nobody has to be told: nothing is asked where nothing went wrong. What it was before is kept.
  if (found.sort === 'good care' && (incident.sort === 'good care' || incident.triagedAt === null)) return;
  const source = `Triage of ${incident.reference}`;
  const facts: StatedFact[] = Object.entries({
    'event.kind': eventKind(found.sort),
    'event.patient_safety': TRUTH[found.patientSafety],
    ...harmFacts(found),
    ...impliedFacts(incident, found),
    'person.immediate_danger': TRUTH[found.danger],
    't.became_aware': incident.awareAt.toISOString(),
    't.incident_identified': incident.reportedAt.toISOString(),
  }).map(([fact, value]) => ({ fact, value, source }));
  const { id, reference } = incident;
  await openDutyCase(tx, { id, service: { id: service.id, reference: service.reference }, reference }, facts);
  // It may have been opened before: then only this says what is known now.
  await stateFacts(tx, id, facts);
  await recordDoneHere(tx, id, [
    {
      duty: 'DCB-LOG',
      reference,
      to: `it stands in the safety incident management log of ${service.reference}`,
      at: incident.reportedAt,
    },
    ...(found.response === null
      ? []
      : [
          {
            duty: 'PSIRF-RESPONSE',
            reference: `${reference}, ${found.response}`,
            to: 'its triage says how it is looked into',
            at: tx.at,
          },
        ]),
  ]);
}
