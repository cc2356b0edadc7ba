import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { labelOf, rolesIn } from '../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { dayIn } from '../../words/days.ts';
import { competentUntil } from '../people/index.ts';
import type { Said } from './commands.ts';
import { impactStanding, IMPACTS, isLookedAt, whyNotCompetent, whyNotNoneAgain } from './domain.ts';
import { livingRelease, LOOKS, OFFICERS, releaseField, serviceField, STATES } from './fields.ts';
import { keptRelease } from './record-store.ts';
import { aboutOf, earlierNones, looksAt, putImpact, putSample, recordOf } from './store.ts';

const about = (_input: unknown, { id }: Said) => ({ kind: 'release', id });
const named = { service: serviceField, release: releaseField };

export const stateImpact = command({
  feature: 'releases',
  name: 'stateImpact',
  summary: 'Says what a release means for safety, and why: by somebody whose competence is on record (DCB0129 7.3.2)',
  past: ['it was said what a release means for safety', 'it was said # times what a release means for safety'],
  input: z.strictObject({
    ...named,
    impact: z.enum(
      IMPACTS,
      'Choose what it means for safety: nothing, something and no risk differs, or risk changes.',
    ),
    reason: paragraph(10_000, 'Say why: what the change touches, and what you looked at.'),
  }),
  may: STATES,
  subject: about,
  run: async (tx, actor, { service: reference, release: version, impact, reason }): Promise<Said> => {
    const release = await livingRelease(tx, reference, version);
    const { service, id } = release;
    if (actor.kind !== 'person') throw new NotPossible('A person says what a release means for safety.');
    const until = await competentUntil(tx, { person: actor.id, service: service.id }, { seq: null, now: tx.at });
    const why = whyNotCompetent(until, dayIn(tx.at));
    if (why !== null) throw new NotPossible(why);
    // What an officer says needs no other look of an officer.
    const isOfficer = rolesIn(actor, service.reference).some((role) => OFFICERS.includes(role));
    const again = impact === 'none' && !isOfficer ? whyNotNoneAgain(await looksAt(tx, id), tx.at) : null;
    if (again !== null) throw new NotPossible(again);
    const lookedAt = !isOfficer && isLookedAt(impact, id, await earlierNones(tx, service.id, id));
    await putImpact(
      tx,
      { id, service: service.id },
      {
        impact,
        reason,
        by: labelOf(actor),
        lookedAt,
        about: aboutOf(await recordOf(tx, id)),
      },
    );
    return { id, service: service.reference, release: version };
  },
});

export const sampleImpact = command({
  feature: 'releases',
  name: 'sampleImpact',
  summary: 'An officer looks at a statement that a release changes nothing for safety, and agrees or does not',
  past: ['a statement of no impact was looked at', '# statements of no impact were looked at'],
  input: z.strictObject({
    ...named,
    agree: z.boolean('Say whether you agree.'),
    note: optionalParagraph(4_000).describe('Why, where you do not agree'),
  }),
  may: LOOKS,
  subject: about,
  run: async (tx, actor, { service: reference, release: version, agree, note }): Promise<Said> => {
    const release = await livingRelease(tx, reference, version);
    const { service, id } = release;
    const { impact } = (await keptRelease(tx, service.id, version, { seq: null, now: tx.at }))!;
    if (!impact?.lookedAt)
      throw new NotPossible(`No statement on release ${version} waits to be looked at. Nothing was changed.`);
    if (impact.sampled) throw new NotPossible(`${impact.sampled.by} has looked at it already. Nothing was changed.`);
    if (impactStanding({ ...impact, agreed: null }, tx.at) === 'changed')
      throw new NotPossible(
        `Release ${version} changed after it was said what it means for safety. It is asked again, and there is nothing to look at until then.`,
      );
    if (!agree && note === '')
      throw new InputProblem([{ field: 'note', message: 'Say why you do not agree: whoever said it has to know.' }]);
    await putSample(tx, id, { agreed: agree, by: labelOf(actor), note });
    return { id, service: service.reference, release: version };
  },
});
