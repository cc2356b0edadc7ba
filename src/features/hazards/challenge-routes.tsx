import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import { answerFailedControl, keepRating } from './challenge-commands.ts';
import { answeredChallenges, openChallenges } from './challenge-store.ts';
import { controlOf } from './control-store.ts';
import { controlNumber, hazardNumber } from './domain.ts';
import { challengedSentence } from './domain/challenges.ts';
import { controlSentence } from './domain/holding.ts';
import { restsOf } from './evidence/holding-store.ts';
import { controlPath, hazardPath } from './pages/addresses.ts';
import { ChallengeForm, type ChallengeFormProps } from './pages/challenge-form.tsx';
import { serviceNamed } from './service-store.ts';
import { hazardsOf } from './store.ts';

/** The forms that answer what incidents showed of a hazard, or of a control. */
export function challengeRoutes(app: FastifyInstance, services: Services): void {
  const others = services.onSubjects.filter(({ kind }) => kind === 'hazard');
  registerForm(app, services, {
    path: '/services/:service/hazards/:hazard/challenges',
    command: anyCommand(keepRating),
    load: (tx, context) => loadHazard(tx, context, others),
    values: () => ({}),
    input: (values, { params }) => ({
      service: params['service'],
      hazard: params['hazard'],
      sources: valuesOf({ values }, 'sources'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: ChallengeForm,
    done: (result, { params }) => ({
      href: hazardPath(params['service']!, result['reference'] as string),
      notice: `The rating of ${result['reference'] as string} stays, under your name.`,
    }),
  });
  registerForm(app, services, {
    path: '/services/:service/controls/:control/challenges',
    command: anyCommand(answerFailedControl),
    load: loadControl,
    values: () => ({}),
    input: (values, { params }) => ({
      service: params['service'],
      control: params['control'],
      sources: valuesOf({ values }, 'sources'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: ChallengeForm,
    done: (result, { params }) => ({
      href: controlPath(params['service']!, result['reference'] as string),
      notice: `What the incident showed of ${result['reference'] as string} is answered, under your name.`,
    }),
  });
}

/** @throws NotFound */
async function loadHazard(
  tx: ReadTx,
  { params, now }: PageContext,
  others: Services['onSubjects'],
): Promise<ChallengeFormProps> {
  const moment = { seq: null, now };
  const service = await serviceNamed(tx, params['service']!, moment);
  const number = hazardNumber(params['hazard'] ?? '');
  const [found] = number === null ? [] : await hazardsOf(tx, { service: service.id, numbers: [number] }, moment);
  if (!found) throw new NotFound('There is no such hazard.');
  const { id, record } = found;
  const [open, answered, ...said] = await Promise.all([
    openChallenges(tx, 'hazard', [id], moment),
    answeredChallenges(tx, 'hazard', id, moment),
    ...others.map((one) => one.lines(tx, { id, reference: record.id, service: service.reference, now })),
  ]);
  const href = hazardPath(service.reference, record.id);
  const challenges = open.get(id) ?? [];
  return {
    service,
    kind: 'hazard',
    reference: record.id,
    href,
    name: record.name,
    sentence: challengedSentence(record.id, href, challenges),
    open: challenges,
    answered,
    said: said.flat(),
  };
}

/** @throws NotFound */
async function loadControl(tx: ReadTx, { params, now }: PageContext): Promise<ChallengeFormProps> {
  const moment = { seq: null, now };
  const service = await serviceNamed(tx, params['service']!, moment);
  const number = controlNumber(params['control'] ?? '');
  const found = number === null ? null : await controlOf(tx, service.id, number, moment);
  if (!found) throw new NotFound('There is no such control.');
  const { id, record } = found;
  const [rests, answered] = await Promise.all([
    restsOf(tx, service.reference, [id], moment),
    answeredChallenges(tx, 'control', id, moment),
  ]);
  const on = rests.get(id);
  return {
    service,
    kind: 'control',
    reference: record.id,
    href: controlPath(service.reference, record.id),
    name: record.text,
    sentence: on ? controlSentence(on, now) : null,
    open: on?.challenges ?? [],
    answered,
    said: [],
  };
}
