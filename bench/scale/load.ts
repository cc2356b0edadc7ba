import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { foundBy, SERVICE_PHASES } from '../../src/features/services/domain.ts';
import { NHS_SCHEME } from '../../src/features/schemes/domain.ts';
import { canonical, type Json } from '../../src/platform/canonical.ts';
import { genesis, hashOf, saltedDigest, type Entry } from '../../src/platform/ledger/chain.ts';
import { digestOfSecret, newSecret } from '../../src/platform/sessions/sessions.ts';
import {
  BETWEEN,
  closedAt,
  CLOSED_LATER,
  CLOSING,
  createdAt,
  fill,
  FIRST,
  importedAt,
  LARGE_TABLES,
  putLedger,
  putOrganisation,
  putServices,
  settleDown,
  subjectIds,
  type LedgerRow,
  type NewService,
  type Plan,
} from './load-store.ts';
import { serviceOf } from './words.ts';

/** How much is loaded. */
export interface Size {
  readonly services: number;
  readonly hazards: number;
  /** Organisations besides the one that is looked at, each with so many services. */
  readonly others: readonly number[];
}

/** What was loaded, as far as whoever looks at it needs to know. */
export interface Loaded extends Pick<Size, 'services' | 'hazards'> {
  readonly organisation: string;
  /** What the browser of somebody who is signed in holds. */
  readonly secret: string;
  readonly references: readonly string[];
  /** A day on which the log of a service stood as it was imported. */
  readonly dayOf: (service: number) => string;
}

const DAY = 86_400_000;

/** Loads organisations with services, and with their hazard logs, as imports would have left them. */
export async function load(
  owner: pg.ClientConfig,
  { services, hazards, others }: Size,
  say: (line: string) => void = () => undefined,
): Promise<Loaded> {
  const plans = [services, ...others].map((count, place): Plan => ({
    organisation: newId(),
    place,
    person: newId(),
    services: count,
    hazards,
    scheme: NHS_SCHEME,
  }));
  const secret = newSecret();
  const fresh = plans.map((plan) => Array.from({ length: plan.services }, (_, number) => newService(number)));
  await shared(owner, LARGE_TABLES, async (client, table) => {
    const from = performance.now();
    await fill(client, table, plans);
    say(`  ${table} ${((performance.now() - from) / 1000).toFixed(0)} s`);
  });
  const client = new pg.Client(owner);
  await client.connect();
  try {
    for (const [index, plan] of plans.entries()) {
      await putServices(client, plan, fresh[index]!, 'Hazard log');
      const rows = chain(plan, await subjectIds(client, plan));
      for (let from = 0; from < rows.length; from += 5_000)
        await putLedger(client, plan.organisation, rows.slice(from, from + 5_000));
      const now = new Date();
      await putOrganisation(client, plan, {
        name: index === 0 ? 'Quillfeather Health Group' : `Another organisation ${index}`,
        digest: index === 0 ? digestOfSecret(secret) : randomBytes(32),
        now,
        until: new Date(now.getTime() + 7 * DAY),
      });
    }
  } finally {
    await client.end();
  }
  // Once nobody writes any more: what somebody else might not see yet is not marked as seen by everybody.
  await shared(owner, [...LARGE_TABLES, ...SMALL_TABLES], settleDown);
  return {
    services,
    hazards,
    organisation: plans[0]!.organisation,
    secret,
    references: fresh[0]!.map(({ reference }) => reference),
    dayOf: (service) => new Date(FIRST + service * BETWEEN + DAY).toISOString().slice(0, 10),
  };
}

/** Does something with each table, two at once: one for each core. */
async function shared<Table extends string>(
  owner: pg.ClientConfig,
  tables: readonly Table[],
  work: (client: pg.Client, table: Table) => Promise<void>,
): Promise<void> {
  const waiting = [...tables];
  await Promise.all(
    [1, 2].map(async () => {
      const client = new pg.Client(owner);
      await client.connect();
      try {
        await client.query(`set synchronous_commit = off; set work_mem = '64MB'; set maintenance_work_mem = '512MB'`);
        for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) await work(client, table);
      } finally {
        await client.end();
      }
    }),
  );
}

const SMALL_TABLES = [
  'organisation',
  'membership',
  'person',
  'session',
  'service',
  'service_word',
  'hazard_log',
  'ledger_entry',
  'ledger_content',
  'subject_history',
];

function newService(number: number): NewService {
  const { name, reference } = serviceOf(number);
  // Most are in use; a few were retired.
  const phase = SERVICE_PHASES[number % 10] ?? 'live';
  return { name, reference, phase, words: foundBy(`${reference} ${name}`) };
}

/** The ledger of an organisation, as a chain that holds: what was created, imported, and closed. */
function chain(
  plan: Plan,
  subjects: readonly { readonly service: string; readonly log: string; readonly hazard: string }[],
): LedgerRow[] {
  const person = `person:${plan.person}`;
  const rows: LedgerRow[] = [];
  let previousHash = genesis(plan.organisation, 'changes');
  const add = (at: number, command: string, subject: Entry['subject'], input: Json) => {
    const salt = createHash('sha256').update(`${plan.organisation} ${rows.length}`).digest().subarray(0, 16);
    const content = canonical({ input });
    const entry: Entry = {
      organisation: plan.organisation,
      chain: 'changes',
      seq: rows.length + 1,
      at: new Date(at),
      actor: person,
      command,
      subject,
      contentDigest: saltedDigest(salt, content),
      reasons: canonical({ changed: {}, roots: [] }),
      previousHash,
    };
    const hash = hashOf(entry);
    rows.push({ ...entry, kind: subject?.kind ?? null, subject: subject?.id ?? null, hash, salt, content });
    previousHash = hash;
    return entry.seq;
  };
  const expect = (seq: number, wanted: number) => {
    if (seq !== wanted) throw new Error(`entry ${seq} was to be entry ${wanted}`);
  };
  add(FIRST, 'createOrganisation', null, {});
  add(FIRST, 'setMember', null, {});
  for (const [number, { service, log }] of subjects.entries()) {
    const at = FIRST + number * BETWEEN;
    expect(add(at, 'createService', { kind: 'service', id: service }, { service: number }), createdAt(number));
    expect(add(at, 'importHazardLog', { kind: 'hazard-log', id: log }, { service: number }), importedAt(number));
  }
  for (const [number, { hazard }] of subjects.entries()) {
    const seq = add(CLOSING + number * 1_000, 'closeHazard', { kind: 'hazard', id: hazard }, { hazard: CLOSED_LATER });
    expect(seq, closedAt(number, plan));
  }
  return rows;
}
