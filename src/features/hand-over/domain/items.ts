import { listed } from '../../../words/counting.ts';
import type { ItemSort, PacketItem } from './packet.ts';

/*
 * What whoever deploys has to say something about, drawn from the log as it was approved: transferred hazards with their
 * controls, the deployer's controls, what remains with its constraints, assumptions, faults that go along. (DCB0129 3.5.3, 6.3.1)
 * No names of people, no days and no verdicts are in an item: another digest means that somebody has to look again. Pure.
 */

/** A digest in hex of what can be written as JSON. */
export type DigestOf = (value: object) => string;

/** What a rating says, as a log has it. */
export interface RatingSaid {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly level: number | string | null;
  readonly justification: string | null;
  readonly scheme: string | null;
  /** ASM-2 */
  readonly assumes: readonly string[];
  readonly provisional: boolean;
}

export interface ControlSaid {
  /** CTL-31 */
  readonly id: string;
  readonly text: string;
  readonly state: string;
  readonly party: string | null;
}

/** A hazard of the log, of which this much is handed on. */
export interface HazardSaid {
  /** HAZ-12 */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly causes: readonly { readonly text: string }[];
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  readonly controls: readonly ControlSaid[];
  readonly residual: RatingSaid | null;
  readonly deployer: RatingSaid | null;
  readonly counts: { readonly phase: string | null; readonly level: number | string | null };
  readonly acceptance: { readonly text: string } | null;
  readonly benefitRisk: { readonly text: string } | null;
  readonly status: 'open' | 'closed' | 'transferred';
  readonly retired: boolean;
  readonly reason: string | null;
  readonly receiver: string | null;
}

export interface AssumptionSaid {
  /** ASM-2 */
  readonly reference: string;
  readonly text: string;
  readonly why: string;
  readonly foundFalse: boolean;
}

export interface TestIssueSaid {
  readonly reference: string;
  readonly title: string;
  readonly meaning: string;
  readonly hazards: readonly string[];
}

type Said = Omit<PacketItem, 'digest' | 'key'>;
type Part = PacketItem['says'][number];

/** All items of a packet, sort by sort, each with its key and its digest. */
export function itemsOf(
  hazards: readonly HazardSaid[],
  assumptions: readonly AssumptionSaid[],
  testIssues: readonly TestIssueSaid[],
  digestOf: DigestOf,
): PacketItem[] {
  const living = hazards.filter(({ retired }) => !retired);
  const transferred = living.filter(({ status }) => status === 'transferred');
  const kept = living.filter(({ status }) => status !== 'transferred');
  const all: Said[] = [
    ...transferred.map(transferredItem),
    ...controlItems(living),
    ...kept.map(residualItem),
    ...assumptions.map((one) => assumptionItem(one, living)),
    ...testIssues.map(issueItem),
  ];
  const taken = new Set<string>();
  return all.map((said) => {
    const key = freeKey(said.sort, said.reference, taken);
    taken.add(key);
    return { key, ...said, digest: itemDigest(said, digestOf) };
  });
}

/** The digest of what an item says; its key is no part of it. */
export function itemDigest(item: Said, digestOf: DigestOf): string {
  const { sort, reference, title, says, voidIf, hazards } = item;
  return digestOf({ sort, reference, title, says, voidIf, hazards });
}

/** References of faults are somebody else's, and may come twice. */
function freeKey(sort: ItemSort, reference: string, taken: ReadonlySet<string>): string {
  const key = `${sort} ${reference}`;
  if (!taken.has(key)) return key;
  let number = 2;
  while (taken.has(`${key} (${number})`)) number++;
  return `${key} (${number})`;
}

function parts(all: readonly (readonly [name: string, text: string | null])[]): Part[] {
  return all.flatMap(([name, text]) => (text === null || text.trim() === '' ? [] : [{ name, text }]));
}

/** Those that the deployer has to put in place. One that was withdrawn asks nothing of anybody. */
function askedOf({ controls }: HazardSaid): ControlSaid[] {
  return controls.filter(({ party, state }) => party === 'deployer' && state !== 'withdrawn');
}

function lines(controls: readonly ControlSaid[]): string {
  return controls.map(({ id, text }) => `${id}: ${text}`).join('\n');
}

/** The supplier's own: one that is not in place yet is no control yet, and says so. */
function ownLines(controls: readonly ControlSaid[]): string {
  return controls.map(({ id, text, state }) => `${id}: ${text}${state === 'in place' ? '' : ` (${state})`}`).join('\n');
}

/** "Minor, Low: 2 (NHS 5 by 5)" */
function ratingWords({ severity, likelihood, level, scheme }: RatingSaid): string {
  const pair = [severity, likelihood].filter((word) => word !== null).join(', ');
  const risk = level === null ? 'the risk is not known' : String(level);
  return `${pair === '' ? risk : `${pair}: ${risk}`}${scheme === null ? '' : ` (${scheme})`}`;
}

/** What remains, in words; and what counts meanwhile, where the rating waits. */
function remains({ residual, counts }: HazardSaid): string {
  if (residual === null) return 'Not known: nobody has rated what remains.';
  if (!residual.provisional) return ratingWords(residual);
  const counting =
    counts.level === null ? 'no rating counts' : `the ${counts.phase ?? 'initial'} rating counts: ${counts.level}`;
  return `${ratingWords(residual)}. It is provisional; until it holds, ${counting}.`;
}

function transferredItem(hazard: HazardSaid): Said {
  const asked = askedOf(hazard);
  return {
    sort: 'transferred hazard',
    reference: hazard.id,
    title: hazard.name,
    says: parts([
      ['What can happen', hazard.description],
      ['Causes', hazard.causes.map(({ text }) => text).join('\n')],
      ['Effects', hazard.effects.join('\n')],
      ['Harm', hazard.harms.join('\n')],
      ['Handed over to', hazard.receiver],
      ['Why it is handed over', hazard.reason],
      ['What remains', remains(hazard)],
      ['Controls of the supplier', ownLines(hazard.controls.filter((one) => !asked.includes(one)).filter(isThere))],
      [
        'Controls that you have to put in place',
        asked.length === 0 ? 'None is named. What controls this hazard is for you to find.' : lines(asked),
      ],
    ]),
    voidIf: voidIf(asked, hazard),
    hazards: [hazard.id],
  };
}

function isThere({ state }: ControlSaid): boolean {
  return state !== 'withdrawn';
}

/** A control once, whatever rests on it: with what remains where it is put in place, hazard by hazard. */
function controlItems(hazards: readonly HazardSaid[]): Said[] {
  const byControl = Map.groupBy(
    hazards.flatMap((hazard) => askedOf(hazard).map((control) => ({ control, hazard }))),
    ({ control }) => control.id,
  );
  return [...byControl.values()].map((uses) => {
    const { control } = uses[0]!;
    const resting = uses.map(({ hazard }) => hazard);
    return {
      sort: 'deployer control',
      reference: control.id,
      title: control.text,
      says: parts([
        ['What you have to put in place', control.text],
        ['Hazards that it acts on', resting.map(({ id, name }) => `${id}: ${name}`).join('\n')],
        [
          'What remains once your controls are in place',
          resting
            .flatMap(({ id, deployer }) => (deployer === null ? [] : [`${id}: ${ratingWords(deployer)}`]))
            .join('\n'),
        ],
      ]),
      voidIf: 'It is not put in place, or does not work where you use the service.',
      hazards: resting.map(({ id }) => id),
    };
  });
}

function residualItem(hazard: HazardSaid): Said {
  const asked = askedOf(hazard);
  return {
    sort: 'residual risk',
    reference: hazard.id,
    title: hazard.name,
    says: parts([
      ['What can happen', hazard.description],
      ['Harm', hazard.harms.join('\n')],
      ['What remains', remains(hazard)],
      ['Why it is rated so', hazard.residual?.justification ?? null],
      ['Why it may stay', hazard.acceptance?.text ?? null],
      ['What the benefit is worth', hazard.benefitRisk?.text ?? null],
      ['What remains once your controls are in place', hazard.deployer && ratingWords(hazard.deployer)],
      ['Constraints: controls that you have to put in place', lines(asked)],
    ]),
    voidIf: voidIf(asked, hazard),
    hazards: [hazard.id],
  };
}

function assumesOf({ residual, deployer }: HazardSaid): string[] {
  return [...new Set([...(residual?.assumes ?? []), ...(deployer?.assumes ?? [])])];
}

/** "CTL-7 is not in place, or ASM-2 is not so." */
function voidIf(asked: readonly ControlSaid[], hazard: HazardSaid): string {
  const reasons = [
    ...asked.map(({ id }) => `${id} is not in place`),
    ...assumesOf(hazard).map((reference) => `${reference} is not so`),
  ];
  return reasons.length === 0 ? '' : `${listed(reasons, 'or')}.`;
}

function assumptionItem({ reference, text, why, foundFalse }: AssumptionSaid, hazards: readonly HazardSaid[]): Said {
  const resting = hazards.filter((hazard) => assumesOf(hazard).includes(reference));
  const ratings = resting.map(({ id }) => id);
  return {
    sort: 'assumption',
    reference,
    title: text,
    says: parts([
      ['Taken to be so', text],
      ['Why', why],
      ['Found', foundFalse ? 'It was found false. What rests on it does not hold.' : null],
      ['Hazards whose ratings rest on it', resting.map(({ id, name }) => `${id}: ${name}`).join('\n')],
    ]),
    voidIf:
      ratings.length === 0
        ? 'It is not so where you use the service.'
        : `It is not so where you use the service: then the ratings of ${listed(ratings)} are void.`,
    hazards: ratings,
  };
}

function issueItem({ reference, title, meaning, hazards }: TestIssueSaid): Said {
  return {
    sort: 'test issue',
    reference,
    title,
    says: parts([['What it means for safety', meaning]]),
    voidIf: '',
    hazards,
  };
}
