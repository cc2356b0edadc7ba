import { workingCalendar } from '../../platform/bank-holidays.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { putOut } from '../../platform/cli/out-file.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import type { CliIo } from '../../platform/feature.ts';
import { dayIn } from '../../words/days.ts';
import { obligationsOf, type Fact, type Pack } from './domain.ts';
import { factsIn } from './domain/facts.ts';
import { jsonOf } from './facts-file.ts';
import { packInForce } from './pack.ts';
import { dutiesJson, dutiesText } from './showing.ts';

const HELP = `primum duties: who has to be told of what happened, by when

Usage:  primum duties --facts FILE.json [options]
        primum duties --list-facts

Options:
  --facts FILE     what is known, as one object: {"event.patient_safety": true, "org.roles": ["controller"]}.
                   "-" reads standard input. What nobody knows is left out; null means that there is none
  --format FORMAT  text, or json: without it, text at a terminal and json anywhere else
  --all            text: says of each duty why, to whom and on what ground
  --list-facts     lists the facts with what each can be
  --help           this text

It needs no installation and keeps nothing. Each duty of the rules gives one line: due, possible (something that is not
known could make it owed, and settle_with names what to find out first), not-owed, or watch (not known to be in force).
Limits that their source gives in numbers end at "due"; a "target" is ours, and never law.

Exit code:  0 answered;  2 a wrong call or a wrong file
`;

const FORMATS = ['text', 'json'] as const;
/** The terminal that the text is made for, where there is none. */
const COLUMNS = 80;

/** Runs `primum duties`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  return ended('duties', io, async () => {
    await putOut(io, undefined, Buffer.from(answered(args, io)));
    return EXIT.done;
  });
}

function answered(args: string[], io: CliIo): string {
  const { values } = calledWith('duties', {
    args,
    options: {
      facts: { type: 'string' },
      format: { type: 'string' },
      all: { type: 'boolean' },
      'list-facts': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return HELP;
  const terminal = io.out.isTTY === true;
  const wanted = values.format ?? (terminal ? 'text' : 'json');
  const format = FORMATS.find((one) => one === wanted);
  if (!format) throw new CliProblem(`--format takes ${FORMATS.join(' or ')}, not "${wanted}".`);
  const now = new Date();
  const pack = packInForce(dayIn(now));
  if (values['list-facts']) return `${pack.facts.map(factLine).join('\n')}\n`;
  if (values.facts === undefined)
    throw new CliProblem('Which facts? Name their file with --facts, such as --facts facts.json.');
  const read = factsIn(pack, jsonOf(values.facts));
  if ('problems' in read) throw new InputProblem(read.problems.map((message) => ({ field: '', message })));
  const obligations = obligationsOf(pack, read.facts, workingCalendar());
  if (format === 'json') return `${JSON.stringify(dutiesJson(pack, obligations), null, 2)}\n`;
  const width = Math.max(40, Math.min(terminal ? (io.out.columns ?? COLUMNS) : COLUMNS, COLUMNS));
  return printable(dutiesText(pack, obligations, { width, now, all: values.all === true }));
}

const SORTS: Readonly<Record<Exclude<Fact['type'], 'one' | 'several'>, string>> = {
  'yes or no': 'true or false',
  number: 'a number',
  moment: 'a date and time with its offset',
};

function factLine({ name, type, question, answers }: Pack['facts'][number]): string {
  const values = answers.map(({ value }) => value).join(', ');
  const takes = type === 'one' ? `one of ${values}` : type === 'several' ? `a list of ${values}` : SORTS[type];
  return `${name}\n    ${question}\n    ${takes}`;
}
