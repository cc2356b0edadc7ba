import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { keepSent, WITH_A_FILE } from '../../platform/files/sent.ts';
import { servicesSeen } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { addMonths } from './domain.ts';
import { day, file, optionalDay } from './fields.ts';
import { dayOf } from './moments.ts';
import { endTraining, putCompetence, putTraining, trainings } from './training-store.ts';
import { asPerson, ASSESSING, KEEPERS_ANYWHERE, ofSomebodyElse, ownOrKept, TEAM_ANYWHERE } from './who.ts';

const feature = 'people';
const LONG = 2_000;
/** How long an assessment counts where nobody chooses otherwise, in months. */
export const ASSESSMENT_LASTS = 24;

/** Training that somebody has had. No course is the only right one. */
export const recordTraining = command({
  feature,
  name: 'recordTraining',
  summary: 'Records training that a person has had',
  past: ['training was recorded', 'training was recorded # times'],
  input: z.strictObject({
    person: z.uuid('Name the person by their id.').optional().describe('Yourself, unless given'),
    course: line(200, 'Give the name of the course.'),
    provider: line(200, 'Say who gave the course.'),
    level: optionalLine(100),
    takenOn: day('Say on which day it was completed.'),
    expiresOn: optionalDay().describe('The last day on which it counts, where the provider gives one'),
    certificate: file,
  }),
  may: TEAM_ANYWHERE,
  bodyLimit: WITH_A_FILE,
  subject: (_input, output: { training: string; person: string }) => ({ kind: 'training', id: output.training }),
  // The file has its own home, by its digest.
  record: ({ certificate, ...said }) => ({ ...said, certificate: certificate !== null }),
  run: async (tx, acting, input) => {
    const actor = asPerson(acting);
    const person = input.person ?? actor.id;
    await ownOrKept(tx, actor, person);
    const { course, provider, level, takenOn, expiresOn, certificate } = input;
    const problems = [
      takenOn > dayOf(tx.at) && {
        field: 'takenOn',
        message: 'This day is still to come. Give the day on which it was completed.',
      },
      expiresOn !== null &&
        expiresOn < takenOn && { field: 'expiresOn', message: 'This is before the day on which it was completed.' },
    ].filter((one) => one !== false);
    if (problems.length > 0) throw new InputProblem(problems);
    const kept = await keepSent(tx, certificate);
    const id = tx.newId();
    await putTraining(tx, {
      id,
      person,
      course,
      provider,
      level,
      takenOn,
      expiresOn,
      certificate: kept,
    });
    return { training: id, person };
  },
});

/** Takes training back that was entered wrongly. */
export const withdrawTraining = command({
  feature,
  name: 'withdrawTraining',
  summary: 'Takes training back that was entered wrongly',
  past: ['training was taken back', 'training was taken back # times'],
  input: z.strictObject({ training: z.uuid('Name the training by its id.') }),
  may: TEAM_ANYWHERE,
  subject: ({ training }) => ({ kind: 'training', id: training }),
  run: async (tx, acting, { training: id }) => {
    const actor = asPerson(acting);
    const [found] = await trainings(tx, { ids: [id] });
    if (!found) throw new NotFound('There is no such training.');
    await ownOrKept(tx, actor, found.person);
    if (found.withdrawn) throw new NotPossible('This training was taken back already.');
    await endTraining(tx, id);
    return { training: id, person: found.person };
  },
});

/** What is kept of the competence of somebody who contributes (DCB0129 2.4.2); somebody else assesses it. */
export const recordCompetence = command({
  feature,
  name: 'recordCompetence',
  summary: 'Records what makes a person competent for what they do in the safety of a service',
  past: ['competence was assessed', 'competence was assessed # times'],
  input: z.strictObject({
    person: z.uuid('Name the person by their id.'),
    forService: optionalLine(20)
      .overwrite((text) => text.toUpperCase())
      .describe('The reference of a service; the whole organisation, without it'),
    role: line(200, 'Say what they do in the safety of the service.'),
    experience: paragraph(LONG, 'Say what experience they have for it.'),
    training: optionalParagraph(LONG),
    reviewOn: optionalDay().describe(`By when somebody looks again; ${ASSESSMENT_LASTS} months on, unless given`),
  }),
  may: KEEPERS_ANYWHERE,
  subject: ({ person }) => ({ kind: 'person', id: person }),
  run: async (tx, acting, { person, forService, role, experience, training, reviewOn: chosen }) => {
    const actor = asPerson(acting);
    await ofSomebodyElse(tx, actor, person, ASSESSING);
    const today = dayOf(tx.at);
    const reviewOn = chosen ?? addMonths(today, ASSESSMENT_LASTS);
    if (reviewOn <= today)
      throw new InputProblem([{ field: 'reviewOn', message: 'Choose a day that is still to come.' }]);
    const seen = servicesSeen(actor);
    if (forService !== '' && seen !== null && !seen.includes(forService))
      throw new InputProblem([{ field: 'forService', message: `There is no service ${forService}.` }]);
    const service = forService === '' ? null : await findService(tx, forService);
    const id = await putCompetence(tx, {
      person,
      service: service?.id ?? null,
      role,
      experience,
      training,
      assessedBy: actor.id,
      assessedOn: today,
      reviewOn,
    });
    return { competence: id, person };
  },
});
