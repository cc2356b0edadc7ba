import type { FastifyInstance } from 'fastify';
import { USUAL_LIMITS } from '../../platform/accounts/domain.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm } from '../../platform/http/forms.ts';
import { setSessionLimits } from './commands.ts';
import { registerMembers } from './member-routes.tsx';
import { SessionLimitsPage } from './session-limits-page.tsx';
import { sessionLimitsNow } from './store.ts';

/** The pages of an organisation. */
export function routes(app: FastifyInstance, services: Services): void {
  registerMembers(app, services);
  registerForm(app, services, {
    path: '/organisation/session-limits',
    command: anyCommand(setSessionLimits),
    load: async (tx) => (await sessionLimitsNow(tx)) ?? USUAL_LIMITS,
    values: ({ idleMinutes, absoluteMinutes }) => ({
      idleMinutes: String(idleMinutes),
      absoluteMinutes: String(absoluteMinutes),
    }),
    input: ({ idleMinutes, absoluteMinutes }) => ({ idleMinutes, absoluteMinutes }),
    page: (_limits, form) => SessionLimitsPage(form),
    done: () => ({ href: '/account', notice: 'It was saved how long people stay signed in.' }),
  });
}
