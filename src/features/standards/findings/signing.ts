import type { ReadTx } from '../../../platform/database/database.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { there } from '../../../platform/commands/problems.ts';
import type { KnownFacts } from '../../../rules/conditions.ts';
import { counted, listed } from '../../../words/counting.ts';
import { marksOf, wholly } from '../../../words/marks.ts';
import type { Sentence } from '../../../words/sentence.ts';
import {
  OFFICERS_SIGN,
  type Change,
  type Difference,
  type Drift,
  type Named,
  type Part,
  type Signable,
  type Signed,
} from '../../approvals/index.ts';
import { findService } from '../../services/index.ts';
import { allCatalogues, factQuestions } from '../catalogues.ts';
import { answerText } from '../domain/assess.ts';
import { judgePath, scopePath } from '../domain/addresses.ts';
import {
  findingNumber,
  findingPath,
  findingReference,
  metBeyondChecks,
  sayBasis,
  sayJudgements,
  sayValue,
  scopeDecisionPath,
  scopeNumber,
  scopeReference,
  type Finding,
  type WrittenJudgement,
  type WrittenScope,
} from '../domain/findings.ts';
import { findingField, scopeField } from './fields.ts';
import { findingsAt, judgedSince, judgementVersions, scopesAt, scopeVersions } from './store.ts';

/*
 * Findings and scope decisions, as they are signed. A finding is signed by the officers alone: what point 16 and the DCB
 * standards ask is judged by a clinician who answers for it (docs/decisions/0020).
 */

const NOW = { seq: null, now: new Date(0) };

/** How a catalogue and a section of it are called: by the edition that was judged, or the latest. */
export function calledIn({ catalogue, edition }: Pick<Finding, 'catalogue' | 'edition'>) {
  const all = allCatalogues().filter(({ id }) => id === catalogue);
  const found = all.find((one) => one.edition === edition) ?? all.at(-1);
  return {
    standard: found?.name ?? catalogue,
    section: (id: string) => found?.sections.find((one) => one.id === id)?.title ?? id,
    criterion: (id: string) => found?.criteria.find((one) => one.id === id)?.title ?? '',
  };
}

function namedFinding(finding: Pick<Finding, 'number' | 'service' | 'catalogue' | 'edition' | 'section'>): Named {
  const path = findingPath(finding.service.reference, finding.number);
  const called = calledIn(finding);
  const title = `Finding ${findingReference(finding.number)}, “${called.section(finding.section)}”, ${called.standard}`;
  return { title, href: path, path, service: finding.service };
}

async function find(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const service = await findService(tx, String(given['service']));
  const number = findingNumber(String(given['finding']));
  const [found] = number === null ? [] : await findingsAt(tx, { service: service.id, number }, NOW);
  const finding = there(found, 'such finding');
  return {
    ...namedFinding(finding),
    ref: { kind: 'finding', id: finding.id },
    facts: [sayJudgements(finding.judgements), `${calledIn(finding).standard}, ${finding.edition}`],
  };
}

async function difference(tx: ReadTx, { ref }: Signed, from: number | null, to: number | null): Promise<Difference> {
  const [[finding], versions] = await Promise.all([
    findingsAt(tx, { ids: [ref.id] }, NOW),
    judgementVersions(tx, ref.id, from ?? 0, to),
  ]);
  const called = calledIn(finding!);
  const href = judgePath(finding!.service.reference, finding!.catalogue, finding!.section);
  const byCriterion = [...Map.groupBy(versions, ({ criterion }) => criterion)];
  const compared = byCriterion.map(([criterion, own]) => ({
    criterion,
    before: from === null ? null : (own.find(({ seq, until }) => seq <= from && until > from) ?? null),
    after: own.at(-1)!,
  }));
  const changed = compared.filter(({ before, after }) => before?.seq !== after.seq);
  return {
    material: changed.map(({ criterion, before, after }): Part => ({
      name: { text: criterion, href },
      title: called.criterion(criterion),
      flag: before === null ? 'new' : null,
      changes: changesOf(before, after),
    })),
    editorial: [],
    unchanged: { count: compared.length - changed.length, of: compared.length, noun: 'judgement' },
  };
}

function changesOf(before: WrittenJudgement | null, after: WrittenJudgement): Change[] {
  const { by: who, at } = after;
  const words = (one: WrittenJudgement) => [
    { what: 'Judgement', text: sayValue(one.value) },
    { what: 'Why', text: one.reason },
    { what: 'What it turns on', text: sayFacts(one.facts) },
    // No word of what is signed, and still to be known: what the judgement was made of.
    { what: 'What the checks came to', text: sayBasis(one.basis) },
  ];
  const earlier = before && words(before);
  const changes = words(after).flatMap(({ what, text }, index): Change[] => {
    const old = earlier?.[index]?.text ?? '';
    if (old === text) return [];
    if (old === '') return [{ what, before: null, after: wholly(text), who, at }];
    if (text === '') return [{ what, before: wholly(old), after: null, who, at }];
    return [{ what, ...marksOf(old, text), who, at }];
  });
  if (changes.length > 0 || before === null) return changes;
  // The same words, of what is known now: that is what is signed.
  const again = (one: WrittenJudgement) => wholly(`${sayValue(one.value)}, of what was known on ${sayDate(one.at)}`);
  return [{ what: 'Judged again', before: again(before), after: again(after), who, at }];
}

/** "“Does it use barcodes?” No." */
export function sayFacts(facts: KnownFacts): string {
  return Object.entries(facts)
    .map(([name, value]) => {
      const question = factQuestions().find(({ id }) => id === name);
      return question
        ? `“${question.question}” ${answerText(question, value)}.`
        : `The ${name} of the service: ${String(value)}.`;
    })
    .join(' ');
}

type Since = readonly { readonly id: string; readonly seq: number }[];

async function drift(tx: ReadTx, since: Since): Promise<ReadonlyMap<string, Drift>> {
  const counts = await judgedSince(tx, since);
  return new Map(
    counts.map(({ id, judged }) => [
      id,
      {
        material: judged === 0 ? [] : [`${counted(judged, 'judgement was', 'judgements were')} made anew`],
        named: [],
        editorial: 0,
      },
    ]),
  );
}

async function warnings(tx: ReadTx, { ref }: Signed): Promise<Sentence[]> {
  const [finding] = await findingsAt(tx, { ids: [ref.id] }, NOW);
  const doubtful = metBeyondChecks(finding!.judgements);
  if (doubtful.length === 0) return [];
  return [
    {
      so: [
        `${listed(doubtful.map(({ criterion }) => criterion))} ${doubtful.length === 1 ? 'is' : 'are'} judged as met`,
      ],
      because: ['whoever wrote it says so, though not every check under it had passed when it was written'],
      clears: ['If you sign now, that is your judgement, too. What was observed stays shown beside it.'],
    },
  ];
}

export const finding: Signable = {
  kind: 'finding',
  feature: 'standards',
  command: 'signFinding',
  noun: 'finding',
  // A document from elsewhere cannot say what was observed here when it was signed.
  rule: { ...OFFICERS_SIGN, outside: 'is shown' },
  judgement: 'each criterion stands as it says, of what was observed and of what I know today',
  input: { finding: findingField },
  path: '/services/:service/findings/:finding',
  find,
  names: async (tx, ids) => new Map((await findingsAt(tx, { ids }, NOW)).map((one) => [one.id, namedFinding(one)])),
  difference,
  extent: async (tx, signed, from) => ({
    count: (await difference(tx, signed, from, null)).material.length,
    noun: 'judgement',
  }),
  drift,
  // A finding rests on nothing that is signed: that the work moved on is for the assessment to say.
  fallen: async () => new Map(),
  warnings: (tx, signed) => warnings(tx, signed),
};

/** "DCB0160 does not apply", "“Barcodes” of point 16 applies" */
export function sayScope(scope: Pick<WrittenScope, 'catalogue' | 'edition' | 'section' | 'applies'>): string {
  const called = calledIn(scope);
  const what = scope.section === null ? called.standard : `“${called.section(scope.section)}” of ${called.standard}`;
  return `${what} ${scope.applies ? 'applies' : 'does not apply'}`;
}

function namedScope(scope: WrittenScope): Named {
  const path = scopeDecisionPath(scope.service.reference, scope.number);
  const title = `Scope decision ${scopeReference(scope.number)}, ${sayScope(scope)}`;
  return { title, href: path, path, service: scope.service };
}

async function findScope(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const service = await findService(tx, String(given['service']));
  const number = scopeNumber(String(given['scopeDecision']));
  const [found] = number === null ? [] : await scopesAt(tx, { service: service.id, number }, NOW);
  const scope = there(found, 'such scope decision');
  return {
    ...namedScope(scope),
    ref: { kind: 'scope-decision', id: scope.id },
    facts: [sayScope(scope), `Edition ${scope.edition}`, counted(scope.signatures, 'signature')],
    signatures: scope.signatures,
    // A letter is the second signature where it takes two. By itself it leaves nothing out: somebody who may signs here.
    outside: scope.signatures > 1 ? 'counts' : 'is shown',
  };
}

async function scopeDifference(
  tx: ReadTx,
  { ref }: Signed,
  from: number | null,
  to: number | null,
): Promise<Difference> {
  const versions = await scopeVersions(tx, ref.id, from ?? 0, to);
  const after = versions.at(-1);
  const first = versions[0];
  const before = from === null || first === undefined || first.version > from ? null : first;
  if (after === undefined || before?.version === after.version)
    return { material: [], editorial: [], unchanged: { count: 1, of: 1, noun: 'decision' } };
  const { by: who, at } = after;
  const words = (one: WrittenScope) => [
    { what: 'Decision', text: sayScope(one) },
    { what: 'Why', text: one.reason },
    { what: 'What it turns on', text: sayFacts(one.facts) },
  ];
  const changes = words(after).flatMap(({ what, text }, index): Change[] => {
    const old = before ? words(before)[index]!.text : '';
    if (old === text) return [];
    return [{ what, ...(old === '' ? { before: null, after: wholly(text) } : marksOf(old, text)), who, at }];
  });
  const again = (one: WrittenScope) => wholly(`${sayScope(one)}, of what was known on ${sayDate(one.at)}`);
  const href = scopePath(after.service.reference, after.catalogue);
  return {
    material: [
      {
        name: { text: scopeReference(after.number), href },
        title: sayScope(after),
        flag: before === null ? 'new' : null,
        changes:
          changes.length > 0 || before === null
            ? changes
            : [{ what: 'Decided again', before: again(before), after: again(after), who, at }],
      },
    ],
    editorial: [],
    unchanged: null,
  };
}

export const scopeDecision: Signable = {
  kind: 'scope-decision',
  feature: 'standards',
  command: 'signScopeDecision',
  noun: 'scope decision',
  // Where a standard does not apply there may be no clinical safety officer: whoever is accountable signs it then.
  rule: {
    roles: ['clinical safety officer', 'deputy clinical safety officer', 'accountable executive'],
    signatures: 1,
    author: 'may, and it is shown',
    registration: false,
    months: 12,
    outside: 'counts',
  },
  judgement: 'it says rightly whether the standard applies to this service, and why',
  // Not `scope`: that is what a document from elsewhere covers.
  input: { scopeDecision: scopeField },
  path: '/services/:service/scope/:scopeDecision',
  find: findScope,
  names: async (tx, ids) => new Map((await scopesAt(tx, { ids }, NOW)).map((one) => [one.id, namedScope(one)])),
  difference: scopeDifference,
  extent: async () => ({ count: 1, noun: 'decision' }),
  drift: async (_tx, since) =>
    new Map(since.map(({ id }) => [id, { material: ['it was decided anew'], named: [], editorial: 0 }])),
  fallen: async () => new Map(),
  warnings: async () => [],
};
