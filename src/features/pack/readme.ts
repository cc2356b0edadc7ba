import { PROOF_PATH } from '../../platform/ledger/bundle.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import type { PackDocument } from './domain/document.ts';
import { dtacIn } from './domain/dtac.ts';
import { editionInWords, footOf, summaryOf } from './domain/saying.ts';

/** What a pack says of itself to whoever opens it first. */
export function readmeOf(document: PackDocument): string {
  const { service, made, files } = document;
  const asAt = sayDateTime(new Date(document.asAt));
  const left = files.filter(({ path }) => path === null);
  return [
    `Clinical safety assessment of ${service.name} (${service.reference})`,
    `As at ${asAt}: what was known then.`,
    ...document.standards.map((standard) => `Against ${editionInWords(standard)}.`),
    `Made by ${made.by} on ${sayDateTime(new Date(made.at))}, with Primum.`,
    '',
    ...summaryOf(document),
    '',
    'What is in it',
    '  assessment.html   to read: open it in any browser. Nothing is fetched, and nothing runs',
    '  assessment.json   the same for programs; schema.json says what each field is',
    '  assessment.oscal.json   the same as OSCAL assessment results',
    '  assessment.csv    one row for each thing that is asked',
    ...(dtacIn(document) ? ['  dtac-c1.html      answers to section C1 of DTAC, with what to attach'] : []),
    '  evidence/         files that show something, named by their SHA-256',
    '  log/              signatures that stood then, each with its own proof',
    `  ${PROOF_PATH}   the entry of the ledger that this pack is, and a signed checkpoint`,
    ...left.map(({ text, sha256 }) => `  Left out, too large: ${text} (SHA-256 ${sha256})`),
    '',
    'To prove it, on any computer and without a network',
    '  primum verify FILE --key KEY',
    'It says whether any file was altered, taken out or put in since the pack was made. Ask whoever gave you the pack for',
    'their key, by another way than the pack itself: without it, the key in the file is taken, and named.',
    '',
    'Primum observes, and named people judge. What nobody has shown is not known, and never counts as met. This is evidence',
    'for whoever assesses; it is no approval and no certificate.',
    '',
    footOf(document, asAt),
    '',
  ].join('\n');
}
