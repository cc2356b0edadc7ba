import type { ReadTx } from '../../platform/database/database.ts';
import type { Drift } from '../approvals/index.ts';
import { counted } from '../../words/counting.ts';
import { serviceEditorialChanges } from '../services/index.ts';
import { marksOf, type Marked } from '../../words/marks.ts';
import type { Words } from '../../words/sentence.ts';
import { controlReference, hazardReference } from './domain.ts';
import { controlPath, hazardPath } from './pages/addresses.ts';
import { changedParts, driftOfLogs, logNames, type ChangedPart, type LogDrift } from './signing-store.ts';
import { textsOf, type Texts } from './store.ts';

/*
 * How logs have drifted from what was signed, in words: counted, and named. A fixed number of queries, however many logs.
 */

export async function driftOf(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Drift>> {
  const drifts = await driftOfLogs(tx, since);
  // What is editorial in the service is so in its logs: they take its words in.
  const around = await serviceEditorialChanges(
    tx,
    drifts.map(({ service, seq }) => ({ id: service, seq })),
  );
  const ofServices = new Map(around.map(({ id, seq, changes }) => [`${id} ${seq}`, changes]));
  const ofService = ({ service, seq }: LogDrift) => ofServices.get(`${service} ${seq}`) ?? 0;
  const changed = new Set(drifts.flatMap((one) => (one.changed > 0 ? [one.id] : [])));
  if (changed.size === 0) return new Map(drifts.map((one) => [one.id, driftWords(one, ofService(one), [])]));
  const [parts, names] = await Promise.all([
    changedParts(
      tx,
      since.filter(({ id }) => changed.has(id)),
    ),
    logNames(tx, [...changed]),
  ]);
  // Where one control changed and nothing else, its words say it best.
  const quoted = parts.filter(({ total, before }) => total === 1 && before !== null);
  const texts = await textsOf(
    tx,
    quoted.flatMap(({ before, after }) => [before, after]),
  );
  const named = new Map(
    names.map(({ id, service }) => {
      const of = parts.filter(({ log }) => log === id);
      return [id, namedWords(service.reference, of, texts)];
    }),
  );
  return new Map(drifts.map((one) => [one.id, driftWords(one, ofService(one), named.get(one.id) ?? [])]));
}

function driftWords(
  { changed, added, gone, intendedUse, scheme, editorial, title }: LogDrift,
  ofService: number,
  named: Drift['named'],
): Drift {
  return {
    material: [
      changed > 0 && `${counted(changed, 'hazard')} changed`,
      added > 0 && `${counted(added, 'hazard')} came in`,
      gone > 0 && `${counted(gone, 'hazard')} went out`,
      scheme && 'the risk scheme changed',
      intendedUse && 'the intended use changed',
    ].filter((words) => words !== false),
    named,
    editorial: editorial + (title ? 1 : 0) + ofService,
  };
}

/** "control CTL-31 of HAZ-12, from “once a day” to “twice a day”"; "control CTL-31, HAZ-4 and 2 more" */
function namedWords(service: string, parts: readonly ChangedPart[], texts: Texts): Words {
  const more = (parts[0]?.total ?? 0) - parts.length;
  return parts.flatMap((part, index): Words => {
    const last = index === parts.length - 1;
    const between = index === 0 ? '' : last && more === 0 ? ' and ' : ', ';
    return [between, ...partWords(service, part, texts), ...(last && more > 0 ? [` and ${more} more`] : [])];
  });
}

function partWords(service: string, { kind, number, hazards, before, after }: ChangedPart, texts: Texts): Words {
  if (kind === 'hazard') return [hazardLink(service, number)];
  const text = controlReference(number);
  const [only] = hazards.length === 1 ? hazards : [];
  return [
    'control ',
    { text, href: controlPath(service, text) },
    ...(only === undefined ? [] : [' of ', hazardLink(service, only)]),
    changeWords(texts.get(before ?? ''), texts.get(after ?? '')),
  ];
}

function hazardLink(service: string, number: number) {
  const text = hazardReference(number);
  return { text, href: hazardPath(service, text) };
}

/** Longer words are read beside each other, and not in a sentence. */
const LONGEST = 120;

/** ", from “once a day” to “twice a day”"; nothing where that is too long to be said. */
function changeWords(before: string | undefined, after: string | undefined): string {
  if (before === undefined || after === undefined || before === after) return '';
  const marks = marksOf(before, after);
  const [from, to] = [stretch(marks.before), stretch(marks.after)];
  if (from.length > LONGEST || to.length > LONGEST) return '';
  if (from === '') return `, which now says “${to}” too`;
  if (to === '') return `, which no longer says “${from}”`;
  return `, from “${from}” to “${to}”`;
}

/** What is marked in a text, on one line. */
function stretch(marked: Marked): string {
  return marked
    .filter(({ changed }) => changed)
    .map(({ text }) => text.trim())
    .join(' … ')
    .replaceAll(/\s+/gu, ' ');
}
