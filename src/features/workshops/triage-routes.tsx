import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormContext,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import { hazardLogsOf, likeHazards } from '../hazards/index.ts';
import { workshopNumber, workshopPath } from './domain.ts';
import { DeclineDraftForm, DraftPage, MergeDraftForm, RecordDraftForm, type TriageProps } from './pages/triage.tsx';
import { workshopOf } from './reading.ts';
import { draftsOf } from './room-store.ts';
import { triageDraft, type Decided, type OUTCOMES } from './triage-command.ts';

const DRAFT = '/services/:service/workshops/:workshop/drafts/:draft';

/** How many hazards stand beside a draft: whoever decides reads them all. */
const ALIKE = 5;

/** A draft hazard, and the three things that can become of it. */
export function triageRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: DRAFT, may: WHOEVER_SEES_THE_SERVICE, load: loadDraft, page: DraftPage });
  registerOutcome(app, services, {
    end: 'record',
    outcome: 'recorded',
    fields: ['name', 'causes', 'effects', 'harms', 'harmed', 'component'],
    values: ({ draft, logs }) => ({
      name: draft.name,
      causes: draft.cause,
      effects: draft.effect,
      harms: draft.harm,
      harmed: draft.harmed,
      component: draft.component,
      arisesIn: draft.place ?? '',
      log: String(logs[0]?.number ?? ''),
    }),
    page: RecordDraftForm,
  });
  registerOutcome(app, services, {
    end: 'merge',
    outcome: 'merged',
    fields: ['hazard', 'causes', 'reason'],
    values: ({ draft }, { query }) => ({ hazard: (query['hazard'] ?? '').slice(0, 20), causes: draft.cause }),
    page: MergeDraftForm,
  });
  registerOutcome(app, services, {
    end: 'decline',
    outcome: 'not taken',
    fields: ['reason'],
    values: () => ({}),
    page: DeclineDraftForm,
  });
}

interface OutcomeOf {
  /** How its address ends. */
  readonly end: string;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly fields: readonly string[];
  readonly values: (props: TriageProps, context: PageContext) => FormValues;
  readonly page: (props: TriageProps, form: FormContext) => VNode;
}

function registerOutcome(app: FastifyInstance, services: Services, of: OutcomeOf): void {
  registerForm(app, services, {
    path: `${DRAFT}/${of.end}`,
    command: anyCommand(triageDraft),
    load: loadDraft,
    values: of.values,
    input: (values, { params }) => {
      const typed = (name: string) => valueOf({ values }, name);
      const [arisesIn, log] = [typed('arisesIn'), typed('log')];
      return {
        service: params['service'],
        workshop: params['workshop'],
        draft: params['draft'],
        outcome: of.outcome,
        ...Object.fromEntries(of.fields.map((name) => [name, typed(name)])),
        vulnerable: valuesOf({ values }, 'vulnerable'),
        ...(arisesIn !== '' && { arisesIn }),
        ...(log !== '' && { log }),
      };
    },
    page: of.page,
    done: (result) => {
      const { service, workshop, draft, hazard } = result as unknown as Decided;
      const became = {
        recorded: `was recorded as ${hazard}. It waits for its first rating.`,
        merged: `was brought into ${hazard}.`,
        'not taken': 'was not taken into the log.',
      };
      return {
        href: `${workshopPath(service, workshopNumber(workshop)!)}#drafts`,
        notice: `Draft ${draft} ${became[of.outcome]}`,
      };
    },
  });
}

/** @throws NotFound */
async function loadDraft(tx: ReadTx, { params, now, allows }: PageContext): Promise<TriageProps> {
  const { service, workshop } = await workshopOf(tx, params);
  const drafts = await draftsOf(tx, workshop.id, { seq: null, now });
  const draft = drafts.find((one) => String(one.number) === params['draft']);
  if (!draft) throw new NotFound('There is no such draft.');
  const { name, cause, effect } = draft;
  const [like, logs] = await Promise.all([
    draft.state === 'waiting' ? likeHazards(tx, service.id, { name, more: [cause, effect] }, ALIKE) : [],
    hazardLogsOf(tx, service.id),
  ]);
  return { service, workshop, draft, like, logs, decides: allows(triageDraft) };
}
