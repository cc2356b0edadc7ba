import type { ReadTx } from '../../platform/database/database.ts';
import type { Sentence } from '../../words/sentence.ts';
import { marksOf, wholly } from '../../words/marks.ts';
import {
  FIELD_NAMES,
  fieldText,
  findService,
  INTENDED_USE,
  serviceNames,
  serviceVersions,
  serviceWeights,
  type Service,
  type ServiceFields,
  type ServiceVersion,
} from '../services/index.ts';
import { counted, listed, OFFICERS_SIGN } from './domain.ts';
import type { Change, Difference, Part } from './domain/difference.ts';
import type { Drift } from './domain/standing.ts';
import { driftOfWords } from './drift-store.ts';
import type { Named, Signable, Signed } from './signable.ts';

/*
 * The intended use of a service, as something that is signed: what it does, for whom, who uses it, where, what it is not
 * for, whose it is, and what it consists of. Those are the material words of the service itself, and what its hazard logs
 * take in: a change that puts the one out of date puts the others out of date. (DCB0129 4.2)
 */

type Field = keyof ServiceFields;
/** What somebody reads first who approves it. */
const ORDER: readonly Field[] = [
  ...INTENDED_USE,
  'notFor',
  'components',
  'role',
  'name',
  'summary',
  'phase',
  'addresses',
];

function named({ id, reference, name }: Pick<Service, 'id' | 'reference' | 'name'>): Named {
  const href = `/services/${reference}`;
  return {
    title: `Intended use of ${name}`,
    href: `${href}#intended-use`,
    path: `${href}/intended-use`,
    service: { id, reference, name },
  };
}

async function find(tx: ReadTx, { service }: Readonly<Record<string, unknown>>): Promise<Signed> {
  const found = await findService(tx, String(service));
  return {
    ...named(found),
    ref: { kind: 'service', id: found.id },
    facts: [`5 parts, ${counted(found.components.length, 'component')}`],
  };
}

async function difference(tx: ReadTx, { ref }: Signed, from: number | null, to: number | null): Promise<Difference> {
  const [versions, weights] = await Promise.all([serviceVersions(tx, ref.id, from ?? 0, to), serviceWeights()]);
  const weighing = (weight: string) => ORDER.filter((field) => weights[field] === weight);
  const first = from === null || versions[0] === undefined || versions[0].version > from ? null : versions[0];
  return {
    material: partOf(first, versions, weighing('material')),
    editorial: first ? partOf(first, versions, weighing('editorial')) : [],
    unchanged: null,
  };
}

function partOf(first: ServiceVersion | null, versions: readonly ServiceVersion[], fields: readonly Field[]): Part[] {
  const changes = fields.flatMap((field) => changeOf(first, versions, field));
  return changes.length === 0 ? [] : [{ name: null, title: 'Intended use', flag: null, changes }];
}

function changeOf(first: ServiceVersion | null, versions: readonly ServiceVersion[], field: Field): Change[] {
  const last = versions.at(-1);
  if (!last) return [];
  const say = (version: ServiceVersion) => fieldText(field, version[field]);
  const [before, after] = [first ? say(first) : '', say(last)];
  if (before === after) return [];
  // Whoever made it so last.
  const by = versions.findLast((version, index) => {
    const earlier = index === 0 ? null : versions[index - 1]!;
    return say(version) !== (earlier ? say(earlier) : '') && version !== first;
  });
  const { who, at } = by ?? last;
  const what = FIELD_NAMES[field];
  if (before === '') return [{ what, before: null, after: wholly(after), who, at }];
  if (after === '') return [{ what, before: wholly(before), after: null, who, at }];
  return [{ what, ...marksOf(before, after), who, at }];
}

async function drift(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Drift>> {
  const words = await driftOfWords(tx, 'service', since);
  return new Map(
    words.map(({ id, changed, editorial }) => [
      id,
      { material: changed ? ['the intended use changed'] : [], named: [], editorial },
    ]),
  );
}

async function warnings(tx: ReadTx, { service }: Signed): Promise<Sentence[]> {
  const found = await findService(tx, service.reference);
  const missing = [...INTENDED_USE, 'notFor' as const].filter((field) => found[field] === '');
  if (missing.length === 0) return [];
  return [
    {
      so: ['The intended use is not complete'],
      because: [
        `${listed(missing.map((field) => `“${FIELD_NAMES[field].toLowerCase()}”`))} ${missing.length === 1 ? 'is' : 'are'} not said, and hazards are looked for in them`,
      ],
      clears: [
        { text: 'Saying what is missing', href: `/services/${service.reference}/edit` },
        ' clears it. If you sign now, this version is approved without it.',
      ],
    },
  ];
}

export const intendedUse: Signable = {
  kind: 'service',
  feature: 'approvals',
  command: 'signIntendedUse',
  noun: 'intended use',
  rule: OFFICERS_SIGN,
  judgement: 'it says rightly what the service does, for whom, who uses it and where, and what it is not for',
  input: {},
  path: '/services/:service/intended-use',
  find,
  names: async (tx, ids) => new Map((await serviceNames(tx, ids)).map((one) => [one.id, named(one)])),
  difference,
  extent: async () => ({ count: 1, noun: 'part' }),
  drift,
  // A service rests on nothing: only its words can change.
  fallen: async () => new Map(),
  warnings,
};
