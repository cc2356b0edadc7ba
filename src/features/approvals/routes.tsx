import type { FastifyInstance } from 'fastify';
import { WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { registerPage } from '../../platform/http/forms.ts';
import { registerSitting } from '../../platform/http/sitting.tsx';
import { sittingSentence } from './domain/sitting.ts';
import { intendedUse } from './intended-use.ts';
import { SignedTogetherPage, SittingPage } from './pages/sitting.tsx';
import { WaitingPage } from './pages/waiting.tsx';
import { doneNotice, signPages } from './sign-routes.tsx';
import { approvedIn, loadSitting, signingOf, whoeverSigns } from './sitting.ts';
import { waitingFor } from './waiting.ts';

/** The pages of signatures: what awaits one, several in one sitting, and those of the intended use. */
export function routes(app: FastifyInstance, services: Services): void {
  const signing = signingOf(services);
  const may = whoeverSigns(signing);
  signPages(app, services, intendedUse);
  registerPage(app, services, {
    path: '/sign',
    may: WHOEVER_BELONGS,
    load: (tx, context) => waitingFor(tx, services, context),
    page: WaitingPage,
  });
  registerSitting(app, services, {
    path: '/sign/together',
    may,
    load: (tx, context) => loadSitting(tx, services, signing, context),
    page: SittingPage,
    chosen: (tx, values, context) => approvedIn(tx, signing, values, context),
    confirming: (steps) => sittingSentence(steps.map(({ what }) => what)),
    done: (outcomes, { shell }) => (
      <SignedTogetherPage
        shell={shell}
        outcomes={outcomes.map((outcome) => ({
          title: outcome.step.named.title,
          path: outcome.step.named.path,
          ...('refused' in outcome
            ? { signed: false, says: outcome.refused }
            : {
                signed: true,
                says: doneNotice(
                  outcome.step.command.signs,
                  Number(outcome.result['number']),
                  false,
                  Number(outcome.result['missing']),
                ),
              }),
        }))}
      />
    ),
  });
}
