import type { CaseLine, OnServices, ServiceOnPage } from '../../platform/feature.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { signing } from '../approvals/index.ts';
import { lineOf } from './checks.ts';
import { planPath } from './domain.ts';
import { factsOf } from './reading.ts';
import { planSignable } from './signing.ts';
import { plansOf } from './store.ts';

/** What plans show on the page of a service. */
export const onServices: OnServices = {
  line: async (tx, services, now) => (await signing()).shortLines(tx, planSignable, services, now),
  inCase,
};

async function inCase(tx: ReadTx, { id, reference, now }: ServiceOnPage): Promise<CaseLine> {
  const [plan] = await plansOf(tx, [id]);
  const line = { text: 'Clinical risk management plan', href: planPath(reference) };
  if (!plan) return { ...line, says: ['Nobody has written it yet.'] };
  const [fact] = await factsOf(tx, [plan], { seq: null, now });
  return { ...line, says: lineOf(fact!, now) };
}
