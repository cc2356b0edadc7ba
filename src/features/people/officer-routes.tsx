import type { FastifyInstance } from 'fastify';
import { Documents } from '../../documents/render.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { registerForm, registerPage } from '../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../platform/http/pages.tsx';
import { loadLeave, loadNominate, loadNomination, loadOfficer, loadOfficers } from './load-officer.ts';
import { setLookUpLimit } from './look-up-limit-command.ts';
import { lookUpMonths } from './look-up-limit-store.ts';
import {
  acceptNomination,
  declineNomination,
  endNomination,
  nominateOfficer,
  recordAbsence,
} from './nomination-commands.ts';
import { LookUpLimitPage } from './pages/look-up-limit.tsx';
import { AcceptPage, DeclinePage, EndPage, LeavePage, NominatePage, NominationPage } from './pages/nomination.tsx';
import { OfficerPage } from './pages/officer.tsx';
import { OfficersPage } from './pages/officers.tsx';
import { TEAM_ANYWHERE } from './who.ts';

const NOMINATION = '/services/:service/nominations/:nomination';

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** The officers of a service: who it is and was, nominations and their letters. */
export function officerRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: '/officers', may: TEAM_ANYWHERE, load: loadOfficers, page: OfficersPage });
  registerForm(app, services, {
    path: '/organisation/look-ups',
    command: anyCommand(setLookUpLimit),
    load: lookUpMonths,
    values: (months) => ({ months: String(months) }),
    input: ({ months }) => ({ months }),
    page: (_months, form) => LookUpLimitPage(form),
    done: () => ({ href: '/officers', notice: 'It was saved how often registrations are looked up.' }),
  });
  registerPage(app, services, {
    path: '/services/:service/officer',
    may: WHOEVER_SEES_THE_SERVICE,
    load: loadOfficer,
    page: OfficerPage,
  });
  registerPage(app, services, {
    path: NOMINATION,
    may: WHOEVER_SEES_THE_SERVICE,
    load: loadNomination,
    page: NominationPage,
  });
  registerForm(app, services, {
    path: '/services/:service/officer/nominate',
    command: anyCommand(nominateOfficer),
    load: loadNominate,
    input: (values, { params }) => ({ ...values, service: params['service'] }),
    page: NominatePage,
    done: (result) => ({ href: nominationOf(result), notice: 'The nomination waits for their answer now.' }),
  });
  registerForm(app, services, {
    path: `${NOMINATION}/accept`,
    command: anyCommand(acceptNomination),
    load: loadNomination,
    input: named,
    page: AcceptPage,
    done: (result) => ({
      href: officerOf(result),
      notice: 'You accepted, and signed what the office means. What awaits your signature comes to your desk.',
    }),
  });
  registerForm(app, services, {
    path: `${NOMINATION}/decline`,
    command: anyCommand(declineNomination),
    load: loadNomination,
    input: named,
    page: DeclinePage,
    done: (result) => ({ href: officerOf(result), notice: 'You declined the nomination.' }),
  });
  registerForm(app, services, {
    path: `${NOMINATION}/end`,
    command: anyCommand(endNomination),
    load: loadNomination,
    input: named,
    page: EndPage,
    done: (result) => ({ href: officerOf(result), notice: 'It was recorded that this ends.' }),
  });
  registerForm(app, services, {
    path: `${NOMINATION}/leave`,
    command: anyCommand(recordAbsence),
    load: loadLeave,
    input: named,
    page: LeavePage,
    done: (result) => ({ href: officerOf(result), notice: 'The leave was recorded.' }),
  });
  letters(app, services);
}

type Params = { readonly params: Readonly<Record<string, string>> };

function named(values: object, { params }: Params) {
  return { ...values, service: params['service'], nomination: params['nomination'] };
}

function officerOf(result: Readonly<Record<string, unknown>>): string {
  return `/services/${result['reference'] as string}/officer`;
}

function nominationOf(result: Readonly<Record<string, unknown>>): string {
  return `/services/${result['reference'] as string}/nominations/${result['nomination'] as string}`;
}

/** The letter of a nomination, as a file. Its name says nothing about anybody. */
function letters(app: FastifyInstance, services: Services): void {
  const documents = new Documents();
  app.addHook('onClose', async () => documents.close());
  for (const kind of ['pdf', 'docx'] as const)
    app.get(`${NOMINATION}/letter.${kind}`, { config: pageFor(WHOEVER_SEES_THE_SERVICE) }, async (request, reply) => {
      const visit = await visitor(services, request, reply, WHOEVER_SEES_THE_SERVICE);
      if (!visit) return reply;
      const { who, context } = visit;
      return orRefusal(services, reply, who, async () => {
        const { letter } = await services.ground.database.read(context.organisation, (tx) =>
          loadNomination(tx, context),
        );
        const bytes = await (kind === 'pdf' ? documents.letterPdf(letter, context.now) : documents.letterWord(letter));
        return reply
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `attachment; filename="nomination-${letter.reference}.${kind}"`)
          .header('x-content-type-options', 'nosniff')
          .type(TYPES[kind])
          .send(bytes);
      });
    });
}
