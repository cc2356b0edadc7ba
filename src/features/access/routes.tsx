import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { allows, grantsOfToken, SCOPES, TEAM, type Grant, type May } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import { tokensOf } from '../../platform/sessions/token-store.ts';
import { digestOfToken, tokenOf } from '../../platform/sessions/tokens.ts';
import { membersNow } from '../organisations/index.ts';
import { findService, serviceIfAny } from '../services/index.ts';
import { LOOKS_AFTER_TOKENS, makeToken, revokeToken, stateNow, tokenNamed } from './commands.ts';
import { lookAddress, lookWords, USUAL_DAYS } from './domain.ts';
import { GivenPage, LookedAtPage, type Assessor, type GivenService, type LookedAtProps } from './pages/assessing.tsx';
import { TokenForm, type TokenFormProps } from './pages/token-form.tsx';
import { ALL, AllTokensPage, EndPage, MadePage, OWN, TokensPage, type TokenLine } from './pages/tokens.tsx';
import { SEES_LOOKS } from './seeing.ts';
import { looksAt } from './store.ts';

/** Looks on one page. */
const LOOKS = 50;

const WHOEVER_WORKS_HERE: May = { roles: TEAM, where: 'anywhere' };
const WHOEVER_ASSESSES: May = { roles: ['assessor'], where: 'anywhere' };

/** Tokens of programs; what assessors were given, and what they looked at. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: OWN,
    may: WHOEVER_WORKS_HERE,
    load: async (tx, { actor, now }) => ({ tokens: await loadTokens(tx, actor.id, now) }),
    page: TokensPage,
  });
  registerForm(app, services, {
    path: `${OWN}/new`,
    command: anyCommand(makeToken),
    load: async (_tx, { actor }) => ({ scopes: opensOf(services, actor) }),
    values: () => ({ days: String(USUAL_DAYS) }),
    input: (values, _context, secret) => ({
      label: valueOf({ values }, 'label'),
      scopes: valuesOf({ values }, 'scopes'),
      service: valueOf({ values }, 'service').trim() || null,
      days: Number(valueOf({ values }, 'days').trim() || Number.NaN),
      digest: digestOfToken(tokenOf(secret())),
    }),
    page: TokenForm,
    done: ({ until }, context, secret) => ({
      page: MadePage({ token: tokenOf(secret()), until: new Date(until as string) }, context),
    }),
  });
  registerForm(app, services, {
    path: `${OWN}/:token/end`,
    command: anyCommand(revokeToken),
    load: loadToken,
    input: (_values, { params }) => ({ token: params['token'] }),
    page: EndPage,
    done: (_result, context) => ({
      href: context.allows({ may: LOOKS_AFTER_TOKENS }) ? ALL : OWN,
      notice: 'The token is ended. Nothing can be done with it any more.',
    }),
  });
  registerPage(app, services, {
    path: ALL,
    may: LOOKS_AFTER_TOKENS,
    load: async (tx, { now }) => ({ tokens: await loadTokens(tx, null, now) }),
    page: AllTokensPage,
  });
  registerPage(app, services, { path: '/given', may: WHOEVER_ASSESSES, load: loadGiven, page: GivenPage });
  registerPage(app, services, {
    path: '/services/:service/looked-at',
    may: SEES_LOOKS,
    load: loadLooks,
    page: LookedAtPage,
  });
}

async function loadTokens(tx: ReadTx, person: string | null, now: Date): Promise<TokenLine[]> {
  return (await tokensOf(tx, tx.organisation, { person })).map((one) => ({ ...one, state: stateNow(one, now) }));
}

async function loadToken(tx: ReadTx, { params, actor, now }: PageContext): Promise<TokenLine> {
  const id = params['token'] ?? '';
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(id)) throw new NotFound('There is no such token.');
  const token = await tokenNamed(tx, actor, id);
  return { ...token, state: stateNow(token, now) };
}

/** What each scope opens to a program of this person. */
function opensOf({ commands, queries }: Services, actor: PageContext['actor']): TokenFormProps['scopes'] {
  const { organisation } = actor;
  const grants = grantsOfToken(actor.grants, null);
  return SCOPES.map((scope) => ({
    scope,
    opens: [...queries, ...commands]
      .filter(({ may }) => {
        const token = { kind: 'token', id: '', organisation, scopes: [scope], service: null, grants } as const;
        return allows(
          { ...may, where: may.where === 'service' ? 'anywhere' : may.where },
          { actor: token, organisation },
          null,
        );
      })
      .map(({ summary }) => summary),
  }));
}

async function loadGiven(tx: ReadTx, { actor }: PageContext): Promise<{ readonly services: readonly GivenService[] }> {
  const given = actor.grants.filter(({ role, service }) => role === 'assessor' && service !== null);
  const found = await Promise.all(
    given.map(async ({ service, until }) => {
      const one = await serviceIfAny(tx, service!);
      return one ? [{ reference: one.reference, name: one.name, until }] : [];
    }),
  );
  return { services: found.flat().toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB')) };
}

async function loadLooks(tx: ReadTx, { params, query, now }: PageContext): Promise<LookedAtProps> {
  const service = await findService(tx, params['service'] ?? '');
  const before = /^\d{1,15}$/u.test(query['before'] ?? '') ? Number(query['before']) : null;
  const [looks, assessors] = await Promise.all([
    looksAt(tx, service.reference, { limit: LOOKS + 1, before }),
    assessorsOf(tx, service.reference, now),
  ]);
  return {
    service,
    assessors,
    looks: looks.slice(0, LOOKS).map(({ page, names, ...look }) => ({
      ...look,
      words: lookWords(page, names),
      href: lookAddress(page, service.reference, names),
    })),
    more: looks.length > LOOKS,
    latest: before === null,
  };
}

/** Who assesses a service now, and until when. */
async function assessorsOf(tx: ReadTx, reference: string, now: Date): Promise<Assessor[]> {
  return (await membersNow(tx)).flatMap(({ name, grants }) =>
    grants
      .filter(({ role, service }) => role === 'assessor' && (service === null || service === reference))
      .map(({ until }): Assessor & Pick<Grant, 'until'> => ({ name, until: until === null ? null : new Date(until) }))
      .filter(({ until }) => until === null || until > now),
  );
}
