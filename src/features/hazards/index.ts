import type { CommandTx } from '../../platform/commands/command.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Recorded, Recording } from './recording.ts';

/** Hazard logs: taken in, looked at, judged. */
export const hazards: Feature = {
  name: 'hazards',
  verbs: [{ name: 'import', summary: 'keep a hazard log for a service', load: () => import('./import/cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onReports: () => import('./import/on-reports.ts').then((module) => module.onReports),
};

export type { NewControl, NewHazard, Recorded, Recording } from './recording.ts';

/**
 * Records a new hazard in the transaction of whatever it comes from: a workshop, the library. It has no rating: a person
 * gives that.
 * @throws NotFound, NotPossible where the service is retired
 */
export async function recordHazardIn(tx: CommandTx, recording: Recording): Promise<Recorded> {
  const { recordHazardIn: record } = await import('./recording.ts');
  return record(tx, recording);
}
