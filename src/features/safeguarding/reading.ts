import { bankHolidays } from '../../platform/bank-holidays.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { isId } from '../../platform/ids.ts';
import { recordSealedRead } from '../../platform/ledger/reads.ts';
import { membersNow } from '../organisations/index.ts';
import { leads, opensAs, referralStanding, type Compartment, type OpenedAs } from './domain.ts';
import { allCompartments, READ_PLACE, readsSince } from './keeping.ts';
import { askingOf, keepingFor, nothingHere, openedCompartment, ownedCompartment } from './opening.ts';
import type { OwnDuty } from './owing.ts';
import type { DeputiesProps, ReadsProps } from './pages/keeping.tsx';
import type { ListProps } from './pages/list.tsx';

const PAGES = {
  list: 'The list of records',
  reads: 'Who read what',
  deputies: 'The deputies',
  record: 'A record',
  worksheet: 'A worksheet of a record',
  form: 'A form of a record',
  own: 'A duty of one’s own, and nothing else',
  concern: 'What somebody wrote by the public form',
} as const;
type PageRead = keyof typeof PAGES;

const DAY = 24 * 60 * 60 * 1000;
/** How far back reads are shown, and how many; the ledger keeps all of them. */
const READS_SHOWN = { days: 90, most: 500 };
/** Days after which somebody should have looked at who read what. */
const LOOK_EVERY = 7;

/**
 * What pages load of what is sealed. Each records first that it is read, in a transaction of its own: also where it fails
 * afterwards, or does not open to whoever asks.
 */
export function readings({ ground }: Services) {
  const { sealing } = ground;

  async function note({ actor, organisation }: PageContext, page: PageRead, compartment: string | null): Promise<void> {
    await recordSealedRead(ground, organisation, { person: actor.id, page, compartment }, READ_PLACE);
  }

  return {
    /** A compartment, for whoever it opens to. @throws NotFound */
    open: async (
      tx: ReadTx,
      context: PageContext,
      page: PageRead,
    ): Promise<{ readonly compartment: Compartment; readonly as: OpenedAs }> => {
      const { actor, now, params } = context;
      const id = params['compartment'] ?? '';
      await keepingFor(tx, sealing, actor, now);
      await note(context, page, isId(id) ? id : null);
      return openedCompartment(tx, sealing, actor, id, now);
    },

    /** A duty that is the asker's own. @throws NotFound */
    openOwn: async (tx: ReadTx, context: PageContext): Promise<OwnDuty> => {
      const { actor, now, params } = context;
      const id = params['compartment'] ?? '';
      await note(context, 'own', isId(id) ? id : null);
      const own = await ownedCompartment(tx, sealing, actor, id, params['duty'] ?? '', now);
      if (!own) throw nothingHere();
      return own;
    },

    loadList: async (tx: ReadTx, context: PageContext): Promise<ListProps> => {
      const { actor, now } = context;
      const asking = askingOf(actor);
      const keeping = await keepingFor(tx, sealing, actor, now);
      await note(context, 'list', null);
      const mine = (await allCompartments(tx, sealing)).filter((one) => opensAs(asking, one, keeping, now));
      return {
        leads: leads(asking, null) || asking.grants.some(({ service }) => service !== null && leads(asking, service)),
        compartments: mine.map((one) => ({
          id: one.id,
          service: one.service.reference,
          on: one.on?.reference ?? null,
          openedAt: one.openedAt,
          danger: one.record?.record.danger ?? (one.flags.some(({ danger }) => danger === 'yes') ? 'yes' : 'unknown'),
          recorded: one.record !== null,
          toChase: one.referrals.filter(
            (referral) => referralStanding(referral, now, bankHolidays()).state === 'to chase',
          ).length,
        })),
      };
    },

    loadReads: async (tx: ReadTx, context: PageContext): Promise<ReadsProps> => {
      const { actor, now } = context;
      const asking = askingOf(actor);
      const keeping = await keepingFor(tx, sealing, actor, now);
      await note(context, 'reads', null);
      const since = new Date(now.getTime() - READS_SHOWN.days * DAY);
      const [reads, compartments, members] = await Promise.all([
        readsSince(tx, sealing, since, READS_SHOWN.most),
        allCompartments(tx, sealing),
        membersNow(tx),
      ]);
      const names = new Map(members.map(({ person, name }) => [person, name]));
      const nameOf = (id: string) => names.get(id) ?? 'Somebody who left';
      const led = new Map(
        compartments.filter((one) => opensAs(asking, one, keeping, now) === 'lead').map((one) => [one.id, one]),
      );
      const everywhere = leads(asking, null);
      const last = keeping.looked.at(-1);
      return {
        // Of what does not open to this lead, they do not see either that it was read.
        reads: reads
          .filter(({ compartment }) => (compartment === null ? everywhere : led.has(compartment)))
          .map(({ at, person, page, compartment }) => {
            const of = compartment === null ? null : led.get(compartment)!;
            const tried = of?.implicated.has(person) ? ' (it did not open to them)' : '';
            const what = PAGES[page as PageRead] ?? page;
            return {
              at,
              who: nameOf(person),
              what: of ? `${what}: ${of.service.reference}${of.on ? `, ${of.on.reference}` : ''}${tried}` : what,
              compartment,
            };
          }),
        glass: keeping.glass
          .filter((one) => new Date(one.at) >= since)
          .filter((one) => (one.compartment === null ? leads(asking, one.service) : led.has(one.compartment)))
          .map(({ at, by, service, incident, reason }) => ({
            at: new Date(at),
            who: nameOf(by),
            on: `${incident} of ${service}`,
            reason,
          })),
        looked: last ? { at: new Date(last.at), who: nameOf(last.by) } : null,
        due: !last || now.getTime() - new Date(last.at).getTime() > LOOK_EVERY * DAY,
      };
    },

    loadDeputies: async (tx: ReadTx, context: PageContext): Promise<DeputiesProps> => {
      const { actor, now } = context;
      const asking = askingOf(actor);
      const keeping = await keepingFor(tx, sealing, actor, now);
      await note(context, 'deputies', null);
      const people = (await membersNow(tx)).map(({ person, name }) => ({ id: person, name }));
      return {
        people,
        deputies: keeping.deputies
          .filter(({ service }) => leads(asking, service))
          .map(({ person, service, at }) => ({
            name: people.find(({ id }) => id === person)?.name ?? 'Somebody who left',
            place: service,
            since: new Date(at),
          })),
      };
    },
  };
}
