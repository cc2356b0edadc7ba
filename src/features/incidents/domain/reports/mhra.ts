import { sayDay, dayIn } from '../../../../words/days.ts';
import { listed } from '../../../../words/counting.ts';
import { numberOf } from './lfpse.ts';
import type { ReportSheet, SheetRow } from './sheet.ts';
import type { ReportSource } from './source.ts';

/*
 * What a manufacturer of a device gathers before it reports to the MHRA, through MORE. A worksheet: who reports, whether it has to
 * be reported, and under which limit, a person decides. The fields were gathered from second-hand descriptions of the report; MORE
 * itself was not seen.
 */

/** The limits, as they were read in second-hand sources on 22 November 2026. */
const LIMITS: readonly SheetRow[] = [
  { label: 'Serious public health threat', value: '2 days after the manufacturer became aware' },
  {
    label: 'Death, or unanticipated serious deterioration of health',
    value: '10 days after the manufacturer became aware',
  },
  {
    label: 'Other serious incident',
    value: '15 days after the manufacturer became aware',
    note: '30 days until 16 June 2025: older pages still say so.',
  },
];

const ASK_THE_FILE = 'Take it from the technical documentation of the device.';

/** The worksheet for a report to the MHRA. */
export function mhraSheetOf(source: ReportSource): ReportSheet {
  const { incident, service } = source;
  const failed = incident.links.filter(({ sense }) => sense === 'failed').map(({ reference }) => reference);
  const release = incident.links.find(({ kind }) => kind === 'release')?.reference ?? incident.release;
  return {
    title: `MHRA report worksheet for ${numberOf(source)}`,
    notes: [
      'A worksheet to gather what a manufacturer\u2019s report asks. It is not connected to the MHRA: nothing was sent. The report is made in the MORE portal.',
      'Not verified: the fields and limits come from descriptions by others, read on 22 November 2026; the portal and the wording of regulation 44ZH were not seen. Check both before you rely on them.',
      'Only for what is a medical device. A user of a device reports through the Yellow Card scheme instead.',
    ],
    parts: [
      {
        heading: 'Which report',
        rows: [
          {
            label: 'Initial, follow-up or final',
            value: null,
            note: 'The first report is initial. Send it in time, also where much is not known yet.',
          },
          { label: 'Our reference', value: numberOf(source) },
          {
            label: 'Day on which we became aware',
            value: sayDay(dayIn(incident.awareAt)),
            note: 'As the log has it. The clock runs from when the manufacturer knew: confirm that it is this day.',
          },
        ],
      },
      { heading: 'Limits', rows: LIMITS },
      {
        heading: 'The device',
        rows: [
          { label: 'Device', value: service.name },
          {
            label: 'Version',
            value: release,
            ...(release === null ? { note: 'Nobody said on which release it happened.' } : {}),
          },
          { label: 'UDI, where there is one', value: null, note: ASK_THE_FILE },
          { label: 'Class', value: null, note: ASK_THE_FILE },
          { label: 'Manufacturer and UK responsible person', value: null, note: ASK_THE_FILE },
        ],
      },
      {
        heading: 'What happened',
        rows: [
          {
            label: 'Day of the event',
            value: incident.occurredOn === null ? null : sayDay(incident.occurredOn),
            ...(incident.occurredOn === null ? { note: 'Nobody said.' } : {}),
          },
          {
            label: 'Description',
            value: incident.what,
            note: 'Of software, harm is mostly indirect: a diagnosis or treatment that was wrong, late or missing.',
          },
          {
            label: 'Outcome for the patient: physical harm',
            value: incident.physical,
            note:
              incident.physical === null
                ? 'Nobody graded it yet.'
                : 'As graded for the log. Whether it is serious in the sense of the regulations is another question.',
          },
          {
            label: 'Outcome for the patient: psychological harm',
            value: incident.psychological,
            ...(incident.psychological === null ? { note: 'Nobody graded it yet.' } : {}),
          },
          {
            label: 'What might have happened',
            value: null,
            note: 'A near miss counts where death or serious deterioration might have come of it.',
          },
        ],
      },
      {
        heading: 'What we found',
        rows: [
          {
            label: 'Analysis and cause',
            value: incident.cause,
            ...(incident.cause === null ? { note: 'Not known yet. Say so in an initial report.' } : {}),
          },
          {
            label: 'Controls that failed',
            value: failed.length === 0 ? null : listed(failed),
            ...(failed.length === 0 ? { note: 'None was named in the log. That is not the same as none.' } : {}),
          },
          {
            label: 'Similar incidents',
            value: source.similar.length === 0 ? null : listed(source.similar),
            note:
              source.similar.length === 0
                ? 'None is linked as having the same cause. Look in the log, and at other markets.'
                : 'Linked in the log as having the same cause.',
          },
        ],
      },
      {
        heading: 'What we did',
        rows: [
          {
            label: 'Made safe',
            value: incident.madeSafeAt === null ? null : sayDay(dayIn(incident.madeSafeAt)),
            ...(incident.madeSafeAt === null ? { note: 'Not recorded as made safe.' } : {}),
          },
          {
            label: 'Corrective action',
            value: null,
            note: 'A release that takes a risk to safety away can itself be a field safety corrective action: report that before it goes.',
          },
          { label: 'Field safety notice', value: null, note: 'Whom it goes to, and who acknowledged it.' },
        ],
      },
    ],
  };
}
