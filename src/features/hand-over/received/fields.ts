import { z } from 'zod';
import { line } from '../../../platform/commands/fields.ts';
import type { May } from '../../../platform/commands/may.ts';
import { NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { findService, livingService, type Service } from '../../services/index.ts';
import { deploymentNumber, type Deployment } from '../domain/deployments.ts';
import { deploymentsOf } from './store.ts';

/** Who looks after a deployment: takes in what a supplier sends. */
export const KEEPS: May = {
  roles: [
    'administrator',
    'clinical safety officer',
    'deputy clinical safety officer',
    'safety engineer',
    'product owner',
  ],
  where: 'service',
};

/** Who says what is accepted here: whoever answers for its safety. */
export const ANSWERERS: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'],
  where: 'service',
};

export const OFFICERS: May = { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const deploymentField = z
  .string('Say which deployment: its number, such as DPL-1.')
  .refine((text) => deploymentNumber(text) !== null, 'Give the number of a deployment, such as DPL-1.');

/** The deployment of this number. @throws NotFound */
export async function findDeployment(
  tx: ReadTx,
  { service: reference, deployment }: { readonly service: string; readonly deployment: string },
): Promise<{ readonly service: Service; readonly deployment: Deployment }> {
  const service = await findService(tx, reference);
  const number = deploymentNumber(deployment);
  const [found] = number === null ? [] : await deploymentsOf(tx, [service.id], undefined, number);
  if (!found) throw new NotFound(`There is no deployment ${deployment} of ${service.reference}.`);
  return { service, deployment: found };
}

/** The same, where work goes on. @throws NotFound, NotPossible */
export async function livingDeployment(tx: ReadTx, named: Parameters<typeof findDeployment>[1]) {
  await deployedService(tx, named.service);
  return findDeployment(tx, named);
}

/** A service that this organisation deploys. @throws NotFound, NotPossible */
export async function deployedService(tx: ReadTx, reference: string): Promise<Service> {
  const service = await livingService(tx, reference);
  if (service.role === 'manufacturer')
    throw new NotPossible(
      `${service.reference} is made here and, as far as is said, deployed elsewhere. To deploy it here as well, say so on the page of the service: your part in it is then both.`,
    );
  return service;
}
