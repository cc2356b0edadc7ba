import type { AssessedService } from '../../../rules/checks.ts';
import type { Standing } from './summary.ts';

/*
 * The five figures that requests under the freedom of information act ask trusts for: how many systems are in scope of DCB0129
 * and DCB0160, how many of them have both, one or none of the two assured, and what capacity of clinical safety officers there
 * is. Pure. Whatever nobody decided is counted apart: it is never out of scope, and never assured.
 */

/** A service as it is counted. */
export interface System {
  readonly service: AssessedService;
  readonly dcb0129: Pick<Standing, 'scope' | 'assured'>;
  readonly dcb0160: Pick<Standing, 'scope' | 'assured'>;
  /** The id of who is accountable for it as clinical safety officer; null for nobody. */
  readonly officer: string | null;
}

/** Somebody who is clinical safety officer of something. */
export interface Officer {
  readonly person: string;
  readonly name: string;
  /** The services for which they are accountable. */
  readonly services: readonly AssessedService[];
  /** Of a whole-time equivalent, in hundredths, where the organisation said so; null where it did not. */
  readonly hundredths: number | null;
}

export interface Figures {
  /** Somebody signed that at least one of the two standards applies, or one was assured. */
  readonly inScope: readonly System[];
  /** Of those in scope: both standards are assured. */
  readonly both: readonly System[];
  /** Of those in scope: one of them is, and which. */
  readonly onlyDcb0129: readonly System[];
  readonly onlyDcb0160: readonly System[];
  /** Of those with one: the other was signed as not applying, so that nothing is left to assure. */
  readonly otherDoesNotApply: readonly System[];
  readonly none: readonly System[];
  /** Somebody signed of both standards that they do not apply. */
  readonly outOfScope: readonly System[];
  /** Nobody signed which of them apply. Not among those in scope, and not out of scope either. */
  readonly notDecided: readonly System[];
  readonly officers: readonly Officer[];
  /** Systems in scope for which nobody is accountable. */
  readonly withoutOfficer: readonly System[];
  /** The sum in hundredths of a whole-time equivalent; null where it is not known of every officer. */
  readonly hundredths: number | null;
}

/**
 * Counts. Retired services are left out by whoever calls.
 * @param people the name of each officer, and their capacity where it was said, by their ids
 */
export function figuresOf(
  systems: readonly System[],
  people: ReadonlyMap<string, Pick<Officer, 'name' | 'hundredths'>>,
): Figures {
  const scopes = ({ dcb0129, dcb0160 }: System) => [dcb0129.scope, dcb0160.scope];
  const inScope = systems.filter((one) => scopes(one).includes('in scope'));
  const outOfScope = systems.filter((one) => scopes(one).every((scope) => scope === 'out of scope'));
  const notDecided = systems.filter((one) => !inScope.includes(one) && !outOfScope.includes(one));
  const assured = (one: System) => Number(one.dcb0129.assured) + Number(one.dcb0160.assured);
  const withOne = inScope.filter((one) => assured(one) === 1);
  const held = Map.groupBy(
    systems.filter(({ officer }) => officer !== null),
    ({ officer }) => officer!,
  );
  const officers = [...held].map(([person, of]): Officer => {
    const { name = '', hundredths = null } = people.get(person) ?? {};
    return { person, name, services: of.map(({ service }) => service), hundredths };
  });
  const known = officers.every(({ hundredths }) => hundredths !== null);
  return {
    inScope,
    both: inScope.filter((one) => assured(one) === 2),
    onlyDcb0129: withOne.filter((one) => one.dcb0129.assured),
    onlyDcb0160: withOne.filter((one) => one.dcb0160.assured),
    otherDoesNotApply: withOne.filter((one) => scopes(one).includes('out of scope')),
    none: inScope.filter((one) => assured(one) === 0),
    outOfScope,
    notDecided,
    officers: officers.toSorted((a, b) => b.services.length - a.services.length || (a.name < b.name ? -1 : 1)),
    withoutOfficer: inScope.filter(({ officer }) => officer === null),
    hundredths:
      officers.length > 0 && known ? officers.reduce((sum, { hundredths }) => sum + (hundredths ?? 0), 0) : null,
  };
}
