import type { Block } from '../../../documents/booklet.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { capital, counted } from '../../../words/counting.ts';
import { sayLevel, type HazardRecord } from '../../hazards/index.ts';
import { PHASE_WORDS, ROLE_WORDS } from '../../services/index.ts';
import { heading, list, pairs, paragraphs } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import { few } from './hazard-words.ts';

/** What the report is for, and what is known now that was not known when the last one was approved. */
export function introduction(facts: ReportFacts): Block[] {
  const { report, service, organisation, asAt } = facts;
  const about = report.release === null ? 'no release yet' : `release ${report.release}`;
  const of = report.sort === 'manufacturer' ? 'who makes it (DCB0129)' : 'who deploys it (DCB0160)';
  return [
    ...paragraphs(
      `This report says what is known of the clinical safety of ${service.name} in its ${report.phase} phase, of ${about}, as its evidence stood on ${sayDateTime(asAt)}. It is the report of ${of}. What nobody has shown is not known, and never counts as safe. It is evidence for whoever decides, and no certificate.`,
    ),
    ...pairs('What this report is about', [
      ['Service', `${service.name} (${service.reference})`],
      ['Organisation', organisation],
      ['Part in the service', ROLE_WORDS[service.role]],
      ['Phase of the service', PHASE_WORDS[service.phase]],
      ['Phase that the report is for', capital(report.phase)],
      ['Release', report.release ?? 'None is named.'],
      ['Hazard log', `Log ${report.log}`],
    ]),
    heading('What is known so far'),
    ...knowledge(facts),
  ];
}

/** What differs between the log as the last report had it and as it stands. */
function knowledge({ before, hazards, log }: ReportFacts): Block[] {
  if (before === null)
    return paragraphs('No report was approved before this one, so there is nothing to hold it beside.');
  const scheme = log?.scheme ?? null;
  const then = new Map(before.hazards.map((one) => [one.id, one]));
  const now = new Set(hazards.map(({ id }) => id));
  const both = hazards.flatMap((one): (readonly [HazardRecord, HazardRecord])[] => {
    const was = then.get(one.id);
    return was === undefined ? [] : [[was, one]];
  });
  const said = (some: readonly { readonly id: string }[], says: string) =>
    some.length === 0 ? [] : [`${counted(some.length, 'hazard')} ${says}: ${few(some.map(({ id }) => id))}.`];
  const moved = both.filter(([was, is]) => was.counts.level !== is.counts.level);
  const changes = [
    ...said(
      hazards.filter(({ id }) => !then.has(id)),
      'found since',
    ),
    ...said(
      before.hazards.filter(({ id }) => !now.has(id)),
      'taken out of the log',
    ),
    ...both
      .filter(([was, is]) => was.status !== is.status)
      .map(([was, is]) => `${is.id} was ${was.status}, and is ${is.status}.`),
    ...moved.map(
      ([was, is]) =>
        `The risk of ${is.id} that counts was ${sayLevel(scheme, was.counts.level)}, and is ${sayLevel(scheme, is.counts.level)}.`,
    ),
  ];
  if (changes.length === 0)
    return paragraphs(`Since ${before.name} no hazard was found or taken out, and no risk or state differs.`);
  return [...paragraphs(`What differs from ${before.name}:`), ...list(changes)];
}
