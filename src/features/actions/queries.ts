import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { pageNumber } from '../../platform/commands/fields.ts';
import { servicesSeen, WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { asReference } from '../services/index.ts';
import { actionField } from './commands.ts';
import { ACTION_STATES, actionNumber, actionReference, changesOf, isOverdue, SORTS, type Action } from './domain.ts';
import { sees } from './seeing.ts';
import { actionByNumber, countActions, listActions, versionsOf, type Sought } from './store.ts';

const feature = 'actions';

/** How many actions stand on one page of the list. */
export const PAGE_SIZE = 50;

const actionSchema = z.object({
  id: z.string().describe('ACT-12'),
  title: z.string(),
  owner: z.string(),
  due: z.string(),
  overdue: z.boolean(),
  service: z.string().nullable(),
  state: z.enum(ACTION_STATES),
  evidence: z.string(),
  evidenceLink: z.string(),
  reason: z.string(),
  source: z.object({ kind: z.string(), label: z.string(), href: z.string() }).nullable(),
  version: z.number(),
});

/** An action as it is handed out. */
function recordOf(action: Action, today: string): z.output<typeof actionSchema> {
  const { number, title, owner, due, service, state, evidence, evidenceLink, reason, source, version } = action;
  return {
    id: actionReference(number),
    title,
    due,
    state,
    evidence,
    evidenceLink,
    reason,
    version,
    owner: owner.name,
    overdue: isOverdue(action, today),
    service: service?.reference ?? null,
    source: source && { kind: source.kind, label: source.label, href: source.href },
  };
}

export const actions = query({
  feature,
  name: 'actions',
  summary: `What has to be done, by whom and by when: the actions of the organisation, ${PAGE_SIZE} on a page`,
  input: z.strictObject({
    state: z.enum([...ACTION_STATES, 'any'], `Choose a state: ${ACTION_STATES.join(', ')}, or "any".`).default('open'),
    service: z.string().max(20).overwrite(asReference).optional().describe('Of this service, by its reference'),
    owner: z.uuid('Give the id of a person.').optional().describe('Of this person'),
    overdue: z.boolean().default(false).describe('Only those whose day is over'),
    source: z.string().max(100).optional().describe('From this kind of source, such as approval; "hand" for none'),
    sort: z.enum(SORTS, `Choose an order: ${SORTS.join(', ')}.`).default('due'),
    descending: z.boolean().default(false),
    page: pageNumber(),
  }),
  output: z.object({ actions: z.array(actionSchema), total: z.number(), page: z.number(), pages: z.number() }),
  may: WHOEVER_BELONGS,
  run: async (tx, { state, service, owner, overdue, source, sort, descending, page }, now, actor) => {
    const today = dateIn(now);
    const sought: Sought = {
      services: servicesSeen(actor),
      state: overdue ? 'open' : state === 'any' ? null : state,
      owner: owner ?? null,
      service: service ?? null,
      before: overdue ? today : null,
      source: source === undefined ? null : source === 'hand' ? '' : source,
      sort,
      descending,
    };
    const [found, total] = await Promise.all([
      listActions(tx, sought, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
      countActions(tx, sought),
    ]);
    return {
      actions: found.map((action) => recordOf(action, today)),
      total,
      page,
      pages: Math.ceil(total / PAGE_SIZE),
    };
  },
});

export const action = query({
  feature,
  name: 'action',
  summary: 'One action, and what was done to it',
  input: z.strictObject({ action: actionField }),
  output: z.object({
    action: actionSchema,
    history: z.array(z.object({ at: z.string(), who: z.string(), what: z.array(z.string()), reason: z.string() })),
  }),
  may: WHOEVER_BELONGS,
  run: async (tx, input, now, actor) => {
    const number = actionNumber(input.action)!;
    const found = await actionByNumber(tx, number);
    if (!found || !sees(actor, found.service)) throw new NotFound(`There is no action ${actionReference(number)}.`);
    const history = changesOf(await versionsOf(tx, found.id));
    return {
      action: recordOf(found, dateIn(now)),
      history: history.map(({ at, what, ...line }) => ({ ...line, at: at.toISOString(), what: [...what] })),
    };
  },
});
