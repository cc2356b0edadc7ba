import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { optionalParagraph, paragraph } from '../../../platform/commands/fields.ts';
import { Conflict, Denied, InputProblem, NotPossible, there } from '../../../platform/commands/problems.ts';
import { dateIn } from '../../../platform/london-time.ts';
import type { Reach } from '../../../platform/mail/reporters.ts';
import { mailDecision } from '../../../platform/mail/send.ts';
import { dayAfter } from '../../../words/days.ts';
import { addAction } from '../../actions/index.ts';
import { livingService, type Service } from '../../services/index.ts';
import { aboutIncident, type IncidentSaid } from '../commands.ts';
import {
  answerForm,
  canBeTold,
  INCIDENT,
  incidentPath,
  whyNotTold,
  type FeedbackWords,
  type Reporter,
} from '../domain.ts';
import { HANDLES, incidentField, REPORTS, serviceField } from '../fields.ts';
import { findIncident } from '../finding.ts';
import type { StoredIncident } from '../store.ts';
import { putDraft, putFeedback, putRead } from './feedback-store.ts';
import { reportsTold, type ReportTold } from './looking.ts';

const feature = 'incidents';

const reportField = z.coerce
  .number('Say which report: its number on the page, such as 1.')
  .int('Give the number of the report, such as 1.')
  .min(1, 'Reports begin with 1.')
  .describe('The number of the report of this incident: 1 for the first one');
const draftVersion = z.coerce
  .number('Send the version of the draft that you saw.')
  .int()
  .min(0)
  .describe('The version of the draft that was seen; 0 where there was none');
const part = (what: string) => optionalParagraph(4_000).describe(what);

/** A type, so that it is a result. */
export type ReportSaid = IncidentSaid & { report: number };

interface Found extends ReportTold {
  readonly service: Service;
  readonly incident: StoredIncident;
  readonly grades: Awaited<ReturnType<typeof reportsTold>>['grades'];
}

/** @throws NotFound; NotPossible where there is nobody who can be told */
async function findReport(
  tx: CommandTx,
  named: { readonly service: string; readonly incident: string; readonly report: number },
): Promise<Found> {
  const living = await livingService(tx, named.service);
  const { service, incident } = await findIncident(tx, { ...named, service: living.reference });
  const { reports, grades } = await reportsTold(tx, incident, { seq: null, now: tx.at });
  const report = there(
    reports.find(({ number }) => number === named.report),
    `report ${named.report} of ${incident.reference}`,
  );
  if (!canBeTold(report.report.reporter))
    throw new NotPossible('This report came from a program or a list. There is nobody who could be told.');
  return { ...report, service, incident, grades };
}

function saidOf({ service, incident, number }: Found): ReportSaid {
  return { id: incident.id, service: service.reference, incident: incident.reference, report: number };
}

export const writeFeedback = command({
  feature,
  name: 'writeFeedback',
  summary: 'Writes what whoever made a report is told of what came of it; they see nothing of it yet',
  past: ['an answer to a reporter was written', '# answers to reporters were written'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    report: reportField,
    graded: part('How it was graded, and why, in plain words'),
    found: part('What was found'),
    changed: part('What changed'),
    unchanged: part('What did not change, and why'),
    version: draftVersion,
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, { version, graded, found, changed, unchanged, ...named }) => {
    const report = await findReport(tx, named);
    const words: FeedbackWords = { graded, found, changed, unchanged };
    checkVersion(report, version);
    const problems = whyNotTold(words, report.grades);
    if (problems.length > 0) throw new InputProblem(problems);
    putDraft(tx, { report: report.report.id, incident: report.incident.id }, words);
    return { ...saidOf(report), version: tx.seq };
  },
});

/** @throws Conflict where somebody wrote something else meanwhile */
function checkVersion({ draft }: ReportTold, version: number): void {
  if ((draft?.version ?? 0) === version) return;
  const { graded = '', found = '', changed = '', unchanged = '' } = draft ?? {};
  throw new Conflict(
    'Somebody wrote this answer anew, or told them, while you were here. Both stand below. Look which is right.',
    { graded, found, changed, unchanged },
    draft?.version ?? 0,
  );
}

/** Nothing else goes to whoever reported than what was looked at: the draft of this version. */
export const giveFeedback = command({
  feature,
  name: 'giveFeedback',
  summary: 'Tells whoever made a report what came of it: they read what was written, by a way that is safe for them',
  past: ['a reporter was told what came of their report', '# reporters were told what came of their reports'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    report: reportField,
    version: draftVersion,
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, actor, { version, ...named }): Promise<ReportSaid> => {
    const found = await findReport(tx, named);
    checkVersion(found, version);
    const { draft, report, incident, service, grades } = found;
    if (!draft) throw new NotPossible('Nothing is written yet for whoever made this report. Write it first.');
    const { graded, found: what, changed, unchanged } = draft;
    const words: FeedbackWords = { graded, found: what, changed, unchanged };
    if (whyNotTold(words, grades).length > 0)
      throw new NotPossible('It was graded since this was written. Say how it was graded and why, and tell them then.');
    const reach = await reachOf(tx, report.reporter);
    const notice = reach && (await sendNotice(tx, report.reporter, reach));
    const byPerson = reach ? answerForm(reach.contact.needs).byPerson : [];
    putFeedback(tx, {
      service: service.id,
      incident: incident.id,
      report: report.id,
      words,
      reason: null,
      notice,
    });
    putDraft(tx, { report: report.id, incident: incident.id }, null);
    if (byPerson.length > 0 && actor.kind === 'person')
      await addAction(tx, {
        service,
        title: `Arrange how whoever made report ${found.number} of ${incident.reference} is told: ${byPerson.join(', ')}`,
        owner: actor.id,
        due: dayAfter(dateIn(tx.at), ARRANGE_WITHIN),
        source: {
          kind: INCIDENT,
          id: incident.id,
          label: `Answer to report ${found.number} of ${incident.reference}`,
          href: `${incidentPath(service.reference, incident.reference)}/feedback`,
        },
      });
    return saidOf(found);
  },
});

/** Days in which BSL or an interpreter is arranged: our own target. */
const ARRANGE_WITHIN = 7;

/** How somebody without an account can be reached; null for whoever has one, or where nothing is known of them. */
async function reachOf(tx: CommandTx, reporter: Reporter): Promise<Reach | null> {
  if (reporter.by !== 'concern') return null;
  const from = tx.kinds.reporters.find(({ by }) => by === reporter.by);
  return (await from?.reach(tx, [reporter.id], tx.sealing))?.get(reporter.id) ?? null;
}

/** A notice that there is something, and nothing of what; where it is not safe, none. @returns what the gate said */
async function sendNotice(tx: CommandTx, reporter: Reporter, { contact, address, path }: Reach): Promise<string> {
  if (reporter.by !== 'concern') throw new Error('a notice is for somebody without an account');
  const to = { person: reporter.id, address, policy: contact };
  await tx.mail({ to, template: 'answer', path });
  return mailDecision(to, tx.at).reason;
}

/** A recorded answer as well: an incident can be closed on it, and the team sees who decided so. */
export const sayWhyNoFeedback = command({
  feature,
  name: 'sayWhyNoFeedback',
  summary: 'Says why whoever made a report is told nothing of what came of it',
  past: ['it was said why a reporter is told nothing', 'it was said # times why a reporter is told nothing'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    report: reportField,
    reason: paragraph(2_000, 'Say why they are told nothing. The team reads this, and they do not.'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, { reason, ...named }): Promise<ReportSaid> => {
    const found = await findReport(tx, named);
    if (found.standing === 'told')
      throw new NotPossible('They were told already what came of it, and that stays. Nothing was changed.');
    putFeedback(tx, {
      service: found.service.id,
      incident: found.incident.id,
      report: found.report.id,
      words: null,
      reason,
      notice: null,
    });
    putDraft(tx, { report: found.report.id, incident: found.incident.id }, null);
    return saidOf(found);
  },
});

/** By whoever reported, and for their own reports alone. */
export const sayFeedbackRead = command({
  feature,
  name: 'sayFeedbackRead',
  summary: 'Says that you have read what came of your reports of an incident: it leaves your desk',
  past: ['a reporter read what came of their report', '# reporters read what came of their reports'],
  input: z.strictObject({ service: serviceField, incident: incidentField }),
  may: REPORTS,
  subject: aboutIncident,
  run: async (tx, actor, named): Promise<IncidentSaid> => {
    if (actor.kind !== 'person') throw new Denied('Only whoever reported can say this, in the browser.');
    const { service, incident } = await findIncident(tx, named);
    const { reports } = await reportsTold(tx, incident, { seq: null, now: tx.at });
    const unread = reports
      .filter(({ report: { reporter } }) => reporter.by === 'person' && reporter.id === actor.id)
      .flatMap(({ answers }) => answers)
      .filter(({ words, readAt }) => words !== null && readAt === null);
    if (unread.length === 0) throw new NotPossible('There is no answer to you here that you have not read.');
    putRead(
      tx,
      unread.map(({ id }) => id),
      actor.id,
    );
    return { id: incident.id, service: service.reference, incident: incident.reference };
  },
});
