import { hash } from 'node:crypto';
import { z } from 'zod';
import { command } from '../../../platform/commands/command.ts';
import { line, optionalLine, paragraph } from '../../../platform/commands/fields.ts';
import type { May } from '../../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../../platform/commands/problems.ts';
import { afterDay } from '../../../platform/london-time.ts';
import { maskText } from '../../../platform/personal-data.ts';
import { dayAfter, dayIn } from '../../../words/days.ts';
import { livingService, type Service } from '../../services/index.ts';
import type { Reporting } from '../domain.ts';
import { MOST_ALERTS } from '../domain/intake/alerts.ts';
import { MOST_LISTED } from '../domain/intake/list.ts';
import { reportIn, whyIgnored, type ParsedMessage } from '../domain/intake/message.ts';
import { dayField, HANDLERS, serviceField } from '../fields.ts';
import { recordIncidentIn } from '../recording.ts';
import { putJournal } from '../report-store.ts';
import { alertsKept, putAlert, recordedByMonitoring, type KeptAlert } from './alert-store.ts';
import { MOST_OF_A_MESSAGE, readMessage } from './read-message.ts';

/*
 * What comes in by machines. Each report has a key of the system that it comes from, and is taken in once. Nothing is graded: what a
 * list or a monitoring calls a priority is no harm.
 */

const feature = 'incidents';

/** Who lets machines report: whoever handles incidents, and programs of theirs that take things in. */
const TAKES_IN: May = { roles: HANDLERS, where: 'service', operator: true, token: 'import' };

const sourceField = line(60, 'Say where it comes from, in a few words that name nobody, such as "Service desk".');

/** Types, so that they are results. */
export type TakenList = { id: string; service: string; taken: number; again: number; incidents: string[] };
export type TakenAlerts = {
  id: string;
  service: string;
  recorded: number;
  again: number;
  over: number;
  gathered: number;
  incidents: string[];
};
export type TakenMail = {
  id: string;
  service: string;
  incident: string | null;
  again: boolean;
  ignored: string | null;
};

const about = (id: string) => ({ kind: 'service', id });

export const importIncidents = command({
  feature,
  name: 'importIncidents',
  summary: 'Takes in incidents from a list of another system: each once, by its number there',
  past: ['a list of incidents was taken in', '# lists of incidents were taken in'],
  input: z.strictObject({
    service: serviceField,
    source: sourceField,
    incidents: z
      .array(
        z.strictObject({
          key: line(100, 'Give the number that it has there.'),
          title: line(120, 'Say in a few words what happened.'),
          what: paragraph(10_000, 'Say what happened.'),
          occurredOn: dayField.describe('The day on which it happened, such as 2026-03-12'),
          openedOn: dayField.describe('The day on which it was reported there'),
          release: optionalLine(60).describe('The version that it happened on'),
        }),
      )
      .min(1, 'Give at least one incident.')
      .max(MOST_LISTED, `Take in at most ${MOST_LISTED} at a time.`),
  }),
  may: TAKES_IN,
  subject: (_input, { id }: TakenList) => about(id),
  bodyLimit: 8 * 1024 * 1024,
  record: ({ service, source, incidents }) => ({ service, source, incidents: incidents.length }),
  run: async (tx, _actor, { source, incidents, ...named }): Promise<TakenList> => {
    const service = await livingService(tx, named.service);
    const recorded: string[] = [];
    let again = 0;
    for (const [index, one] of incidents.entries()) {
      try {
        const { reference, again: before } = await recordIncidentIn(tx, {
          ...fromMachine(service, { title: one.title, what: one.what, source }),
          channel: 'import',
          occurredOn: one.occurredOn,
          awareAt: awareOn(one.openedOn, tx.at),
          release: one.release === '' ? null : one.release,
          externalKey: `list:${source.toLowerCase()}:${one.key}`,
        });
        if (before) again += 1;
        else recorded.push(reference);
      } catch (error) {
        if (!(error instanceof InputProblem)) throw error;
        throw new InputProblem(
          error.problems.map(({ field, message }) => ({
            field: `incidents.${index}.${field}`,
            message: `${one.key}: ${message}`,
          })),
        );
      }
    }
    return { id: service.id, service: service.reference, taken: recorded.length, again, incidents: recorded };
  },
});

/** Incidents that monitoring may open in an hour for one service; what comes then is gathered in one. */
export const MOST_AN_HOUR = 50;
const HOUR = 3_600_000;

export const recordAlerts = command({
  feature,
  name: 'recordAlerts',
  summary: 'Takes in what a monitoring says: an alert opens an incident once, and says when it is over',
  past: ['a monitoring reported', 'a monitoring reported # times'],
  input: z.strictObject({
    service: serviceField,
    alerts: z
      .array(
        z.strictObject({
          fingerprint: line(200, 'Give the fingerprint of the alert: the same whenever it fires.'),
          state: z.enum(['firing', 'resolved'], 'Choose firing or resolved.').default('firing'),
          title: line(120, 'Say in a few words what the alert is.'),
          what: paragraph(10_000, 'Say what the monitoring saw.'),
          startedAt: z.iso
            .datetime({ offset: true, error: 'Give a time such as 2026-03-03T14:30:00Z.' })
            .nullable()
            .default(null)
            .describe('When it began to fire'),
        }),
      )
      .min(1, 'Give at least one alert.')
      .max(MOST_ALERTS, `Send at most ${MOST_ALERTS} alerts at once. Have the monitoring group them.`),
  }),
  may: TAKES_IN,
  subject: (_input, { id }: TakenAlerts) => about(id),
  record: ({ service, alerts }) => ({ service, alerts: alerts.length }),
  run: async (tx, _actor, { alerts, ...named }): Promise<TakenAlerts> => {
    const service = await livingService(tx, named.service);
    const prints = alerts.map(({ fingerprint }) => hash('sha256', fingerprint));
    const kept = new Map(await alertsKept(tx, service.id, prints));
    const changed = new Map<string, KeptAlert>();
    const keep = (one: Omit<KeptAlert, 'id'>) => {
      const now = { id: kept.get(one.fingerprint)?.id ?? tx.newId(), ...one };
      kept.set(one.fingerprint, now);
      changed.set(one.fingerprint, now);
    };
    let room = MOST_AN_HOUR - (await recordedByMonitoring(tx, service.id, new Date(tx.at.getTime() - HOUR)));
    const answer = { recorded: 0, again: 0, over: 0, gathered: 0 };
    const incidents: string[] = [];
    const storm: { readonly fingerprint: string; readonly title: string }[] = [];
    for (const [index, alert] of alerts.entries()) {
      const fingerprint = prints[index]!;
      const before = kept.get(fingerprint);
      if (alert.state === 'resolved') {
        if (before?.state !== 'firing') continue;
        if (!before.over) putJournal(tx, before.incident, `The monitoring says that this is over: ${alert.title}`);
        keep({ fingerprint, incident: before.incident, state: 'resolved', over: before.over });
        answer.over += 1;
      } else if (before && !before.over) {
        if (before.state === 'resolved') {
          putJournal(tx, before.incident, `The monitoring says that this fires again: ${alert.title}`);
          keep({ fingerprint, incident: before.incident, state: 'firing', over: false });
        }
        answer.again += 1;
      } else if (room > 0) {
        room -= 1;
        const { id, reference } = await recordIncidentIn(tx, {
          ...fromMachine(service, { ...alert, source: 'Monitoring' }),
          channel: 'monitoring',
          occurredOn: dayOfAlert(alert.startedAt, tx.at),
          awareAt: tx.at,
          externalKey: null,
        });
        keep({ fingerprint, incident: id, state: 'firing', over: false });
        incidents.push(reference);
        answer.recorded += 1;
      } else {
        storm.push({ fingerprint, title: alert.title });
        answer.gathered += 1;
      }
    }
    if (storm.length > 0) {
      const { id, reference } = await recordIncidentIn(tx, stormOf(service, tx.at));
      putJournal(tx, id, `Also: ${storm.map(({ title }) => title).join('; ')}`.slice(0, 8_000));
      for (const { fingerprint } of storm) keep({ fingerprint, incident: id, state: 'firing', over: false });
      incidents.push(reference);
    }
    // Once each: one that fires and is over in the same call stands as it was said last.
    for (const one of changed.values()) putAlert(tx, service.id, one);
    return { id: service.id, service: service.reference, ...answer, incidents };
  },
});

/** One incident for all the alerts of an hour that are too many: nobody reads two hundred, and none of them is lost. */
function stormOf(service: Service, at: Date): Reporting {
  return {
    ...fromMachine(service, {
      title: 'More alerts than can be read one by one',
      what: `The monitoring sent more than ${MOST_AN_HOUR} alerts within an hour. Those that came after are named in the journal of this incident.`,
      source: 'Monitoring',
    }),
    channel: 'monitoring',
    occurredOn: dayIn(at),
    awareAt: at,
    externalKey: `storm:${at.toISOString().slice(0, 13)}`,
  };
}

interface WithMessage {
  readonly read: ParsedMessage;
}

export const takeInMail = command({
  feature,
  name: 'takeInMail',
  summary: 'Takes in a mail as a report: its subject and its text, without who sent it and without what is attached',
  past: ['a mail was taken in', '# mails were taken in'],
  input: z.strictObject({
    service: serviceField,
    message: z
      .base64('Send the mail in base64, as it came in.')
      .max(Math.ceil(MOST_OF_A_MESSAGE / 3) * 4, 'The mail is larger than 2 MB. It was not taken in.')
      .describe('The mail as it came in (RFC 5322), in base64'),
  }),
  may: TAKES_IN,
  subject: (_input, { id }: TakenMail) => about(id),
  bodyLimit: Math.ceil(MOST_OF_A_MESSAGE / 3) * 4 + 64 * 1024,
  ahead: async (given) => Object.assign({}, given, { read: await messageIn(given.message) }),
  // Whatever is in a mail may say who sent it.
  record: ({ service }, { incident, ignored }: TakenMail) => ({ service, incident, ignored: ignored !== null }),
  run: async (tx, _actor, given): Promise<TakenMail> => {
    const { read } = given as typeof given & WithMessage;
    const service = await livingService(tx, given.service);
    const named = { id: service.id, service: service.reference };
    const ignored = whyIgnored(read);
    if (ignored !== null) return { ...named, incident: null, again: false, ignored };
    const report = reportIn(read);
    if (report === null) return { ...named, incident: null, again: false, ignored: 'Nothing is written in it.' };
    const { reference, again } = await recordIncidentIn(tx, {
      ...fromMachine(service, { ...report, source: 'A mail' }),
      channel: 'mail',
      occurredOn: null,
      // A clock of a mail server is nobody's word for when we knew.
      awareAt: tx.at,
      // A mail without an id is known again by what it is, to the last letter.
      externalKey: `mail:${hash('sha256', report.messageId ?? given.message)}`,
    });
    return { ...named, incident: reference, again, ignored: null };
  },
});

/** @throws NotPossible, in words for whoever sends it on */
async function messageIn(message: string): Promise<ParsedMessage> {
  try {
    return await readMessage(Buffer.from(message, 'base64'));
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') throw new NotPossible(error.message);
    throw error;
  }
}

/** What every report of a machine has in common. It cannot be asked back: what looks like an NHS number is masked. */
function fromMachine(
  service: Service,
  { title, what, source }: { readonly title: string; readonly what: string; readonly source: string },
): Omit<Reporting, 'channel' | 'occurredOn' | 'awareAt' | 'externalKey'> {
  return {
    service: { id: service.id, reference: service.reference },
    sort: 'incident',
    title: maskText(title).text,
    what: maskText(what).text,
    reporter: { by: 'source', name: source },
    release: null,
  };
}

/** When we became aware of what was reported on a day: when it began, for no clock may start too late. */
function awareOn(day: string | null, at: Date): Date {
  if (day === null) return at;
  const began = afterDay(dayAfter(day, -1));
  return began < at ? began : at;
}

/** The day on which an alert began to fire; null where nobody said, or the clock of the monitoring is wrong. */
function dayOfAlert(startedAt: string | null, at: Date): string | null {
  if (startedAt === null) return null;
  const started = new Date(startedAt);
  return started > at || started.getFullYear() < 2000 ? null : dayIn(started);
}
