import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import { ROLES, type May, type Role } from '../../platform/commands/may.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import type { CommandTx } from '../../platform/commands/command.ts';
import { evidenceStores } from '../evidence/index.ts';
import { unknownInLogs } from '../hazards/index.ts';
import { livingService, type Service } from '../services/index.ts';
import { typedReferences } from './domain.ts';

const { releaseField, releaseOf } = await evidenceStores();
export { releaseField };

/** Who says what is released: those who build it, and those who answer for it. */
const DESCRIBERS: readonly Role[] = [
  'developer',
  'safety engineer',
  'product owner',
  'clinical safety officer',
  'deputy clinical safety officer',
];
export const RECORDS: May = { roles: DESCRIBERS, where: 'service', operator: true, token: 'pipeline' };
export const DESCRIBES: May = { roles: DESCRIBERS, where: 'service' };

/** Who judges components: never a program. */
export const JUDGES: May = {
  roles: ['safety engineer', 'clinical safety officer', 'deputy clinical safety officer', 'product owner'],
  where: 'service',
};

/** Whoever does something in the service says what a change means; that they are competent is looked up. */
export const STATES: May = {
  roles: ROLES.filter((role) => role !== 'viewer' && role !== 'assessor'),
  where: 'service',
};

export const OFFICERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];
export const LOOKS: May = { roles: OFFICERS, where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');

export const commitField = z
  .string()
  .trim()
  .regex(/^[0-9a-fA-F]{7,64}$/u, 'Give the commit by 7 to 64 figures and letters a to f, as git does.')
  .toLowerCase();

/** Of the release that a command is about. */
export interface ReleaseNamed {
  readonly id: string;
  readonly version: string;
  readonly state: 'candidate' | 'live' | 'withdrawn';
  readonly liveSeq: number | null;
  readonly service: Service;
}

/** The release, where something can be said of it. @throws NotFound, NotPossible */
export async function livingRelease(tx: CommandTx, reference: string, version: string): Promise<ReleaseNamed> {
  const service = await livingService(tx, reference);
  const found = await releaseOf(tx, service.id, version);
  if (!found) throw new NotFound(`There is no release ${version} of ${service.reference}.`);
  if (found.state === 'withdrawn')
    throw new NotPossible(`Release ${version} was withdrawn. What is said of it stays as it is.`);
  return { ...found, service };
}

/** What typed references name, each of which is there. @throws InputProblem at `field` */
export async function referencesIn(
  tx: CommandTx,
  service: Service,
  typed: readonly string[],
  field: string,
): Promise<{ readonly hazards: readonly string[]; readonly controls: readonly string[] }> {
  const { hazards, controls, wrong } = typedReferences(typed);
  if (wrong.length > 0)
    throw new InputProblem([
      { field, message: `Give references such as HAZ-12 or CTL-31. This is none: ${wrong.slice(0, 3).join(', ')}.` },
    ]);
  const missing = await unknownInLogs(tx, service, { hazards, controls });
  if (missing.length > 0)
    throw new InputProblem([
      {
        field,
        message: `There is no ${missing.slice(0, 5).join(', ')} in ${service.reference}. Correct or leave it out.`,
      },
    ]);
  return { hazards, controls };
}
