import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { backendFor } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith } from '../../platform/cli/verb.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { CliIo } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { reportReading } from '../evidence/index.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import type { Setting } from './domain.ts';
import { recordReleaseDetails, type Recorded } from './record-command.ts';

/** Bytes of a file that is read at all. */
const MOST_BYTES = 30 * 1024 * 1024;

const HELP = `primum release record: records a release, with what it consists of and what it touches

Usage:  primum release record --service REF --version VERSION [options]

Options:
  --service REF         the service that is released, such as DEMO
  --version VERSION     its version, such as 1.4.0; one that is new is a candidate
  --commit SHA          what it was built from
  --sbom FILE           its components: CycloneDX 1.4 to 1.6 (JSON or XML) or SPDX 2.3 (JSON or tag-value)
  --configuration N=V   what it runs on and with; once for each
  --touches LIST        the hazards and controls that the change touches: HAZ-12,CTL-31; "none" for none
  --live                it is live now
  --format FORMAT       text (default) or json
  --organisation NAME   where there are several
  --data DIR            where data is kept; without it, PRIMUM_URL and PRIMUM_TOKEN say which server is asked
  --help                this text

The same call again changes nothing. Another bill of materials is taken only while the release is a candidate.
What a component or a change means for safety, a person says. A token needs the scope "pipeline".

Exit code:  0 recorded;  1 refused;  2 could not be read, or a wrong call;  4 the server does not answer
`;

/** Runs `primum release`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  try {
    return await release(args, io);
  } catch (error) {
    const { ReportRefusal } = await reportReading();
    if (error instanceof ReportRefusal) throw new CliProblem(error.message);
    throw error;
  }
}

async function release(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help === true) {
    io.out.write(HELP);
    return EXIT.done;
  }
  if (positionals.join(' ') !== 'record')
    throw new CliProblem('Say what to do: "primum release record --service DEMO --version 1.4.0".');
  const { service, version } = values;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  if (version === undefined) throw new CliProblem('Which release? Name it with --version, such as --version 1.4.0.');
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new CliProblem(`--format takes text or json, not "${format}".`);
  const input = {
    service,
    release: version,
    live: values.live === true,
    ...(values.commit !== undefined && { commit: values.commit }),
    ...(values.configuration && { configuration: values.configuration.map(settingIn) }),
    ...(values.sbom !== undefined && { sbom: await sbomAt(values.sbom) }),
    ...(values.touches && { touches: touchesIn(values.touches) }),
  };
  const backend = backendFor(
    io,
    { organisation: chooseOrganisation },
    { data: values.data, organisation: values.organisation },
  );
  const { result } = await backend.do(anyCommand(recordReleaseDetails), input);
  const answer = result as unknown as Recorded;
  const said = format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : printable(recordedText(answer));
  await new Promise<void>((done) => io.out.write(said, () => done()));
  return EXIT.done;
}

/** What a record came to, for a terminal. */
export function recordedText({ service, release: version, state, changed, components }: Recorded): string {
  const what = `Release ${version} of ${service}, ${state === 'live' ? 'live' : 'a candidate'}`;
  const lines = [
    changed.length === 0
      ? `${what}: recorded before. Nothing was changed.`
      : `${what}: recorded (${changed.join(', ')}).`,
    ...(components === null
      ? ['Nobody has said which third-party components it has: send them with --sbom.']
      : [
          `${counted(components.total, 'third-party component')}: ${components.new} new, ${components.changed} changed, ${components.same} the same, ${components.gone} gone.`,
          ...(components.unsaid > 0
            ? [`A person has to speak for ${components.unsaid} of them, on the page of the release.`]
            : []),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function parsed(args: string[]) {
  return calledWith('release', {
    args,
    allowPositionals: true,
    options: {
      service: { type: 'string' },
      version: { type: 'string' },
      commit: { type: 'string' },
      sbom: { type: 'string' },
      configuration: { type: 'string', multiple: true },
      touches: { type: 'string', multiple: true },
      live: { type: 'boolean' },
      format: { type: 'string' },
      organisation: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function settingIn(typed: string): Setting {
  const at = typed.indexOf('=');
  if (at < 1) throw new CliProblem(`--configuration takes name=value, such as os="Debian 12", not "${typed}".`);
  return { name: typed.slice(0, at).trim(), value: typed.slice(at + 1).trim() };
}

/** "none" is said, and never assumed. */
function touchesIn(typed: readonly string[]): readonly string[] {
  return typed.length === 1 && typed[0]!.trim().toLowerCase() === 'none' ? [] : typed;
}

async function sbomAt(path: string): Promise<{ readonly name: string; readonly content: string }> {
  const { decodeReport } = await reportReading();
  try {
    if (statSync(path).size > MOST_BYTES)
      throw new CliProblem('The bill of materials is larger than 30 MB. Have the tool list packages, and not files.');
  } catch (error) {
    if (error instanceof CliProblem) throw error;
    throw new CliProblem(`There is no file "${path}". Did the tool write its bill of materials there?`);
  }
  return { name: basename(path), content: decodeReport(readFileSync(path), basename(path)) };
}
