import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { signing } from '../approvals/index.ts';
import { schemesUsedAt } from '../hazards/index.ts';
import { heldUntil, rolesHeld, type RoleHeld } from '../people/index.ts';
import { NHS_SCHEME, schemeVersion } from '../schemes/index.ts';
import { basisAt } from './basis.ts';
import type { NamedPerson, PlanFact, PlanFacts } from './checks.ts';
import { AUTHORISING_ROLES, basisWords, missingIn, unauthorised, type DeclaredScheme, type Plan } from './domain.ts';
import { planSignable } from './signing.ts';
import { plansOf } from './store.ts';

/*
 * What is known of plans, as plain facts: for the checks, for pages and for the API. A fixed number of queries, however many
 * services.
 */

/** Whoever holds a role that a plan can authorise, over or not. */
export interface RoleHolder {
  readonly person: string;
  readonly name: string;
  readonly role: string;
  readonly until: Date | null;
}

/** Who holds a role in this service now, by which a plan can authorise them. One query. */
export async function holdersIn(
  tx: ReadTx,
  { reference }: { readonly reference: string },
  moment: Moment,
): Promise<RoleHolder[]> {
  const held = await rolesHeld(tx, [{ reference }], moment);
  const isOne = ({ role, until }: RoleHeld) =>
    AUTHORISING_ROLES.some((one) => one === role) && (until === null || until > moment.now);
  const byKey = new Map(held.filter(isOne).map((one) => [`${one.person} ${one.role}`, one]));
  return [...byKey.values()];
}

/** The schemes that a plan of this service can declare: those that its logs use, that of the NHS, and what it declares already. */
export async function schemesFor(tx: ReadTx, service: string, plan: Plan | null): Promise<DeclaredScheme[]> {
  const [used] = await schemesUsedAt(tx, [{ service, seq: null }]);
  const known = [...used!, NHS_SCHEME].map((scheme) => ({ version: schemeVersion(scheme), title: scheme.title }));
  const byVersion = new Map([...known, ...(plan?.scheme ? [plan.scheme] : [])].map((one) => [one.version, one]));
  return [...byVersion.values()];
}

/** The facts of these plans at a moment, in their order. */
export async function factsOf(tx: ReadTx, plans: readonly Plan[], moment: Moment): Promise<PlanFact[]> {
  const { approvedAt, latestVersions } = await signing();
  const services = plans.map(({ service }) => service);
  const [approved, latest, held, bases] = await Promise.all([
    approvedAt(
      tx,
      planSignable,
      plans.map(({ id }) => id),
      moment,
    ),
    latestVersions(
      tx,
      planSignable.kind,
      services.map(({ id }) => id),
      moment,
    ),
    rolesHeld(tx, services, moment),
    basisAt(
      tx,
      services.map(({ id }) => ({ service: id, seq: moment.seq })),
    ),
  ]);
  const signed = new Map(latest.map(({ subject, at }) => [subject, at]));
  return plans.map((plan, index): PlanFact => {
    const { service, scheme, authorises, reviewDays } = plan;
    const here = held.filter((one) => one.service === null || one.service === service.reference);
    return {
      service: { reference: service.reference },
      missing: missingIn(plan),
      without: unauthorised(authorises),
      named: authorises.flatMap(({ matter, role, person }) =>
        person ? [namedPerson(here, matter, role, person)] : [],
      ),
      declared: scheme?.version ?? null,
      otherSchemes: basisWords(bases[index]!, scheme?.version ?? null).otherSchemes,
      reviewDays,
      approved: approved.get(plan.id)!,
      approvedAt: signed.get(plan.id) ?? null,
    };
  });
}

function namedPerson(
  here: readonly RoleHeld[],
  matter: NamedPerson['matter'],
  role: string,
  { id, name }: { readonly id: string; readonly name: string },
): NamedPerson {
  return { matter, role, name, until: heldUntil(here.filter((one) => one.person === id && one.role === role)) };
}

/** What is known of the plans of these services at a moment, by the ids of the services. */
export async function knownPlans(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, PlanFacts>> {
  const plans = await plansOf(
    tx,
    services.map(({ id }) => id),
    moment,
  );
  if (plans.length === 0) return new Map();
  const facts = await factsOf(tx, plans, moment);
  return new Map(plans.map(({ service }, index) => [service.id, { plan: facts[index]! }]));
}
