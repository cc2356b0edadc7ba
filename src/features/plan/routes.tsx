import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import { lookingAt } from '../../platform/http/looking.ts';
import { signingPages } from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { basisAt } from './basis.ts';
import { goneSentence, nextReview, reviewSentence } from './checks.ts';
import { writePlan } from './commands.ts';
import { missingSentence, otherSchemeSentence, PARTS, planPath, type Plan } from './domain.ts';
import { PlanForm, type PlanFormProps } from './pages/form.tsx';
import { PlanPage, type PlanProps } from './pages/plan.tsx';
import { tableOf, tableValues } from './pages/table-fields.ts';
import { factsOf, holdersIn, schemesFor } from './reading.ts';
import { planSignable } from './signing.ts';
import { plansOf } from './store.ts';

/** The pages of the clinical risk management plan. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  registerPage(app, services, {
    path: '/services/:service/plan',
    may: WHOEVER_SEES_THE_SERVICE,
    load: loadPlan,
    page: PlanPage,
  });
  registerForm(app, services, {
    path: '/services/:service/plan/edit',
    command: anyCommand(writePlan),
    load: loadWriting,
    values: ({ plan }) => valuesOfPlan(plan),
    input: (values, { params }) => ({
      ...Object.fromEntries(
        [...PARTS, 'scheme', 'reviewDays', 'version'].map((one) => [one, valueOf({ values }, one)]),
      ),
      nature: valueOf({ values }, 'nature') || null,
      methods: [...valuesOf({ values }, 'methods')],
      authorises: tableOf(values),
      service: params['service'],
    }),
    page: PlanForm,
    done: (result) => ({ href: addressOf(result), notice: 'The plan was saved.' }),
  });
  (await signingPages()).signPages(app, services, planSignable);
}

function addressOf(result: Readonly<Record<string, unknown>>): string {
  return planPath(String(result['service']));
}

async function loadPlan(tx: ReadTx, context: PageContext): Promise<PlanProps> {
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await findService(tx, context.params['service'] ?? '', moment);
  const [[plan = null], [basis]] = await Promise.all([
    plansOf(tx, [service.id], moment),
    basisAt(tx, [{ service: service.id, seq: moment.seq }]),
  ]);
  const mayWrite = asAt === null && service.phase !== 'retired' && context.allows(writePlan);
  const shown = { service, plan, people: basis!.people, asAt, wrongDay, mayWrite };
  if (!plan) return { ...shown, sentences: [], approval: null, review: null };
  const { approvalOnPage } = await signingPages();
  const [[fact], approval] = await Promise.all([
    factsOf(tx, [plan], moment),
    asAt ? null : approvalOnPage(tx, planSignable, plan.id, context),
  ]);
  const { missing, without, otherSchemes, declared } = fact!;
  const said = [
    missingSentence(service.reference, missing, without),
    goneSentence(fact!, moment.now),
    otherSchemeSentence(service.reference, otherSchemes, declared),
    reviewSentence(fact!, moment.now),
  ];
  return { ...shown, sentences: said.flatMap((one) => one ?? []), approval, review: nextReview(fact!) };
}

async function loadWriting(
  tx: ReadTx,
  { params, now }: PageContext,
): Promise<PlanFormProps & { readonly plan: Plan | null }> {
  const service = await findService(tx, params['service'] ?? '');
  const [[plan = null], holders] = await Promise.all([
    plansOf(tx, [service.id]),
    holdersIn(tx, service, { seq: null, now }),
  ]);
  return { service, plan, begun: plan !== null, schemes: await schemesFor(tx, service.id, plan), holders };
}

function valuesOfPlan(plan: Plan | null): FormValues {
  if (!plan) return { version: '0', reviewDays: '182' };
  return {
    ...Object.fromEntries(PARTS.map((part) => [part, plan[part]])),
    ...tableValues(plan.authorises),
    nature: plan.nature ?? '',
    scheme: plan.scheme?.version ?? '',
    methods: plan.methods,
    reviewDays: String(plan.reviewDays),
    version: String(plan.version),
  };
}
