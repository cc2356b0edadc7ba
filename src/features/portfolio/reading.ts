import type { Assessed } from '../../platform/assessed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { momentOf, type Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { officeHoldersOf } from '../people/index.ts';
import { capacitiesOf } from './capacity-store.ts';
import { figuresOf, type Figures, type Stands, type System } from './domain.ts';
import { fromNothing, linesNow } from './summaries.ts';
import { servicesAt } from './summary-store.ts';

/** Who is accountable for something. */
export interface Accountable {
  readonly person: string;
  readonly name: string;
}

/** Who is clinical safety officer of these services at a moment, by their ids; a service with nobody is not there. */
export async function officersOf(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Accountable>> {
  const all = await officeHoldersOf(
    tx,
    services.map(({ id }) => id),
    moment,
  );
  return new Map(
    all.flatMap(({ service, holders: { accountable } }) =>
      accountable === null ? [] : [[service, { person: accountable.signer.person, name: accountable.signer.name }]],
    ),
  );
}

/** So many services are worked out in one breath. */
const BATCH = 50;

/** The figures of an organisation, now or as at a time. Nothing is left out for being slow: they are sent to somebody. */
export async function figuresAt(
  tx: ReadTx,
  contributions: readonly Assessed[],
  at: Date | null,
  now: Date,
): Promise<Figures & { readonly at: Date }> {
  const moment = await momentOf(tx, at, now);
  const standing =
    moment.seq === null ? await standingNow(tx, contributions, now) : await standingAt(tx, contributions, moment);
  const living = standing.filter(({ service }) => service.phase !== 'retired');
  const officers = await officersOf(
    tx,
    living.map(({ service }) => service),
    moment,
  );
  const capacities = await capacitiesOf(tx, [...new Set([...officers.values()].map(({ person }) => person))], moment);
  const people = new Map(
    [...officers.values()].map(({ person, name }) => [person, { name, hundredths: capacities.get(person) ?? null }]),
  );
  const systems = living
    .map(({ service, stands }): System => ({
      service,
      dcb0129: stands.dcb0129,
      dcb0160: stands.dcb0160,
      officer: officers.get(service.id)?.person ?? null,
    }))
    .toSorted((a, b) => a.service.name.localeCompare(b.service.name));
  return { ...figuresOf(systems, people), at: moment.now };
}

type Stood = readonly { readonly service: AssessedService; readonly stands: Stands }[];

async function standingNow(tx: ReadTx, contributions: readonly Assessed[], now: Date): Promise<Stood> {
  const { lines } = await linesNow(tx, contributions, { seen: null, now, most: Infinity });
  return lines.map(({ service, stands }) => ({ service, stands: stands! }));
}

async function standingAt(tx: ReadTx, contributions: readonly Assessed[], moment: Moment): Promise<Stood> {
  const services = await servicesAt(tx, null, moment);
  const stood: { service: AssessedService; stands: Stands }[] = [];
  for (let from = 0; from < services.length; from += BATCH) {
    const some = services.slice(from, from + BATCH);
    const stands = await fromNothing(tx, contributions, some, moment);
    stood.push(...some.map((service) => ({ service, stands: stands.get(service.id)! })));
  }
  return stood;
}
