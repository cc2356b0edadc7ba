import type { ReadTx } from '../../platform/database/database.ts';
import { marksOf, wholly } from '../../words/marks.ts';
import type { Sentence } from '../../words/sentence.ts';
import {
  OFFICERS_SIGN,
  signing,
  type Change,
  type Difference,
  type Drift,
  type Named,
  type Part as DifferencePart,
  type Signable,
  type Signed,
} from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { basisAt } from './basis.ts';
import {
  ASKED_NAMES,
  basisWords,
  METHOD_WORDS,
  missingIn,
  missingSentence,
  NATURE_WORDS,
  otherSchemeSentence,
  PARTS,
  peopleText,
  planPath,
  reopenedBy,
  sayReview,
  tableText,
  unauthorised,
  type Basis,
  type Compared,
  type Plan,
} from './domain.ts';
import { there } from './finding.ts';
import { basisChangedBy, plansById, plansOf, versionsSince, type LastChange, type PlanVersion } from './store.ts';

/*
 * The plan as something that is signed: a numbered version of it is approved by the clinical safety officer (DCB0129 3.2.2).
 */

function named(service: Named['service']): Named {
  const path = planPath(service.reference);
  return { title: `Clinical risk management plan of ${service.name}`, href: path, path, service };
}

async function find(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const service = await findService(tx, String(given['service']));
  const [found] = await plansOf(tx, [service.id]);
  const plan = there(found ?? null);
  return {
    ...named(plan.service),
    ref: { kind: 'plan', id: plan.id },
    facts: [
      plan.nature === null ? 'The kind of project is not said' : NATURE_WORDS[plan.nature],
      plan.scheme ? `Risk scheme: ${plan.scheme.title}` : 'No risk scheme is declared',
      `Looked at ${sayReview(plan.reviewDays)}`,
    ],
  };
}

type Written = Omit<Plan, 'service' | 'version' | 'id'>;

/** What is signed, in the order in which it is read. */
const FIELDS: readonly (readonly [string, (version: Written) => string])[] = [
  [ASKED_NAMES.nature, ({ nature }) => (nature === null ? '' : NATURE_WORDS[nature])],
  ...PARTS.map((part) => [ASKED_NAMES[part], (version: Written) => version[part]] as const),
  [ASKED_NAMES.authorises, ({ authorises }) => tableText(authorises)],
  [ASKED_NAMES.scheme, ({ scheme }) => (scheme ? `${scheme.title} (${scheme.version})` : '')],
  [ASKED_NAMES.methods, ({ methods }) => methods.map((method) => METHOD_WORDS[method]).join('\n')],
  ['When it is looked at again', ({ reviewDays }) => sayReview(reviewDays)],
];

async function difference(
  tx: ReadTx,
  { ref, service, href }: Signed,
  from: number | null,
  to: number | null,
): Promise<Difference> {
  const { intendedUseSince } = await signing();
  const [versions, bases, by, use] = await Promise.all([
    versionsSince(tx, [{ id: ref.id, seq: from ?? 0 }], to),
    basisAt(tx, [
      { service: service.id, seq: from ?? 0 },
      { service: service.id, seq: to },
    ]),
    basisChangedBy(tx, service.id, to),
    intendedUseSince(tx, service.reference, from, to),
  ]);
  const first = from === null || versions[0] === undefined || versions[0].from > from ? null : versions[0];
  const own = FIELDS.flatMap(([what, say]) => changeOf(first, versions, what, say));
  const title = 'Clinical risk management plan';
  const rests = basisChanges(bases as [Basis, Basis], by);
  return {
    material: [
      ...use,
      ...(rests.length === 0
        ? []
        : [
            {
              name: { text: 'The plan', href },
              title: 'What it rests on',
              flag: null,
              around: true,
              changes: rests,
            } as const,
          ]),
      ...(own.length === 0 ? [] : [{ name: null, title, flag: null, changes: own } satisfies DifferencePart]),
    ],
    editorial: [],
    unchanged: null,
  };
}

function changeOf(
  first: PlanVersion | null,
  versions: readonly PlanVersion[],
  what: string,
  say: (version: PlanVersion) => string,
): Change[] {
  const last = versions.at(-1);
  if (!last) return [];
  // Whoever made it so last.
  const { who, at } =
    versions.findLast(
      (version, index) => version !== first && say(version) !== (index === 0 ? '' : say(versions[index - 1]!)),
    ) ?? last;
  return marked(what, [first ? say(first) : '', say(last)], { who, at });
}

function marked(what: string, [before, after]: readonly [string, string], by: LastChange): Change[] {
  if (before === after) return [];
  if (before === '') return [{ what, before: null, after: wholly(after), ...by }];
  if (after === '') return [{ what, before: wholly(before), after: null, ...by }];
  return [{ what, ...marksOf(before, after), ...by }];
}

function basisChanges(
  [before, after]: readonly [Basis, Basis],
  { people, schemes }: { readonly people: LastChange | null; readonly schemes: LastChange | null },
): Change[] {
  return [
    ...(people ? marked('Officers', [peopleText(before.people), peopleText(after.people)], people) : []),
    ...(schemes
      ? marked('Risk schemes of the hazard logs', [before.schemes.join('\n'), after.schemes.join('\n')], schemes)
      : []),
  ];
}

/** How plans have drifted from what was signed, in words. A fixed number of queries, however many. */
async function drift(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Drift>> {
  const versions = Map.groupBy(await versionsSince(tx, since, null), ({ id }) => id);
  const asked = since.flatMap(({ id, seq }) => {
    const all = versions.get(id);
    return all ? [{ id, seq, service: all[0]!.serviceId, all }] : [];
  });
  const { driftOfWords } = await signing();
  const [then, now, uses] = await Promise.all([
    basisAt(tx, asked),
    basisAt(
      tx,
      asked.map(({ service }) => ({ service, seq: null })),
    ),
    driftOfWords(
      tx,
      'service',
      asked.map(({ service, seq }) => ({ id: service, seq })),
    ),
  ]);
  const useOf = new Map(uses.map((use) => [use.id, use]));
  return new Map(
    asked.map(({ id, service, all }, index) => {
      const use = useOf.get(service);
      const before = compared(all[0]!, then[index]!, 'then');
      const after = compared(all.at(-1)!, now[index]!, use?.changed ? 'now' : 'then');
      return [id, { material: reopenedBy(before, after), named: [], editorial: use?.editorial ?? 0 }];
    }),
  );
}

function compared(version: PlanVersion, basis: Basis, intendedUse: string): Compared {
  const { nature, scheme } = version;
  const written = FIELDS.filter(([what]) => what !== ASKED_NAMES.nature && what !== ASKED_NAMES.scheme);
  return {
    basis,
    declared: scheme?.version ?? null,
    nature,
    written: JSON.stringify(written.map(([, say]) => say(version))),
    intendedUse,
  };
}

async function warnings(tx: ReadTx, { ref, service }: Signed, now: Date): Promise<Sentence[]> {
  const { intendedUseWarning } = await signing();
  const [[plan], [basis], use] = await Promise.all([
    plansById(tx, [ref.id]),
    basisAt(tx, [{ service: service.id, seq: null }]),
    intendedUseWarning(tx, service.id, now),
  ]);
  if (!plan || !basis) return [];
  const declared = plan.scheme?.version ?? null;
  const said = [
    missingSentence(service.reference, missingIn(plan), unauthorised(plan.authorises)),
    otherSchemeSentence(service.reference, basisWords(basis, declared).otherSchemes, declared),
  ].flatMap((sentence) =>
    sentence
      ? [{ ...sentence, clears: [...sentence.clears, ' If you sign now, this version is approved without it.'] }]
      : [],
  );
  return use ? [use, ...said] : said;
}

export const planSignable: Signable = {
  kind: 'plan',
  feature: 'plan',
  command: 'signPlan',
  noun: 'clinical risk management plan',
  // It says who may override the gate: that rests on a signature, and not on what somebody says of a document.
  rule: { ...OFFICERS_SIGN, outside: 'is shown' },
  judgement:
    'it says rightly how the clinical risk of this service is managed, by whom, and by which criteria a risk may stay',
  input: {},
  path: '/services/:service/plan',
  find,
  names: async (tx, ids) => new Map((await plansById(tx, ids)).map(({ id, service }) => [id, named(service)])),
  difference,
  extent: async () => ({ count: 1, noun: 'plan' }),
  drift,
  // A plan rests on nothing that could fall: only words can change, its own and those that it takes in.
  fallen: async () => new Map(),
  warnings,
};
