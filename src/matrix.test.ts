import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { linkTokens } from './features/organisations/index.ts';
import { plantDeployment } from './features/hand-over/testing/planted.ts';
import { features } from './features.ts';
import type { AnyCommand } from './platform/commands/command.ts';
import {
  everywhere,
  ROLES,
  SCOPES,
  scopesOf,
  type Actor,
  type Grant,
  type May,
  type Role,
} from './platform/commands/may.ts';
import { execute } from './platform/commands/execute.ts';
import { NotPossible } from './platform/commands/problems.ts';
import { putFile } from './platform/files/files.ts';
import { pageFor, type DeclaredRoute } from './platform/http/declared.ts';
import { visitor as visitorOf } from './platform/http/pages.tsx';
import { assemble, makeDemo } from './platform/installation.ts';
import { headOf } from './platform/ledger/store.ts';
import { makeLink, resolveSession, signInWith } from './platform/sessions/sessions.ts';
import { demoThings } from './testing/demo-store.ts';
import { addPerson } from './platform/sessions/store.ts';
import { everythingSeen, isVolatile, seenAt } from './testing/secrecy.ts';
import { plantConcern, plantDisclosures } from './features/concerns/testing/planted.ts';
import { CANARY, plantCompartment } from './features/safeguarding/testing/planted.ts';
import { plantOrganisation, plantPerson, plantToken, type RolesHeld } from './test-app-store.ts';
import { testApp } from './test-app.ts';
import {
  addressOf,
  answerOf,
  differencesIn,
  expectedElsewhere,
  expectedOf,
  expectedOfToken,
  isTried,
  operationOf,
  requestOf,
  saying,
  type Answer,
  type Cell,
  type Fixture,
  type TriedRoute,
  type Visitor,
} from './testing/matrix.ts';

/*
 * Who may do what, tried: every command, query and page as every role, where the role is held in the service that is
 * asked for, in another one, in the whole organisation, and in another organisation; signed out; and with tokens. What is
 * expected follows from the declarations, by the table in testing/matrix.ts and not by the code that decides. No command
 * is carried out.
 *
 * Whoever adds a page with a new parameter says in OF_THE_DEMO what it may be; whoever adds a query with a new required
 * field says it in ASKED.
 */

/** Values for parameters of addresses: things of the demo. */
const OF_THE_DEMO: Record<string, string> = {
  hazard: 'HAZ-1',
  control: 'CTL-1',
  log: '1',
  action: 'ACT-1',
  decision: 'DEC-1',
  duty: 'ICO-72H',
  assumption: 'ASM-1',
  workshop: 'WSP-1',
  version: '1',
  draft: '1',
  format: 'json',
  evidence: 'EVD-1',
  run: 'RUN-1',
  release: '1.4.0-rc.1',
  thread: '1',
  comment: '1',
  assessor: '1',
  attachment: '1',
  phase: 'initial',
  check: 'hand.officer-accountable',
  standard: 'ais',
  edition: '2025',
  section: '4',
  finding: 'FND-1',
  scopeDecision: 'SCP-1',
  assessment: 'PNL-1',
  packet: 'PKT-1',
  answer: '1',
  process: 'governance',
  ran: '1',
  pack: 'PACK-1',
  report: 'CSCR-1',
  part: 'introduction',
  recipient: '1',
  gate: 'GATE-1',
  claim: 'G-IN-USE',
  deployment: 'DPL-1',
  paper: '1',
  document: 'ARG-1',
  questions: 'CHL-1',
  end: 'md',
  concern: '2347-CDFH',
  incident: 'INC-1',
  reported: '1',
  saidDid: '1',
  // No record of the demo: to whoever the demo's opens, it opens in the tests of its feature, and with its own id below.
  compartment: '00000000-0000-8000-8000-000000000000',
  worksheet: 'adult',
  referral: '1',
};
/** The same, where a page shows only what is one's own. */
const OF_THE_VISITOR: Readonly<Record<string, (who: Visitor) => string>> = { token: (who) => who.ownToken };

/** The same, of what belongs to no organisation, and so is there in each. */
const OF_NOBODY: Readonly<Record<string, string>> = { rule: 'DCB-LOG' };

/** Values for required fields of queries, besides the service. */
const ASKED: Readonly<Record<string, string>> = {
  hazard: 'HAZ-1',
  control: 'CTL-1',
  log: '1',
  action: 'ACT-1',
  decision: 'DEC-1',
  assumption: 'ASM-1',
  words: 'photo',
  workshop: 'WSP-1',
  evidence: 'EVD-1',
  run: 'RUN-1',
  finding: 'FND-1',
  scopeDecision: 'SCP-1',
  process: 'governance',
  report: 'CSCR-1',
  packet: 'PKT-1',
  release: '1.4.0-rc.1',
  version: '1.4.0-rc.1',
  gate: 'GATE-1',
  deployment: 'DPL-1',
  incident: 'INC-1',
};

/** Queries of what each service has one of, once somebody has written it: the other service has none. */
const ONE_OF_EACH: readonly string[] = ['plan', 'planStanding'];

/** Pages that are narrowed further for somebody whose role is enough, and why. Each is tried in a test of its own feature. */
const NARROWED: Readonly<Record<string, string>> = {
  'GET /members/:person/take':
    'It is asked for with the role that is taken back, which the address does not name here.',
  'POST /members/:person/take': 'The same.',
  ...both(
    '/services/:service/standards/:standard/assessments/:assessment',
    'The panel of the demo assessed the service against point 16.',
  ),
  ...both('/services/:service/library/draw', 'What is drawn is named behind the question mark, and not here.'),
  ...both('/services/:service/hazards/:hazard/upstream', 'The hazard of the demo was drawn from nowhere.'),
  'GET /services/:service/packets/:packet/answers/:answer':
    'What is answered to a packet comes from elsewhere, and the demo has none.',
  ...both('/people/:person/registrations/add', 'It is another’s record, to which only keepers add.'),
  ...both('/people/:person/registrations/:registration/withdraw', 'The same.'),
  ...both('/people/:person/training/add', 'The same.'),
  ...both('/people/:person/training/:training/withdraw', 'The same.'),
  'GET /safeguarding':
    'It is there for leads and the deputies whom they name, and for nobody else is there such a page.',
  ...Object.fromEntries(
    [
      '',
      '/record',
      '/actions/new',
      '/referrals/new',
      '/referrals/:referral',
      '/duties/:duty',
      '/own/:duty',
      '/concern',
      '/concern/answer',
      '/worksheets/:worksheet',
    ].flatMap((page) => Object.entries(both(`/safeguarding/:compartment${page}`, 'The same.'))),
  ),
};

function both(url: string, why: string): Record<string, string> {
  return { [`GET ${url}`]: why, [`POST ${url}`]: why };
}

const OWN = 'DEMO';
const OTHER = 'OTHER';
const NOW = new Date('2026-03-12T09:00:00Z');
const OWNER = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Wren Applewhite' };

const app = await testApp({ now: NOW });
const { commands, queries, grounds } = await assemble(features);
const { database } = app.ground;
let ours: string;
let theirs: string;

/** Which commands were reached: by whom, for which service. None is carried out. */
const reached: string[] = [];

function withhold(one: AnyCommand): void {
  (one as { run: AnyCommand['run'] }).run = async (_tx, actor, input) => {
    const service = (input as { service?: string }).service ?? '';
    reached.push(`${one.feature}/${one.name} ${actor.kind === 'person' ? actor.id : actor.kind} ${service}`);
    throw new NotPossible('It was reached, and not carried out.');
  };
}

async function visitor(organisation: string, name: string, roles: RolesHeld): Promise<Visitor> {
  const id = await plantPerson(database, organisation, { name, roles }, NOW);
  const session = { database, now: app.ground.now };
  const secret = await signInWith(session, (await makeLink(session, id, 60_000)).token);
  const { id: ownToken } = await plantToken(database, organisation, { person: id, scopes: ['read'] }, NOW);
  const formKey = (await resolveSession(session, secret ?? undefined))?.formKey ?? null;
  return { name, id, organisation, secret, formKey, bearer: null, ownToken };
}

function nobodyOf(organisation: string): Visitor {
  return { name: 'nobody', id: '', organisation, secret: null, formKey: null, bearer: null, ownToken: OWNER.id };
}

const fixture: Fixture = {
  operations: [...commands, ...queries],
  ofTheDemo: OF_THE_DEMO,
  ofTheVisitor: OF_THE_VISITOR,
  ofNobody: OF_NOBODY,
  asked: ASKED,
};
const differences = (cells: readonly Cell[], asked = app.app) => differencesIn(asked, fixture, cells);

let tried: readonly TriedRoute[];
/** The secret in the link of somebody's calendar of deadlines. */
let calendar: string;
const heads = (organisation: string) => database.read(organisation, async (tx) => (await headOf(tx, 'changes'))?.seq);

before(async () => {
  await database.platform((tx) => addPerson(tx, OWNER, NOW));
  ours = await makeDemo({ ground: app.ground, grounds }, OWNER);
  theirs = await plantOrganisation(database, 'Another Trust', NOW);
  const createService = commands.find(({ name }) => name === 'createService')!;
  await plantDeployment(app.ground, ours);
  const another = { reference: OTHER, name: 'Another service', role: 'both', phase: 'live' };
  await execute(app.ground, createService, another, { actor: { kind: 'operator' }, organisation: ours });
  const invite = commands.find(({ name }) => name === 'inviteMember')!;
  const administrator: Actor = { kind: 'person', ...OWNER, organisation: ours, grants: everywhere(['administrator']) };
  const wanted = { name: 'Somebody Invited', email: 'invited@example.org', grants: [{ role: 'viewer' }] };
  const { result } = await execute(app.ground, invite, wanted, { actor: administrator, organisation: ours });
  OF_THE_DEMO['invitation'] = result['invitation'] as string;
  Object.assign(OF_THE_DEMO, await demoThings(database, ours));
  const stored = await database.write(ours, (tx) => putFile({ ...tx, at: NOW }, Buffer.from('a file'), 'a.txt'));
  OF_THE_DEMO['sha256'] = stored.sha256;
  const { digestOfToken, newInvitationToken } = await linkTokens();
  calendar = newInvitationToken(ours);
  const digest = digestOfToken(calendar);
  const open = commands.find(({ name }) => name === 'openDutyCalendar')!;
  const looksAhead: Actor = { ...administrator, grants: everywhere(['clinical safety officer']) };
  await execute(app.ground, open, { digest: digest.toString('hex') }, { actor: looksAhead, organisation: ours });
  commands.forEach(withhold);
  tried = app.app.declaredRoutes.filter(isTried);
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

test('nobody is let in, or kept out, otherwise than it is declared', { timeout: 600_000 }, async () => {
  const before = await Promise.all([heads(ours), heads(theirs)]);
  const cells: Cell[] = [];
  for (const role of ROLES) {
    const inOwn: Grant = { role, service: OWN, until: new Date(NOW.getTime() + 3_600_000) };
    const [local, whole, stranger] = await Promise.all([
      visitor(ours, `${role} of ${OWN}`, [inOwn]),
      visitor(ours, `${role} of the organisation`, [role]),
      visitor(theirs, `${role} of another organisation`, [role]),
    ]);
    for (const [index, route] of tried.entries()) {
      const { may } = route.declared;
      const add = (who: Visitor, service: string, expected: Cell['expected']) =>
        cells.push({ route, who, service, expected: narrowed(route, expected) });
      const there = expectedOf(may, role, 'there');
      if (route.method !== 'GET' || there !== 'yes' || isShownTo(role, index)) add(local, OWN, there);
      if (may.where === 'service') add(local, OTHER, expectedOf(may, role, 'in another service'));
      // A page that is shown is dear. To a role that is held everywhere it is shown once, each time to another one; whoever
      // is kept out is kept out with every role.
      const shown = route.method === 'GET' && expectedOf(may, role, 'everywhere') === 'yes';
      if (!shown || may.roles[index % may.roles.length] === role) add(whole, OWN, expectedOf(may, role, 'everywhere'));
      // Whatever is held in another organisation opens nothing here: a third of the roles is tried on each route, in turn.
      if (ROLES.indexOf(role) % 3 === index % 3)
        add(stranger, OWN, expectedElsewhere(fixture, route, expectedOf(may, role, 'everywhere')));
    }
  }
  const nobody = nobodyOf(ours);
  for (const route of tried) cells.push({ route, who: nobody, service: OWN, expected: 'sign in' });

  reached.length = 0;
  assert.deepEqual(await differences(cells), []);
  assert.deepEqual(await Promise.all([heads(ours), heads(theirs)]), before, 'no ledger moved');
  assert.deepEqual(reachedThoughDenied(cells), [], 'no command ran for somebody who may not');
  const counted = `${tried.length} routes, ${cells.length} requests`;
  assert.ok(cells.length >= tried.length * ROLES.length * 1.5, counted);
  console.log(`# ${counted}`);
});

/**
 * Whether a page that a role may see is shown to it here. A page that is shown is dear, and who may see it is decided before it
 * is: each is shown to a third of the roles, to other ones than the page beside it, and to those from outside always.
 */
function isShownTo(role: Role, index: number): boolean {
  return role === 'assessor' || role === 'viewer' || ROLES.indexOf(role) % 3 === index % 3;
}

function narrowed({ method, url }: DeclaredRoute, expected: Cell['expected']): Cell['expected'] {
  return expected === 'yes' && NARROWED[`${method} ${url}`] !== undefined ? ['yes', 'hidden', 'denied'] : expected;
}

function reachedThoughDenied(cells: readonly Cell[]): string[] {
  const keys = (those: readonly Cell[]) =>
    new Set(
      those.flatMap(({ route, who, service }) => {
        const { of } = route.declared;
        const one = commands.find(({ feature, name }) => feature === of?.feature && name === of.name);
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
            // Pages know no tokens, whoever made them: one of each scope is enough to see that.
            for (const asked of route.declared.kind === 'operation' ? [OWN, OTHER] : firstOnly(name, service)) {
              const { may, kind } = route.declared;
              // Pages and forms read no token: each is tried with one token of each scope, and operations with all of them.
              if (kind !== 'operation' && (name !== OWNERS[0]![0] || service !== null || asked !== OWN)) continue;
              const signIn = kind !== 'operation' || ownerRoles.every((role) => role === 'assessor');
              const expected = signIn
                ? 'sign in'
                : expectedOfToken(may, { scope, ownerRoles, ownerIn: grants[0]!.service, service }, asked);
              const asking = { ...who, secret: null, formKey: null, bearer: token, ownToken: id };
              cells.push({ route, who: asking, service: asked, expected: hiddenThing(route, asked, expected) });
            }
        }
    }
    assert.deepEqual(await differences(cells), []);
    for (const scope of ['read', 'import'] as const)
      assert.ok(cells.some(({ who, expected }) => who.name.includes(scope) && expected === 'yes'));
  });

  function firstOnly(name: string, service: string | null): readonly string[] {
    return name === OWNERS[0]![0] && service === null ? [OWN] : [];
  }

  /** The other service holds none of what a query names. */
  function hiddenThing(route: TriedRoute, asked: string, expected: Answer): Cell['expected'] {
    const operation = operationOf(fixture, route);
    const names =
      operation !== undefined &&
      (ONE_OF_EACH.includes(operation.name) || Object.keys(ASKED).some((name) => name in operation.input.shape));
    return expected === 'yes' && asked === OTHER && route.method === 'GET' && names ? ['yes', 'hidden'] : expected;
  }

  /** What a pipeline can do comes with evidence and releases. Whoever opens something to it adds it here. */
  const PIPELINE: readonly string[] = [
    'recordRelease',
    'releaseGoesLive',
    'pushResults',
    'recordReleaseDetails',
    'recordGate',
    'recordRollback',
    'recordSwitchOff',
    'gate',
    'keptGate',
  ];

  test('for a pipeline push evidence, record releases and ask the gate, and nothing else', () => {
    const open = [...commands, ...queries]
      .filter(({ may }) => scopesOf(may).includes('pipeline'))
      .map(({ name }) => name);
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

/** What assessors do besides looking, and why it is nothing that is claimed. */
const OF_ASSESSORS: Readonly<Record<string, string>> = {
  commentAsAssessor: 'They say something to the team: it stands beside what is claimed, and nothing rests on it.',
};

test('assessors change nothing of a service or an organisation', () => {
  // What is open anywhere is one's own account.
  const open = commands.filter(({ may }) => may.roles.includes('assessor') && may.where !== 'anywhere');
  assert.deepEqual(
    open.map(({ name }) => name),
    Object.keys(OF_ASSESSORS),
  );
});

test('over a real socket it is the same', async () => {
  const base = await app.listen();
  const role = 'safety engineer';
  const who = await visitor(ours, `${role} of ${OWN}`, [{ role, service: OWN, until: null }]);
  let asked = 0;
  for (const route of tried.filter(({ method }, index) => method === 'GET' && index % 3 === 0)) {
    const expected = narrowed(route, expectedOf(route.declared.may, role, 'there'));
    const cell: Cell = { route, who, service: OWN, expected };
    const { url, query, headers } = requestOf(fixture, cell) as {
      url: string;
      query?: Record<string, string>;
      headers: Record<string, string>;
    };
    const path = query ? `${url}?${new URLSearchParams(query).toString()}` : url;
    const response = await fetch(`${base}${path}`, { headers, redirect: 'manual' });
    await response.arrayBuffer();
    const answer = answerOf('GET', response.status, response.headers.get('location') ?? undefined);
    assert.ok(
      [expected].flat().some((one) => one === answer),
      saying(cell),
    );
    asked++;
  }
  assert.ok(asked > 3);
});

/*
 * To whoever a safeguarding record does not open, it is as if there were none: every page and query says byte for byte the same before
 * something was flagged and after, and its words stand in none of them. Each is looked at by somebody with every other role at once,
 * by a lead who is named in it, and by one role alone, in turn: a page that is shown is dear.
 */
test('what was flagged shows nowhere to anybody whom it does not open to', { timeout: 600_000 }, async () => {
  const roles = ROLES.filter((role) => role !== 'safeguarding lead');
  const everyRole = await visitor(ours, 'somebody with every other role', roles);
  const implicated = await visitor(ours, 'a lead who is named in it', ['safeguarding lead', 'administrator']);
  const single = await Promise.all(roles.map((role) => visitor(ours, `${role}, who looks`, [role])));
  const routes = app.app.declaredRoutes.filter(({ method, url }) => method === 'GET' && !isVolatile(url));
  const looks = routes.flatMap((route, index) =>
    [everyRole, implicated, single[index % single.length]!, nobodyOf(ours)].map((who) => ({ who, route })),
  );
  const { id: concern } = await plantConcern(app.ground, ours, OWN, 'The letter came twice.');
  // Figures of services are worked out when they are first asked for.
  const figures = looks.filter(({ route }) => route.url.includes('portfolio'));
  await everythingSeen(app.app, fixture, figures, OWN);
  const more = await addressesBesides(everyRole);
  const besides = async () => seenAt(app.app, [everyRole, implicated, nobodyOf(ours)], more);
  const before = new Map([...(await everythingSeen(app.app, fixture, looks, OWN)), ...(await besides())]);
  const flagged = await plantCompartment(app.ground, ours, OWN, implicated.id);
  const disclosed = await plantDisclosures(app.ground, ours, OWN, concern, implicated.id);
  const canaries = [flagged.canary, disclosed.canary];
  const withIt: Fixture = { ...fixture, ofTheDemo: { ...OF_THE_DEMO, compartment: flagged.compartment } };
  const ofDisclosure: Fixture = {
    ...fixture,
    ofTheDemo: { ...OF_THE_DEMO, compartment: disclosed.compartments[0]!, concern: disclosed.reference },
  };
  assert.equal(flagged.incident, OF_THE_DEMO['incident'], 'the incident that is looked at is the one');
  const after = new Map([...(await everythingSeen(app.app, withIt, looks, OWN)), ...(await besides())]);
  // These tell of looks, among them those of this test: what they say of a record is tried in the tests of its feature.
  const telling = ['/services/:service/looked-at', '/safeguarding/reads'];
  const differing = [...after]
    .filter(([asked, seen]) => seen !== before.get(asked) && !telling.some((url) => asked.startsWith(`${url} by`)))
    .map(([asked]) => asked);
  assert.deepEqual(differing, []);
  // Addresses of the disclosure itself say what addresses say that nobody ever had.
  const ofConcerns = looks.filter(({ route }) => /:compartment|concerns\/:concern/u.test(route.url));
  const nowhere = { compartment: '00000000-0000-8000-8000-000000000000', concern: '2222-2222' };
  const wrong: Fixture = { ...fixture, ofTheDemo: { ...OF_THE_DEMO, ...nowhere } };
  const asFor = (seen: string) =>
    seen.replaceAll(disclosed.reference, nowhere.concern).replaceAll(disclosed.compartments[0]!, nowhere.compartment);
  const there = await everythingSeen(app.app, ofDisclosure, ofConcerns, OWN);
  const none = await everythingSeen(app.app, wrong, ofConcerns, OWN);
  assert.deepEqual(
    [...there].filter(([asked, seen]) => asFor(seen) !== none.get(asked)).map(([asked]) => asked),
    [],
  );
  const gaveAway = ([, seen]: readonly [string, string]) => canaries.some((canary) => seen.includes(canary));
  assert.deepEqual(
    [...after, ...there].filter(gaveAway).map(([asked]) => asked),
    [],
  );
  assert.ok(after.size === looks.length + 3 * more.length && looks.length > 1_000, String(looks.length));
  // And this would have seen it.
  const who = await visitor(ours, 'a lead', ['safeguarding lead']);
  const theirs = routes.filter(({ url }) => url.startsWith('/safeguarding')).map((route) => ({ who, route }));
  for (const those of [withIt, ofDisclosure]) {
    const open = await everythingSeen(app.app, those, theirs, OWN);
    assert.ok([...open].filter(gaveAway).length > 2);
  }
});

/** What no list of routes names: addresses with a secret in them, and lists that are narrowed, also by what was flagged. */
async function addressesBesides(who: Visitor): Promise<string[]> {
  const at = `/services/${OWN}`;
  const shown = async (url: string) =>
    (await app.app.inject({ method: 'GET', url, headers: { cookie: `primum_session=${who.secret}` } })).body;
  const [page] = /\/safety\/[\w-]+/u.exec(await shown(`${at}/public-page`)) ?? [];
  const [form] = /\/q\/[\w-]{16}/u.exec(await shown(`${at}/concerns`)) ?? [];
  assert.ok(page !== undefined && form !== undefined, 'the demo has a public page and a form');
  const words = CANARY.slice(0, 8);
  return [
    ...['', '/hazards', '/report'].map((part) => `${page}${part}`),
    form,
    `/calendar/${calendar}.ics`,
    ...['open', 'overdue'].map((which) => `${at}/incidents?which=${which}`),
    `${at}/incidents?stage=reported`,
    '/deadlines?page=2',
    `${at}/incidents/${OF_THE_DEMO['incident']}/duties/facts?all=yes`,
    `${at}/logs/1?words=${words}`,
    `${at}/hazards/similar?words=${words}`,
    `/api/v1/hazards/hazards?service=${OWN}&words=${words}`,
    `${at}?at=2026-03-12`,
    `${at}/file?at=2026-03-12`,
    '/mailbox?page=1',
  ];
}

describe('this test sees what it is for', () => {
  const everyone: May = { roles: ROLES, where: 'anywhere' };

  test('an answer that is otherwise than it is declared', async () => {
    const route = tried.find(({ url }) => url === '/api/v1/services/retireService')!;
    const who = await visitor(ours, 'a viewer', ['viewer']);
    const cell: Cell = { route, who, service: OWN, expected: expectedOf(route.declared.may, 'viewer', 'everywhere') };
    assert.deepEqual(await differences([cell]), []);
    const retire = commands.find(({ name }) => name === 'retireService') as { may: May };
    const { may } = retire;
    retire.may = everyone;
    assert.match((await differences([cell])).join(), /by a viewer: denied is expected, and it was yes\./u);
    retire.may = may;
    const kept = { ...cell, expected: 'yes' } as const;
    assert.match((await differences([kept])).join(), /by a viewer: yes is expected, and it was denied\./u);
  });

  test('a route that declares something and lets everybody in', async () => {
    const careless = await testApp({
      routes: (scope) => void scope.get('/test/careless', { config: pageFor(everyone) }, async () => 'x'),
    });
    const route = careless.app.declaredRoutes.filter(isTried).find(({ url }) => url === '/test/careless')!;
    const cell: Cell = { route, who: nobodyOf(ours), service: OWN, expected: 'sign in' };
    assert.match((await differences([cell], careless.app)).join(), /sign in is expected, and it was yes\./u);
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
      () => addressOf(fixture, unknown, nobodyOf(ours), OWN),
      /has the parameter "strange"\. Say in OF_THE_DEMO of src\/matrix\.test\.ts/u,
    );
  });
});
