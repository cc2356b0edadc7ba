import type { Loaded } from './load.ts';

/** A page that is measured: each time another one of its sort. */
export interface MeasuredPage {
  readonly name: string;
  readonly path: (random: Random) => string;
}

/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number;

/** The pages that people open, each for a service and a hazard by chance. */
export function pagesOf({ references, hazards, dayOf }: Loaded): MeasuredPage[] {
  // The first log is five times as long as the others and has a line of its own.
  const any = (random: Random) => 1 + random(references.length - 1);
  const log = (words: (random: Random, service: number) => string) => (random: Random) => {
    const service = any(random);
    const query = words(random, service);
    return `/services/${references[service]}/logs/1${query === '' ? '' : `?${query}`}`;
  };
  const one = (list: readonly string[]) => (random: Random) => list[random(list.length)]!;
  return [
    { name: 'the organisation’s first page', path: () => '/services' },
    {
      name: 'its services, another page',
      path: (random) => `/services?page=${1 + random(Math.max(1, Math.floor(references.length / 60)))}`,
    },
    {
      name: 'its services, searched',
      path: one(
        ['search=wound', 'search=lark', 'search=ward+north', 'search=m', 'search=falls-00013'].map(
          (words) => `/services?${words}`,
        ),
      ),
    },
    { name: 'a service', path: (random) => `/services/${references[any(random)]}` },
    { name: 'a log', path: log(() => '') },
    { name: 'a log, its second page', path: log(() => 'page=2') },
    {
      name: 'a log, filtered',
      path: log(
        one(['status=open', 'level=3', 'owner=Juniper+Hale', 'status=open&level=4&component=Alerts', 'initial=3-4']),
      ),
    },
    { name: 'a log, sorted', path: log(one(['sort=name', 'sort=residual&order=down', 'sort=status'])) },
    {
      name: 'a log, searched',
      path: log(one(['q=wristband', 'q=handover', 'q=dose+is+given', 'q=HAZ-17', 'q=zebra'])),
    },
    { name: 'a log, as at a day', path: log((_random, service) => `as-at=${dayOf(service)}`) },
    { name: 'a log of five times the length', path: () => `/services/${references[0]}/logs/1` },
    { name: 'a hazard', path: (random) => `/services/${references[any(random)]}/hazards/HAZ-${1 + random(hazards)}` },
  ];
}

/** The same numbers for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
