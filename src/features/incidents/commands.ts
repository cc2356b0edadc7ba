import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { optionalLine, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { askBack, noticedIn } from '../../platform/personal-data.ts';
import { livingService } from '../services/index.ts';
import { INCIDENT, titleOf, type Reporter } from './domain.ts';
import {
  concernField,
  dangerField,
  dayField,
  harmedField,
  incidentField,
  REPORTS,
  serviceField,
  sortField,
  versionOfRelease,
} from './fields.ts';
import { findIncident } from './finding.ts';
import { recordIncidentIn } from './recording.ts';
import { putReport } from './report-store.ts';

const feature = 'incidents';

/** A type, so that it is a result. */
export type IncidentSaid = { id: string; service: string; incident: string };

export const aboutIncident = (_input: unknown, output: { readonly id: string }) => ({ kind: INCIDENT, id: output.id });

export const reportIncident = command({
  feature,
  name: 'reportIncident',
  summary: 'Says that something went wrong, nearly did, may yet, or went well: everything else is asked at triage',
  past: ['an incident was reported', '# incidents were reported'],
  input: z.strictObject({
    service: serviceField,
    sort: sortField.default('incident'),
    what: paragraph(10_000, 'Say what happened. One sentence is enough.'),
    title: optionalLine(120).describe('A few words that name nobody; without them, the beginning of what happened'),
    occurredOn: dayField.describe('The day on which it happened, such as 2026-03-12'),
    harmed: harmedField.default('unknown'),
    danger: dangerField.default('unknown'),
    concern: concernField.default(null),
    release: versionOfRelease.describe('The version that it happened on'),
    namesNobody: z
      .boolean()
      .default(false)
      .describe('What looks like a name, an address, a phone number or a date of birth in it names nobody'),
  }),
  may: REPORTS,
  subject: aboutIncident,
  run: async (tx, actor, input): Promise<IncidentSaid> => {
    const service = await livingService(tx, input.service);
    refuseNames(input);
    const reporter: Reporter =
      actor.kind === 'person' ? { by: 'person', id: actor.id } : { by: 'source', name: 'Primum' };
    const { id, reference } = await recordIncidentIn(tx, {
      service,
      sort: input.sort,
      title: input.title === '' ? titleOf(input.what) : input.title,
      what: input.what,
      occurredOn: input.occurredOn,
      awareAt: tx.at,
      channel: 'staff',
      reporter,
      release: input.release === '' ? null : input.release,
      externalKey: null,
      danger: input.danger,
      harmed: input.harmed,
      concern: input.concern,
    });
    return { id, service: service.reference, incident: reference };
  },
});

export const reportIncidentAgain = command({
  feature,
  name: 'reportIncidentAgain',
  summary: 'Adds a report of the same incident: it stays one of its own, and whoever makes it is told what comes of it',
  past: ['an incident was reported again', '# incidents were reported again'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    what: paragraph(10_000, 'Say what you saw. One sentence is enough.'),
    namesNobody: z
      .boolean()
      .default(false)
      .describe('What looks like a name, an address, a phone number or a date of birth in it names nobody'),
  }),
  may: REPORTS,
  subject: aboutIncident,
  run: async (tx, actor, input): Promise<IncidentSaid> => {
    await livingService(tx, input.service);
    const { service, incident } = await findIncident(tx, input);
    if (incident.voided !== null)
      throw new NotPossible('This incident was voided. To report that it did happen, make a report of its own.');
    refuseNames({ ...input, title: '' });
    putReport(tx, {
      id: tx.newId(),
      service: service.id,
      incident: incident.id,
      channel: 'staff',
      reporter: actor.kind === 'person' ? { by: 'person', id: actor.id } : { by: 'source', name: 'Primum' },
      at: tx.at,
      externalKey: null,
      words: tx.text(input.what),
    });
    return { id: incident.id, service: service.reference, incident: incident.reference };
  },
});

/** Asks back once about what may name somebody: only whoever wrote it knows. @throws InputProblem, at the field */
function refuseNames({
  namesNobody,
  title,
  what,
}: {
  readonly namesNobody: boolean;
  readonly title: string;
  readonly what: string;
}): void {
  if (namesNobody) return;
  const problems = Object.entries({ title, what }).flatMap(([field, text]) => {
    const message = askBack(noticedIn(text));
    return message === null ? [] : [{ field, message }];
  });
  if (problems.length > 0) throw new InputProblem(problems);
}
