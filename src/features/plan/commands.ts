import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { Conflict, InputProblem } from '../../platform/commands/problems.ts';
import { livingService } from '../services/index.ts';
import { PARTS, tableText, whyNotTable, type Part, type Plan } from './domain.ts';
import {
  methodsField,
  natureField,
  partField,
  reviewField,
  serviceField,
  tableField,
  versionField,
  WRITES,
} from './fields.ts';
import { holdersIn, schemesFor } from './reading.ts';
import { plansOf, putPlan, type PlanTexts } from './store.ts';

const feature = 'plan';

/** A type, so that it is a result. */
export type Written = { id: string; service: string; version: number };

export const writePlan = command({
  feature,
  name: 'writePlan',
  summary: 'Writes the clinical risk management plan of a service, or changes what is written of it',
  past: ['the clinical risk management plan was written', 'clinical risk management plans were written # times'],
  input: z.strictObject({
    service: serviceField,
    version: versionField.describe('"version" of its record; 0 where nobody has written one').default(0),
    nature: natureField.describe('What kind of project it is').default(null),
    purpose: partField.describe('What the plan is for, and what it covers'),
    lifecycle: partField.describe('The phases of the project, and what is done for safety in each'),
    impact: partField.describe('What being manufacturer, deployer or both means here'),
    team: partField.describe('Who else works on safety, and on what'),
    authorises: tableField.describe('Who may authorise what: a role, or one person who holds it').default([]),
    scheme: z
      .string()
      .trim()
      .max(200)
      .describe('The risk scheme with its version, as a hazard log of the service uses it, or that of the NHS')
      .default(''),
    criteria: partField.describe('When a risk may stay, and who decides'),
    methods: methodsField.describe('How hazards are looked for').default([]),
    methodsWhy: partField.describe('Why these methods, and where each is used'),
    reviewDays: reviewField.describe('Days from an approval until somebody looks at the plan again').default(182),
    monitoring: partField.describe('How the service is watched in use'),
    incidents: partField.describe('What happens after an incident, and who does it'),
  }),
  may: WRITES,
  subject: (_input, { id }: Written) => ({ kind: 'plan', id }),
  run: async (tx, _actor, { service: reference, version, ...input }): Promise<Written> => {
    const service = await livingService(tx, reference);
    const [stored] = await plansOf(tx, [service.id]);
    if ((stored?.version ?? 0) !== version) throw conflictWith(stored ?? null);
    const problem = whyNotTable(input.authorises.map(({ person, ...one }) => ({ ...one, person: personOf(person) })));
    if (problem !== null) throw new InputProblem([{ field: 'authorises', message: problem }]);
    await refusePeople(tx, service, input.authorises);
    const id = stored?.id ?? tx.newId();
    const scheme = await declared(tx, service.id, input.scheme, stored ?? null);
    const texts = Object.fromEntries(PARTS.map((part: Part) => [part, tx.text(input[part])])) as PlanTexts;
    const { nature, authorises, methods, reviewDays } = input;
    putPlan(tx, { id, service: service.id, texts, nature, authorises, scheme, methods, reviewDays });
    return { id, service: service.reference, version: tx.seq };
  },
});

function personOf(id: string | null) {
  return id === null ? null : { id, name: '' };
}

/** A scheme that is used here, that of the NHS, or the one that stands in the plan already. */
async function declared(tx: CommandTx, service: string, version: string, stored: Plan | null) {
  if (version === '') return null;
  const known = await schemesFor(tx, service, stored);
  const found = known.find((one) => one.version === version);
  if (found) return found;
  const message = `Choose a scheme that a hazard log of this service uses, or that of the NHS: ${known.map((one) => one.version).join(', ')}.`;
  throw new InputProblem([{ field: 'scheme', message }]);
}

/** Whoever is named has to hold the role for which they are named: a table that names others would be no table. */
async function refusePeople(
  tx: CommandTx,
  service: { readonly reference: string },
  table: readonly { readonly matter: string; readonly role: string; readonly person: string | null }[],
): Promise<void> {
  const named = table.filter(({ person }) => person !== null);
  if (named.length === 0) return;
  const holders = await holdersIn(tx, service, { seq: null, now: tx.at });
  const wrong = named.find(({ role, person }) => !holders.some((one) => one.role === role && one.person === person));
  if (!wrong) return;
  const message = `Choose somebody who is ${wrong.role} of this service: whoever is named for “${wrong.matter}” is not.`;
  throw new InputProblem([{ field: 'authorises', message }]);
}

/** What stands there now, beside what was typed. */
function conflictWith(stored: Plan | null): Conflict {
  if (!stored) return new Conflict('Nobody has written this plan yet. Look at it as it stands now.', {}, 0);
  const { nature, scheme, methods, reviewDays, authorises, version } = stored;
  return new Conflict(
    'Somebody changed the plan while you were here. Look at it as it stands now.',
    {
      ...Object.fromEntries(PARTS.map((part) => [part, stored[part]])),
      nature: nature ?? '',
      scheme: scheme?.version ?? '',
      methods: methods.join(', '),
      reviewDays: String(reviewDays),
      authorises: tableText(authorises),
    },
    version,
  );
}
