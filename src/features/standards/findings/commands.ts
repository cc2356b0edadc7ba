import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line, optionalParagraph, paragraph } from '../../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible, there } from '../../../platform/commands/problems.ts';
import { RESULTS } from '../../../rules/checks.ts';
import type { Service } from '../../services/index.ts';
import { assessKnown, catalogueOf, keepEdition, knownOf } from '../assessing.ts';
import { factsAbout, factsNamed, type Known } from '../domain/assess.ts';
import { JUDGEMENTS } from '../domain/assessment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import {
  basisOf,
  factsOfScope,
  findingReference,
  knownAmong,
  problemsOfJudgements,
  scopeNumber,
  scopeReference,
  whyAlwaysApplies,
  whyDoesNotApply,
} from '../domain/findings.ts';
import { livingService } from '../../services/index.ts';
import { serviceField, standardField } from '../fields.ts';
import { scopeField, versionField, WRITERS } from './fields.ts';
import { findingsAt, nextFinding, nextScope, putFinding, putScope, scopesAt, withdrawScope } from './store.ts';

const feature = 'standards';
const NOW = { seq: null, now: new Date(0) };
const sectionField = line(60, 'Name the section of the standard, such as 4.');

/** Types, so that they are results. */
type Judged = { id: string; service: string; finding: string; version: number };
type Decided = { id: string; service: string; scopeDecision: string; version: number };

/** More criteria than any section of a standard has. */
const MOST = 100;

const judgementField = z.strictObject({
  value: z.enum(JUDGEMENTS, `Choose what you judge: ${JUDGEMENTS.join(', ')}.`),
  reason: optionalParagraph(4_000),
  seen: z
    .record(z.string().max(120), z.enum(RESULTS))
    .default({})
    .describe('What each check under it came to, as you saw it; without it, as it stands now'),
});

export const recordFinding = command({
  feature,
  name: 'recordFinding',
  summary:
    'Writes what you judge of criteria of a standard: it counts once a clinical safety officer or deputy signs it',
  past: ['a finding was written', '# findings were written'],
  input: z.strictObject({
    service: serviceField,
    standard: standardField,
    section: sectionField,
    judgements: z
      .record(z.string().max(60), judgementField, 'Give a judgement for each criterion, by its name.')
      .refine((all) => Object.keys(all).length <= MOST, `Give at most ${MOST} judgements.`)
      .describe('By the name of the criterion, such as 4.2; what is not among them stays as it was'),
    version: versionField.default(0).describe('Of the finding that was there, as you saw it; 0 where none was'),
  }),
  may: { roles: WRITERS, where: 'service' },
  subject: (_input, output: Judged) => ({ kind: 'finding', id: output.id }),
  run: async (tx, _actor, { service: reference, standard, section, version, ...given }): Promise<Judged> => {
    const service = await livingService(tx, reference);
    const catalogue = await catalogueOf(tx, service.id, standard, NOW);
    const titled = sectionNamed(catalogue, section);
    const known = await knownNow(tx, service);
    const assessed = assessKnown(catalogue, known).sections.find((one) => one.section.id === section)!;
    const criteria = new Map(assessed.criteria.map((one) => [one.criterion.id, one]));
    const judgements = Object.entries(given.judgements).map(([criterion, one]) => ({ criterion, ...one }));
    const problems = problemsOfJudgements(judgements, criteria);
    if (problems.length > 0) throw new InputProblem(problems);
    const [stored] = await findingsAt(tx, { service: service.id, catalogue: catalogue.id, section }, NOW);
    if ((stored?.version ?? 0) !== version)
      throw new Conflict(
        `Somebody judged “${titled}” while you were here. Look at it as it stands now.`,
        {},
        stored?.version ?? 0,
      );
    const id = stored?.id ?? tx.newId();
    const number = stored?.number ?? (await nextFinding(tx, service.id));
    const facts = factsAbout(known);
    await keepEdition(tx, service.id, catalogue);
    putFinding(tx, {
      id,
      number,
      service: service.id,
      catalogue: catalogue.id,
      edition: catalogue.edition,
      section,
      judgements: judgements.map(({ criterion: name, value, reason, seen }) => {
        const { criterion, observations } = criteria.get(name)!;
        const turnedOn = knownAmong(facts, factsNamed(catalogue, criterion));
        return { criterion: name, value, reason, facts: turnedOn, basis: basisOf(observations, seen) };
      }),
    });
    return { id, service: service.reference, finding: findingReference(number), version: tx.seq };
  },
});

export const decideScope = command({
  feature,
  name: 'decideScope',
  summary: 'Writes that a standard, or a section of it, applies to a service or does not: it counts once it is signed',
  past: ['a scope decision was written', '# scope decisions were written'],
  input: z.strictObject({
    service: serviceField,
    standard: standardField,
    section: z.string().trim().max(60).default('').describe('A section of it; without one, the whole standard'),
    applies: z.enum(['yes', 'no'], 'Say whether it applies.'),
    reason: paragraph(4_000, 'Say why, so that somebody who was not there understands it.'),
    version: versionField.default(0).describe('Of the decision that was there, as you saw it; 0 where none was'),
  }),
  may: { roles: WRITERS, where: 'service' },
  subject: (_input, output: Decided) => ({ kind: 'scope-decision', id: output.id }),
  run: async (tx, _actor, { service: reference, standard, section, applies, reason, version }): Promise<Decided> => {
    const service = await livingService(tx, reference);
    const catalogue = await catalogueOf(tx, service.id, standard, NOW);
    const part = section === '' ? null : section;
    if (part !== null) sectionNamed(catalogue, part);
    const known = await knownNow(tx, service);
    const facts = factsAbout(known);
    const refused = applies === 'no' ? whyAlwaysApplies(catalogue, part) : whyDoesNotApply(catalogue, facts);
    if (refused !== null) throw new InputProblem([{ field: 'applies', message: refused }]);
    const [stored] = await scopesAt(tx, { service: service.id, catalogue: catalogue.id, section: part }, NOW);
    if ((stored?.version ?? 0) !== version)
      throw new Conflict(
        `Somebody decided whether ${catalogue.name} applies while you were here. Look at it as it stands now.`,
        { reason: stored?.reason ?? '' },
        stored?.version ?? 0,
      );
    const id = stored?.id ?? tx.newId();
    const number = stored?.number ?? (await nextScope(tx, service.id));
    await keepEdition(tx, service.id, catalogue);
    putScope(tx, {
      id,
      number,
      service: service.id,
      catalogue: catalogue.id,
      edition: catalogue.edition,
      section: part,
      applies: applies === 'yes',
      reason,
      facts: factsOfScope(catalogue, part, facts),
      signatures: applies === 'yes' ? 1 : catalogue.scopeSignatures,
    });
    return { id, service: service.reference, scopeDecision: scopeReference(number), version: tx.seq };
  },
});

export const withdrawScopeDecision = command({
  feature,
  name: 'withdrawScopeDecision',
  summary: 'Takes a decision back on whether a standard applies, with the reason',
  past: ['a scope decision was taken back', '# scope decisions were taken back'],
  input: z.strictObject({
    service: serviceField,
    scopeDecision: scopeField,
    reason: paragraph(4_000, 'Say why it is taken back.'),
    version: versionField,
  }),
  may: { roles: WRITERS, where: 'service' },
  subject: (_input, output: Decided) => ({ kind: 'scope-decision', id: output.id }),
  run: async (tx, _actor, { service: reference, scopeDecision, reason, version }): Promise<Decided> => {
    const service = await livingService(tx, reference);
    const number = scopeNumber(scopeDecision)!;
    const named = scopeReference(number);
    const [found] = await scopesAt(tx, { service: service.id, number }, NOW);
    const stored = there(found, `scope decision ${named}`);
    if (stored.withdrawn !== null) throw new NotPossible(`${named} was taken back already.`);
    if (stored.version !== version)
      throw new Conflict(
        `Somebody changed ${named} while you were here. Look at it as it stands now.`,
        { reason: stored.reason },
        stored.version,
      );
    withdrawScope(tx, stored.id, reason);
    return { id: stored.id, service: service.reference, scopeDecision: named, version: tx.seq };
  },
});

async function knownNow(tx: CommandTx, service: Service): Promise<Known> {
  return (await knownOf(tx, tx.kinds.assessed, [service], { seq: null, now: tx.at })).get(service.id)!;
}

/** @returns its title @throws NotFound */
export function sectionNamed(catalogue: Catalogue, id: string): string {
  const section = catalogue.sections.find((one) => one.id === id);
  if (section) return section.title;
  throw new NotFound(`There is no section ${id} in ${catalogue.name}.`);
}
