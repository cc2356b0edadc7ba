import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line, optionalLine } from '../../platform/commands/fields.ts';
import { labelOf, makerName } from '../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { findService } from '../services/index.ts';
import type { StatedFact } from './domain.ts';
import { answerOf, isServiceFact } from './domain/stated.ts';
import { factOf, isCompartmentFact, type Pack } from './domain/pack.ts';
import { caseOf, incidentField, optionalMoment, serviceField, STATES } from './fields.ts';
import { stateOfCase, stateOfService } from './keeping.ts';
import { rulesInForce } from './rules.ts';
import { settleCases } from './settling.ts';
import { factsOf, putChecked } from './store.ts';

const feature = 'duties';

/** Types, so that they are results. */
type OfCase = { id: string; service: string; incident: string };
type OfService = { id: string; service: string; cases: number };

const factField = z.strictObject({
  fact: z.string('Name a fact, such as harm.physical.').trim().max(100, 'Name a fact, such as harm.physical.'),
  value: z
    .union([z.boolean(), z.number(), z.string().max(200), z.array(z.string().max(200)).max(50), z.null()])
    .describe('The answer; null takes back what was said'),
});
const factsField = z
  .array(factField, 'Answer at least one question.')
  .min(1, 'Answer at least one question.')
  .max(100, 'Answer at most 100 questions at once.');
const sourceField = optionalLine(300).describe('Where it comes from; without it, that you said so');

export const stateDutyFacts = command({
  feature,
  name: 'stateDutyFacts',
  summary: 'Says what is known of an incident, as far as it bears on who has to be told',
  past: ['it was said what is known of an incident', 'it was said # times what is known of incidents'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    facts: factsField,
    source: sourceField,
    since: optionalMoment().describe(
      'When it became known, where that was later than the incident: 2026-03-03 14:30. Clocks start with what is known.',
    ),
  }),
  may: STATES,
  subject: (_input, { id }: OfCase) => ({ kind: 'incident', id }),
  run: async (tx, actor, { service: reference, incident, facts, source, since }): Promise<OfCase> => {
    const { service, found } = await caseOf(tx, reference, incident, { seq: null, now: tx.at });
    if (since !== null && since > tx.at)
      throw new InputProblem([{ field: 'since', message: 'Give a time that has passed, or leave it empty.' }]);
    const { pack } = rulesInForce(tx.at);
    const from = source === '' ? `${makerName(actor)} said so` : source;
    await stateOfCase(tx, found.id, checked(pack, facts, 'case', { source: from, since }));
    return { id: found.id, service: service.reference, incident: found.reference };
  },
});

export const stateServiceFacts = command({
  feature,
  name: 'stateServiceFacts',
  summary: 'Says what a service and its organisation are, as far as it bears on who has to be told of incidents',
  past: ['it was said what a service is, for its duties', 'it was said # times what services are, for their duties'],
  input: z.strictObject({ service: serviceField, facts: factsField, source: sourceField }),
  may: STATES,
  subject: (_input, { id }: OfService) => ({ kind: 'service', id }),
  run: async (tx, actor, { service: reference, facts, source }): Promise<OfService> => {
    const service = await findService(tx, reference);
    const { pack } = rulesInForce(tx.at);
    const from = source === '' ? `${makerName(actor)} said so` : source;
    const stated = checked(pack, facts, 'service', { source: from, since: null });
    return { id: service.id, service: service.reference, cases: await stateOfService(tx, service.id, stated) };
  },
});

export const checkDutyFacts = command({
  feature,
  name: 'checkDutyFacts',
  summary: 'Says that you looked whether facts of an incident are so',
  past: ['facts of an incident were checked', 'facts of incidents were checked # times'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    facts: z
      .array(line(100, 'Name a fact, such as harm.physical.'), 'Choose what you checked.')
      .min(1, 'Choose what you checked.')
      .max(100),
  }),
  may: STATES,
  subject: (_input, { id }: OfCase) => ({ kind: 'incident', id }),
  run: async (tx, actor, { service: reference, incident, facts }): Promise<OfCase> => {
    const { service, found } = await caseOf(tx, reference, incident, { seq: null, now: tx.at });
    const kept = await factsOf(tx, [found.id, service.id], { seq: null, now: tx.at });
    const missing = facts.filter((name) => !kept.some(({ fact }) => fact === name));
    if (missing.length > 0)
      throw new NotPossible(`Nobody has said anything of ${missing.join(', ')}. State it first, then check it.`);
    for (const about of [found.id, service.id]) {
      const here = kept.filter((one) => one.about === about && facts.includes(one.fact)).map(({ fact }) => fact);
      if (here.length > 0) putChecked(tx, about, here, labelOf(actor));
    }
    await settleCases(tx, [found]);
    return { id: found.id, service: service.reference, incident: found.reference };
  },
});

/** Facts as they are stated, each looked through. @throws InputProblem at the fact */
function checked(
  pack: Pack,
  facts: readonly z.output<typeof factField>[],
  of: 'service' | 'case',
  { source, since }: { readonly source: string; readonly since: Date | null },
): StatedFact[] {
  const problems = facts.flatMap(({ fact: name, value }, index) => {
    const field = `facts.${index}.value`;
    const fact = factOf(pack, name);
    // What is asked in a compartment is answered as what does not exist.
    if (!fact || isCompartmentFact(pack, name)) return [{ field, message: `There is no fact ${name} here.` }];
    if (isServiceFact(name) !== (of === 'service'))
      return [
        {
          field,
          message:
            of === 'case'
              ? `${name} is said once of the service, and not of an incident.`
              : `${name} is said of an incident, and not of the service.`,
        },
      ];
    if (value === null) return [];
    const answer = answerOf(fact, value);
    return 'problem' in answer ? [{ field, message: answer.problem }] : [];
  });
  if (problems.length > 0) throw new InputProblem(problems);
  return facts.map(({ fact, value }) => ({ fact, value: value as StatedFact['value'], source, since }));
}
