import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalLine, optionalParagraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { sayDay } from '../../words/days.ts';
import { bringCausesIn, recordHazardIn, VULNERABLE_GROUPS, type VulnerableGroup } from '../hazards/index.ts';
import { nonEmptyLines, type Service } from '../services/index.ts';
import { about, changed, found, mayFacilitate, type Changed } from './commands.ts';
import { PLACES, whyNotTriaged, workshopReference, type DraftState } from './domain.ts';
import { named } from './fields.ts';
import { asWritten } from './note-command.ts';
import { draftsOf, putDrafts, type StoredDraft } from './room-store.ts';
import type { StoredWorkshop } from './store.ts';

const LONG = 10_000;

const GROUPS = Object.keys(VULNERABLE_GROUPS) as VulnerableGroup[];

/** What a person can decide on a draft. */
export const OUTCOMES = ['recorded', 'merged', 'not taken'] as const satisfies readonly DraftState[];

/** What a decision answers. */
export type Decided = Changed & { draft: number; hazard: string | null };

/** What becomes of a draft: a hazard of its own, part of one that is there, or neither. */
export const triageDraft = command({
  feature: 'workshops',
  name: 'triageDraft',
  summary:
    'Decides what becomes of a draft hazard of a workshop: recorded in the log, brought into a hazard that is there, or not taken',
  past: ['a draft hazard was decided on', '# draft hazards were decided on'],
  input: z.strictObject({
    ...named,
    draft: z.coerce.number('Say which draft, by its number.').int().min(1),
    outcome: z.enum(OUTCOMES, `Choose what becomes of it: ${OUTCOMES.join(', ')}.`),
    reason: optionalParagraph(2_000).describe('Needed where it is not taken'),
    log: z.coerce.number('Choose a hazard log.').int().min(1).optional().describe('Where it is recorded'),
    name: optionalParagraph(LONG).describe('Of a new hazard; as the room put it, without it'),
    causes: optionalParagraph(LONG).describe('One a line'),
    effects: optionalParagraph(LONG).describe('One a line'),
    harms: optionalParagraph(LONG).describe('One a line'),
    harmed: optionalParagraph(LONG),
    component: optionalLine(200),
    arisesIn: z.enum(PLACES, 'Choose where it arises.').nullable().default(null),
    vulnerable: z.array(z.enum(GROUPS, 'Choose groups of people.')).max(20).default([]),
    hazard: optionalLine(20).describe('The hazard that it is brought into: HAZ-12'),
  }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { draft: number, ...input }) => {
    const { service, stored } = await found(tx, input);
    const drafts = await draftsOf(tx, stored.id, { seq: null, now: tx.at });
    const draft = drafts.find((one) => one.number === number);
    if (!draft) throw new NotFound(`There is no draft ${number} in ${workshopReference(stored.number)}.`);
    const refused = whyNotTriaged(stored, draft);
    if (refused !== null) throw new NotPossible(refused);
    const hazard = await DECIDED[input.outcome](tx, { service, workshop: stored, draft, input });
    const reason = tx.text(input.reason);
    await putDrafts(tx, stored.id, [
      { ...asWritten(draft), state: input.outcome, hazard, texts: { ...draft.texts, reason } },
    ]);
    return {
      ...changed(service.reference, stored, tx),
      draft: number,
      hazard: hazard?.reference ?? null,
    } satisfies Decided;
  },
});

interface Deciding {
  readonly service: Service;
  readonly workshop: StoredWorkshop;
  readonly draft: StoredDraft;
  readonly input: Omit<z.output<(typeof triageDraft)['input']>, 'draft'>;
}

type Became = { readonly id: string; readonly reference: string } | null;

const DECIDED: Readonly<Record<(typeof OUTCOMES)[number], (tx: CommandTx, deciding: Deciding) => Promise<Became>>> = {
  recorded,
  merged: async (tx, { service, input }) => {
    const causes = nonEmptyLines(input.causes);
    const { id, reference } = await bringCausesIn(tx, { service: service.reference, hazard: input.hazard, causes });
    return { id, reference };
  },
  'not taken': async (_tx, { input }) => {
    if (input.reason === '')
      throw new InputProblem([{ field: 'reason', message: 'Say why it is not taken into the log.' }]);
    return null;
  },
};

async function recorded(tx: CommandTx, { service, workshop, draft, input }: Deciding): Promise<Became> {
  if (input.name === '')
    throw new InputProblem([{ field: 'name', message: 'Say what the hazard is: what could go wrong.' }]);
  const what = `${workshop.kind === 'hazard workshop' ? 'hazard workshop' : 'meeting'} ${workshopReference(workshop.number)}`;
  const { id, reference } = await recordHazardIn(tx, {
    service: service.reference,
    ...(input.log !== undefined && { log: input.log }),
    hazard: {
      name: input.name,
      causes: nonEmptyLines(input.causes),
      effects: nonEmptyLines(input.effects),
      harms: nonEmptyLines(input.harms),
      harmed: input.harmed === '' ? null : input.harmed,
      vulnerable: input.vulnerable,
      component: input.component === '' ? null : input.component,
      arisesIn: input.arisesIn,
      // Where it came from stands with the hazard itself, wherever that is read.
      notes: `Raised in the ${what} on ${sayDay(workshop.day)}, as draft ${draft.number}.`,
    },
  });
  return { id, reference };
}
