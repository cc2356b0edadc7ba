import { z } from 'zod';
import { command, query, type CommandTx } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import {
  allows,
  grantsOfToken,
  SCOPES,
  servicesWhere,
  TEAM,
  type Actor,
  type Grant,
  type May,
} from '../../platform/commands/may.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import { addToken, endToken, tokensOf, type ListedToken } from '../../platform/sessions/token-store.ts';
import { membersNow } from '../organisations/index.ts';
import { serviceIfAny } from '../services/index.ts';
import { endOfToken, MOST_DAYS, stateOfToken, USUAL_DAYS } from './domain.ts';

const feature = 'access';

/** Whoever works here may have programs of their own; what those may follows from their roles. */
const WHOEVER_WORKS_HERE: May = { roles: TEAM, where: 'anywhere', operator: true };
/** Looks after the tokens of everybody. */
export const LOOKS_AFTER_TOKENS: May = { roles: ['administrator'], where: 'organisation', operator: true };

const scope = z.enum(SCOPES, `Choose from: ${SCOPES.join(', ')}.`);

/**
 * The secret is made by whoever is shown it, and only its digest comes here: so it is in no ledger, no kept answer and no
 * log, and cannot be.
 */
export const makeToken = command({
  feature,
  name: 'makeToken',
  summary: 'Makes a token for a program',
  past: ['a token was made', '# tokens were made'],
  input: z.strictObject({
    label: line(100, 'Say what the token is for, such as "Nightly import".'),
    scopes: z
      .array(scope, 'Choose what the program may do.')
      .overwrite((scopes) => SCOPES.filter((one) => scopes.includes(one)))
      .min(1, 'Choose what the program may do.'),
    service: line(20, 'Give the reference of a service.')
      .overwrite((reference) => reference.toUpperCase())
      .nullable()
      .default(null)
      .describe('The only service that it is for; without one, for all in which you hold a role'),
    days: z
      .int(`Say for how many days it works, as a number from 1 to ${MOST_DAYS}.`)
      .min(1, `A token works for 1 day at least.`)
      .max(MOST_DAYS, `A token works for ${MOST_DAYS} days at most.`)
      .default(USUAL_DAYS),
    digest: z
      .string('Give the SHA-256 of the token, in hex.')
      .regex(/^[\da-f]{64}$/u, 'Give the SHA-256 of the token, in hex: 64 of 0 to 9 and a to f.')
      .describe('SHA-256 of the token, in hex. A token is "primum_" and 32 random bytes in base64url'),
    person: z
      .uuid('Give the id of a person.')
      .optional()
      .describe('Whose it is, where the command line makes it; otherwise yours'),
  }),
  may: WHOEVER_WORKS_HERE,
  subject: (_input, output: { token: string; until: string }) => ({ kind: 'token', id: output.token }),
  record: ({ scopes, service, days }) => ({ scopes, service, days }),
  run: async (tx, actor, { label, scopes, service, days, digest, person }) => {
    const owner = await ownerFor(tx, actor, person);
    if (service !== null) await findOwnService(tx, owner, service);
    if (grantsOfToken(owner.grants, service).length === 0)
      throw new NotPossible(
        'Whoever holds no role but assessor has no tokens: a program does not look for an assessor.',
      );
    const token = tx.newId();
    const until = endOfToken(tx.at, days);
    const added = await addToken(tx, {
      id: token,
      digest: Buffer.from(digest, 'hex'),
      label,
      organisation: tx.organisation,
      person: owner.id,
      service,
      scopes,
      createdAt: tx.at,
      expiresAt: until,
    });
    if (!added) throw new InputProblem([{ field: 'digest', message: 'This token was used before. Make another one.' }]);
    return { token, until: until.toISOString() };
  },
});

interface Owner {
  readonly id: string;
  readonly grants: readonly Grant[];
}

/** Whose token it becomes: one's own, or that of the person whom the command line names. */
async function ownerFor(tx: CommandTx, actor: Actor, person: string | undefined): Promise<Owner> {
  if (actor.kind === 'person') {
    if (person !== undefined && person !== actor.id)
      throw new Denied('A token belongs to whoever makes it. Nobody makes one for somebody else.');
    return actor;
  }
  if (person === undefined)
    throw new InputProblem([{ field: 'person', message: 'Say whose token it is: it never may what they may not.' }]);
  const [member] = await membersNow(tx, person);
  const grants = standing((member?.grants ?? []) as Parameters<typeof standing>[0], tx.at);
  if (grants.length === 0)
    throw new InputProblem([{ field: 'person', message: 'This person holds no role in the organisation.' }]);
  return { id: person, grants };
}

/** @throws InputProblem where there is no such service, or not for them: both look the same */
async function findOwnService(tx: CommandTx, owner: Owner, service: string): Promise<void> {
  const message = `There is no service ${service} in which its owner holds a role. Choose another one.`;
  const held = servicesWhere(owner, TEAM);
  if (!(held === null || held.includes(service)) || !(await serviceIfAny(tx, service)))
    throw new InputProblem([{ field: 'service', message }]);
}

/** One's own; those of everybody for administrators, and at the command line. */
export const revokeToken = command({
  feature,
  name: 'revokeToken',
  summary: 'Ends a token',
  past: ['a token was ended', '# tokens were ended'],
  input: z.strictObject({ token: z.uuid('Give the id of a token.') }),
  may: WHOEVER_WORKS_HERE,
  subject: ({ token }) => ({ kind: 'token', id: token }),
  run: async (tx, actor, { token }) => {
    const found = await tokenNamed(tx, actor, token);
    if (!(await endToken(tx, tx.organisation, token, tx.at)))
      throw new NotPossible(`"${found.label}" was ended before.`);
    return { token };
  },
});

/** A token that somebody may see. @throws NotFound */
export async function tokenNamed(tx: ReadTx, actor: Actor, id: string): Promise<ListedToken> {
  const [found] = await tokensOf(tx, tx.organisation, { id });
  const mine = actor.kind === 'person' && found?.person === actor.id;
  if (!found || !(mine || looksAfterAll(actor, tx.organisation))) throw new NotFound('There is no such token.');
  return found;
}

export function looksAfterAll(actor: Actor, organisation: string): boolean {
  return allows(LOOKS_AFTER_TOKENS, { actor, organisation }, null);
}

/** How a token stands now, as its owner's roles stand now. */
export function stateNow(token: ListedToken, now: Date) {
  return stateOfToken(token, grantsOfToken(standing(token.grants, now), token.service).length > 0, now);
}

const moment = z.string().nullable();

export const listTokens = query({
  feature,
  name: 'tokens',
  summary: 'Tokens of programs: one’s own, and for administrators everybody’s',
  input: z.strictObject({}),
  output: z.object({
    tokens: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        person: moment,
        owner: moment,
        service: moment,
        scopes: z.array(scope),
        state: z.enum(['works', 'idle', 'ended', 'over']),
        createdAt: z.string(),
        expiresAt: z.string(),
        lastUsedAt: moment,
      }),
    ),
  }),
  may: WHOEVER_WORKS_HERE,
  run: async (tx, _input, now, actor) => {
    const person = looksAfterAll(actor, tx.organisation) ? null : actor.kind === 'person' ? actor.id : '';
    const found = person === '' ? [] : await tokensOf(tx, tx.organisation, { person });
    return {
      tokens: found.map((one) => ({
        id: one.id,
        label: one.label,
        person: one.person,
        owner: one.owner,
        service: one.service,
        scopes: [...one.scopes],
        state: stateNow(one, now),
        createdAt: one.createdAt.toISOString(),
        expiresAt: one.expiresAt.toISOString(),
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
      })),
    };
  },
});
