/*
 * What a plan rests on besides its own words, and when that puts an approved plan out of date. DCB0129 3.2.3 asks for a new
 * look when the nature of the project or key people change; that a change of intended use and of the risk scheme does so too
 * is a rule of our own. Pure.
 */

/** Somebody who was given an office of the service, with no end decided. */
export interface KeyPerson {
  readonly office: string;
  readonly person: string;
  readonly name: string;
}

/** What the words of a plan take in from elsewhere, besides the intended use, which flows in by itself. */
export interface Basis {
  /** Officer and deputies, as decided: whoever will leave, or come, counts from that decision on. */
  readonly people: readonly KeyPerson[];
  /** The versions of the schemes that hazard logs of the service use, each once. */
  readonly schemes: readonly string[];
}

/** What of a basis stands in the fingerprint: whoever has the same name, and in whatever order, changes nothing. */
export interface BasisWords {
  readonly keyPeople: readonly string[];
  readonly otherSchemes: readonly string[];
}

/**
 * The words of a basis beside the scheme that a plan declares. A log that uses the declared scheme says nothing new.
 * @param declared its version; null where none is declared
 */
export function basisWords({ people, schemes }: Basis, declared: string | null): BasisWords {
  return {
    keyPeople: [...new Set(people.map(({ office, person }) => `${office}|${person}`))].toSorted(),
    otherSchemes: [...new Set(schemes.filter((version) => version !== declared))].toSorted(),
  };
}

/** What can put an approved plan out of date. */
export interface Compared {
  readonly basis: Basis;
  readonly declared: string | null;
  readonly nature: string | null;
  /** All other words of the plan: whatever can be told to be the same. */
  readonly written: string;
  /** The same of the intended use of the service. */
  readonly intendedUse: string;
}

/** What changed between a version that was approved and now: each a part of a sentence, the standard's own triggers first. */
export function reopenedBy(before: Compared, after: Compared): string[] {
  const [then, now] = [basisWords(before.basis, before.declared), basisWords(after.basis, after.declared)];
  return [
    before.nature !== after.nature && 'the kind of project changed',
    !same(then.keyPeople, now.keyPeople) && peopleWords(before.basis.people, after.basis.people),
    before.intendedUse !== after.intendedUse && 'the intended use changed',
    (before.declared !== after.declared || !same(then.otherSchemes, now.otherSchemes)) && 'the risk scheme changed',
    before.written !== after.written && 'what the plan says changed',
  ].filter((words) => words !== false);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

/** "key people changed (Posy Thackray is no longer clinical safety officer, Juniper Hale became clinical safety officer)" */
function peopleWords(before: readonly KeyPerson[], after: readonly KeyPerson[]): string {
  const isIn = (all: readonly KeyPerson[], one: KeyPerson) =>
    all.some(({ office, person }) => office === one.office && person === one.person);
  const gone = before.filter((one) => !isIn(after, one)).map(({ name, office }) => `${name} is no longer ${office}`);
  const come = after.filter((one) => !isIn(before, one)).map(({ name, office }) => `${name} became ${office}`);
  return `key people changed (${[...new Set([...gone, ...come])].join(', ')})`;
}
