import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import type { FastifyBaseLogger, FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type pg from 'pg';
import { parse as parseHtml, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Browser, Page } from 'playwright-core';
import { createApp } from './app.ts';
import { features } from './features.ts';
import type { AnyCommand, Result } from './platform/commands/command.ts';
import { execute, type Ground } from './platform/commands/execute.ts';
import { Database } from './platform/database/database.ts';
import type { Services } from './platform/feature.ts';
import { prepareAssets, type Assets } from './platform/http/assets.ts';
import { assemble } from './platform/installation.ts';
import type { SigningKey } from './platform/ledger/checkpoint.ts';
import type { ProviderSettings } from './platform/providers/settings.ts';
import { makeLink, signInWith } from './platform/sessions/sessions.ts';
import {
  emailOf,
  grantsHeld,
  plantMembership,
  plantOrganisation,
  plantPerson,
  TEST_PASSWORD,
  type NewPerson,
  type RolesHeld,
} from './test-app-store.ts';
import { newPage, type PageOptions } from './test-browser.ts';
import { testDatabase } from './test-database.ts';
import { testSealing } from './platform/sealed/testing/test-sealing.ts';

/*
 * The whole product on a database of a test's own, with somebody signed in.
 *
 *   const app = await testApp({ roles: ['clinical safety officer'] });   // one for each test file; closed after its tests
 *   const { result } = await app.execute(recordService, { ... });        // a command, as the person signed in
 *   const { seq } = await app.sign(acceptNomination, { ... });           // as somebody who has just confirmed who they are
 *   const page = await app.get('/services/DEMO');                        // page.status, page.text, page.location, page.html
 *   const done = await app.send('/services/DEMO/close', { reason: '' }); // GET the form, fill it in, POST it as a browser
 *   const seen = await app.send(path, values, { follow: true });         // and go where it leads: seen.text has the notice
 *   const signed = await app.send(path, values, { confirm: true });      // and answer "Confirm that it is you", where it comes
 *   TEST_PASSWORD, emailOf(app.person.id)                                // what everybody in a test signs in and confirms with
 *   const list = await app.api('GET', 'hazards/hazards', { service: 'DEMO' });
 *   const made = await app.api('POST', 'hazards/closeHazard', { ... }, { key: 'once' });   // made.status, made.json
 *   const viewer = await app.as({ name: 'V. Viewer', roles: ['viewer'] });                 // the same app, somebody else
 *   const stranger = await app.elsewhere({ roles: [...] });              // somebody of another organisation
 *   const nobody = app.signedOut();
 *   app.clock.now = new Date('2026-04-01T09:00:00Z');                    // time passes for everything
 *   await app.open(browser, { width: 320 }, async (page) => { ... })     // a real browser, signed in
 */

export { emailOf, TEST_PASSWORD };

export interface TestAppOptions {
  /** Of the person signed in; all but "viewer" and "assessor" unless told. */
  readonly roles?: RolesHeld;
  readonly now?: Date;
  readonly url?: string;
  /** Requests a minute; as many as one likes unless told. */
  readonly rate?: number;
  /** Proxies that are believed. */
  readonly proxies?: readonly string[];
  /** Routes of the test's own, such as forms over a command that only the test has. */
  readonly routes?: (app: FastifyInstance, services: Services) => void;
  /** Where requests are logged; nowhere unless told. */
  readonly log?: FastifyBaseLogger;
  readonly commands?: readonly AnyCommand[];
  readonly queries?: Services['queries'];
  /** Identity providers; none unless told. */
  readonly providers?: readonly ProviderSettings[];
  /** What its organisation is called. */
  readonly organisation?: string;
  /** What it signs checkpoints with, where a test has two installations; else all apps of a test have one key. */
  readonly signer?: SigningKey;
}

export interface Answer {
  readonly status: number;
  readonly headers: LightMyRequestResponse['headers'];
  readonly html: string;
  /** What the main part says, as one line. */
  readonly text: string;
  /** Where it leads, if anywhere. */
  readonly location: string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: LightMyRequestResponse['headers'];
  readonly json: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, string | readonly string[]>>;

export interface SendOptions {
  /** Goes where it leads. */
  readonly follow?: boolean;
  /** Answers the page "Confirm that it is you", which has to come. */
  readonly confirm?: boolean;
}

interface Done {
  readonly seq: number;
  readonly result: Result;
}

export interface Visitor {
  readonly organisation: string;
  readonly person: { readonly id: string; readonly name: string };
  /** What the browser holds. */
  readonly cookies: Map<string, string>;
  /** Carries a command out as this person, with the roles that they hold now. */
  execute(command: AnyCommand, input: unknown): Promise<Done>;
  /** The same, of somebody who has just confirmed who they are. */
  sign(command: AnyCommand, input: unknown): Promise<Done>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** A bare POST of a form, with nothing added but the cookies. */
  post(path: string, values: Values, headers?: Record<string, string>): Promise<Answer>;
  /** Opens the page, takes over all that its form holds, puts `values` in, and sends it; confirms with the password, if told. */
  send(path: string, values: Values, options?: SendOptions): Promise<Answer>;
  api(
    method: 'GET' | 'POST',
    path: string,
    input?: Readonly<Record<string, unknown>>,
    options?: { readonly key?: string; readonly headers?: Record<string, string> },
  ): Promise<ApiAnswer>;
  /** A browser's window in which this person is signed in. */
  open<T>(browser: Browser, options: PageOptions, act: (page: Page) => Promise<T>): Promise<T>;
}

export interface TestApp extends Visitor {
  readonly app: FastifyInstance;
  readonly ground: Ground;
  /** The login of the schema's owner, for a test that looks at everything. */
  readonly owner: pg.PoolConfig;
  readonly clock: { now: Date };
  /** Somebody else of the same organisation. */
  as(person: Partial<NewPerson> & { readonly roles: RolesHeld }): Promise<Visitor>;
  /** Somebody of an organisation of their own. */
  elsewhere(person: { readonly name?: string; readonly roles: RolesHeld }): Promise<Visitor>;
  /** Somebody who is not signed in. */
  signedOut(): Visitor;
  /** Gives a person other roles. */
  give(person: string, roles: RolesHeld): Promise<void>;
  /** Where it listens, once somebody asks. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

const MOST_ROLES: RolesHeld = [
  'administrator',
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'safety engineer',
  'product owner',
  'accountable executive',
  'safeguarding lead',
  'incident handler',
  'developer',
];

/** What every app of a test signs checkpoints with. */
const signer: SigningKey = { name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey };

let assets: Promise<Assets> | undefined;
const opened = new Set<() => Promise<void>>();

// Here and not in `testApp`: called in a `before`, it would be over with that.
after(() => Promise.all([...opened].map((close) => close())));

/** Makes the product, with an organisation and a person in it. It closes after the last test of the file. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = { now: options.now ?? new Date('2026-03-12T09:00:00Z') };
  const now = () => clock.now;
  const [db, assembled] = await Promise.all([testDatabase(), assemble(features)]);
  const database = new Database(db.app);
  const ground: Ground = { database, kinds: assembled.kinds, sealing: testSealing, now };
  const url = options.url ?? 'http://localhost:3016';
  const services = {
    now,
    version: 'test',
    ground,
    url,
    commands: [...assembled.commands, ...(options.commands ?? [])],
    queries: [...assembled.queries, ...(options.queries ?? [])],
    ready: () => true,
  };
  assets ??= prepareAssets();
  const app = await createApp(services, {
    log: options.log ?? false,
    rate: options.rate ?? 1_000_000,
    ...(options.proxies && { proxies: options.proxies }),
    assets,
    routes: options.routes,
    signer: () => options.signer ?? signer,
    ...(options.providers && { providers: options.providers }),
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= app.close().then(() => database.close()));
  opened.add(close);

  const listen = async (): Promise<string> => {
    if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
    // By its name: passkeys belong to a host that has one.
    return `http://localhost:${(app.server.address() as AddressInfo).port}`;
  };
  const session = { database, now };
  const enter = async (organisation: string, id: string, name: string): Promise<Visitor> => {
    const { token } = await makeLink(session, id, 60_000);
    const secret = await signInWith(session, token);
    const cookie = url.startsWith('https:') ? '__Host-primum_session' : 'primum_session';
    return visitor({ app, ground, listen }, organisation, { id, name }, new Map([[cookie, secret!]]));
  };
  const join = async (organisation: string, { name = 'C. Safety', roles = MOST_ROLES, bare }: Partial<NewPerson>) => {
    const id = await plantPerson(database, organisation, { name, roles, bare }, clock.now);
    return enter(organisation, id, name);
  };
  const organisation = await plantOrganisation(database, options.organisation ?? 'Example Trust', clock.now);
  const first = await join(organisation, { roles: options.roles ?? MOST_ROLES });

  return {
    ...first,
    app,
    ground,
    owner: db.owner,
    clock,
    as: (person) => join(organisation, { name: 'Somebody Else', ...person }),
    elsewhere: async (person) => join(await plantOrganisation(database, 'Another Trust', clock.now), person),
    signedOut: () => visitor({ app, ground, listen }, organisation, { id: '', name: '' }, new Map()),
    give: (person, roles) => plantMembership(database, organisation, person, roles),
    listen,
    close,
  };
}

function visitor(
  { app, ground, listen }: { app: FastifyInstance; ground: Ground; listen: () => Promise<string> },
  organisation: string,
  person: { readonly id: string; readonly name: string },
  cookies: Map<string, string>,
): Visitor {
  async function ask(options: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await app.inject({
      ...options,
      headers: {
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
        }),
        ...options.headers,
      },
    });
    for (const { name, value, ...rest } of response.cookies as { name: string; value: string; expires?: Date }[]) {
      if (rest.expires && rest.expires.getTime() === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  async function act(command: AnyCommand, input: unknown, confirmed?: { readonly at: Date; readonly method: string }) {
    const grants = await grantsHeld(ground.database, organisation, person.id, ground.now());
    const actor = { kind: 'person' as const, ...person, organisation, grants };
    return execute(ground, command, input, { actor, organisation, ...(confirmed && { confirmed }) });
  }
  const self: Visitor = {
    organisation,
    person,
    cookies,
    execute: (command, input) => act(command, input),
    sign: (command, input) => act(command, input, { at: ground.now(), method: 'passkey' }),
    get: async (path, headers = {}) => answer(await ask({ method: 'GET', url: path, headers })),
    post: async (path, values, headers = {}) =>
      answer(
        await ask({
          method: 'POST',
          url: path,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            // As a browser does, also for a form without fields.
            'content-length': String(Buffer.byteLength(encoded(values))),
            ...headers,
          },
          payload: encoded(values),
        }),
      ),
    send: async (path, values, { follow = false, confirm = false } = {}) => {
      const shown = await self.get(path);
      assert.equal(shown.status, 200, `${path} shows a form: ${shown.text}`);
      const own = { 'sec-fetch-site': 'same-origin' };
      let sent = await self.post(path, { ...formValues(shown.html), ...values }, own);
      if (confirm) {
        assert.match(sent.text, /Confirm that it is you/u);
        sent = await self.post(path, { ...formValues(sent.html, path), _password: TEST_PASSWORD }, own);
      }
      return follow && sent.location !== undefined ? self.get(sent.location) : sent;
    },
    api: async (method, path, input = {}, { key, headers = {} } = {}) => {
      const response = await ask(
        method === 'GET'
          ? { method, url: `/api/v1/${path}`, query: input as Record<string, string>, headers }
          : {
              method,
              url: `/api/v1/${path}`,
              payload: JSON.stringify(input),
              headers: {
                'content-type': 'application/json',
                'x-primum-request': '1',
                ...(key !== undefined && { 'idempotency-key': key }),
                ...headers,
              },
            },
      );
      return { status: response.statusCode, headers: response.headers, json: response.json() };
    },
    open: async (browser, options, act) => {
      const baseURL = await listen();
      const page = await newPage(browser, { baseURL, ...options });
      await page
        .context()
        .addCookies([...cookies].map(([name, value]) => ({ name, value, url: baseURL, httpOnly: true })));
      try {
        return await act(page);
      } finally {
        // A session's secret is another one after it was confirmed with.
        for (const { name, value } of await page.context().cookies(baseURL)) cookies.set(name, value);
        await page.context().close();
      }
    },
  };
  return self;
}

function answer(response: LightMyRequestResponse): Answer {
  const location = response.headers.location;
  return {
    status: response.statusCode,
    headers: response.headers,
    html: response.body,
    text: textOf(response.body),
    location: typeof location === 'string' ? location : undefined,
  };
}

function encoded(values: Values): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) for (const item of [value].flat()) form.append(name, item);
  return form.toString();
}

/** What a browser would send of the form of a page: the last one in its main part, or the one that ends at `action`. */
export function formValues(html: string, action?: string): Record<string, string[]> {
  const forms = elements(parseHtml(html), 'form').filter(
    (form) => attribute(form, 'method') === 'post' && (attribute(form, 'action') ?? action) === action,
  );
  const form = forms.findLast((one) => attribute(one, 'action') !== '/sign-out');
  assert.ok(form, 'there is a form on the page');
  const values: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string) => {
    if (name) (values[name] ??= []).push(value);
  };
  for (const input of elements(form, 'input')) {
    const type = attribute(input, 'type') ?? 'text';
    if ((type === 'checkbox' || type === 'radio') && attribute(input, 'checked') === undefined) continue;
    if (type !== 'submit' && type !== 'file') add(attribute(input, 'name'), attribute(input, 'value') ?? '');
  }
  for (const area of elements(form, 'textarea')) add(attribute(area, 'name'), inside(area));
  for (const select of elements(form, 'select')) {
    const choices = elements(select, 'option');
    const chosen = choices.find((option) => attribute(option, 'selected') !== undefined) ?? choices[0];
    if (chosen) add(attribute(select, 'name'), attribute(chosen, 'value') ?? inside(chosen));
  }
  return values;
}

const INLINE = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'small', 'span', 'strong', 'time', 'wbr']);

function elements(node: Tree.Node, tag: string): Tree.Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) => [
    ...('tagName' in child && child.tagName === tag ? [child] : []),
    ...elements(child, tag),
  ]);
}

function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** @param spaced puts a space around whatever stands in a line of its own */
function inside(node: Tree.Node, spaced = false): string {
  if ('value' in node) return node.value;
  const text = 'childNodes' in node ? node.childNodes.map((child) => inside(child, spaced)).join('') : '';
  return spaced && 'tagName' in node && !INLINE.has(node.tagName) ? ` ${text} ` : text;
}

function textOf(html: string): string {
  if (!html.startsWith('<')) return html;
  const document = parseHtml(html);
  return inside(elements(document, 'main')[0] ?? document, true)
    .replace(/\s+/gu, ' ')
    .trim();
}
