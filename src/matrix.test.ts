import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { z } from 'zod';
import { features } from './features.ts';
import { anyCommand, command, type AnyCommand, type AnyQuery } from './platform/commands/command.ts';
import { everywhere, ROLES, SCOPES, type Grant, type May, type Role, type Scope } from './platform/commands/may.ts';
import { execute } from './platform/commands/execute.ts';
import { NotPossible } from './platform/commands/problems.ts';
import { putFile } from './platform/files/files.ts';
import { open, pageFor, type DeclaredRoute } from './platform/http/declared.ts';
import { registerPage } from './platform/http/forms.ts';
import { visitor as visitorOf } from './platform/http/pages.tsx';
import { assemble, makeDemo } from './platform/installation.ts';
import { headOf } from './platform/ledger/store.ts';
import { formToken, makeLink, signInWith } from './platform/sessions/sessions.ts';
import { addPerson } from './platform/sessions/store.ts';
import { plantOrganisation, plantPerson, plantToken, type RolesHeld } from './test-app-store.ts';
import { testApp } from './test-app.ts';

/*
 * Who may do what, tried: every command, query and page as every role, where the role is held in the service that is
 * asked for, in another one, in the whole organisation, and in another organisation; signed out; and with tokens. What is
 * expected follows from the declarations, by the table below and not by the code that decides. No command is carried out.
 *
 * Whoever adds a page with a new parameter says in OF_THE_DEMO what it may be; whoever adds a query with a new required
 * field says it in ASKED.
 */

/** Values for parameters of addresses: things of the demo. */
const OF_THE_DEMO: Record<string, string> = { hazard: 'HAZ-1', log: '1' };
/** The same, where a page shows only what is one's own. */
const OF_THE_VISITOR: Readonly<Record<string, (who: Visitor) => string>> = { token: (who) => who.ownToken };

/** Values for required fields of queries, besides the service. */
const ASKED: Readonly<Record<string, string>> = { hazard: 'HAZ-1', control: 'CTL-1', log: '1' };

/** Pages that answer 404 to somebody whose role is enough, and why. Each is tried in a test of its own feature. */
const NARROWED: Readonly<Record<string, string>> = {};

const OWN = 'DEMO';
const OTHER = 'OTHER';
const NOW = new Date('2026-03-12T09:00:00Z');
const OWNER = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Wren Applewhite' };

/** Somebody who asks: with the cookie of a session, with a token, or with nothing. */
interface Visitor {
  readonly name: string;
  readonly id: string;
  readonly organisation: string;
  readonly secret: string | null;
  readonly bearer: string | null;
  readonly ownToken: string;
}

type Answer = 'yes' | 'denied' | 'hidden' | 'sign in';

/** One square of the matrix. */
interface Cell {
  readonly route: DeclaredRoute & { readonly declared: { readonly may: May; readonly kind: string } };
  readonly who: Visitor;
  /** The service that is asked for. */
  readonly service: string;
  readonly expected: Answer | readonly Answer[];
}

// --- What is expected: a table ---------------------------------------------------------------------------------------

/** Where a role is held, seen from the service that is asked for. */
const EXPECTED: Readonly<
  Record<May['where'], Readonly<Record<'there' | 'in another service' | 'everywhere', readonly [Answer, Answer]>>>
> = {
  // With a role that is named; with another one.
  service: { there: ['yes', 'denied'], 'in another service': ['hidden', 'hidden'], everywhere: ['yes', 'denied'] },
  organisation: {
    there: ['denied', 'denied'],
    'in another service': ['denied', 'denied'],
    everywhere: ['yes', 'denied'],
  },
  anywhere: { there: ['yes', 'denied'], 'in another service': ['yes', 'denied'], everywhere: ['yes', 'denied'] },
};

function expectedOf(may: May, role: Role, held: keyof (typeof EXPECTED)['service']): Answer {
  return EXPECTED[may.where][held][may.roles.includes(role) ? 0 : 1];
}

interface TokenMade {
  readonly scope: Scope;
  readonly ownerRoles: readonly Role[];
  /** The service in which its owner holds them; null for all. */
  readonly ownerIn: string | null;
  readonly service: string | null;
}

/** A program is told no: whether there is such a service, it does not learn. */
function expectedOfToken(may: May, token: TokenMade, asked: string): Answer {
  const scoped = may.token === token.scope;
  const role = token.ownerRoles.some((one) => one !== 'assessor' && may.roles.includes(one));
  const covers = (place: string | null) =>
    place === null || may.where === 'anywhere' || (may.where === 'service' && place === asked);
  return scoped && role && covers(token.service) && covers(token.ownerIn) ? 'yes' : 'denied';
}

// --- Asking ----------------------------------------------------------------------------------------------------------

const app = await testApp({ now: NOW });
const { commands, queries, grounds } = await assemble(features);
const { database } = app.ground;
let ours: string;
let theirs: string;

/** Which commands were reached: by whom, for which service. None is carried out. */
const reached: string[] = [];

function withhold(one: AnyCommand): () => void {
  const writable = one as { run: AnyCommand['run'] };
  const { run } = writable;
  writable.run = async (_tx, actor, input) => {
    const service = (input as { service?: string }).service ?? '';
    reached.push(`${one.feature}/${one.name} ${actor.kind === 'person' ? actor.id : actor.kind} ${service}`);
    throw new NotPossible('It was reached, and not carried out.');
  };
  return () => {
    writable.run = run;
  };
}

async function visitor(organisation: string, name: string, roles: RolesHeld): Promise<Visitor> {
  const id = await plantPerson(database, organisation, { name, roles }, NOW);
  const session = { database, now: app.ground.now };
  const secret = await signInWith(session, (await makeLink(session, id, 60_000)).token);
  const { id: ownToken } = await plantToken(database, organisation, { person: id, scopes: ['read'] }, NOW);
  return { name, id, organisation, secret, bearer: null, ownToken };
}

function nobodyOf(organisation: string): Visitor {
  return { name: 'nobody', id: '', organisation, secret: null, bearer: null, ownToken: OWNER.id };
}

function operationAt(url: string): AnyCommand | AnyQuery | undefined {
  return [...commands, ...queries].find((one) => url === `/api/v1/${one.feature}/${one.name}`);
}

/** The address with things of the fixture in it. */
function addressOf({ url }: DeclaredRoute, who: Visitor, service: string): string {
  return url.replaceAll(/:(\w+)/gu, (_whole, name: string) => {
    const value = name === 'service' ? service : (OF_THE_VISITOR[name]?.(who) ?? OF_THE_DEMO[name]);
    assert.ok(
      value,
      `${url} has the parameter "${name}". Say in OF_THE_DEMO of src/matrix.test.ts which one the demo has, or in OF_THE_VISITOR where it has to be one's own.`,
    );
    return value;
  });
}

/** A request that changes nothing: what a command would need is left out. */
function requestOf({ route, who, service }: Cell): InjectOptions {
  const url = addressOf(route, who, service);
  const headers: Record<string, string> = {
    ...(who.secret !== null && { cookie: `primum_session=${who.secret}` }),
    ...(who.bearer !== null && { authorization: `Bearer ${who.bearer}` }),
  };
  const form = { _token: who.secret === null ? 'none' : formToken({ secret: who.secret, actor: who }) };
  const operation = operationAt(route.url);
  if (operation && route.method === 'GET') {
    const { required = [] } = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' });
    const asked = { ...ASKED, service };
    const query = Object.fromEntries(
      required.map((name) => {
        const value = asked[name as keyof typeof asked];
        assert.ok(value, `${route.url} asks for "${name}". Say in ASKED of src/matrix.test.ts which one the demo has.`);
        return [name, value];
      }),
    );
    return { method: 'GET', url, query, headers };
  }
  if (operation)
    return {
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json', 'x-primum-request': '1' },
      payload: JSON.stringify('service' in operation.input.shape ? { service } : {}),
    };
  if (route.method === 'GET') return { method: 'GET', url, headers };
  const [type, payload] =
    route.declared.kind === 'upload'
      ? multipart({ ...form, as: service })
      : ['application/x-www-form-urlencoded', new URLSearchParams(form).toString()];
  return {
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': type, 'content-length': String(Buffer.byteLength(payload)) },
    payload,
  };
}

function multipart(fields: Readonly<Record<string, string>>): readonly [string, string] {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return ['multipart/form-data; boundary=x', `${parts.join('')}--x--\r\n`];
}

/** What an answer says on who may. A page is shown to those who may; what is wrong with an input is said to them. */
function answerOf(method: string, status: number, location: string | undefined): string {
  if (status === 401 || (status === 303 && location?.startsWith('/sign-in'))) return 'sign in';
  if (status === 403) return 'denied';
  if (status === 404) return 'hidden';
  return (method === 'GET' ? [200, 303] : [200, 303, 400, 409, 422]).includes(status) ? 'yes' : `status ${status}`;
}

function saying({ route, who, service }: Cell): string {
  return `${route.method} ${route.url} of ${service}, by ${who.name}`;
}

/** Asks for all of them, a few at a time. @returns those that were answered otherwise than expected, in words */
async function differencesIn(cells: readonly Cell[], asked = app.app): Promise<string[]> {
  const differences: string[] = [];
  let next = 0;
  const work = async () => {
    for (let cell = cells[next++]; cell; cell = cells[next++]) {
      const response = await asked.inject(requestOf(cell));
      const got = answerOf(cell.route.method, response.statusCode, response.headers.location);
      const wanted = [cell.expected].flat();
      if (!wanted.some((one) => one === got))
        differences.push(`${saying(cell)}: ${wanted.join(' or ')} is expected, and it was ${got}.`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return differences;
}

function isDeclared(route: DeclaredRoute): route is Cell['route'] {
  return route.declared !== null && 'may' in route.declared && route.method !== 'HEAD';
}

let tried: readonly Cell['route'][];
const heads = (organisation: string) => database.read(organisation, async (tx) => (await headOf(tx, 'changes'))?.seq);

before(async () => {
  await database.platform((tx) => addPerson(tx, OWNER, NOW));
  ours = await makeDemo({ ground: app.ground, grounds }, OWNER);
  theirs = await plantOrganisation(database, 'Another Trust', NOW);
  const createService = commands.find(({ name }) => name === 'createService')!;
  const another = { reference: OTHER, name: 'Another service', role: 'both', phase: 'live' };
  await execute(app.ground, createService, another, { actor: { kind: 'operator' }, organisation: ours });
  const stored = await database.write(ours, (tx) => putFile({ ...tx, at: NOW }, Buffer.from('a file'), 'a.txt'));
  OF_THE_DEMO['sha256'] = stored.sha256;
  commands.forEach(withhold);
  tried = app.app.declaredRoutes.filter(isDeclared);
});

test('every route says who may ask for it, or why anybody may', () => {
  const routes = app.app.declaredRoutes;
  assert.ok(routes.length > 50);
  for (const { method, url, declared } of routes) {
    assert.ok(declared, `${method} ${url}`);
    if ('open' in declared) assert.match(declared.open, /^[A-Z][^.]{15,}\.$/u, `${method} ${url} says why`);
  }
  const urls = new Set(tried.map(({ url }) => url));
  for (const one of [...commands, ...queries])
    assert.ok(urls.has(`/api/v1/${one.feature}/${one.name}`) || ('founds' in one && one.founds), one.name);
});

test('nobody is let in, or kept out, otherwise than it is declared', { timeout: 120_000 }, async () => {
  const before = await Promise.all([heads(ours), heads(theirs)]);
  const cells: Cell[] = [];
  for (const role of ROLES) {
    const inOwn: Grant = { role, service: OWN, until: new Date(NOW.getTime() + 3_600_000) };
    const [local, whole, stranger] = await Promise.all([
      visitor(ours, `${role} of ${OWN}`, [inOwn]),
      visitor(ours, `${role} of the organisation`, [role]),
      visitor(theirs, `${role} of another organisation`, [role]),
    ]);
    for (const route of tried) {
      const { may } = route.declared;
      const add = (who: Visitor, service: string, expected: Cell['expected']) =>
        cells.push({ route, who, service, expected: narrowed(route, expected) });
      add(local, OWN, expectedOf(may, role, 'there'));
      if (may.where === 'service') add(local, OTHER, expectedOf(may, role, 'in another service'));
      add(whole, OWN, expectedOf(may, role, 'everywhere'));
      add(stranger, OWN, elsewhere(route, expectedOf(may, role, 'everywhere')));
    }
  }
  const nobody = nobodyOf(ours);
  for (const route of tried) cells.push({ route, who: nobody, service: OWN, expected: 'sign in' });

  reached.length = 0;
  assert.deepEqual(await differencesIn(cells), []);
  assert.deepEqual(await Promise.all([heads(ours), heads(theirs)]), before, 'no ledger moved');
  assert.deepEqual(reachedThoughDenied(cells), [], 'no command ran for somebody who may not');
  const counted = `${tried.length} routes, ${cells.length} requests`;
  assert.ok(cells.length >= tried.length * ROLES.length * 3, counted);
  console.log(`# ${counted}`);
});

/** In another organisation there is nothing of ours; what is asked of the whole organisation, or is one's own, is theirs. */
function elsewhere(route: Cell['route'], expected: Answer): Cell['expected'] {
  const operation = operationAt(route.url);
  const named = [...route.url.matchAll(/:(\w+)/gu)].map(([, name]) => name!);
  const namesOurs =
    named.some((name) => !Object.hasOwn(OF_THE_VISITOR, name)) ||
    (operation !== undefined && 'service' in operation.input.shape);
  if (expected !== 'yes' || !namesOurs) return expected;
  // A command sees first what is wrong with what was sent.
  return route.method === 'GET' ? 'hidden' : ['yes', 'hidden'];
}

function narrowed({ method, url }: DeclaredRoute, expected: Cell['expected']): Cell['expected'] {
  return NARROWED[`${method} ${url}`] === undefined ? expected : [...[expected].flat(), 'hidden'];
}

function reachedThoughDenied(cells: readonly Cell[]): string[] {
  const keys = (those: readonly Cell[]) =>
    new Set(
      those.flatMap(({ route, who, service }) => {
        const one = operationAt(route.url) ?? commands.find(({ may }) => may === route.declared.may);
        return one ? [`${one.feature}/${one.name} ${who.id} ${'service' in one.input.shape ? service : ''}`] : [];
      }),
    );
  const allowed = keys(cells.filter(({ expected }) => [expected].flat().includes('yes')));
  return reached.filter((one) => !allowed.has(one));
}

describe('tokens', () => {
  const OWNERS: readonly (readonly [string, readonly Grant[]])[] = [
    ['somebody with every role', everywhere(ROLES)],
    [`a viewer of ${OWN}`, [{ role: 'viewer', service: OWN, until: null }]],
    [`a safety engineer of ${OWN}`, [{ role: 'safety engineer', service: OWN, until: null }]],
    ['an assessor', everywhere(['assessor'])],
  ];

  test('may what their scope says, where they are for it and their owner may', async () => {
    const cells: Cell[] = [];
    for (const [name, grants] of OWNERS) {
      const person = await plantPerson(database, ours, { name, roles: grants }, NOW);
      for (const scope of SCOPES)
        for (const service of [null, OWN]) {
          const made = { person, scopes: [scope], service };
          const { token, id } = await plantToken(database, ours, made, NOW);
          const ownerRoles = grants.map(({ role }) => role);
          const who = { name: `a program of ${name}, ${scope}, ${service}`, id: 'token', organisation: ours };
          for (const route of tried)
            for (const asked of [OWN, OTHER]) {
              const { may, kind } = route.declared;
              const signIn = kind !== 'operation' || ownerRoles.every((role) => role === 'assessor');
              const expected = signIn
                ? 'sign in'
                : expectedOfToken(may, { scope, ownerRoles, ownerIn: grants[0]!.service, service }, asked);
              const asking = { ...who, secret: null, bearer: token, ownToken: id };
              cells.push({ route, who: asking, service: asked, expected: hiddenThing(route, asked, expected) });
            }
        }
    }
    assert.deepEqual(await differencesIn(cells), []);
    for (const scope of ['read', 'import'] as const)
      assert.ok(cells.some(({ who, expected }) => who.name.includes(scope) && expected === 'yes'));
  });

  /** The other service holds none of what a query names. */
  function hiddenThing({ method, url }: DeclaredRoute, asked: string, expected: Answer): Cell['expected'] {
    const operation = operationAt(url);
    const names = Object.keys(ASKED).some((name) => operation !== undefined && name in operation.input.shape);
    return expected === 'yes' && asked === OTHER && method === 'GET' && names ? ['yes', 'hidden'] : expected;
  }

  /** What a pipeline can do comes with evidence and releases. Whoever opens something to it adds it here. */
  const PIPELINE: readonly string[] = [];

  test('for a pipeline push evidence, record releases and ask the gate: today nothing', () => {
    const open = [...commands, ...queries].filter(({ may }) => may.token === 'pipeline').map(({ name }) => name);
    assert.deepEqual(open, PIPELINE);
  });

  test('open nothing that signs, and nothing that only an assessor or nobody may', () => {
    for (const { name, may, ...one } of commands) {
      if (may.token === undefined) continue;
      assert.ok(!('confirms' in one), name);
      assert.ok(
        may.roles.some((role) => role !== 'assessor'),
        name,
      );
    }
  });
});

test('assessors change nothing of a service or an organisation', () => {
  // What is open anywhere is one's own account.
  const open = commands.filter(({ may }) => may.roles.includes('assessor') && may.where !== 'anywhere');
  assert.deepEqual(
    open.map(({ name }) => name),
    [],
  );
});

test('over a real socket it is the same', async () => {
  const base = await app.listen();
  const role = 'safety engineer';
  const who = await visitor(ours, `${role} of ${OWN}`, [{ role, service: OWN, until: null }]);
  let asked = 0;
  for (const route of tried.filter(({ method }, index) => method === 'GET' && index % 3 === 0)) {
    const cell: Cell = { route, who, service: OWN, expected: expectedOf(route.declared.may, role, 'there') };
    const { url, query, headers } = requestOf(cell) as {
      url: string;
      query?: Record<string, string>;
      headers: Record<string, string>;
    };
    const path = query ? `${url}?${new URLSearchParams(query).toString()}` : url;
    const response = await fetch(`${base}${path}`, { headers, redirect: 'manual' });
    await response.arrayBuffer();
    assert.equal(
      answerOf('GET', response.status, response.headers.get('location') ?? undefined),
      cell.expected,
      saying(cell),
    );
    asked++;
  }
  assert.ok(asked > 3);
});

describe('this test sees what it is for', () => {
  const everyone: May = { roles: ROLES, where: 'anywhere' };
  const page = { path: '/test/page', may: everyone, load: async () => null, page: () => null as never };

  test('a route that says nothing, or names no service, keeps the product from starting', async () => {
    const silent = testApp({ routes: (scope) => void scope.get('/test/silent', async () => 'x') });
    await assert.rejects(silent, /GET \/test\/silent says nobody who may ask for it\. .*registerPage/u);
    const placeless = { ...page, may: { ...everyone, where: 'service' } as const };
    await assert.rejects(
      testApp({ routes: (scope, services) => registerPage(scope, services, placeless) }),
      /GET \/test\/page is for roles in a service, and its address names none/u,
    );
    const unnamed = command({
      feature: 'test',
      name: 'judgeNothing',
      summary: 'Judges nothing',
      input: z.strictObject({}),
      may: { roles: [], where: 'service' },
      subject: () => null,
      run: async () => ({}),
    });
    await assert.rejects(
      testApp({ commands: [anyCommand(unnamed)] }),
      /test\/judgeNothing is for roles in a service, and its input/u,
    );
    const fine = await testApp({
      routes: (scope, services) => {
        registerPage(scope, services, page);
        scope.get('/test/open', { config: open('It is a test.') }, async () => 'x');
      },
    });
    await fine.close();
  });

  test('an answer that is otherwise than it is declared', async () => {
    const route = tried.find(({ url }) => url === '/api/v1/services/retireService')!;
    const who = await visitor(ours, 'a viewer', ['viewer']);
    const cell: Cell = { route, who, service: OWN, expected: expectedOf(route.declared.may, 'viewer', 'everywhere') };
    assert.deepEqual(await differencesIn([cell]), []);
    const retire = commands.find(({ name }) => name === 'retireService') as { may: May };
    const { may } = retire;
    retire.may = everyone;
    assert.match((await differencesIn([cell])).join(), /by a viewer: denied is expected, and it was yes\./u);
    retire.may = may;
    const kept = { ...cell, expected: 'yes' } as const;
    assert.match((await differencesIn([kept])).join(), /by a viewer: yes is expected, and it was denied\./u);
  });

  test('a route that declares something and lets everybody in', async () => {
    const careless = await testApp({
      routes: (scope) => void scope.get('/test/careless', { config: pageFor(everyone) }, async () => 'x'),
    });
    const route = careless.app.declaredRoutes.filter(isDeclared).find(({ url }) => url === '/test/careless')!;
    const cell: Cell = { route, who: nobodyOf(ours), service: OWN, expected: 'sign in' };
    assert.match((await differencesIn([cell], careless.app)).join(), /sign in is expected, and it was yes\./u);
    const lying = await testApp({
      routes: (scope, services) =>
        void scope.get('/test/lie', { config: pageFor(everyone) }, async (request, reply) => {
          await visitorOf(services, request, reply, { ...everyone });
          return reply;
        }),
    });
    assert.equal((await lying.get('/test/lie')).status, 500);
    await Promise.all([careless.close(), lying.close()]);
  });

  test('a parameter that nobody gave a value', async () => {
    const [route] = tried;
    const unknown = { ...route!, url: '/services/:service/strange/:strange' };
    assert.throws(
      () => addressOf(unknown, nobodyOf(ours), OWN),
      /has the parameter "strange"\. Say in OF_THE_DEMO of src\/matrix\.test\.ts/u,
    );
  });
});
