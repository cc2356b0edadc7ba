import type { At, Check } from '../../rules/checks.ts';
import { listed } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';

/*
 * What is asked of safeguarding: that somebody is there who reads what is flagged. Only who holds the role is looked at, which
 * everybody sees among the members: nothing here tells whether anything was ever flagged. Pure.
 */

/** Somebody who leads on safeguarding in a service, by every role of that name that they were given. */
export interface LeadFact {
  readonly name: string;
  /** Null for no end. */
  readonly until: Date | null;
}

/** Where nobody was ever given the role, nothing is known. */
export interface SafeguardingFacts {
  readonly leads: readonly LeadFact[];
}

const MEMBERS = '/members';

function begins(_at: At): Words {
  return [
    'Giving somebody the role of safeguarding lead, among ',
    { text: 'the members', href: MEMBERS },
    ', clears it.',
  ];
}

const leadsNamed: Check<SafeguardingFacts> = {
  id: 'safeguarding.leads-named',
  asks: 'Somebody is named who leads on safeguarding in the service, and reads what is flagged.',
  how: 'automatic',
  reads: ['leads'],
  begins,
  decide: ({ leads }, at) => {
    const there = leads.filter(({ until }) => until === null || until > at.now);
    const ends = (of: readonly LeadFact[]) => of.flatMap(({ until }) => until ?? []).map((until) => until.getTime());
    if (there.length === 0)
      return {
        result: 'failed',
        says: [`Nobody leads on safeguarding here any more: ${listed(leads.map(({ name }) => name))} did.`],
        clears: begins(at),
        until: null,
        since: leads.length === 0 ? null : new Date(Math.max(...ends(leads))),
        shown: [],
      };
    const alone = there.length === 1;
    // Until the first of them is one no more: what is said names each.
    const next = ends(there);
    const until = next.length === 0 ? null : new Date(Math.min(...next));
    return {
      result: 'passed',
      says: [
        `${listed(there.map(({ name }) => name))} ${alone ? 'leads' : 'lead'} on safeguarding here.`,
        ...(alone ? [' While they are away, nobody else reads what is flagged, unless they named a deputy.'] : []),
      ],
      clears: [],
      until,
      shown: [{ text: 'Members', href: MEMBERS, until }],
    };
  },
};

export const checks: readonly Check<SafeguardingFacts>[] = [leadsNamed];
