import type { Block, Booklet } from '../../documents/booklet.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import type { DrawnSection, ReportDocument } from './report-document.ts';

/*
 * A report as people read it: page, PDF, Word and Markdown are made of this. Pure.
 */

const DRAFT = 'Draft: not approved';

export function reportBooklet(document: ReportDocument): Booklet {
  const { title, service, reference, number, standing, approved, asAt, made } = document;
  const when = sayDateTime(new Date(asAt));
  return {
    title,
    from: service.organisation,
    lines: [
      `${reference}, version ${number}, for the ${document.phase} phase, ${document.release === null ? 'of no release yet' : `of release ${document.release}`}.`,
      standingWords(standing, approved),
      pinned(document),
      `As at ${when}: what was known then. Made by ${made.by} on ${sayDateTime(new Date(made.at))}, with Primum.`,
    ],
    reference: `${service.reference} ${reference}, version ${number}${standing === 'draft' ? ', draft' : ''}. As at ${when}.`,
    ...(standing === 'draft' && { watermark: DRAFT }),
    ...(standing === 'superseded' && { watermark: 'Superseded' }),
    blocks: document.sections.flatMap(sectionBlocks),
  };
}

function standingWords(standing: ReportDocument['standing'], approved: string | null): string {
  if (standing === 'draft') return 'Not approved. A signature of the clinical safety officer clears it.';
  const said = approved ?? 'It was approved';
  return standing === 'superseded' ? `${said}. A later report has taken its place.` : `${said}.`;
}

/** What it stands on, so that it can be found again (DCB0129 3.3.3, 7.1.3). */
function pinned({ pins: { log, plan, intendedUse } }: ReportDocument): string {
  const version = (number: number | null) => (number === null ? 'no approved version' : `version ${number}`);
  return `It stands on hazard log ${log.number} (${version(log.version)}), the intended use (${version(intendedUse)}) and the clinical risk management plan (${version(plan)}).`;
}

function sectionBlocks({ title, prose, blocks }: DrawnSection, index: number): Block[] {
  const written = prose.split(/\n{2,}/u).filter((text) => text.trim() !== '');
  return [
    { kind: 'heading', level: 2, text: `${index + 1}. ${title}` },
    ...written.map((text): Block => ({ kind: 'text', text })),
    ...blocks,
  ];
}
