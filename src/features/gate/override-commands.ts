import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { rolesIn, type Actor } from '../../platform/commands/may.ts';
import { Denied, NotPossible, there } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { bankHolidays } from '../../platform/bank-holidays.ts';
import { dateIn } from '../../platform/london-time.ts';
import { workingDayAfter } from '../../words/working-days.ts';
import { actionsFrom, addAction } from '../actions/index.ts';
import { evidenceStores } from '../evidence/index.ts';
import { signerOf } from '../people/index.ts';
import type { Authorised, Matter } from '../plan/index.ts';
import { livingService, type Service } from '../services/index.ts';
import { standsUntil } from './asking.ts';
import { personOf } from './commands.ts';
import {
  authorisedAs,
  releaseGatePath,
  REVIEW_WORKING_DAYS,
  whoAuthorises,
  whyNoMoreFixes,
  type Override,
  type OverrideSort,
} from './domain.ts';
import { daysField, NAMED_MAY, reasonField, serviceField, versionField } from './fields.ts';
import { nextOverride, overridesOf, putOverride } from './store.ts';

/** What a review comes from. */
const SOURCE = 'gate-override';

/** Who may authorise a matter by the plan of a service: `authorisedFor` of the plan. */
export type WhoMay = (tx: ReadTx, service: string, matter: Matter) => Promise<readonly Authorised[] | null>;

/** How the plan calls what is authorised. */
export const MATTERS: Readonly<Record<OverrideSort, Matter>> = {
  override: 'override of the gate',
  'urgent safety fix': 'urgent safety fix',
};

type Overridden = { id: string; service: string; version: string; until: string; action: number | null };

const input = {
  service: serviceField,
  version: versionField,
  reason: reasonField('Say why it goes all the same, what could go wrong, and what is done about that meanwhile.'),
  days: daysField.describe('For how many days it stands; it ends by itself'),
};

/**
 * Letting a release go against the gate.
 * @param whoMay by what a plan says who may: that of the product, unless a test brings a plan of its own
 */
export function overriding(whoMay: WhoMay) {
  const one = (sort: OverrideSort) => ({
    input: z.strictObject(input),
    may: NAMED_MAY,
    confirms: true as const,
    subject: (_input: unknown, { id }: Overridden) => ({ kind: SOURCE, id }),
    run: async (tx: CommandTx, acting: Actor, given: z.output<z.ZodObject<typeof input>>): Promise<Overridden> => {
      const actor = personOf(acting);
      const service = await livingService(tx, given.service);
      const role = await roleOf(tx, actor, service, sort);
      const { releaseOf } = await evidenceStores();
      const release = there(await releaseOf(tx, service.id, given.version), `release ${given.version}`);
      if (release.state === 'withdrawn')
        throw new NotPossible(`Release ${given.version} was withdrawn. Record what goes live as a release of its own.`);
      if (sort === 'urgent safety fix') await refuseFix(tx, service);
      const { registration } = await signerOf(tx, { person: actor.id, service: service.id }, tx.at);
      const id = tx.newId();
      const until = standsUntil(tx.at, given.days);
      const review = sort === 'override' ? null : await reviewOf(tx, actor, { service, id, version: given.version });
      putOverride(tx, {
        id,
        service: service.id,
        number: await nextOverride(tx, service.id),
        sort,
        release: release.id,
        reason: given.reason,
        person: actor.id,
        role,
        registration: registration && `${registration.register.short} ${registration.number}`,
        until,
        review,
      });
      return {
        id,
        service: service.reference,
        version: given.version,
        until: until.toISOString(),
        action: review?.action ?? null,
      };
    },
  });

  async function roleOf(tx: ReadTx, actor: Actor & { kind: 'person' }, service: Service, sort: OverrideSort) {
    const authorised = await whoMay(tx, service.id, MATTERS[sort]);
    const role = authorisedAs(authorised, { id: actor.id, roles: rolesIn(actor, service.reference) });
    if (role === null) throw new Denied(`${whoAuthorises(authorised, sort)} Nothing was changed.`);
    return role;
  }

  return {
    overrideGate: command({
      feature: 'gate',
      name: 'overrideGate',
      summary:
        'Lets one release go against the gate, for at most 14 days, with a reason, signed by whom the plan names',
      past: ['the gate was overridden', 'the gate was overridden # times'],
      ...one('override'),
    }),
    authoriseUrgentFix: command({
      feature: 'gate',
      name: 'authoriseUrgentFix',
      summary:
        'Lets a release go as an urgent safety fix, signed by whom the plan names; it is looked at within 5 working days',
      past: ['an urgent safety fix was authorised', '# urgent safety fixes were authorised'],
      ...one('urgent safety fix'),
    }),
  };
}

/** @throws NotPossible while an earlier one was not looked at in time */
async function refuseFix(tx: CommandTx, { id }: Service): Promise<void> {
  const ids = (await overridesOf(tx, [id])).map((one) => one.id);
  const reviews = (await actionsFrom(tx, SOURCE, ids)).map(({ number, due, state }) => ({
    action: number,
    due,
    done: state !== 'open',
  }));
  const why = whyNoMoreFixes(reviews, dateIn(tx.at));
  if (why !== null) throw new NotPossible(why);
}

/** An urgent fix goes before it is looked at: whoever let it go has to, within working days. */
async function reviewOf(
  tx: CommandTx,
  { id: owner }: { readonly id: string },
  of: { readonly service: Service; readonly id: string; readonly version: string },
): Promise<Override['review']> {
  const { reference } = of.service;
  const due = workingDayAfter(dateIn(tx.at), REVIEW_WORKING_DAYS, bankHolidays());
  const { number } = await addAction(tx, {
    service: { id: of.service.id, reference },
    title: `Look at the urgent safety fix ${of.version}: hazards, controls, ratings and the report`,
    owner,
    due,
    source: {
      kind: SOURCE,
      id: of.id,
      label: `Urgent safety fix ${of.version}`,
      href: releaseGatePath(reference, of.version),
    },
  });
  return { due, action: number };
}
