import type { Feature } from '../../platform/feature.ts';

export { OFFICERS_SIGN, type Rule } from './domain.ts';
export { approvedFound, type Approved } from './domain/approved.ts';
export type { Change, Difference, Part } from './domain/difference.ts';
export { driftLine, standingSentence, type ApprovedStanding, type Drift, type SaidOf } from './domain/standing.ts';
export type { Named, Signable, Signed } from './signable.ts';

/** Signatures: what was signed, by whom, what it means, and how the work has drifted from it. */
export const approvals: Feature = {
  name: 'approvals',
  verbs: [
    {
      name: 'approval',
      summary: 'write one signature to a file that anybody can verify',
      load: () => import('./cli.ts'),
    },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
};

/**
 * What a feature with a kind that is signed calls: its kind, its command, its pages. Loaded with its ground, and not with
 * the map: a verb that needs no database loads none of it.
 */
export const signing = () => import('./signing.ts');

/** The same for its pages. */
export const signingPages = () => import('./signing-pages.ts');
