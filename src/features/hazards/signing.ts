import { z } from 'zod';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { sayDate } from '../../platform/london-time.ts';
import type { Sentence, Words } from '../../words/sentence.ts';
import { assumptionsById, foundFalseWords } from '../decisions/index.ts';
import { OFFICERS_SIGN, signing, type Named, type Signable, type Signed } from '../approvals/index.ts';
import { controlReference, hazardReference } from './domain.ts';
import { challengesAt } from './challenge-store.ts';
import { challengeText } from './domain/challenges.ts';
import { failingWords, type RestsOn } from './domain/holding.ts';
import { restsOf } from './evidence/holding-store.ts';
import { logsOf } from './list-store.ts';
import { hazardPath, logPath } from './pages/addresses.ts';
import { serviceNamed } from './service-store.ts';
import { logDifference } from './signing-difference.ts';
import { driftOf } from './signing-drift.ts';
import { belowLogs, countOfLog, driftOfLogs, logNames, waitingOfLog, type Below } from './signing-store.ts';
import { counted } from '../../words/counting.ts';

/*
 * The hazard log as something that is signed: a numbered version of it is approved by the clinical safety officer
 * (DCB0129 3.3.2).
 */

const logField = z.coerce.number('Give the number of a log, such as 1.').int().min(1).max(1_000_000);

function named(service: Named['service'], number: number): Named {
  const path = logPath(service.reference, number);
  const which = number === 1 ? '' : ` ${number}`;
  return { title: `Hazard log${which} of ${service.name}`, href: path, path, service };
}

async function find(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const now = { seq: null, now: new Date(0) };
  const service = await serviceNamed(tx, String(given['service']), now);
  const number = logField.safeParse(given['log']).data;
  const [log] = number === undefined ? [] : await logsOf(tx, service.id, now, number);
  if (!log) throw new NotFound('There is no such hazard log.');
  const { hazards, controls } = await countOfLog(tx, log.id);
  return {
    ...named({ id: service.id, reference: service.reference, name: service.name }, log.number),
    ref: { kind: 'hazard-log', id: log.id },
    facts: [
      `${counted(hazards, 'hazard')}, ${counted(controls, 'control')}`,
      log.scheme ? `Risk scheme: ${log.scheme.title}` : 'No risk scheme is known',
    ],
  };
}

/** A version that nobody has approved before is read whole. */
async function extent(tx: ReadTx, { ref }: Signed, from: number | null) {
  const noun = 'hazard';
  if (from === null) return { count: (await countOfLog(tx, ref.id)).hazards, noun };
  const [drifted] = await driftOfLogs(tx, [{ id: ref.id, seq: from }]);
  return { count: drifted ? drifted.changed + drifted.added + drifted.gone + drifted.editorial : 0, noun };
}

/** A control holds or does not; a hazard is controlled by those that do. */
const FALLEN = {
  control: { met: 'holds', 'not-met': 'does not hold', 'not-known': 'is not known to hold any more' },
  hazard: {
    met: 'is controlled',
    'not-met': 'is not controlled',
    'not-known': 'is not known to be controlled any more',
  },
} as const;

/**
 * "control CTL-31 has a failing test since 9 March 2026 (run 8812, release 1.3.2)", "hazard HAZ-12 is not controlled since
 * 9 March 2026": what was found first, then the controls, then the hazards that rest on them.
 */
async function fallen(
  tx: ReadTx,
  refs: readonly { readonly kind: string; readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const assumptions = refs.flatMap(({ kind, id }) => (kind === 'assumption' ? [id] : []));
  const [below, assumed] = await Promise.all([belowLogs(tx, refs), assumptionsById(tx, assumptions)]);
  const controls = below.flatMap(({ kind, id }) => (kind === 'control' ? [id] : []));
  const rests = await restsOf(tx, null, controls, { seq: null, now: new Date(0) });
  return new Map([
    ...assumed.map((one) => [one.id, foundFalseWords(one)] as const),
    ...below.flatMap((one) => {
      const said = one.number === null ? null : fallenText(one.number, one, rests.get(one.id) ?? null);
      return said === null ? [] : [[one.id, said] as const];
    }),
  ]);
}

function fallenText(number: number, { kind, verdict, since }: Below, rests: RestsOn | null): string {
  const isControl = kind === 'control';
  const name = isControl ? `control ${controlReference(number)}` : `hazard ${hazardReference(number)}`;
  const failing = rests && failingWords(rests);
  return `${name} ${failing ?? `${FALLEN[isControl ? 'control' : 'hazard'][verdict]} since ${sayDate(since)}`}`;
}

/** Incidents that came in since: what fell because of them is told beside it. */
async function contrary(tx: ReadTx, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const challenges = await challengesAt(tx, seqs);
  return new Map(challenges.map(({ seq, ...one }) => [seq, `${challengeText(one)} speaks against it`]));
}

/** Hazards that a sentence names; the others are counted. */
const MOST_NAMED = 5;

async function warnings(tx: ReadTx, { ref, service, href }: Signed, now: Date): Promise<Sentence[]> {
  const { intendedUseWarning } = await signing();
  const [{ hazards }, { unconfirmed, failing, challenged, unverified, undecided }, use] = await Promise.all([
    countOfLog(tx, ref.id),
    waitingOfLog(tx, ref.id, now),
    intendedUseWarning(tx, service.id, now),
  ]);
  const links = (numbers: readonly number[]): Words => {
    const shown = numbers.slice(0, MOST_NAMED).map(hazardReference);
    const more = numbers.length - shown.length;
    return [
      ...shown.flatMap((text, index): Words => [
        index === 0 ? '' : index === shown.length - 1 && more === 0 ? ' and ' : ', ',
        { text, href: hazardPath(service.reference, text) },
      ]),
      ...(more > 0 ? [` and ${more} more`] : []),
    ];
  };
  const said: Sentence[] = use ? [use] : [];
  if (hazards === 0)
    said.push({
      so: ['No hazard stands in this log'],
      because: ['nothing was taken in, or all of it was taken out again'],
      clears: ['A log that is taken in from a file clears it.'],
    });
  if (failing.length > 0)
    said.push({
      so: [...links(failing), failing.length === 1 ? ' is not controlled' : ' are not controlled'],
      because: ['the residual rating relies on a control that does not hold'],
      clears: ['A control that holds in its place clears it. If you sign now, this version says so.'],
    });
  if (challenged.length > 0)
    said.push({
      so: [...links(challenged), challenged.length === 1 ? ' is challenged' : ' are challenged'],
      because: ['an incident speaks against how it is rated, and nobody has looked at the rating since'],
      clears: [
        'Rating again, or saying with a reason that the rating stays, clears it. If you sign now, this version says so.',
      ],
    });
  if (unverified.length > 0)
    said.push({
      so: [
        unverified.length === 1 ? 'The residual rating of ' : 'The residual ratings of ',
        ...links(unverified),
        unverified.length === 1 ? ' does not count' : ' do not count',
      ],
      because: [
        'not every control that is relied on is shown to hold, and until then an earlier or the initial one counts',
      ],
      clears: ['Evidence that they were put in place and work clears it. If you sign now, this version says so.'],
    });
  if (undecided.length > 0)
    said.push({
      so: [
        undecided.length === 1 ? 'The residual risk of ' : 'The residual risks of ',
        ...links(undecided),
        undecided.length === 1 ? ' is not accepted' : ' are not accepted',
      ],
      because: ['the level asks for a reason why the risk stays, or is too high to stay'],
      clears: ['Accepting it with the reason, or reducing it, clears it. If you sign now, this version says so.'],
    });
  if (unconfirmed.length > 0)
    said.push({
      so: [
        unconfirmed.length === 1 ? 'The residual rating of ' : 'The residual ratings of ',
        ...links(unconfirmed),
        unconfirmed.length === 1 ? ' is provisional' : ' are provisional',
      ],
      because: ['nobody has confirmed what the file says, and until then the initial rating counts'],
      clears: [
        'A clinical safety officer or deputy who ',
        { text: 'confirms it', href: `${href}?provisional=yes` },
        ' clears it. If you sign now, this version says so.',
      ],
    });
  return said;
}

export const hazardLog: Signable = {
  kind: 'hazard-log',
  feature: 'hazards',
  command: 'signHazardLog',
  noun: 'hazard log',
  rule: OFFICERS_SIGN,
  judgement: 'the hazards, ratings and controls in it are a fair account of the clinical risk as I know it today',
  input: { log: logField },
  path: '/services/:service/logs/:log',
  find,
  names: async (tx, ids) =>
    new Map((await logNames(tx, ids)).map(({ id, number, service }) => [id, named(service, number)])),
  difference: logDifference,
  extent,
  drift: driftOf,
  fallen,
  contrary,
  warnings,
};
