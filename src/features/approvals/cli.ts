import { existsSync, writeFileSync } from 'node:fs';
import type { Json } from '../../platform/canonical.ts';
import { EXIT } from '../../platform/cli/exit.ts';
import { withInstallation } from '../../platform/cli/house.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { CliIo } from '../../platform/feature.ts';
import { signingKey } from '../../platform/ledger/checkpoint.ts';
import { linesOf, proofOf } from '../../platform/ledger/proof.ts';
import { textsOf } from '../../platform/ledger/store.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { lastSignatureOf, signatureOf } from './store.ts';

const HELP = `primum approval SIGNATURE [FILE] [--organisation NAME] [--data DIR]

  Writes one signature to a file that anybody can verify, anywhere, with "primum verify FILE": what was signed, by whom
  with which registration, what it means, and the entry of the ledger that it is. Without FILE, it is printed.

  SIGNATURE   the id of a signature: the page of versions says it, and so does
              "primum list approvals --service DEMO --format json", under "signatures"; or the
              id of an approved version: that is its last signature

  Ends with 0 once it is written, 1 if there is no such signature, 2 if it was called wrongly.
`;

const OPTIONS = {
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `primum approval`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('approval', io, () => written(args, io));
}

async function written(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  const [id, file] = positionals;
  if (id === undefined || positionals.length > 2)
    throw new CliProblem('Which signature? Give its id, or see "primum approval --help".');
  if (!/^[\da-f-]{36}$/u.test(id)) throw new CliProblem('The id of a signature is 36 characters long.');
  if (file !== undefined && existsSync(file))
    throw new CliProblem(`${file} is there already. Choose another name.`, EXIT.refused);
  return withInstallation(io, values.data, async ({ ground, dataDirectory }) => {
    const organisation = await chooseOrganisation({ ground }, values.organisation);
    const lines = await proofOf(ground, organisation, signingKey(dataDirectory, io.env), async (tx) => {
      const signature = (await signatureOf(tx, id)) ?? (await lastSignatureOf(tx, id));
      if (!signature) throw new NotFound('There is no such signature.');
      const { seq } = signature;
      const record = signature.record as unknown as Json;
      return { seq, record, said: linesOf(record, await textsOf(tx, seq, seq)) };
    });
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
    if (file === undefined) io.out.write(text);
    else writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return EXIT.done;
  });
}

function parsed(args: string[]) {
  return calledWith('approval', { args, allowPositionals: true, options: OPTIONS });
}
