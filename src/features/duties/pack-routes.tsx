import type { FastifyInstance } from 'fastify';
import { TEAM, type May } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { Services } from '../../platform/feature.ts';
import { registerPage, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import { RULES } from './domain/addresses.ts';
import { dutyOf } from './domain/pack.ts';
import { packInForce } from './pack.ts';
import { RulePage, type RuleProps } from './pages/rule.tsx';
import { RulesPage } from './pages/rules.tsx';

/** The rules that are in force, and each of them. */
export function packRoutes(app: FastifyInstance, services: Services): void {
  const may: May = { roles: TEAM, where: 'anywhere' };
  registerPage(app, services, {
    path: RULES,
    may,
    load: (_tx, { now }) => Promise.resolve({ pack: packInForce(dateIn(now)) }),
    page: RulesPage,
  });
  registerPage(app, services, {
    path: `${RULES}/:rule`,
    may,
    load: (_tx, context) => Promise.resolve(ruleFor(context)),
    page: RulePage,
  });
}

function ruleFor({ now, params }: PageContext): RuleProps {
  const pack = packInForce(dateIn(now));
  const duty = dutyOf(pack, params['rule'] ?? '');
  if (!duty) throw new NotFound('There is no such duty.');
  return { pack, duty };
}
