import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { backendFor, type Backend } from '../../../platform/cli/backends.ts';
import { EXIT, printable } from '../../../platform/cli/exit.ts';
import { putOut, refuseTaken } from '../../../platform/cli/out-file.ts';
import { CliProblem } from '../../../platform/cli/problem.ts';
import { calledWith, ended } from '../../../platform/cli/verb.ts';
import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import type { CliIo } from '../../../platform/feature.ts';
import { MOST_OF_A_FILE } from '../../../platform/files/sent.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { chooseOrganisation } from '../../organisations/index.ts';
import { countsWords } from '../domain/answers.ts';
import { takeInAnswer } from './after-commands.ts';
import { packets, packetToSend } from './queries.ts';

const HELP = `primum packet: what goes to whoever deploys a service, and what they answer

Usage:  primum packet list   --service REF
        primum packet write  --service REF --packet PKT-3 --out FILE [--overwrite]
        primum packet answer FILE --service REF --packet PKT-3
        primum packet take-in FILE --service REF --deployment DPL-1
        primum packet answer-file --service REF --deployment DPL-1 --out FILE [--overwrite]

  list         the packets of a service, for whom, and what was answered
  write        writes one to a file, signed; "primum verify FILE" proves it anywhere
  answer       takes in the file in which a receiver answers
  take-in      takes in a packet of a supplier, for a deployment; the first one in the browser, where its key is confirmed
  answer-file  writes what was answered to the latest packet to a file, for the supplier

  An officer makes a packet in the browser, under Hand-over packets of the service. Its page shows the key, and the
  fingerprint by which a receiver knows it.

Options:
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data
  --help              this text

Exit code:  0 done;  1 refused;  2 a wrong call;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  packet: { type: 'string' },
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Options = ReturnType<typeof parsed>['values'];

/** Runs `primum packet`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('packet', io, () => done(args, io));
}

async function done(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parsed(args);
  const [verb, ...files] = positionals;
  if (values.help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  const backend = backendFor(
    io,
    { organisation: chooseOrganisation },
    { data: values.data, organisation: values.organisation },
  );
  if (verb === 'list' && files.length === 0) await list(backend, values, io);
  else if (verb === 'write' && files.length === 0) await write(backend, values, io);
  else if (verb === 'answer' && files.length === 1) await answer(backend, files[0]!, values, io);
  else if (verb === 'make')
    throw new CliProblem(
      'A packet is made in the browser, under Hand-over packets of the service: whoever makes it signs, and a program never does.',
    );
  else throw new CliProblem('Say list, write, answer, take-in or answer-file. See "primum packet --help".');
  return EXIT.done;
}

async function list(backend: Backend, options: Options, io: CliIo): Promise<void> {
  const given = await backend.ask(anyQuery(packets), { service: named(options, 'service', 'DEMO') });
  const found = packets.output.parse(given).packets;
  if (found.length === 0) io.out.write('No packet was made yet.\n');
  for (const one of found) {
    const sent = one.sentOn === null ? 'nobody has said that it was sent' : `sent on ${sayDay(one.sentOn)}`;
    io.out.write(
      `${one.id}  release ${printable(one.release)}, for ${printable(one.receiver)}, made on ${sayDate(new Date(one.madeAt))}, ${sent}\n`,
    );
    for (const { number, organisation, site, ...counts } of one.answers)
      io.out.write(`  answer ${number}  ${printable(organisation)}, ${printable(site)}: ${countsWords(counts)}\n`);
  }
}

async function write(backend: Backend, options: Options, io: CliIo): Promise<void> {
  const out = named(options, 'out', 'packet.zip');
  refuseTaken(out, options.overwrite);
  const input = { service: named(options, 'service', 'DEMO'), packet: named(options, 'packet', 'PKT-3') };
  const { content } = packetToSend.output.parse(await backend.ask(anyQuery(packetToSend), input));
  await putOut(io, out, Buffer.from(content, 'base64'));
  io.out.write(`Written: ${printable(out)}.\n`);
}

async function answer(backend: Backend, file: string, options: Options, io: CliIo): Promise<void> {
  const input = { service: named(options, 'service', 'DEMO'), packet: named(options, 'packet', 'PKT-3') };
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new CliProblem(`There is no file "${file}".`);
  if (size > MOST_OF_A_FILE) throw new CliProblem('The file is larger than 5 MB: it is no answer.');
  const content = readFileSync(file).toString('base64');
  const { result } = await backend.do(anyCommand(takeInAnswer), { ...input, file: { name: basename(file), content } });
  const actions = Number(result['actions']);
  io.out.write(
    `Taken in, as answer ${String(result['answer'])} to ${String(result['packet'])}. ${actions === 0 ? 'No action was added' : `${counted(actions, 'action was', 'actions were')} added`}.\n`,
  );
}

/** @throws CliProblem */
function named(options: Options, option: 'service' | 'packet' | 'out', example: string): string {
  const value = options[option];
  if (value === undefined) throw new CliProblem(`Name it with --${option}, such as --${option} ${example}.`);
  return value;
}

function parsed(args: string[]) {
  return calledWith('packet', { args, options: OPTIONS, allowPositionals: true });
}
