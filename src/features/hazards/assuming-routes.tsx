import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import { assumptionReference, assumptionsOf } from '../decisions/index.ts';
import { restOnAssumptions } from './assuming-command.ts';
import { assumedBy } from './assuming-store.ts';
import { hazardNumber, hazardReference } from './domain.ts';
import { hazardPath } from './pages/addresses.ts';
import { RestOnForm, type RestOnProps } from './pages/assuming-form.tsx';
import { serviceNamed } from './service-store.ts';
import { residualsOf } from './standing-store.ts';

/** The form that says on which assumptions a residual rating rests. */
export function assumingRoutes(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: '/services/:service/hazards/:hazard/assumptions',
    command: anyCommand(restOnAssumptions),
    load,
    values: ({ version, assumptions }) => ({
      version: String(version),
      assumptions: assumptions.filter(({ chosen }) => chosen).map(({ number }) => assumptionReference(number)),
    }),
    input: (values, { params }) => ({
      service: params['service'],
      hazard: params['hazard'],
      version: valueOf({ values }, 'version'),
      assumptions: valuesOf({ values }, 'assumptions'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: RestOnForm,
    done: (result, { params }) => ({
      href: hazardPath(params['service']!, named(result)),
      notice: `The residual rating of ${named(result)} is yours now, and rests on what you chose.`,
    }),
  });
}

function named(result: Readonly<Record<string, unknown>>): string {
  return String(result['hazard']);
}

/** @throws NotFound */
async function load(tx: ReadTx, { params, now }: PageContext): Promise<RestOnProps> {
  const service = await serviceNamed(tx, params['service']!, { seq: null, now });
  const number = hazardNumber(params['hazard'] ?? '');
  const [residual] = number === null ? [] : await residualsOf(tx, service.id, [number]);
  if (number === null || !residual) throw new NotFound('There is no such hazard.');
  const [all, chosen] = await Promise.all([assumptionsOf(tx, service.id), assumedBy(tx, residual.id)]);
  return {
    service,
    hazard: hazardReference(number),
    confirmed: residual.rating?.confirmed === true,
    version: residual.version,
    today: dateIn(now),
    assumptions: all
      .map((one) => ({ ...one, chosen: chosen.includes(one.id) }))
      // One that is not held is shown only where the rating rests on it: to be taken out.
      .filter((one) => one.chosen || one.state === 'held'),
  };
}
