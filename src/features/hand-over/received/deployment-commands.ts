import { z } from 'zod';
import { command } from '../../../platform/commands/command.ts';
import { line, optionalParagraph, paragraph } from '../../../platform/commands/fields.ts';
import { InputProblem } from '../../../platform/commands/problems.ts';
import { deploymentReference } from '../domain/deployments.ts';
import { plainFingerprint, sayFingerprint } from '../domain/received.ts';
import { deployedService, KEEPS, OFFICERS, serviceField } from './fields.ts';
import { deploymentsOf, knownFingerprint, nextDeployment, putDeployment, putKey } from './store.ts';

const feature = 'hand-over';

export type Added = {
  readonly id: string;
  readonly service: string;
  readonly serviceId: string;
  readonly deployment: string;
};

export const addDeployment = command({
  feature,
  name: 'addDeployment',
  summary: 'Adds a place where a service is deployed, which has a hazard log of its own',
  past: ['a deployment was added', '# deployments were added'],
  input: z.strictObject({
    service: serviceField,
    site: line(200, 'Say where it is deployed, such as the name of a hospital and its ward.'),
    configuration: optionalParagraph(4_000).describe('How it is set up there'),
  }),
  may: { ...KEEPS, operator: true },
  subject: (_input, { serviceId }: Added) => ({ kind: 'service', id: serviceId }),
  run: async (tx, _actor, { service: reference, site, configuration }): Promise<Added> => {
    const service = await deployedService(tx, reference);
    const others = await deploymentsOf(tx, [service.id]);
    if (others.some((one) => one.site.toLowerCase() === site.toLowerCase()))
      throw new InputProblem([
        { field: 'site', message: 'There is a deployment at this place already. Say what makes this one another.' },
      ]);
    const id = tx.newId();
    const number = await nextDeployment(tx, service.id);
    putDeployment(tx, { id, service, number, site, configuration, log: null });
    return { id, service: service.reference, serviceId: service.id, deployment: deploymentReference(number) };
  },
});

type Accepted = { readonly service: string; readonly serviceId: string; readonly fingerprint: string };

export const acceptSupplierKey = command({
  feature,
  name: 'acceptSupplierKey',
  summary: 'Accepts a key of the supplier, after somebody asked them for its fingerprint by another way',
  past: ['a key of a supplier was accepted', '# keys of suppliers were accepted'],
  input: z.strictObject({
    service: serviceField,
    fingerprint: line(100, 'Give the fingerprint that the supplier told you.'),
    reason: paragraph(2_000, 'Say how you asked the supplier, and why the key is another one.'),
  }),
  may: OFFICERS,
  subject: (_input, { serviceId }: Accepted) => ({ kind: 'service', id: serviceId }),
  run: async (tx, _actor, { service: reference, fingerprint: typed, reason }): Promise<Accepted> => {
    const service = await deployedService(tx, reference);
    const fingerprint = plainFingerprint(typed);
    if (!/^[\da-f]{32}$/u.test(fingerprint))
      throw new InputProblem([
        {
          field: 'fingerprint',
          message: 'A fingerprint has 32 letters and digits, in groups of four. Give all of it.',
        },
      ]);
    if ((await knownFingerprint(tx, service.id)) === fingerprint)
      throw new InputProblem([{ field: 'fingerprint', message: 'This key is the one that is known already.' }]);
    putKey(tx, service.id, fingerprint, reason);
    return { service: service.reference, serviceId: service.id, fingerprint: sayFingerprint(fingerprint) };
  },
});
