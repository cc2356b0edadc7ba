import type { Observation } from '../../../rules/checks.ts';
import { counted } from '../../../words/counting.ts';
import { lastDayTo, sayDay } from '../../../words/days.ts';
import { wholeOf } from '../../../words/naming.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { argumentPath, counterAsEvidence, type CounterEvidence } from './counter-evidence.ts';
import type { Evidence, Verdict } from './evaluate.ts';
import { element, type Argument, type Element } from './gsn.ts';

/*
 * The argument as it follows from the file, by a pattern: known hazards are identified; their risks are controlled to the
 * declared criteria; competent people follow a process; and use is watched. Ids come from what they are about, so that they
 * are the same every day. Nobody writes a claim here, and nobody can leave one out. Pure.
 */

/** A hazard, as far as it is argued over. */
export interface CaseHazard {
  /** HAZ-12 */
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** Who takes it, where it was transferred; null where it was not. */
  readonly transferred: { readonly receiver: string | null; readonly controls: readonly string[] } | null;
  readonly causes: readonly string[];
  readonly controls: readonly CaseControl[];
  readonly residual: CaseResidual;
  /** From 1 to 5; null where nobody rated it. */
  readonly gravity: number | null;
  /** The references of assumptions that its residual rating rests on. */
  readonly assumes: readonly string[];
}

export interface CaseControl {
  /** CTL-31; PLATFORM/CTL-3 where it belongs to another service. */
  readonly id: string;
  readonly text: string;
  readonly href: string;
  readonly verdict: Verdict;
  readonly lapsesAt: Date | null;
  readonly withdrawn: boolean;
  /** It is for whoever the hazard was transferred to. */
  readonly handed: boolean;
  /** The places of the causes that it acts on, from 1; none where it acts on all. */
  readonly causes: readonly number[];
  /** Why it does not hold; null where it does. */
  readonly sentence: Sentence | null;
}

export interface CaseResidual {
  /** What remains, in the words of the scheme; null where nobody rated it. */
  readonly level: string | null;
  readonly href: string;
  /** Why the rating does not count; null where it does, or there is none. */
  readonly provisional: Sentence | null;
  /** A control on which it relies fails. */
  readonly fails: boolean;
  readonly risk: 'stays' | 'waits' | 'too high' | null;
}

export interface CaseAssumption {
  /** ASM-2 */
  readonly id: string;
  readonly text: string;
  readonly href: string;
  readonly evidence: Evidence;
}

/** Everything that an argument is made of. */
export interface CaseMaterial {
  readonly service: { readonly reference: string; readonly name: string };
  /** Its intended use in a few words; '' where nobody has said. */
  readonly intendedUse: string;
  readonly hazards: readonly CaseHazard[];
  readonly assumptions: readonly CaseAssumption[];
  /** What each check came to, by its id. */
  readonly observations: ReadonlyMap<string, Observation>;
  readonly counterEvidence: readonly CounterEvidence[];
}

/** An argument with what is known of its elements. */
export interface Made {
  readonly argument: Argument;
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** Where what an element is about stands. */
  readonly links: ReadonlyMap<string, string>;
  /** What elements are called in a sentence: "CTL-31 of HAZ-12"; those that are not there, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** The claims for which somebody has to write what speaks against them, in the order of the argument. */
  readonly asked: readonly string[];
}

export const TOP = 'G-CASE';
export const CONTROLLED = 'G-CONTROLLED';

interface Branch {
  readonly id: string;
  readonly text: string;
  /** Ids of checks, or beginnings of them that end with a dot. What a part of the product does not look at yet is not there. */
  readonly checks: readonly string[];
}

/** The four branches, and the checks on which each rests. */
export const BRANCHES: readonly Branch[] = [
  {
    id: 'G-KNOWN',
    text: 'The hazards of the service are known: people looked for them where they arise, and wrote them down.',
    checks: [
      'services.components-said',
      'hazards.log-kept',
      'hazards.identified',
      'hazards.areas-considered',
      'hazards.vulnerable-groups-considered',
      'hazards.controls-checked-for-new-hazards',
      'workshops.held',
    ],
  },
  {
    id: CONTROLLED,
    text: 'The risk of each known hazard is controlled to the criteria that were declared.',
    checks: ['hazards.residual-acceptable', 'hazards.log-approved'],
  },
  {
    id: 'G-PEOPLE',
    text: 'People who are competent follow a process that is written down and carried out.',
    checks: [
      'people.',
      'plan.',
      'processes.clinical-risk-management.',
      'processes.governance.',
      'processes.competence.',
      'processes.change-control.',
      'decisions.',
    ],
  },
  {
    id: 'G-IN-USE',
    text: 'Use is watched: what goes wrong is noticed, and changes what is argued here.',
    checks: [
      'evidence.',
      'releases.',
      'actions.',
      'processes.live-incidents.',
      'processes.incident-trends.',
      'processes.control-evaluation.',
      'incidents.',
    ],
  },
];

/** From this gravity on, somebody has to write what speaks against the claim that a hazard is controlled. */
export const GRAVE = 3;

/** Whether somebody has to: what nobody rated may be as grave as any. */
export function isDoubted({ gravity }: Pick<CaseHazard, 'gravity'>): boolean {
  return gravity === null || gravity >= GRAVE;
}

export function hazardClaim(hazard: string): string {
  return `G-${hazard}`;
}

/** What a claim is called: "HAZ-12" where it is about a hazard, and its id otherwise. */
export function claimName(claim: string): string {
  return claim.replace(/^G-(?=HAZ-)/u, '');
}

/** The page of the argument from a claim on. */
export function partPath(service: string, claim: string): string {
  return `${argumentPath(service)}?of=${claimName(claim)}`;
}

/** The claims of a service for which somebody has to write what speaks against them. */
export function askedClaims(hazards: readonly Pick<CaseHazard, 'id' | 'gravity'>[]): string[] {
  return BRANCHES.flatMap(({ id }) => [
    id,
    ...(id === CONTROLLED ? hazards.filter(isDoubted).map((one) => hazardClaim(one.id)) : []),
  ]);
}

/** The argument as it follows from the file. */
export function madeFrom(material: CaseMaterial): Made {
  const { service, hazards, assumptions, observations } = material;
  const making = new Making(service.reference);
  const rated = new Set(hazards.flatMap(({ assumes }) => assumes));
  making.add(TOP, {
    text: `What remains of the risk of ${service.name}, used as intended, is acceptable by the criteria that were declared.`,
    supportedBy: ['S-CASE'],
    inContextOf: [
      'C-USE',
      'C-CRITERIA',
      ...assumptions.filter(({ id }) => !rated.has(id)).map(({ id }) => assumptionId(id)),
    ],
  });
  making.add('C-USE', {
    text: `Intended use: ${material.intendedUse === '' ? 'nobody has said it yet' : material.intendedUse}`,
  });
  making.names.set('C-USE', 'the approval of the intended use');
  making.observed('C-USE', observations.get('approvals.intended-use-approved'));
  making.add('C-CRITERIA', { text: 'The criteria of the risk scheme that the hazard log declares' });
  making.names.set('C-CRITERIA', 'the risk scheme');
  making.observed('C-CRITERIA', observations.get('hazards.scheme-declared'));
  for (const { id, text, href, evidence } of assumptions) {
    making.add(assumptionId(id), { text: `${id}: ${text}` });
    making.links.set(assumptionId(id), href);
    making.names.set(assumptionId(id), `assumption ${id}`);
    making.evidence.set(assumptionId(id), evidence);
  }
  making.add('S-CASE', {
    text: 'Argue over what is known, what is done about it, who does it, and what use shows',
    supportedBy: BRANCHES.map(({ id }) => id),
  });
  for (const branch of BRANCHES) addBranch(making, branch, material);
  addCounterEvidence(making, material);
  return making.done(askedClaims(hazards));
}

function addBranch(
  making: Making,
  { id, text, checks }: Branch,
  { observations, hazards, service }: CaseMaterial,
): void {
  const found = [...observations.values()].filter(({ check }) => checks.some((one) => matches(one, check)));
  // One that is named is asked for, also where nobody looks at it.
  const lacking = checks.filter((one) => !one.endsWith('.') && !observations.has(one));
  // What does not apply shows nothing, and is not missing.
  const applying = found.filter(({ result }) => result !== 'not-applicable');
  const inOrder = applying.toSorted((a, b) => placeOf(checks, a.check) - placeOf(checks, b.check));
  making.add(id, {
    text,
    supportedBy: [
      ...(id === CONTROLLED ? ['S-CONTROLLED'] : []),
      ...[...inOrder.map(({ check }) => check), ...lacking].map(checkId),
    ],
    undeveloped: id !== CONTROLLED && inOrder.length + lacking.length === 0,
  });
  making.links.set(id, partPath(service.reference, id));
  for (const one of inOrder) {
    making.add(checkId(one.check), { text: one.asks });
    making.names.set(checkId(one.check), `“${one.asks.replace(/\.$/u, '')}”`);
    making.observed(checkId(one.check), one);
  }
  for (const one of lacking) making.add(checkId(one), { text: `Nothing looks at “${one}” yet.` });
  if (id !== CONTROLLED) return;
  making.add('S-CONTROLLED', {
    text:
      hazards.length === 0
        ? 'Argue over each known hazard: none is recorded'
        : `Argue over each of ${counted(hazards.length, 'known hazard')}`,
    supportedBy: hazards.map((one) => hazardClaim(one.id)),
    undeveloped: hazards.length === 0,
  });
  for (const hazard of hazards) addHazard(making, hazard);
}

function matches(pattern: string, check: string): boolean {
  return pattern.endsWith('.') ? check.startsWith(pattern) : check === pattern;
}

function placeOf(checks: readonly string[], check: string): number {
  return checks.findIndex((one) => matches(one, check));
}

function checkId(check: string): string {
  return `Sn-${check}`;
}

function assumptionId(reference: string): string {
  return `A-${reference}`;
}

/** "HAZ-12 CTL-31", as an id. */
function controlId(hazard: string, control: string): string {
  return `Sn-${hazard}-${control.replace('/', '.')}`;
}

function addHazard(making: Making, hazard: CaseHazard): void {
  const { id, name, href, causes, transferred } = hazard;
  const claim = hazardClaim(id);
  const controls = hazard.controls.filter(({ withdrawn }) => !withdrawn);
  const own = transferred ? controls.filter(({ handed }) => !handed) : controls;
  const strategy = `S-${id}`;
  const remains = `Sn-${id}-RESIDUAL`;
  const handed = `Sn-${id}-TRANSFER`;
  // One without any control has not been argued: a rating by itself is an opinion.
  const argued = controls.length > 0;
  making.add(claim, {
    text: transferred
      ? `${id} ${name}: it was transferred with the controls that go with it, and ours hold`
      : `${id} ${name}: it is controlled, and what remains of its risk may stay`,
    supportedBy: argued ? [...(own.length > 0 ? [strategy] : []), ...(transferred ? [handed] : []), remains] : [],
    undeveloped: !argued,
    inContextOf: hazard.assumes.map(assumptionId),
  });
  making.links.set(claim, href);
  making.names.set(claim, id);
  if (!argued) {
    making.evidence.set(claim, {
      ...open('not-known'),
      says: [`${id} has no control that was not withdrawn.`],
      clears: [{ text: 'Naming what controls it', href }, ' clears it.'],
    });
    return;
  }
  for (const control of own) addControl(making, id, control);
  if (transferred) addTransfer(making, handed, hazard);
  addResidual(making, remains, hazard);
  if (own.length === 0) return;
  const byCause = causes.length > 1 && own.some((one) => one.causes.length > 0);
  making.add(strategy, {
    text: byCause
      ? `Argue over each of the ${causes.length} causes of ${id}`
      : `Argue over ${own.length === 1 ? 'the control' : `each of the ${own.length} controls`} of ${id}`,
    supportedBy: byCause
      ? causes.map((_text, index) => causeClaim(id, index + 1))
      : own.map((one) => controlId(id, one.id)),
  });
  making.links.set(strategy, href);
  if (!byCause) return;
  for (const [index, text] of causes.entries()) {
    const place = index + 1;
    const acting = own.filter((one) => one.causes.length === 0 || one.causes.includes(place));
    const cause = causeClaim(id, place);
    making.add(cause, {
      text: `Controlled: ${text}`,
      supportedBy: acting.map((one) => controlId(id, one.id)),
      undeveloped: acting.length === 0,
    });
    making.links.set(cause, href);
    making.names.set(cause, `cause ${place} of ${id}`);
    if (acting.length === 0)
      making.evidence.set(cause, {
        ...open('not-known'),
        says: [`No control acts on cause ${place} of ${id}.`],
        clears: [{ text: 'Naming a control against it', href }, ' clears it.'],
      });
  }
}

function causeClaim(hazard: string, place: number): string {
  return `G-${hazard}-CAUSE-${place}`;
}

function open(verdict: Verdict): Pick<Evidence, 'verdict' | 'until' | 'since' | 'lapsed'> {
  return { verdict, until: null, since: null, lapsed: false };
}

function addControl(making: Making, hazard: string, control: CaseControl): void {
  const id = controlId(hazard, control.id);
  const { sentence, verdict, lapsesAt } = control;
  making.add(id, { text: `${control.id}: ${control.text}` });
  making.names.set(id, `${control.id} of ${hazard}`);
  making.links.set(id, control.href);
  const link = { text: control.id, href: control.href };
  making.evidence.set(id, {
    ...open(sentence === null ? verdict : verdict === 'not-met' ? 'not-met' : 'not-known'),
    says: sentence
      ? wholeOf(sentence)
      : [link, lapsesAt === null ? ' holds.' : ` holds until ${sayDay(lastDayTo(lapsesAt))}.`],
    clears: sentence ? sentence.clears : ['Evidence of ', link, ' that counts clears it.'],
    until: sentence ? null : lapsesAt,
    // Met by all that is known, and a sentence all the same: what it rests on is too old.
    lapsed: sentence !== null && verdict === 'met',
  });
}

function addTransfer(making: Making, id: string, { id: hazard, href, transferred }: CaseHazard): void {
  const { receiver, controls } = transferred!;
  const whole = receiver !== null && receiver !== '' && controls.length > 0;
  making.add(id, {
    text: whole
      ? `Transferred to ${receiver}, with ${counted(controls.length, 'control')} that ${controls.length === 1 ? 'is' : 'are'} theirs`
      : 'Transferred: who takes it, and which controls are theirs',
  });
  making.links.set(id, href);
  making.names.set(id, `the transfer of ${hazard}`);
  making.evidence.set(id, {
    ...open(whole ? 'met' : 'not-known'),
    says: [
      { text: hazard, href },
      whole
        ? ' says who takes it, and which controls are theirs.'
        : ' does not say who takes it, or which controls are theirs.',
    ],
    clears: ['Opening it again, and transferring it with both, clears it.'],
  });
}

function addResidual(making: Making, id: string, { id: hazard, residual }: CaseHazard): void {
  const { level, href, provisional, fails, risk } = residual;
  const link = { text: hazard, href };
  making.add(id, { text: level === null ? 'Rating of what remains' : `What remains: ${level}` });
  making.links.set(id, href);
  making.names.set(id, `what remains of ${hazard}`);
  making.evidence.set(id, ofResidual());

  function ofResidual(): Evidence {
    if (level === null)
      return {
        ...open('not-known'),
        says: ['No person has rated what remains of ', link, '.'],
        clears: [{ text: 'A residual rating that a person gives or confirms', href }, ' clears it.'],
      };
    if (provisional)
      return { ...open(fails ? 'not-met' : 'not-known'), says: wholeOf(provisional), clears: provisional.clears };
    if (risk === 'too high')
      return {
        ...open('not-met'),
        says: ['What remains of ', link, ` is ${level}, which is too high to stay.`],
        clears: ['A new rating with controls that lower it, or a benefit-risk analysis, clears it.'],
      };
    if (risk !== 'stays')
      return {
        ...open('not-known'),
        says: ['What remains of ', link, ` is ${level}, and nobody has said why it is not reduced further.`],
        clears: ['A clinical safety officer or deputy who accepts it with the reason clears it.'],
      };
    return {
      ...open('met'),
      says: ['What remains of ', link, ` is ${level}, and may stay.`],
      clears: [],
    };
  }
}

/** What people wrote against claims stands in the argument as counter-arguments; where they wrote nothing, the claim waits. */
function addCounterEvidence(making: Making, { service, hazards, counterEvidence }: CaseMaterial): void {
  const written = new Map(counterEvidence.map((one) => [one.claim, one]));
  const asked = new Set(askedClaims(hazards));
  for (const claim of [...written.keys(), ...asked]) {
    if (!making.has(claim)) continue;
    const one = written.get(claim) ?? null;
    // Of what is undeveloped, that comes first.
    const own = making.evidence.get(claim);
    if (!own && (asked.has(claim) || one?.against))
      making.evidence.set(claim, counterAsEvidence(one, service.reference, claim));
    if (!one) continue;
    if (one.unknown !== null) making.say(claim, { unknown: one.unknown });
    if (one.against === null) continue;
    making.add(counterId(claim), {
      text: one.against,
      challenges: [{ element: claim }],
      defeated: one.answer !== null,
      other: one.answer === null ? {} : { answer: one.answer.text },
    });
  }
}

/** What stands against a claim: "CSn-HAZ-12" against "G-HAZ-12". */
export function counterId(claim: string): string {
  return `CSn${claim.slice(1)}`;
}

class Making {
  readonly evidence = new Map<string, Evidence>();
  readonly links = new Map<string, string>();
  readonly names = new Map<string, string>();
  readonly #elements = new Map<string, Element>();
  readonly #service: string;

  constructor(service: string) {
    this.#service = service;
  }

  has(id: string): boolean {
    return this.#elements.has(id);
  }

  add(id: string, more: Partial<Omit<Element, 'id'>>): void {
    this.#elements.set(id, element(id, more));
  }

  /** A further field of an element that stands already. */
  say(id: string, more: Readonly<Record<string, string>>): void {
    const one = this.#elements.get(id)!;
    this.#elements.set(id, { ...one, other: { ...one.other, ...more } });
  }

  /** What a check came to is evidence; one that nobody asked is not there, and shows nothing. */
  observed(id: string, observation: Observation | undefined): void {
    if (!observation) return;
    const { result, says, clears, until, since, shown } = observation;
    const verdict: Verdict = result === 'passed' ? 'met' : result === 'failed' ? 'not-met' : 'not-known';
    this.evidence.set(id, { verdict, says, clears, until, since, lapsed: result === 'needs-review' });
    const link = shown[0]?.href ?? clears.find((word) => typeof word !== 'string')?.href;
    this.links.set(id, link ?? `/services/${encodeURIComponent(this.#service)}`);
  }

  done(asked: readonly string[]): Made {
    const elements = [...this.#elements.values()];
    const { evidence, links, names } = this;
    return { argument: { module: null, elements }, evidence, links, names, asked };
  }
}
