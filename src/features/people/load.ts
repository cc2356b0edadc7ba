import type { ReadTx } from '../../platform/database/database.ts';
import type { Sentence } from '../../words/sentence.ts';
import { servicesWithoutOfficer, type ServiceWithout } from './desk-store.ts';
import { covers, termsOf, type Term } from './domain.ts';
import { dayOf } from './moments.ts';
import { accepted, type Held } from './nomination-store.ts';
import { servicesOfReferences } from './people-store.ts';
import { noOfficer } from './sentences.ts';

/** Services without an officer that are named in one list. */
const MOST = 50;

/** The load of one person: in which services they hold which office. */
export interface Load {
  readonly person: string;
  readonly name: string;
  /** Services in which they are accountable. */
  readonly accountable: number;
  readonly held: readonly { readonly reference: string; readonly service: string; readonly term: Term<Held> }[];
}

/** Who holds office in which services now, those with most first; and the services where nobody is accountable. */
export interface Loads {
  readonly loads: readonly Load[];
  /** The first fifty of them. */
  readonly without: readonly { readonly reference: string; readonly problem: Sentence }[];
  readonly withoutTotal: number;
}

/** @param references only these services; null for all that are not retired */
export async function loadsOf(tx: ReadTx, references: readonly string[] | null, now: Date): Promise<Loads> {
  const [services, without] = await Promise.all([
    servicesOfReferences(tx, references),
    servicesWithoutOfficer(tx, references, now, MOST),
  ]);
  const named = new Map(services.map((one) => [one.id, one]));
  const all = await accepted(tx, references === null ? null : [...named.keys()]);
  const held = [...Map.groupBy(all, ({ service }) => service).values()]
    .flatMap((of) => termsOf(of))
    .filter((term) => covers(term, now))
    .flatMap((term) => {
      const service = named.get(term.nomination.service);
      return service ? [{ reference: service.reference, service: service.name, term }] : [];
    });
  const loads = [...Map.groupBy(held, ({ term }) => term.nomination.person)].map(([person, terms]) => ({
    person,
    name: terms[0]!.term.nomination.name,
    accountable: terms.filter(({ term }) => term.nomination.office === 'clinical safety officer').length,
    held: terms.toSorted((a, b) => a.reference.localeCompare(b.reference)),
  }));
  return {
    loads: loads.toSorted(
      (a, b) => b.accountable - a.accountable || b.held.length - a.held.length || a.name.localeCompare(b.name),
    ),
    without: without.rows.map((one) => ({ reference: one.reference, problem: withoutProblem(one) })),
    withoutTotal: without.total,
  };
}

/** That a service has nobody accountable, in the words of its page. */
export function withoutProblem({ reference, waiting, comingName, comingAt }: ServiceWithout): Sentence {
  const coming = comingName !== null && comingAt ? { name: comingName, on: dayOf(comingAt) } : null;
  return noOfficer({ reference }, { waiting, coming });
}
