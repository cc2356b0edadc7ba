import type { OnMembers } from '../../platform/feature.ts';
import { LIVING_PHASES } from './domain.ts';
import { listServices } from './store.ts';

/** Services in one list of choices: past this, a role is given in the API. */
const MOST = 1_000;

/** The services that a role can be held in. */
export const onMembers: OnMembers = {
  places: (tx) => listServices(tx, { words: [], phases: LIVING_PHASES, references: null }, { offset: 0, limit: MOST }),
};
