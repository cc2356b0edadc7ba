import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { backendFor } from '../../../platform/cli/backends.ts';
import { EXIT, printable } from '../../../platform/cli/exit.ts';
import { CliProblem } from '../../../platform/cli/problem.ts';
import { calledWith } from '../../../platform/cli/verb.ts';
import { anyCommand } from '../../../platform/commands/command.ts';
import type { CliIo } from '../../../platform/feature.ts';
import { reportReading } from '../../evidence/index.ts';
import { chooseOrganisation } from '../../organisations/index.ts';
import { pushResults, type PushAnswer } from './push.ts';
import { pushText } from './showing.ts';

/** What a push ends with, where it is asked to be strict and something speaks against a control. */
const CHALLENGED = 3;

const HELP = `primum evidence push: sends the results of tests, and says which controls they speak of

Usage:  primum evidence push PATH... --service REF --release VERSION [options]

  PATH is a report in JUnit XML, as tests write it, or a folder: then every .xml in it. All of one call are one run.
  A test names a control by its number, in its name or in a property: "scan blocks saving [CTL-31]", or
  <property name="primum" value="CTL-31"/>. A control that another service shares is PLATFORM/CTL-3.

Options:
  --service REF       the service that was tested, such as DEMO
  --release VERSION   the release that was tested, such as 1.4.0; it is recorded with its first results
  --candidate         nobody uses this release yet: what fails on it is about it alone, until it goes live
  --strict            end with ${CHALLENGED} where a test fails that a control rests on, or a tag names no control
  --format FORMAT     text (default) or json
  --organisation NAME where there are several
  --data DIR          where data is kept; without it, PRIMUM_URL and PRIMUM_TOKEN say which server is asked
  --help              this text

A token needs the scope "pipeline". Who sends is who they are: nothing in the file says so.

Exit code:  0 kept;  1 refused;  2 could not be read, or a wrong call;  ${CHALLENGED} see --strict;  4 the server does not answer

A ready step for GitHub Actions: /help/evidence-from-a-pipeline
`;

/** Runs `primum evidence`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  try {
    return await evidence(args, io);
  } catch (error) {
    const { ReportRefusal } = await reportReading();
    if (error instanceof ReportRefusal) throw new CliProblem(error.message);
    throw error;
  }
}

async function evidence(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help === true) {
    io.out.write(HELP);
    return EXIT.done;
  }
  const [what, ...paths] = positionals;
  if (what !== 'push')
    throw new CliProblem('Say what to do: "primum evidence push junit.xml --service DEMO --release 1.4.0".');
  if (paths.length === 0) throw new CliProblem('Which report? Give the path of a file or a folder.');
  const { service, release } = values;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  if (release === undefined) throw new CliProblem('Which release? Name it with --release, such as --release 1.4.0.');
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new CliProblem(`--format takes text or json, not "${format}".`);
  const files = await reportsIn(paths);
  const backend = backendFor(
    io,
    { organisation: chooseOrganisation },
    { data: values.data, organisation: values.organisation },
  );
  const input = { service, release, candidate: values.candidate === true, files };
  const { result } = await backend.do(anyCommand(pushResults), input);
  const answer = result as unknown as PushAnswer;
  const said = format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : printable(pushText(answer, files.length));
  await new Promise<void>((done) => io.out.write(said, () => done()));
  const speaksAgainst = answer.challenged.length > 0 || answer.unknownTags.length > 0;
  return values.strict === true && speaksAgainst ? CHALLENGED : EXIT.done;
}

function parsed(args: string[]) {
  return calledWith('evidence', {
    args,
    allowPositionals: true,
    options: {
      service: { type: 'string' },
      release: { type: 'string' },
      candidate: { type: 'boolean' },
      strict: { type: 'boolean' },
      format: { type: 'string' },
      organisation: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/** The reports that paths lead to, each with its text. @throws CliProblem, or a refusal where one is no text */
async function reportsIn(paths: readonly string[]): Promise<{ readonly name: string; readonly content: string }[]> {
  const { decodeReport, REPORT_LIMITS } = await reportReading();
  const found = paths.flatMap((path) => filesAt(path));
  if (found.length > REPORT_LIMITS.files)
    throw new CliProblem(
      `There are more than ${REPORT_LIMITS.files.toLocaleString('en-GB')} files. Send them in parts.`,
    );
  let size = 0;
  return found.map(({ path, name }) => {
    size += statSync(path).size;
    if (size > REPORT_LIMITS.characters)
      throw new CliProblem('The reports are larger than 12 MB together. Send them in parts.');
    return { name, content: decodeReport(readFileSync(path), name) };
  });
}

/** Named as they lie below what was given: a folder of the machine is nobody's business. */
function filesAt(path: string): { readonly path: string; readonly name: string }[] {
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch {
    throw new CliProblem(`There is no file "${path}". Did the tests run, and did they write their report there?`);
  }
  if (!folder) return [{ path, name: basename(path) }];
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.toLowerCase().endsWith('.xml'))
    .toSorted()
    .map((name) => ({ path: join(path, name), name }));
  if (inside.length === 0)
    throw new CliProblem(`There is no .xml in "${path}". Did the tests run, and did they write their report there?`);
  return inside;
}
