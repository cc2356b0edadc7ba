import { backendFor } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith } from '../../platform/cli/verb.ts';
import { anyQuery } from '../../platform/commands/command.ts';
import type { CliIo } from '../../platform/feature.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { assess } from './queries.ts';
import type { AssessmentRecord } from './record.ts';
import { assessmentText } from './showing.ts';

const HELP = `primum assess: says where a service stands beside a standard, and what clears the rest

Usage:  primum assess --service REF [options]

Options:
  --service REF       the service, such as DEMO
  --standard ID       point-16 (default), or another one: a wrong one says which there are
  --as-at DATE        what was known at the end of this day, such as 2026-03-03
  --format FORMAT     text (default) or json
  --organisation NAME where there are several
  --data DIR          where data is kept; without it, PRIMUM_URL and PRIMUM_TOKEN say which server is asked
  --help              this text

A token needs the scope "read". Not known is never a pass: whatever did not pass says what clears it. A person judges.

Exit code:  0 said, whatever it is;  1 refused;  2 a wrong call;  4 not reachable
`;

/** Runs `primum assess`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  const values = parsed(args);
  if (values.help === true) {
    io.out.write(HELP);
    return EXIT.done;
  }
  const { service, standard } = values;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new CliProblem(`--format takes text or json, not "${format}".`);
  const backend = backendFor(
    io,
    { organisation: chooseOrganisation },
    { data: values.data, organisation: values.organisation },
  );
  const asAt = values['as-at'];
  const input = { service, ...(standard !== undefined && { standard }), ...(asAt !== undefined && { asAt }) };
  const answer = (await backend.ask(anyQuery(assess), input)) as AssessmentRecord;
  const columns = io.out.isTTY === true ? (io.out.columns ?? 100) : 100;
  const said = format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : printable(assessmentText(answer, columns));
  await new Promise<void>((done) => io.out.write(said, () => done()));
  return EXIT.done;
}

function parsed(args: string[]) {
  return calledWith('assess', {
    args,
    options: {
      service: { type: 'string' },
      standard: { type: 'string' },
      'as-at': { type: 'string' },
      format: { type: 'string' },
      organisation: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}
