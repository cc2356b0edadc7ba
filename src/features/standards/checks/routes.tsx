import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { fileIn, takeFiles } from '../../../platform/files/sent-forms.ts';
import { registerForm, registerPage, valueOf, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { observe } from '../../../rules/checks.ts';
import { evidenceShown, evidenceStores } from '../../evidence/index.ts';
import { findService } from '../../services/index.ts';
import { checkPath } from '../domain/addresses.ts';
import { handCheckOf } from '../domain/hand-checks.ts';
import { cataloguesOf } from '../editions/keeping.ts';
import { handCheckNamed, recordCheck } from './commands.ts';
import { handFactsAt, keyOfCheck } from './hand-store.ts';
import { CheckPage, RecordCheckForm, type CheckProps } from './page.tsx';

const CHECK = '/services/:service/standards/checks/:check';
/** Records that are shown of one check; all of them stand with its evidence. */
const MOST_SHOWN = 50;

/** The pages of checks that people make. */
export async function checkRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const [{ testsByKey }, { observationsOf }] = await Promise.all([evidenceStores(), evidenceShown()]);
  await takeFiles(app);

  const load = async (tx: ReadTx, { params, now, allows }: PageContext): Promise<CheckProps> => {
    const service = await findService(tx, params['service'] ?? '');
    const hand = handCheckNamed(params['check'] ?? '');
    const moment = { seq: null, now };
    const [facts, [question], catalogues] = await Promise.all([
      handFactsAt(tx, [service], [hand.id], moment),
      testsByKey(tx, service.id, [keyOfCheck(hand.id)]),
      cataloguesOf(tx, [service.id], moment),
    ]);
    return {
      service,
      hand,
      observation: observe(handCheckOf(hand) as never, facts.get(service.id) ?? {}, { now, service }),
      question: question?.number ?? null,
      records: question ? await observationsOf(tx, { question: question.id }, MOST_SHOWN) : [],
      serves: catalogues
        .get(service.id)!
        .flatMap((catalogue) =>
          catalogue.criteria
            .filter(({ checks }) => checks.includes(hand.id))
            .map((criterion) => ({ catalogue, criterion })),
        ),
      mayRecord: service.phase !== 'retired' && allows(recordCheck),
    };
  };

  registerPage(app, services, { path: CHECK, may: WHOEVER_SEES_THE_SERVICE, load, page: CheckPage });
  registerForm(app, services, {
    path: `${CHECK}/record`,
    command: anyCommand(recordCheck),
    load,
    values: (_props, context) => ({ observedOn: dateIn(context.now) }),
    input: (values, { params }) => ({
      service: params['service'],
      check: params['check'],
      outcome: valueOf({ values }, 'outcome'),
      seen: valueOf({ values }, 'seen'),
      observedOn: valueOf({ values }, 'observedOn'),
      file: fileIn(values['file']),
      link: valueOf({ values }, 'link').trim(),
    }),
    page: RecordCheckForm,
    done: (result, { params }) => {
      const why = result['notReached'];
      const notReached = typeof why === 'string' ? ` What stands at the address could not be read: ${why}.` : '';
      return {
        href: checkPath(params['service']!, params['check']!),
        notice: `${result['evidence'] as string} is kept.${notReached}`,
      };
    },
  });
}
