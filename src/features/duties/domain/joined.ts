import type { GivenFacts, KnownFacts } from '../../../rules/conditions.ts';
import type { Obligation } from '../domain.ts';
import type { Rules } from './looking.ts';
import { asRead, isCompartmentDuty, type Pack } from './pack.ts';

/*
 * What is owed because of what lies in a safeguarding compartment: from what is known there and what is known in the open, together.
 * Pure.
 */

/** What is known, where. */
export interface Known {
  /** Of the case and its service, as everybody in the team sees it. */
  readonly open: GivenFacts;
  /** In the compartment. */
  readonly apart: KnownFacts;
  /** Whether it names a regulated professional, who owes for themselves. */
  readonly professional: boolean;
}

/** An obligation that only those see whom the compartment opens to. */
export interface JoinedObligation extends Obligation {
  /** Whoever was told or saw it owes it, and nobody takes it over. */
  readonly personal: boolean;
}

const ROLES = 'org.roles';
const PROFESSIONAL = 'regulated_professional';
const DANGER = 'person.immediate_danger';

/**
 * The duties that only a compartment can bring about, and those that stand otherwise with what lies in it than without. A fact that is
 * stated in both counts as the compartment says it; danger counts where either says so.
 */
export function joined(
  { pack, rules }: { readonly pack: Pack; readonly rules: Rules },
  known: Known,
): JoinedObligation[] {
  const open = asRead(pack, known.open);
  const danger = open[DANGER] === true || known.apart[DANGER] === true;
  const both: GivenFacts = { ...open, ...known.apart, ...(danger && { [DANGER]: true }) };
  const roles = open[ROLES];
  const own: GivenFacts = {
    ...both,
    ...(known.professional && {
      [ROLES]: [...new Set([...(Array.isArray(roles) ? (roles as string[]) : []), PROFESSIONAL])],
    }),
  };
  const duties = new Map(pack.duties.map((duty) => [duty.id, duty]));
  const without = new Map(rules(pack, open).map((one) => [one.id, one]));
  // A role that the professional has for themselves says nothing of what the organisation is.
  const isPersonal = ({ id }: Obligation) => duties.get(id)?.personal ?? false;
  const owed = [...rules(pack, both).filter((one) => !isPersonal(one)), ...rules(pack, own).filter(isPersonal)];
  return owed
    .filter((one) => isCompartmentDuty(pack, duties.get(one.id)!) || one.state !== without.get(one.id)?.state)
    .map((one) => ({ ...one, personal: isPersonal(one) }));
}
