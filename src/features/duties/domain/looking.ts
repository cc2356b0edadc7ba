import type { FactValue, GivenFacts } from '../../../rules/conditions.ts';
import type { Obligation } from '../domain.ts';
import { clocked, factsAfter, type FactVersion } from './clocks.ts';
import { isOpen, judge, type Judged, type Judgement } from './judging.ts';
import { asRead, factOf, factsReadBy, isCompartmentDuty, isCompartmentFact, type Duty, type Pack } from './pack.ts';

/*
 * A case as it stands: what is known of it, what it owes, what was judged, and what somebody is asked. Pure.
 */

/** What the rules of a pack make of facts. */
export type Rules = (pack: Pack, facts: GivenFacts) => readonly Obligation[];

/** A duty of a case. */
export interface DutyOfCase extends Judged {
  readonly rule: Duty;
  /** When its clock started; null where it has none, or it has not started. */
  readonly started: Date | null;
  /** What triggers it was learnt later than the incident: its clock started then. */
  readonly startedLater: boolean;
  /** It was judged under another version of its rule than the one in force. */
  readonly otherVersion: number | null;
  /** The one fact that would settle it and can be asked in the open. */
  readonly question: string | null;
}

export interface Looked {
  /** As the rules read them. */
  readonly facts: GivenFacts;
  readonly duties: readonly DutyOfCase[];
}

/** A fact as it was answered once; undefined where it was taken back. */
export interface Answer {
  readonly fact: string;
  readonly value: FactValue | null | undefined;
  readonly since: Date | null;
}

/**
 * Looks at a case: what is due first, what is settled last. Duties that only what lies in a safeguarding compartment could trigger
 * are not among them, and nothing that is asked there is asked here.
 * @param stated all that was ever stated of the case and its service, in its order
 * @param judgements those that stand
 */
export function look(
  { pack, rules }: { readonly pack: Pack; readonly rules: Rules },
  stated: readonly Answer[],
  judgements: readonly Judgement[],
  now: Date,
): Looked {
  const history = stated.filter(({ fact }) => !isCompartmentFact(pack, fact)).map((one) => versionOf(pack, one));
  const facts = factsAfter(history);
  const open = pack.duties.filter((duty) => !isCompartmentDuty(pack, duty));
  const byId = new Map(open.map((duty) => [duty.id, duty]));
  const running = clocked((given) => rules(pack, given), open, history).filter(({ obligation }) =>
    byId.has(obligation.id),
  );
  const clocks = new Map(running.map((one) => [one.obligation.id, one]));
  const judged = judge(
    running.map(({ obligation }) => obligation),
    judgements,
    facts,
    now,
  );
  return {
    facts,
    duties: judged.map((one) => {
      const rule = byId.get(one.obligation.id)!;
      const { started, later } = clocks.get(rule.id)!;
      const asks = one.obligation.settleWith;
      const last = one.said.at(-1);
      return {
        ...one,
        rule,
        started,
        startedLater: later,
        otherVersion: last && last.version !== rule.version ? last.version : null,
        question: asks !== null && !isCompartmentFact(pack, asks) ? asks : null,
      };
    }),
  };
}

/** An answer as the rules read it: "I cannot say" is no answer. */
function versionOf(pack: Pack, { fact, value, since }: Answer): FactVersion {
  if (value === undefined) return { fact, value, since };
  return { fact, value: asRead(pack, { [fact]: value })[fact], since };
}

/** What a duty reads in the open: kept with what is judged. */
export function readsOf(pack: Pack, duty: Duty): string[] {
  return factsReadBy(duty).filter((fact) => !isCompartmentFact(pack, fact));
}

/** What a report on it says, besides: once one of these is corrected, whoever has the report is owed a follow-up. */
export function reportedOf(pack: Pack, duty: Duty): string[] {
  const said = duty.content.flatMap(({ facts }) => facts).filter((fact) => !isCompartmentFact(pack, fact));
  return [...new Set([...readsOf(pack, duty), ...said])];
}

/** The facts that would each settle something that is possible, those first that settle what is wanted first. */
export function questionsOf({ duties }: Looked): string[] {
  return [
    ...new Set(
      duties.flatMap((one) => {
        const waits = one.standing === 'possible' && one.question !== null;
        return [...(waits ? [one.question] : []), ...clockAsked(one)];
      }),
    ),
  ];
}

/** The fact with which the clock of something owed starts, where nobody has given it. */
export function clockAsked({ standing, obligation, started }: DutyOfCase): string[] {
  return standing === 'owed' && obligation.clock !== null && started === null ? [obligation.clock] : [];
}

/** What a new pack changes of a case. */
export interface PackChange {
  readonly duty: string;
  readonly title: string;
  /** How it stood by the earlier one; null where that did not have it. */
  readonly before: string | null;
  /** How it stands now; null where it is gone. */
  readonly after: string | null;
}

/** What was open by another pack, beside what is open by this one. */
export function packChanges(
  before: readonly { readonly duty: string; readonly standing: string }[],
  now: Looked,
): PackChange[] {
  const was = new Map(before.map(({ duty, standing }) => [duty, standing]));
  const is = new Map(now.duties.filter(isOpen).map(({ obligation, standing }) => [obligation.id, standing as string]));
  const titles = new Map(now.duties.map(({ rule }) => [rule.id, rule.title]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((duty) => was.get(duty) !== is.get(duty))
    .map((duty) => ({
      duty,
      title: titles.get(duty) ?? duty,
      before: was.get(duty) ?? null,
      after: is.get(duty) ?? null,
    }))
    .toSorted((a, b) => (a.duty < b.duty ? -1 : 1));
}

/** The words of a fact that is asked. */
export function questionWords(pack: Pack, name: string): string {
  return factOf(pack, name)?.question ?? name;
}
