import { servicesSeen, servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, DeskOf, OnDesk } from '../../platform/feature.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { addDays, DUE_SOON, registerOf } from './domain.ts';
import { dayOf, sayDay, startOf, after } from './moments.ts';
import { dueLookUps, expiringTraining, nominationsFor, servicesWithoutOfficer, type Counted } from './desk-store.ts';
import { withoutProblem } from './load.ts';
import { isKeeper, KEEPERS } from './who.ts';

/*
 * What people put on a desk: a nomination that awaits an answer, a registration that somebody has to look up again (shown
 * to those who can, never to the person), training of one's own that runs out, and a service without an officer.
 */

export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const parts = await Promise.all([nominated(tx, desk), without(tx, desk), toLookUp(tx, desk), expiring(tx, desk)]);
    const items = parts.flatMap((part) => part.items);
    const time = ({ due, since }: DeskItem) => (due ?? since)?.getTime() ?? 0;
    return {
      items: items.toSorted((a, b) => time(a) - time(b)).slice(0, desk.most),
      total: parts.reduce((sum, { total }) => sum + total, 0),
    };
  },
};

type Part = { readonly items: readonly DeskItem[]; readonly total: number };

function part<Row>({ rows, total }: Counted<Row>, item: (row: Row) => DeskItem): Part {
  return { items: rows.map(item), total };
}

async function nominated(tx: ReadTx, { actor, most }: DeskOf): Promise<Part> {
  return part(await nominationsFor(tx, actor.id, most), ({ id, office, reference, name, by, at }) => {
    const href = `/services/${reference}/nominations/${id}`;
    return {
      key: `nomination:${id}`,
      mark: { words: 'Your answer' },
      sentence: {
        so: [{ text: `You were nominated as ${office} of ${reference}`, href }],
        because: [`${by} nominated you on ${sayDay(dayOf(at))}`],
        clears: ['Your answer clears it.'],
      },
      service: { reference, name },
      since: at,
      due: null,
      action: { text: 'Read and answer', href },
    };
  });
}

async function without(tx: ReadTx, { actor, now, most }: DeskOf): Promise<Part> {
  const found = await servicesWithoutOfficer(tx, servicesSeen(actor), now, most);
  return part(found, (one) => ({
    key: `no-officer:${one.id}`,
    mark: { verdict: 'not-met' },
    sentence: withoutProblem(one),
    service: { reference: one.reference, name: one.name },
    since: null,
    due: null,
    action: { text: 'See who could be', href: `/services/${one.reference}/officer` },
  }));
}

async function toLookUp(tx: ReadTx, { actor, now, most }: DeskOf): Promise<Part> {
  if (!isKeeper(actor)) return { items: [], total: 0 };
  const by = addDays(dayOf(now), DUE_SOON);
  const found = await dueLookUps(tx, { viewer: actor.id, services: servicesWhere(actor, KEEPERS), by, most });
  return part(found, ({ id, person, name, register, nextDue, added }) => ({
    key: `registration:${id}`,
    mark: nextDue === null ? { verdict: 'not-known' } : { words: 'Look-up' },
    sentence: {
      so: [
        'The ',
        { text: `${registerOf(register)?.short ?? ''} registration of ${name}`, href: `/people/${person}` },
        ' has to be looked up',
      ],
      because: [
        nextDue === null ? 'nobody else has looked it up yet' : `the last look-up counts until ${sayDay(nextDue)}`,
      ],
      clears: ['A look-up on the register by somebody else clears it.'],
    },
    service: null,
    since: nextDue === null ? added : startOf(addDays(nextDue, -DUE_SOON)),
    due: nextDue === null ? null : after(nextDue),
    action: { text: 'Record a look-up', href: `/people/${person}/registrations/${id}/look-up` },
  }));
}

async function expiring(tx: ReadTx, { actor, now, most }: DeskOf): Promise<Part> {
  const by = addDays(dayOf(now), DUE_SOON);
  return part(await expiringTraining(tx, actor.id, { by, most }), ({ id, course, expiresOn }) => ({
    key: `training:${id}`,
    mark: { words: 'Your training' },
    sentence: {
      so: [{ text: `Your training “${course}” runs out`, href: '/people/me' }],
      because: [`it counts until ${sayDay(expiresOn)}`],
      clears: ['Adding newer training clears it. It stops no signature.'],
    },
    service: null,
    since: startOf(addDays(expiresOn, -DUE_SOON)),
    due: after(expiresOn),
    action: { text: 'Add training', href: '/people/me/training/add' },
  }));
}
