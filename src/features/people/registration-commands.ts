import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { keepSent, WITH_A_FILE } from '../../platform/files/sent.ts';
import {
  addMonths,
  asNumber,
  isRegistered,
  LOOK_UP_LASTS,
  numberProblem,
  REGISTER_STATUSES,
  registerOf,
  REGISTERS,
  type Registration,
} from './domain.ts';
import { day, file, optionalDay } from './fields.ts';
import { lookUpMonths } from './look-up-limit-store.ts';
import { dayOf, sayDay } from './moments.ts';
import { endRegistration, putGap, putLookUp, putRegistration, registrations } from './registration-store.ts';
import {
  asPerson,
  FINDING_A_GAP,
  KEEPERS_ANYWHERE,
  LOOKING_UP,
  ofSomebodyElse,
  ownOrKept,
  TEAM_ANYWHERE,
} from './who.ts';

const feature = 'people';
const LONG = 2_000;

const registration = z.uuid('Name the registration by its id.');
const about = ({ registration: id }: { readonly registration: string }) => ({ kind: 'registration', id });

/** Adds an entry on a register, as the person gives it. It counts once somebody else has looked it up. */
export const addRegistration = command({
  feature,
  name: 'addRegistration',
  summary: 'Adds a person’s entry on a professional register',
  past: ['a registration was added', '# registrations were added'],
  input: z.strictObject({
    person: z.uuid('Name the person by their id.').optional().describe('Yourself, unless given'),
    register: z.enum(
      REGISTERS.map(({ id }) => id),
      'Choose the register.',
    ),
    number: line(30, 'Give the registration number.').overwrite(asNumber),
    name: line(200, 'Give the name as it stands on the register.'),
    profession: line(100, 'Choose the profession.'),
  }),
  may: TEAM_ANYWHERE,
  subject: (_input, output: { registration: string; person: string; warning: string }) => about(output),
  run: async (tx, acting, input) => {
    const actor = asPerson(acting);
    const person = input.person ?? actor.id;
    await ownOrKept(tx, actor, person);
    const register = registerOf(input.register)!;
    const { number, name, profession } = input;
    if (!register.professions.some((one) => one.name === profession)) {
      const message = `Choose a profession that is on the ${register.short} register: ${register.professions.map((one) => one.name).join(', ')}.`;
      throw new InputProblem([{ field: 'profession', message }]);
    }
    const problem = numberProblem(register, number);
    if (problem?.refuses) throw new InputProblem([{ field: 'number', message: problem.message }]);
    const held = await registrations(tx, { people: [person] });
    if (held.some((one) => !one.withdrawn && one.register === register.id && one.number === number))
      throw new InputProblem([{ field: 'number', message: 'This entry is here already.' }]);
    const id = tx.newId();
    await putRegistration(tx, { id, person, register: register.id, number, name, profession });
    return { registration: id, person, warning: problem?.message ?? '' };
  },
});

/** Somebody else than the person looks at the register, and says what stands there. */
export const lookUpRegistration = command({
  feature,
  name: 'lookUpRegistration',
  summary: 'Records what somebody saw of another person’s registration on the register',
  past: ['a registration was looked up', '# registrations were looked up'],
  input: z.strictObject({
    registration,
    on: day('Say on which day you looked.'),
    status: z.enum(REGISTER_STATUSES, 'Say what the register says.'),
    conditions: optionalParagraph(LONG).describe('Conditions or restrictions, as the register words them'),
    where: z.url({
      protocol: /^https?$/u,
      error: 'Give the whole address of the page on which you saw it, such as https://www.example.org.',
    }),
    since: optionalDay().describe('Since when it is so, where the register says that somebody is not registered'),
    note: optionalParagraph(LONG),
    evidence: file.describe('A file that shows what was seen'),
    nextDue: optionalDay().describe(
      `By when somebody has to look again; ${LOOK_UP_LASTS} months on, or as the organisation says, unless sooner`,
    ),
  }),
  may: KEEPERS_ANYWHERE,
  bodyLimit: WITH_A_FILE,
  subject: about,
  // The file has its own home, by its digest.
  record: ({ evidence, ...said }) => ({ ...said, evidence: evidence !== null }),
  run: async (tx, acting, input) => {
    const actor = asPerson(acting);
    const found = await living(tx, input.registration);
    await ofSomebodyElse(tx, actor, found.person, LOOKING_UP);
    const months = await lookUpMonths(tx);
    const latest = addMonths(input.on, months);
    const nextDue = input.nextDue ?? latest;
    const problems = [
      input.on > dayOf(tx.at) && {
        field: 'on',
        message: 'This day is still to come. Give the day on which you looked.',
      },
      input.status === 'registered with conditions' &&
        input.conditions === '' && { field: 'conditions', message: 'Say what the conditions are.' },
      isRegistered(input.status) &&
        input.since !== null && { field: 'since', message: 'Leave this out for somebody who is registered.' },
      input.since !== null &&
        input.since > input.on && { field: 'since', message: 'This is after the day on which you looked.' },
      nextDue <= input.on && { field: 'nextDue', message: 'The next look-up comes after this one.' },
      nextDue > latest && {
        field: 'nextDue',
        message: `A look-up counts for ${months} ${months === 1 ? 'month' : 'months'} at most: until ${sayDay(latest)}.`,
      },
    ].filter((one) => one !== false);
    if (problems.length > 0) throw new InputProblem(problems);
    const { on, status, conditions, where, since, note, evidence } = input;
    await putLookUp(tx, {
      registration: found,
      by: actor.id,
      on,
      status,
      conditions,
      where,
      note,
      evidence: await keepSent(tx, evidence),
      since,
      nextDue,
    });
    return { registration: found.id, person: found.person };
  },
});

/** A registration turned out not to have been held on some days: signatures of those days that required it are void. */
export const recordRegistrationGap = command({
  feature,
  name: 'recordRegistrationGap',
  summary: 'Records that a person’s registration was not held on some days',
  past: [
    'it was recorded that a registration was not held on some days',
    'it was recorded # times that a registration was not held on some days',
  ],
  input: z.strictObject({
    registration,
    from: day('Give the first day on which it was not held.'),
    to: optionalDay().describe('The last such day; without it, it is not over'),
    reason: paragraph(LONG, 'Say what was found.'),
    seen: line(500, 'Say where you saw it, such as the address of the page or a letter.'),
  }),
  may: KEEPERS_ANYWHERE,
  subject: about,
  run: async (tx, acting, { registration: id, ...gap }) => {
    const actor = asPerson(acting);
    // Also of one that was taken back: what rested on it stays, and whoever takes it back does not thereby clear it.
    const found = await known(tx, id);
    await ofSomebodyElse(tx, actor, found.person, FINDING_A_GAP);
    const today = dayOf(tx.at);
    const problems = [
      gap.from > today && { field: 'from', message: 'This day is still to come. Give a day that has been.' },
      gap.to !== null && gap.to < gap.from && { field: 'to', message: 'The last day comes before the first one.' },
      gap.to !== null && gap.to > today && { field: 'to', message: 'Leave this out where it is not over.' },
    ].filter((one) => one !== false);
    if (problems.length > 0) throw new InputProblem(problems);
    await putGap(tx, { registration: found, by: actor.id, ...gap });
    return { registration: found.id, person: found.person };
  },
});

/** Takes a registration back that was entered wrongly. What was seen of it stays, and signatures keep what they show. */
export const withdrawRegistration = command({
  feature,
  name: 'withdrawRegistration',
  summary: 'Takes a registration back that was entered wrongly',
  past: ['a registration was taken back', '# registrations were taken back'],
  input: z.strictObject({ registration }),
  may: TEAM_ANYWHERE,
  subject: about,
  run: async (tx, acting, { registration: id }) => {
    const actor = asPerson(acting);
    const found = await living(tx, id);
    await ownOrKept(tx, actor, found.person);
    await endRegistration(tx, found);
    return { registration: found.id, person: found.person };
  },
});

/** @throws NotFound */
async function known(tx: CommandTx, id: string): Promise<Registration> {
  const [found] = await registrations(tx, { ids: [id] });
  if (!found) throw new NotFound('There is no such registration.');
  return found;
}

/** @throws NotFound, NotPossible */
async function living(tx: CommandTx, id: string): Promise<Registration> {
  const found = await known(tx, id);
  if (found.withdrawn) throw new NotPossible('This registration was taken back. Add it anew to look it up.');
  return found;
}
