import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line, optionalParagraph, paragraph } from '../../../platform/commands/fields.ts';
import { InputProblem } from '../../../platform/commands/problems.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { addAction } from '../../actions/index.ts';
import { catalogueOf } from '../assessing.ts';
import { OUTCOMES, PANEL_PHASES, panelPath, panelReference, problemsOfPanel } from '../domain/findings.ts';
import { livingService } from '../../services/index.ts';
import { serviceField, standardField } from '../fields.ts';
import { WRITERS } from './fields.ts';
import { nextPanel, putPanel } from './panel-store.ts';

/** The kind of subject that the recommendations of a panel come from. */
export const PANEL_KIND = 'panel-assessment';
/** How many people, and how many recommendations, a form has room for. */
export const PEOPLE = 8;
export const RECOMMENDATIONS = 12;

type Recorded = { id: string; service: string; standard: string; assessment: string; actions: number };

const recommendation = z.strictObject({
  text: paragraph(1_000, 'Say what the panel recommends.'),
  owner: z.string('Choose who sees to it.').min(1, 'Choose who sees to it.').pipe(z.uuid('Choose who sees to it.')),
  due: z.iso.date('Give the day by which it is done, such as 2026-03-31.'),
});

export const recordAssessment = command({
  feature: 'standards',
  name: 'recordAssessment',
  summary:
    'Records what a panel found that assessed the service against a standard; each recommendation becomes an action',
  past: ['an assessment by a panel was recorded', '# assessments by a panel were recorded'],
  input: z.strictObject({
    service: serviceField,
    standard: standardField,
    on: z.string('Give the day of the assessment, such as 2026-03-12.').trim(),
    phase: z.enum(PANEL_PHASES, 'Choose the phase that was assessed: alpha, beta or live.'),
    outcome: z.enum(OUTCOMES, `Choose the outcome: ${OUTCOMES.join(', ')}.`),
    panel: z
      .array(
        z.strictObject({
          name: line(200, 'Give the name of whoever was on the panel.'),
          part: line(200, 'Say what their part was, such as lead assessor.'),
        }),
      )
      .max(PEOPLE, `Name at most ${PEOPLE} people.`),
    notes: optionalParagraph(4_000),
    recommendations: z
      .array(recommendation)
      .max(RECOMMENDATIONS, `Give at most ${RECOMMENDATIONS} recommendations.`)
      .default([]),
  }),
  may: { roles: WRITERS, where: 'service' },
  subject: (_input, output: Recorded) => ({ kind: PANEL_KIND, id: output.id }),
  run: async (tx, _actor, { service: reference, standard, recommendations, ...typed }): Promise<Recorded> => {
    const service = await livingService(tx, reference);
    const catalogue = await catalogueOf(tx, service.id, standard, { seq: null, now: tx.at });
    const problems = problemsOfPanel(typed, recommendations.length, dateIn(tx.at));
    if (problems.length > 0) throw new InputProblem(problems);
    const id = tx.newId();
    const number = await nextPanel(tx, service.id);
    const { id: named, edition, name } = catalogue;
    putPanel(tx, { ...typed, id, number, service: service.id, catalogue: named, edition });
    const label = `Assessment ${panelReference(number)}, ${name}`;
    const href = panelPath(service.reference, named, number);
    await addAll(tx, service, recommendations, { kind: PANEL_KIND, id, label, href });
    return {
      id,
      service: service.reference,
      standard: named,
      assessment: panelReference(number),
      actions: recommendations.length,
    };
  },
});

/** Each recommendation is an action, with an owner and a date. @throws InputProblem at the field of the recommendation */
async function addAll(
  tx: CommandTx,
  service: { readonly id: string; readonly reference: string },
  recommendations: readonly z.output<typeof recommendation>[],
  source: { readonly kind: string; readonly id: string; readonly label: string; readonly href: string },
): Promise<void> {
  for (const [index, { text, owner, due }] of recommendations.entries()) {
    const fields = { owner: `recommendations.${index}.owner`, due: `recommendations.${index}.due` };
    await addAction(tx, { service, title: text, owner, due, source }, fields);
  }
}
