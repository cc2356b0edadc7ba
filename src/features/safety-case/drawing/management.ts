import type { Block } from '../../../documents/booklet.ts';
import { capital } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { sentenceText } from '../../../words/sentence.ts';
import type { Holder, InTeam } from '../../people/index.ts';
import { runStanding, sayRhythm, type ProcessFact } from '../../processes/index.ts';
import { heading, table } from './blocks.ts';
import { versionStanding, type ReportFacts } from './facts.ts';

/** Who answers for safety, who works on it, and what they do again and again. */
export function management(facts: ReportFacts): Block[] {
  const { holders, team, processes, asAt, approved } = facts;
  const today = dayIn(asAt);
  const officers = holders === null ? [] : [...(holders.accountable ? [holders.accountable] : []), ...holders.deputies];
  const plan = approved.plan;
  return [
    heading('Plan'),
    {
      kind: 'text',
      text:
        plan === null
          ? 'No approved version of a clinical risk management plan is known.'
          : `Version ${plan.number} of the clinical risk management plan, signed by ${plan.by.join(' and ')} on ${sayDay(dayIn(plan.at))}: ${versionStanding(plan, asAt)}.`,
    },
    heading('Clinical safety officer'),
    ...table(
      {
        caption: 'Officers, and their registrations as they were',
        head: ['Who', 'Office', 'Registration', 'Could sign'],
        rows: officers.map(officerRow),
        widths: [3, 3, 4, 4],
      },
      'Not known: nobody held the office.',
    ),
    heading('Team and competence'),
    ...table(
      {
        caption: 'Who holds a role in the service',
        head: ['Who', 'Roles', 'Competence on record'],
        rows: team.map((one) => teamRow(one, today)),
        widths: [3, 5, 4],
      },
      'Not known: nobody holds a role in the service.',
    ),
    heading('Record of the process'),
    ...table(
      {
        caption: 'What the team does again and again, and how it runs',
        head: ['Process', 'How often', 'Approved', 'Last run'],
        rows: processes.map((one) => processRow(one, today)),
        widths: [4, 3, 3, 4],
      },
      'Not known: no process is written down.',
    ),
  ];
}

function officerRow({ term, signer, couldSign, why }: Holder): string[] {
  const { registration } = signer;
  const looked = registration?.lookedUp ?? null;
  return [
    signer.name,
    `${capital(signer.office?.kind ?? 'office not known')}\nsince ${sayDay(dayIn(term.from))}`,
    registration === null
      ? 'Not known'
      : [
          `${registration.register.short} ${registration.number}`,
          registration.profession,
          looked === null ? 'Nobody else has looked it up.' : `Looked up on ${sayDay(looked.on)}: ${looked.status}`,
        ]
          .filter((line) => line !== '')
          .join('\n'),
    [couldSign ? 'Yes' : 'No', ...why.map(sentenceText)].join('\n'),
  ];
}

function teamRow({ name, roles, competentUntil }: InTeam, today: string): string[] {
  const said =
    competentUntil === null
      ? 'Not known: nothing is on record.'
      : `On record, ${competentUntil < today ? 'past its review of' : 'to be looked at by'} ${sayDay(competentUntil)}`;
  return [name, roles.map(capital).join('\n'), said];
}

const RUNS: Readonly<Record<ReturnType<typeof runStanding>, string>> = {
  current: 'On time',
  due: 'Due soon',
  late: 'Late',
  overdue: 'Overdue',
  never: 'Never run: whether it works is not known',
};

function processRow(process: ProcessFact, today: string): string[] {
  const { title, state, approved, last } = process;
  if (state === 'stopped') return [title, 'Stopped', '', ''];
  const WORDS = { stands: '', changed: ', out of date', void: ', void' } as const;
  return [
    title,
    capital(sayRhythm(process)),
    approved === null ? 'No version is approved' : `Version ${approved.number}${WORDS[approved.standing]}`,
    last === null
      ? RUNS.never
      : [
          `${sayDay(last.on)}: ${last.outcome}`,
          RUNS[runStanding(process, last, today)],
          ...(last.open.length === 0 ? [] : [`Not done yet: ${last.open.map(({ text }) => text).join(', ')}`]),
        ].join('\n'),
  ];
}
