import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Discussed } from './discussable.ts';

export type { Discussable, Discussed } from './discussable.ts';

/** What people say about hazards, controls and whatever else has a page; and what they attach to it. */
export const discussion: Feature = {
  name: 'discussion',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};

/**
 * What a feature with a kind that is talked about calls: `discussCommand` and `attachCommand` in its ground. Loaded with
 * its ground, and not with the map.
 */
export const discussing = () => import('./discussing.ts');

/** The same for its pages: `discussionPages(app, services, discussable)`. */
export const discussingPages = () => import('./discussing-pages.ts');

/**
 * The part of a subject's page on what is said about it; null for whoever only assesses. As it stood, for a moment that is
 * past: then nothing is offered.
 */
export async function discussionOn(
  tx: ReadTx,
  context: PageContext,
  discussed: Discussed,
  moment?: Moment,
): Promise<VNode | null> {
  return (await discussingPages()).discussionOn(tx, context, discussed, moment);
}

/** The same on what is attached to it. */
export async function attachmentsOn(
  tx: ReadTx,
  context: PageContext,
  discussed: Discussed,
  moment?: Moment,
): Promise<VNode> {
  return (await discussingPages()).attachmentsOn(tx, context, discussed, moment);
}

/** How many open discussions these subjects of a kind have, by their ids; those without any are left out. One query. */
export async function openThreads(
  tx: ReadTx,
  kind: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return (await import('./store.ts')).openCounts(tx, kind, ids);
}
