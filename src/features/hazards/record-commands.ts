import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { ARISES_IN } from './domain.ts';
import { harmKindIn } from './domain/severity.ts';
import { harmKindsField, mayEdit, vulnerableField } from './edit-commands.ts';
import { serviceField } from './queries.ts';
import { recordHazardIn } from './recording.ts';

const LONG = 40_000;
const texts = z.array(optionalParagraph(LONG).unwrap(), 'Give a list of texts.').max(500).default([]);

/** What a recorded hazard answers: types, so that they are results. */
export type RecordedHazard = { id: string; hazard: string; log: number };

export const recordHazard = command({
  feature: 'hazards',
  name: 'recordHazard',
  summary: 'Records a new hazard in a log; it has no rating until a person gives one',
  past: ['a hazard was recorded', '# hazards were recorded'],
  input: z.strictObject({
    service: serviceField,
    log: z.coerce.number('Give the number of a log, such as 1.').int().min(1).max(1_000_000).optional(),
    name: paragraph(LONG, 'Say what could go wrong, and for whom.'),
    description: optionalParagraph(LONG),
    component: optionalParagraph(2_000),
    arisesIn: z
      .enum(['', ...ARISES_IN], 'Choose where it arises: in the content, the process or the service.')
      .default(''),
    causes: texts,
    effects: texts,
    harms: texts,
    /** In the order of `harms`. */
    harmKinds: harmKindsField.default([]),
    harmed: optionalParagraph(LONG),
    vulnerable: vulnerableField.default([]),
    owner: optionalParagraph(2_000),
  }),
  may: mayEdit,
  subject: (_input, { id }: RecordedHazard) => ({ kind: 'hazard', id }),
  run: async (tx, _actor, input): Promise<RecordedHazard> => {
    const filled = (list: readonly string[]) => list.filter((text) => text !== '');
    const kinds = input.harms.flatMap((harm, index) => {
      const code = input.harmKinds[index] ?? '';
      return harm === '' ? [] : [code === '' ? null : harmKindIn(code)];
    });
    const { id, reference, log } = await recordHazardIn(tx, {
      service: input.service,
      log: input.log ?? null,
      hazard: {
        name: input.name,
        description: input.description || null,
        component: input.component || null,
        arisesIn: input.arisesIn || null,
        causes: filled(input.causes),
        effects: filled(input.effects),
        harms: filled(input.harms),
        harmKinds: kinds,
        harmed: input.harmed || null,
        vulnerable: [...new Set(input.vulnerable)].toSorted(),
        owner: input.owner || null,
      },
    });
    return { id, hazard: reference, log: log.number };
  },
});
