import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { backendFor } from '../../../platform/cli/backends.ts';
import { EXIT, printable } from '../../../platform/cli/exit.ts';
import { withInstallation } from '../../../platform/cli/house.ts';
import { putOut, refuseTaken } from '../../../platform/cli/out-file.ts';
import { CliProblem } from '../../../platform/cli/problem.ts';
import { calledWith, ended } from '../../../platform/cli/verb.ts';
import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import type { CliIo } from '../../../platform/feature.ts';
import { signingKey, verifierKeyOf } from '../../../platform/ledger/checkpoint.ts';
import { counted } from '../../../words/counting.ts';
import { chooseOrganisation, organisationName } from '../../organisations/index.ts';
import { listNumber } from '../domain/challenges.ts';
import { DOCUMENT_SORTS } from '../domain/documents.ts';
import { takeInSupplierDocument, type TakenDocument } from './document-commands.ts';
import { findDeployment } from './fields.ts';
import { answerFile } from './keeping.ts';
import { listBooklet } from './list-document.ts';
import { takeInPacket, writeAnswer, type TakenPacket, type WrittenAnswer } from './packet-commands.ts';
import { supplier } from './queries.ts';
import { NOW } from './store.ts';
import { listsOf } from './supplier-store.ts';
import { formatNamed, FORMATS, written } from './write.ts';

/*
 * What comes in, at the command line: of a packet ("primum packet take-in", "primum packet answer-file"), and of a supplier who
 * sends documents ("primum supplier").
 */

const HELP = `primum supplier: takes in what a supplier sends who does not use Primum, and says what is missing

Usage:  primum supplier take-in FILE --service REF --deployment DPL --sort SORT [options]
        primum supplier missing --service REF --deployment DPL
        primum supplier questions CHL --service REF --deployment DPL --out FILE

  take-in    keeps a document as it is; the first hazard log becomes that of the deployment
  missing    what is missing for a DCB0160 case, and what to ask
  questions  writes a list that was made in the browser or over the API: ${FORMATS.join(', ')}, by the end of FILE

Options:
  --sort SORT         ${DOCUMENT_SORTS.map((sort) => `"${sort}"`).join(', ')}
  --signer NAME, --role ROLE, --signed-on DAY, --scope TEXT, --review-by DAY
                      as the document says it
  --format FORMAT     of missing: text (default) or json
  --out FILE          where it is written;  --overwrite  also over a file that is there
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data
  --help              this text

Exit code:  0 done;  1 refused, or of missing: something is;  2 a wrong call;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  deployment: { type: 'string' },
  sort: { type: 'string' },
  signer: { type: 'string' },
  role: { type: 'string' },
  'signed-on': { type: 'string' },
  scope: { type: 'string' },
  'review-by': { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Options = ReturnType<typeof parsed>['values'];
type Act = (words: readonly string[], options: Options, io: CliIo) => Promise<number>;

const ACTS: Readonly<Record<string, Act>> = { 'take-in': takeDocument, missing, questions };

/** Runs `primum supplier`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  return ended('supplier', io, async () => {
    const { values, positionals } = parsed(args, 'supplier');
    const [act = '', ...words] = positionals;
    if (values.help) return said(io, HELP);
    const found = Object.hasOwn(ACTS, act) ? ACTS[act] : undefined;
    if (!found) throw new CliProblem('Say what to do: take-in, missing or questions. See "primum supplier --help".');
    return found(words, values, io);
  });
}

/** `primum packet take-in FILE --service REF --deployment DPL` @returns the exit code */
export async function runTakeIn(args: string[], io: CliIo): Promise<number> {
  return ended('packet', io, async () => {
    const { values, positionals } = parsed(args, 'packet');
    const where = whereIn(values);
    const input = { ...where, packet: fileAt(positionals) };
    const { result } = await backend(values, io).do(anyCommand(takeInPacket), input);
    const { packet, items, log, warning } = result as TakenPacket;
    const lines = [`${packet} was taken in: ${counted(items, 'item')} to look at, in log ${log}.`, warning];
    return said(io, lines.flatMap((line) => (line === '' ? [] : [`${printable(line)}\n`])).join(''));
  });
}

/** `primum packet answer-file --service REF --deployment DPL --out FILE` @returns the exit code */
export async function runAnswerFile(args: string[], io: CliIo): Promise<number> {
  return ended('packet', io, async () => {
    const { values } = parsed(args, 'packet');
    const where = whereIn(values);
    const { out } = values;
    if (out === undefined) throw new CliProblem('Name a file with --out: an answer cannot be printed.');
    refuseTaken(out, values.overwrite);
    return withInstallation(io, values.data, async ({ ground, dataDirectory }) => {
      const organisation = await chooseOrganisation({ ground }, values.organisation);
      const key = signingKey(dataDirectory, io.env);
      const actor = { kind: 'operator' } as const;
      const { result } = await execute(ground, anyCommand(writeAnswer), where, { actor, organisation });
      const { answer, open } = result as WrittenAnswer;
      await putOut(io, out, await answerFile(ground, organisation, key, { ...where, answer }));
      const left = open === 0 ? 'Nothing is open.' : `${counted(open, 'item')} named as open.`;
      return said(io, `Written: ${printable(out)}. ${left}\nThe key to verify it with: ${verifierKeyOf(key)}\n`);
    });
  });
}

async function takeDocument(words: readonly string[], options: Options, io: CliIo): Promise<number> {
  const { sort, signer, role, scope } = options;
  if (sort === undefined || !DOCUMENT_SORTS.some((one) => one === sort))
    throw new CliProblem(`What is it? Say --sort with one of ${DOCUMENT_SORTS.join(', ')}.`);
  const input = {
    ...whereIn(options),
    sort,
    document: fileAt(words),
    ...(signer === undefined ? {} : { signer }),
    ...(role === undefined ? {} : { role }),
    ...(scope === undefined ? {} : { scope }),
    ...(options['signed-on'] === undefined ? {} : { signedOn: options['signed-on'] }),
    ...(options['review-by'] === undefined ? {} : { reviewBy: options['review-by'] }),
  };
  const { result } = await backend(options, io).do(anyCommand(takeInSupplierDocument), input);
  const { document, log, hazards, notRead } = result as TakenDocument;
  const more =
    notRead !== ''
      ? `Its rows are not known. ${notRead}`
      : log === null
        ? ''
        : `${counted(hazards, 'hazard')} are now in log ${log}, none of them confirmed.`;
  return said(io, `Document ${document} was taken in. ${printable(more)}`.trimEnd() + '\n');
}

interface Missing {
  readonly missing: readonly { readonly clause: string; readonly says: string; readonly where: string }[];
}

async function missing(_words: readonly string[], options: Options, io: CliIo): Promise<number> {
  const answer = (await backend(options, io).ask(anyQuery(supplier), whereIn(options))) as Missing;
  if (options.format === 'json') await said(io, `${JSON.stringify(answer, null, 2)}\n`);
  else
    await said(
      io,
      answer.missing.length === 0
        ? 'Nothing that these rules look for is missing.\n'
        : `${answer.missing.map(({ clause, says, where }) => printable(`${says} [${[where, `DCB0160 ${clause}`].filter(Boolean).join('; ')}]`)).join('\n')}\n`,
    );
  return answer.missing.length === 0 ? EXIT.done : EXIT.refused;
}

async function questions([reference = '']: readonly string[], options: Options, io: CliIo): Promise<number> {
  const where = whereIn(options);
  const { out } = options;
  if (out === undefined) throw new CliProblem('Name a file with --out, such as questions.docx.');
  refuseTaken(out, options.overwrite);
  const format = formatNamed(/\.([a-z]+)$/iu.exec(out)?.[1] ?? '');
  if (format === null) throw new CliProblem(`--out ends with one of ${FORMATS.join(', ')}.`);
  return withInstallation(io, options.data, async ({ ground }) => {
    const organisation = await chooseOrganisation({ ground }, options.organisation);
    const { booklet, at } = await ground.database.read(organisation, async (tx) => {
      const { service, deployment } = await findDeployment(tx, where);
      const list = (await listsOf(tx, deployment.id)).find(({ number }) => number === listNumber(reference));
      if (!list)
        throw new CliProblem(
          `There is no list ${reference || 'without a number'}. Give one such as CHL-1.`,
          EXIT.refused,
        );
      const about = { service: service.name, site: deployment.site, organisation: await organisationName(tx, NOW) };
      return { booklet: listBooklet(list, about), at: list.written.at };
    });
    await putOut(io, out, await written(format, booklet, at));
    return said(io, `Written: ${printable(out)}.\n`);
  });
}

function backend({ data, organisation }: Options, io: CliIo) {
  return backendFor(io, { organisation: chooseOrganisation }, { data, organisation });
}

function whereIn({ service, deployment }: Options) {
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  if (deployment === undefined)
    throw new CliProblem('Which deployment? Name it with --deployment, such as --deployment DPL-1.');
  return { service, deployment };
}

function fileAt([path, ...others]: readonly string[]) {
  if (path === undefined || others.length > 0) throw new CliProblem('Give the path of one file.');
  try {
    return { name: basename(path), content: readFileSync(path).toString('base64') };
  } catch {
    throw new CliProblem(`"${path}" cannot be read. Is there such a file?`);
  }
}

function parsed(args: string[], verb: string) {
  return calledWith(verb, { args, allowPositionals: true, options: OPTIONS });
}

function said(io: CliIo, text: string): Promise<number> {
  return new Promise((done) => {
    io.out.write(text, () => done(EXIT.done));
  });
}
