import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { rolesIn } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { hazardStakes } from '../hazards/index.ts';
import { livingService, type Service } from '../services/index.ts';
import { BRANCHES, hazardClaim, whyNotReviewBy } from './domain.ts';
import { ANSWERS, claimField, serviceField, versionField, WRITES } from './fields.ts';
import { counterEvidenceOf, putCounterEvidence, type StoredCounterEvidence } from './store.ts';

const feature = 'argument';
const NOW = { seq: null, now: new Date(0) };
const ticked = z.boolean().default(false);

/** A type, so that it is a result. */
export type Written = { id: string; service: string; claim: string; version: number };
const about = (_input: unknown, output: Written) => ({ kind: 'counter-evidence', id: output.id });

export const writeCounterEvidence = command({
  feature,
  name: 'writeCounterEvidence',
  summary:
    'Writes what speaks against a claim of the argument, and what is not known of it; an answer has to be given anew',
  past: ['counter-evidence was written', '# pieces of counter-evidence were written'],
  input: z.strictObject({
    service: serviceField,
    claim: claimField,
    version: versionField.default(0).describe('"version" of what stands there; 0 where nobody has written anything'),
    against: optionalParagraph(4_000).describe('What speaks against the claim'),
    nothingAgainst: ticked.describe('You looked, and know of nothing that speaks against it'),
    unknown: optionalParagraph(4_000).describe('What is not known, and would matter'),
    nothingUnknown: ticked.describe('You looked, and know of nothing that is not known'),
    reviewBy: z.string().trim().describe('The day by which somebody looks again: until then it counts'),
  }),
  may: WRITES,
  subject: about,
  run: async (tx, actor, { service: reference, claim, version, reviewBy, ...said }): Promise<Written> => {
    const service = await livingService(tx, reference);
    await refuseClaim(tx, service, claim);
    const [stored = null] = await counterEvidenceOf(tx, [service.id], NOW, claim);
    if ((stored?.version ?? 0) !== version) throw conflictWith(stored);
    const answers =
      actor.kind === 'person' && rolesIn(actor, service.reference).some((role) => ANSWERS.roles.includes(role));
    if (said.against === '' && stored !== null && stored.against !== null && !answers)
      throw new NotPossible(
        `${stored.written.by} wrote what speaks against ${claim}. That it does not is for a clinical safety officer or deputy to say: their answer clears it. Nothing was changed.`,
      );
    const problems = [
      ...problemsOf('against', said.against, said.nothingAgainst, 'what speaks against it'),
      ...problemsOf('unknown', said.unknown, said.nothingUnknown, 'what is not known'),
    ];
    const why = whyNotReviewBy(reviewBy, dateIn(tx.at));
    if (why !== null) problems.push({ field: 'reviewBy', message: why });
    if (problems.length > 0) throw new InputProblem(problems);
    const id = stored?.id ?? tx.newId();
    putCounterEvidence(tx, {
      id,
      service: service.id,
      claim,
      against: tx.text(said.against),
      unknown: tx.text(said.unknown),
      // What was answered was something else.
      answer: null,
      writtenSeq: tx.seq,
      answeredSeq: null,
      reviewBy,
    });
    return { id, service: service.reference, claim, version: tx.seq };
  },
});

/** Both fields have to be filled: with words, or with a named person's word that they know of nothing. */
function problemsOf(field: string, text: string, nothing: boolean, what: string) {
  if (text === '' && !nothing)
    return [{ field, message: `Write ${what}, or say that you looked and know of nothing.` }];
  if (text !== '' && nothing)
    return [{ field, message: `Either write ${what}, or say that you know of nothing: not both.` }];
  return [];
}

/** @throws InputProblem where the argument has no such claim */
async function refuseClaim(tx: CommandTx, service: Service, claim: string): Promise<void> {
  if (BRANCHES.some(({ id }) => id === claim)) return;
  const stakes = await hazardStakes(tx, [service.id], NOW);
  if (stakes.some(({ id }) => hazardClaim(id) === claim)) return;
  const branches = BRANCHES.map(({ id }) => id).join(', ');
  throw new InputProblem([
    {
      field: 'claim',
      message: `There is no such claim. Claims are ${branches}, and one for each hazard, such as G-HAZ-12.`,
    },
  ]);
}

export const answerCounterEvidence = command({
  feature,
  name: 'answerCounterEvidence',
  summary: 'Says why a claim of the argument holds, although something speaks against it',
  past: ['counter-evidence was answered', '# pieces of counter-evidence were answered'],
  input: z.strictObject({
    service: serviceField,
    claim: claimField,
    version: versionField,
    answer: paragraph(4_000, 'Say why the claim holds all the same.'),
  }),
  may: ANSWERS,
  subject: about,
  run: async (tx, _actor, { service: reference, claim, version, answer }): Promise<Written> => {
    const service = await livingService(tx, reference);
    const [stored] = await counterEvidenceOf(tx, [service.id], NOW, claim);
    if (!stored) throw new NotFound(`Nobody has written anything against ${claim}.`);
    if (stored.version !== version) throw conflictWith(stored);
    if (stored.against === null)
      throw new NotPossible(`Nothing is written that speaks against ${claim}. There is nothing to answer.`);
    putCounterEvidence(tx, {
      id: stored.id,
      service: service.id,
      claim,
      against: stored.texts.against,
      unknown: stored.texts.unknown,
      answer: tx.text(answer),
      writtenSeq: stored.writtenSeq,
      answeredSeq: tx.seq,
      reviewBy: stored.reviewBy,
    });
    return { id: stored.id, service: service.reference, claim, version: tx.seq };
  },
});

/** What stands there now, beside what was typed. */
function conflictWith(stored: StoredCounterEvidence | null): Conflict {
  if (!stored)
    return new Conflict('Nobody has written anything against this claim yet. Look at it as it stands now.', {}, 0);
  const { against, unknown, answer, reviewBy, version, written } = stored;
  return new Conflict(
    `${written.by} changed this while you were here. Look at it as it stands now.`,
    {
      against: against ?? 'Nothing that is known',
      unknown: unknown ?? 'Nothing',
      answer: answer?.text ?? '',
      reviewBy,
    },
    version,
  );
}
