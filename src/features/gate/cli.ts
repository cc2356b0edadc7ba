import { backendFor, type Backend } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { putOut } from '../../platform/cli/out-file.ts';
import { CliProblem, endFor } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { CliIo } from '../../platform/feature.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { recordGate, recordRollback, recordSwitchOff } from './commands.ts';
import { VERDICT_EXITS } from './domain.ts';
import { gate, keptGate } from './queries.ts';
import { gateSchema, type GateRecord } from './record.ts';
import { COLOUR, gateJUnit, gateText, PLAIN } from './showing.ts';

const HELP = `primum gate: asks whether a release may go

Usage:  primum gate --service REF --version VERSION [options]

Options:
  --service REF       the service, such as DEMO
  --version VERSION   the release, such as 1.4.0
  --format FORMAT     text (default), json or junit
  --all               lists what holds as well
  --record            keeps the answer as it was, under a number
  --json FILE         writes the answer there as well, as JSON
  --junit FILE        writes the answer there as well, as JUnit XML
  --rollback          the service goes back to this release: with --reason it is recorded, and one that was
                      approved when it went live is never stopped
  --switch-off WHAT   something is switched off: with --reason it is recorded, and never stopped
  --reason TEXT       why, for the two above
  --organisation NAME where there are several
  --data DIR          where data is kept; without it, PRIMUM_URL and PRIMUM_TOKEN say which server is asked
  --help              this text

A token needs the scope "pipeline"; to ask without keeping anything, "read" is enough. Not known is never a pass.
The exit code is that of the verdict, in every mode and whether or not it is overridden: what a pipeline makes of it
is said by the shipped step (docs/pipelines).

Exit code:  0 go;  1 no-go;  2 a wrong call, or refused;  3 cannot tell;  4 not reachable
`;

const FORMATS = ['text', 'json', 'junit'] as const;
/** The terminal that the text is made for, where there is none. */
const COLUMNS = 80;

/** Runs `primum gate`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  return ended('gate', io, async () => {
    try {
      return await asked(args, io);
    } catch (error) {
      // 1 is a no of the gate, and nothing else.
      const end = endFor(error);
      throw end?.exit === EXIT.refused ? new CliProblem(end.lines.join(' ')) : error;
    }
  });
}

type Options = ReturnType<typeof parsed>;

async function asked(args: string[], io: CliIo): Promise<number> {
  const options = parsed(args);
  if (options.help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  const { service, format: wanted = 'text', data, organisation } = options;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  const format = FORMATS.find((one) => one === wanted);
  if (!format) throw new CliProblem(`--format takes ${FORMATS.join(', ')}, not "${wanted}".`);
  const backend = backendFor(io, { organisation: chooseOrganisation }, { data, organisation });
  const answer = answerIn(await answered(backend, { ...options, service }));
  const json = `${JSON.stringify(answer, null, 2)}\n`;
  if (options.json !== undefined) await putOut(io, options.json, Buffer.from(json));
  if (options.junit !== undefined) await putOut(io, options.junit, Buffer.from(gateJUnit(answer)));
  const terminal = io.out.isTTY === true;
  const said = {
    text: () =>
      gateText(plainly(answer), {
        width: Math.max(40, Math.min(terminal ? (io.out.columns ?? COLUMNS) : COLUMNS, COLUMNS)),
        paint: terminal && !io.env['NO_COLOR'] ? COLOUR : PLAIN,
        all: options.all === true,
        origin: originOf(io),
      }),
    json: () => json,
    junit: () => gateJUnit(answer),
  };
  await putOut(io, undefined, Buffer.from(said[format]()));
  return VERDICT_EXITS[answer.verdict];
}

/** Asks, and has the answer kept where that is wanted: what is shown then is what was kept. */
async function answered(backend: Backend, options: Options & { readonly service: string }): Promise<unknown> {
  const { service, version, reason = '', 'switch-off': what } = options;
  const kept = async (command: Parameters<Backend['do']>[0], input: object): Promise<unknown> => {
    const { result } = await backend.do(command, { service, ...input });
    return backend.ask(anyQuery(keptGate), { service, gate: result['gate'] as string });
  };
  if (what !== undefined) return kept(anyCommand(recordSwitchOff), { what, reason });
  if (version === undefined) throw new CliProblem('Which release? Name it with --version, such as --version 1.4.0.');
  if (options.rollback) return kept(anyCommand(recordRollback), { version, reason });
  if (options.record) return kept(anyCommand(recordGate), { version });
  return backend.ask(anyQuery(gate), { service, version });
}

function answerIn(answer: unknown): GateRecord {
  const read = gateSchema.safeParse(answer);
  if (read.success) return read.data;
  throw new CliProblem(
    'What was answered is no answer of the gate that this version knows. Are both of the same version?',
    EXIT.unreachable,
  );
}

/** Without what a terminal would obey: words come from many hands. */
function plainly(answer: GateRecord): GateRecord {
  return JSON.parse(
    JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'string' ? printable(value) : value)),
  ) as GateRecord;
}

function originOf({ env }: CliIo): string {
  const url = env['PRIMUM_URL'];
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : 'http://localhost:3016';
}

function parsed(args: string[]) {
  return calledWith('gate', {
    args,
    options: {
      service: { type: 'string' },
      version: { type: 'string' },
      format: { type: 'string' },
      all: { type: 'boolean' },
      record: { type: 'boolean' },
      json: { type: 'string' },
      junit: { type: 'string' },
      rollback: { type: 'boolean' },
      'switch-off': { type: 'string' },
      reason: { type: 'string' },
      organisation: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}
