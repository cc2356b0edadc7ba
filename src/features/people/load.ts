import type { ReadTx } from '../../platform/database/database.ts';
import type { Nomination, OfficeHolders, Term } from './domain.ts';
import { covers, termsOf } from './domain.ts';
import { nominations } from './nomination-store.ts';
import { servicesOfReferences } from './people-store.ts';
import { officeHoldersOf } from './reading.ts';

/** The load of one person: in which services they hold which office. */
export interface Load {
  readonly person: string;
  readonly name: string;
  /** Services in which they are accountable. */
  readonly accountable: number;
  readonly held: readonly { readonly reference: string; readonly service: string; readonly term: Term<Nomination> }[];
}

/** Who holds office in which services now, those with most first; and the services where nobody is accountable. */
export interface Loads {
  readonly loads: readonly Load[];
  readonly without: readonly { readonly reference: string; readonly name: string; readonly holders: OfficeHolders }[];
}

/** @param references only these services; null for all that are not retired */
export async function loadsOf(tx: ReadTx, references: readonly string[] | null, now: Date): Promise<Loads> {
  const services = await servicesOfReferences(tx, references);
  const ids = services.map(({ id }) => id);
  const [held, answers] = await Promise.all([
    nominations(tx, { services: ids }),
    officeHoldersOf(tx, ids, { seq: null, now }),
  ]);
  const byPerson = new Map<string, Load['held'][number][]>();
  for (const { id, reference, name } of services)
    for (const term of termsOf(held.filter(({ service }) => service === id)))
      if (covers(term, now)) {
        const { person } = term.nomination;
        byPerson.set(person, [...(byPerson.get(person) ?? []), { reference, service: name, term }]);
      }
  const loads = [...byPerson].map(([person, terms]) => ({
    person,
    name: terms[0]!.term.nomination.name,
    accountable: terms.filter(({ term }) => term.nomination.office === 'clinical safety officer').length,
    held: terms,
  }));
  return {
    loads: loads.toSorted(
      (a, b) => b.accountable - a.accountable || b.held.length - a.held.length || a.name.localeCompare(b.name),
    ),
    without: services.flatMap(({ id, reference, name }) => {
      const holders = answers.find(({ service }) => service === id)?.holders;
      return holders && !holders.accountable ? [{ reference, name, holders }] : [];
    }),
  };
}
