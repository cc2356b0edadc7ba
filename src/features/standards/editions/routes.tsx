import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { registerForm, valueOf, type PageContext } from '../../../platform/http/forms.ts';
import { assessService } from '../assessing.ts';
import { criteriaOf } from '../domain/assessment.ts';
import { standardPath } from '../domain/addresses.ts';
import { editionChanges } from '../domain/editions.ts';
import { adoptEdition } from './commands.ts';
import { editionNamed } from './keeping.ts';
import { AdoptEditionForm, type EditionProps } from './page.tsx';

/** Where another edition of a standard is taken up, with what it changes. */
export function editionRoutes(app: FastifyInstance, services: Services): void {
  const { assessed } = services.ground.kinds;
  registerForm(app, services, {
    path: '/services/:service/standards/:standard/editions/:edition',
    command: anyCommand(adoptEdition),
    load: async (tx: ReadTx, { params, now }: PageContext): Promise<EditionProps> => {
      const to = editionNamed(params['standard'] ?? '', params['edition'] ?? '');
      const of = { service: params['service'] ?? '', catalogue: to.id };
      const assessment = await assessService(tx, assessed, of, { seq: null, now });
      const judged = criteriaOf(assessment).filter(({ judgement }) => judgement !== null);
      const ids = judged.map(({ criterion }) => criterion.id);
      return { service: assessment.service, changes: editionChanges(assessment.catalogue, to, ids) };
    },
    input: (values, { params }) => ({
      service: params['service'],
      standard: params['standard'],
      edition: params['edition'],
      from: valueOf({ values }, 'from'),
    }),
    page: AdoptEditionForm,
    done: (result, { params }) => ({
      href: standardPath(params['service']!, params['standard']!),
      notice: `Edition ${result['edition'] as string} is taken up. What asks something else there is to be judged again.`,
    }),
  });
}
