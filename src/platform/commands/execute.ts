import type { z } from 'zod';
import { canonical, type Json } from '../canonical.ts';
import type { Database, ReadTx } from '../database/database.ts';
import { newId, randomBytes16 } from '../ids.ts';
import { saltedDigest } from '../ledger/chain.ts';
import { SEALED } from '../ledger/reads.ts';
import type { SigningKey } from '../ledger/checkpoint.ts';
import { recordLook } from '../ledger/looks.ts';
import { append, beginChain, lockHead } from '../ledger/store.ts';
import { createMail, type Mail } from '../mail/send.ts';
import type { Sealing } from '../sealed/sealing.ts';
import type { Kinds, Ref } from '../subjects/kinds.ts';
import { settle } from '../subjects/settle.ts';
import { Texts } from '../texts/store.ts';
import type { AnyCommand, AnyQuery, CommandTx, Confirmed, Result } from './command.ts';
import { authorise, authoriseAhead, isAssessing, labelOf, serviceNamedIn, type Actor } from './may.ts';
import { ConfirmationNeeded, Denied, InputProblem, isProblem, KeyReused, NotFound } from './problems.ts';
import { placesOf } from './places.ts';
import { answerTo, keepAnswer, markChanged } from './store.ts';

/** What carries commands out: where they write, what depends on what, and the clock. */
export interface Ground {
  readonly database: Database;
  readonly kinds: Kinds;
  readonly now: () => Date;
  /** How what may stand in the database only encrypted is sealed and opened. */
  readonly sealing: Sealing;
  /** How commands send mail. Without it, mail is kept for a developer to look at. */
  readonly mail?: Mail;
  /** Told of every command how it ended ("done", "again", or the name of what it was refused with), and nothing of what was in it. */
  readonly observe?: (command: string, outcome: string, seconds: number) => void;
}

export interface Request {
  readonly actor: Actor;
  /** The organisation to act in. For a command that founds one: the id that it is to have. */
  readonly organisation: string;
  /** How the person confirmed who they are, where the command asks for it. */
  readonly confirmed?: Confirmed;
  /** Sent again with the same key, the same input gets the same answer and changes nothing. */
  readonly key?: string;
}

export interface Done {
  readonly seq: number;
  readonly result: Result;
  /** It had been done before, with this key. */
  readonly again: boolean;
}

/**
 * Carries out a command: parse, authorise, then in one transaction run, settle what depends on it, and write the ledger.
 * Acknowledged means stored: when this returns, it is on the disk.
 * @throws InputProblem, Denied, NotFound, NotPossible, Conflict, KeyReused; and then nothing has changed
 */
export async function execute(ground: Ground, command: AnyCommand, input: unknown, request: Request): Promise<Done> {
  const begun = performance.now();
  const name = command.sealed ? SEALED : command.name;
  const ended = (outcome: string) => ground.observe?.(name, outcome, (performance.now() - begun) / 1000);
  try {
    const done = await carryOut(ground, command, input, request);
    ended(done.again ? 'again' : 'done');
    return done;
  } catch (error) {
    ended(isProblem(error) ? error.name : 'defect');
    throw error;
  }
}

async function carryOut(ground: Ground, command: AnyCommand, input: unknown, request: Request): Promise<Done> {
  authoriseAhead(command.may, request, serviceNamedIn(input));
  const given = parse(command.input, input);
  // What counts is the service that the input names once it is understood.
  authorise(command.may, request, serviceNamedIn(given));
  const confirmed = command.confirms ? confirmedBy(request, ground.now()) : null;
  // Whatever is slow and needs no lock comes before it.
  const sent = request.key === undefined ? null : canonical({ command: command.name, input: plain(given) });
  const parsed = command.ahead ? await command.ahead(given) : given;
  if (command.sealed) return carryOutSealed(ground, command, parsed, request, sent);

  return ground.database.write(
    request.organisation,
    async (tx) => {
      const actor = labelOf(request.actor);
      // The answer is looked up behind the lock, in the same breath: of two that are sent at once, the second sees the first.
      const [locked, answered] = await Promise.all([
        lockHead(tx, 'changes'),
        request.key === undefined ? null : answerTo(tx, actor, request.key),
      ]);
      if (answered) {
        if (sent === null || !saltedDigest(answered.inputSalt, sent).equals(answered.inputDigest))
          throw new KeyReused('This key was used before, for something else. Send it with a new key.');
        return { seq: answered.seq, result: JSON.parse(answered.result) as Result, again: true };
      }
      const head = locked ?? (command.founds ? await beginChain(tx, 'changes', ground.now()) : null);
      if (!head || (locked && command.founds)) throw new NotFound('There is no such organisation.');

      const now = ground.now();
      const at = now > head.at ? now : head.at;
      const seq = head.seq + 1;
      const texts = new Texts();
      const touched = new Map<string, Set<string>>();
      const result = await command.run(
        commandTx(tx, {
          seq,
          at,
          actor: request.actor,
          confirmed,
          texts,
          touched,
          kinds: ground.kinds,
          sealing: ground.sealing,
          mail: ground.mail ?? createMail({ now: ground.now, sealing: ground.sealing, begin: null }),
        }),
        request.actor,
        parsed,
      );
      texts.flush(tx, seq);
      const { reach, services } = await settle(tx, ground.kinds, touched, seq);
      markChanged(tx, seq, placesOf(services, serviceNamedIn(parsed)));

      const content: Json = {
        input: texts.pointing(command.record ? command.record(parsed, result) : plain(parsed)),
        result: plain(result),
        texts: texts.summary(),
      };
      append(tx, head, {
        chain: 'changes',
        at,
        actor,
        command: command.name,
        subject: command.subject(parsed, result),
        content,
        reasons: reach as unknown as Json,
      });
      if (request.key !== undefined && sent !== null) {
        const inputSalt = randomBytes16();
        const inputDigest = saltedDigest(inputSalt, sent);
        const answer = { command: command.name, inputSalt, inputDigest, seq, result: canonical(result) };
        keepAnswer(tx, actor, request.key, at, answer);
      }
      return { seq, result, again: false };
    },
    'changes',
  );
}

/**
 * The same for a command of which nobody sees that it was done: on the chain of reads, whose entries of this name are sealed reads
 * as well, so that they tell neither one from the other, nor whose they are.
 */
async function carryOutSealed(
  ground: Ground,
  command: AnyCommand,
  input: Record<string, unknown>,
  request: Request,
  sent: string | null,
): Promise<Done> {
  const { organisation } = request;
  const hidden = (words: string) => ground.sealing.marks(organisation, words)[0].toString('hex');
  const actor = labelOf({ kind: 'system' });
  const key = request.key === undefined ? null : hidden(`key ${labelOf(request.actor)} ${request.key}`);
  const hiddenSent = sent === null ? null : hidden(sent);
  return ground.database.write(
    organisation,
    async (tx) => {
      const [locked, answered] = await Promise.all([
        lockHead(tx, 'reads'),
        key === null ? null : answerTo(tx, actor, key),
      ]);
      if (answered) {
        if (hiddenSent === null || !saltedDigest(answered.inputSalt, hiddenSent).equals(answered.inputDigest))
          throw new KeyReused('This key was used before, for something else. Send it with a new key.');
        return { seq: answered.seq, result: {}, again: true };
      }
      const head = locked ?? (await beginChain(tx, 'reads', ground.now()));
      const now = ground.now();
      const at = now > head.at ? now : head.at;
      const seq = head.seq + 1;
      const texts = new Texts();
      const touched = new Map<string, Set<string>>();
      const mail = ground.mail ?? createMail({ now: ground.now, sealing: ground.sealing, begin: null });
      const { kinds, sealing } = ground;
      const of = { seq, at, actor: request.actor, confirmed: null, texts, touched, kinds, sealing, mail };
      await command.run(commandTx(tx, of), request.actor, input);
      if (touched.size > 0 || texts.summary().count > 0)
        throw new Error(`${command.name} is sealed, and wrote something that is not.`);
      append(tx, head, { chain: 'reads', at, actor, command: SEALED, subject: null, content: {}, reasons: {} });
      if (key !== null && hiddenSent !== null) {
        const inputSalt = randomBytes16();
        const inputDigest = saltedDigest(inputSalt, hiddenSent);
        keepAnswer(tx, actor, key, at, { command: SEALED, inputSalt, inputDigest, seq, result: '{}' });
      }
      return { seq, result: {}, again: false };
    },
    'reads',
  );
}

/** How long a confirmation counts: for the one thing that it was asked for. Milliseconds. */
const CONFIRMATION_LASTS = 2 * 60 * 1000;

/** @throws Denied for whoever is no person; ConfirmationNeeded where nobody confirmed, or too long ago */
function confirmedBy({ actor, confirmed }: Request, now: Date): Confirmed {
  if (actor.kind !== 'person') throw new Denied('Only a person can sign, in the browser. Nothing was changed.');
  if (!confirmed || now.getTime() - confirmed.at.getTime() > CONFIRMATION_LASTS)
    throw new ConfirmationNeeded('Confirm that it is you. Nothing was changed yet.');
  return confirmed;
}

/**
 * Answers a query, for one organisation and one moment.
 * @param signer gives the key for what leaves the house signed
 * @throws InputProblem, Denied, NotFound
 */
export async function ask(
  ground: Ground,
  query: AnyQuery,
  input: unknown,
  request: Request,
  signer?: () => SigningKey,
): Promise<unknown> {
  authoriseAhead(query.may, request, serviceNamedIn(input));
  const parsed = parse(query.input, input);
  const service = serviceNamedIn(parsed);
  authorise(query.may, request, service);
  if (isAssessing(request.actor, service)) await recordLook(ground, request, `${query.feature}/${query.name}`, parsed);
  const answer = await ground.database.read(request.organisation, (tx) =>
    query.run(tx, parsed, ground.now(), request.actor, ground.kinds),
  );
  if (!query.leaving) return answer;
  if (!signer) throw new Error(`${query.name} leaves the house signed, and nobody gave a key.`);
  return query.leaving({ ground, organisation: request.organisation, key: signer() }, parsed, answer);
}

/** @throws InputProblem with one sentence for each field */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InputProblem(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })));
}

function commandTx(
  tx: ReadTx,
  of: {
    readonly seq: number;
    readonly at: Date;
    readonly actor: Actor;
    readonly confirmed: Confirmed | null;
    readonly texts: Texts;
    readonly touched: Map<string, Set<string>>;
    readonly kinds: Kinds;
    readonly sealing: Sealing;
    readonly mail: Mail;
  },
): CommandTx {
  return {
    organisation: tx.organisation,
    rows: (query) => tx.rows(query),
    send: (query) => tx.send(query),
    seq: of.seq,
    at: of.at,
    actor: of.actor,
    confirmed: of.confirmed,
    newId: () => newId(),
    text: (body) => of.texts.put(body),
    touch: ({ kind, id }: Ref) => {
      const ids = of.touched.get(kind);
      if (ids) ids.add(id);
      else of.touched.set(kind, new Set([id]));
    },
    kinds: of.kinds,
    sealing: of.sealing,
    mail: (message) => of.mail.send(tx, message),
    stopMail: (person) => of.mail.stop(tx, person),
  };
}

/** As JSON says it: dates as text, nothing undefined. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
