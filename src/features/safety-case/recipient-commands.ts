import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { Conflict, type FieldProblem, InputProblem, NotPossible, there } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { isDay } from '../../words/days.ts';
import { signing } from '../approvals/index.ts';
import { livingService } from '../services/index.ts';
import { findReport, type Changed } from './commands.ts';
import { reportReference, type StoredReport } from './domain.ts';
import { recipientField, reportField, serviceField, versionField, WRITES } from './fields.ts';
import { nextRecipient, putRecipient, recipientsAt, withdrawEntry } from './recipient-store.ts';
import { NOW } from './store.ts';

const feature = 'safety-case';

/** A type, so that it is a result. */
export type Received = Changed & { recipient: number };

const about = (_input: unknown, output: Received) => ({ kind: 'case-report', id: output.id });

export const recordRecipient = command({
  feature,
  name: 'recordRecipient',
  summary: 'Records who received which approved version of a clinical safety case report, how and when',
  past: ['somebody received a report', '# people or organisations received a report'],
  input: z.strictObject({
    service: serviceField,
    report: reportField,
    received: z.coerce
      .number('Give the version that they received, such as 2.')
      .int('Give the version that they received, such as 2.')
      .min(1, 'Give the version that they received, such as 2.')
      .describe('The version of the report that they received'),
    receiver: line(200, 'Say who received it: the organisation, and the office or the person there.').describe(
      'The organisation, and the office or the person there',
    ),
    how: line(200, 'Say how they received it: by mail, in a portal, on paper.'),
    on: z
      .string('Give the day on which they received it.')
      .refine(isDay, 'Give the day on which they received it, such as 2026-03-12.'),
  }),
  may: WRITES,
  subject: about,
  run: async (tx, _actor, { service: reference, report: named, received, receiver, how, on }): Promise<Received> => {
    const service = await livingService(tx, reference);
    const report = await findReport(tx, service.id, named);
    const problems: FieldProblem[] = [];
    const latest = await latestVersion(tx, report);
    if (latest === null)
      throw new NotPossible(
        `No version of ${reportReference(report.number)} is approved. What nobody has approved is handed to nobody as the report. Nothing was recorded.`,
      );
    if (received > latest)
      problems.push({
        field: 'received',
        message: `The latest approved version is ${latest}. Give that or an earlier one.`,
      });
    if (on > dateIn(tx.at))
      problems.push({ field: 'on', message: 'This day is still to come. Give the day on which they received it.' });
    if (problems.length > 0) throw new InputProblem(problems);
    const number = await noteReceived(tx, { service: service.id, report: report.id, received, receiver, how }, on);
    return result(service.reference, report, number, tx.seq);
  },
});

export const withdrawRecipient = command({
  feature,
  name: 'withdrawRecipient',
  summary: 'Says that an entry of who received a report was a mistake; it stays, with the reason, and does not count',
  past: ['an entry of who received a report was withdrawn', '# entries of who received a report were withdrawn'],
  input: z.strictObject({
    service: serviceField,
    report: reportField,
    recipient: recipientField,
    version: versionField,
    reason: paragraph(2_000, 'Say why this entry does not count.'),
  }),
  may: WRITES,
  subject: about,
  run: async (tx, _actor, { service: reference, report: named, recipient, version, reason }): Promise<Received> => {
    const service = await livingService(tx, reference);
    const report = await findReport(tx, service.id, named);
    const all = await recipientsAt(tx, [service.id], NOW, report.id);
    const one = there(
      all.find(({ number }) => number === recipient),
      `entry ${recipient} of ${reportReference(report.number)}`,
    );
    if (one.withdrawn !== null) throw new NotPossible('This entry was withdrawn already. Nothing was changed.');
    if (one.version !== version)
      throw new Conflict(
        'Somebody changed this entry while you were here. Look at it as it stands now.',
        {},
        one.version,
      );
    withdrawEntry(tx, one.id, tx.text(reason)!);
    return result(service.reference, report, recipient, tx.seq);
  },
});

function result(service: string, { id, number }: StoredReport, recipient: number, version: number): Received {
  return { id, service, report: reportReference(number), recipient, version };
}

/** The number of the latest approved version of a report; null where none is. */
async function latestVersion(tx: CommandTx, { id, service }: StoredReport): Promise<number | null> {
  const { latestVersions } = await signing();
  const versions = await latestVersions(tx, 'case-report', [service.id], NOW);
  return versions.find(({ subject }) => subject === id)?.number ?? null;
}

/** What somebody received, and how. */
interface Receipt {
  /** The id of the service, and that of the report. */
  readonly service: string;
  readonly report: string;
  /** The version of the report. */
  readonly received: number;
  readonly receiver: string;
  readonly how: string;
}

/** Writes an entry of the register. @param on the day @returns its number */
export async function noteReceived(tx: CommandTx, { receiver, how, ...of }: Receipt, on: string): Promise<number> {
  const number = await nextRecipient(tx, of.report);
  putRecipient(tx, { ...of, id: tx.newId(), number, receiver: tx.text(receiver)!, how: tx.text(how)!, on });
  return number;
}
