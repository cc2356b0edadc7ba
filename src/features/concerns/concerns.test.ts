import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, test } from 'node:test';
import pg from 'pg';
import { anyCommand } from '../../platform/commands/command.ts';
import { Denied, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { sealingWith } from '../../platform/sealed/sealing.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';
import type { Answer, Visitor } from '../../test-app.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { incidents } from '../incidents/index.ts';
import { membersNow } from '../organisations/index.ts';
import { findService } from '../services/index.ts';
import { MOST_TOLD } from '../safeguarding/flagging.ts';
import { compartmentPath } from '../safeguarding/index.ts';
import { apartOf, concernLine, concernLines, countConcerns, waitingConcerns } from './apart.ts';
import { concernRow } from './concern-store.ts';
import { answerConcernApart, closeConcern, makeIncidentOfConcern, passConcernToLeads } from './commands.ts';
import { prepareConcernForm, publishConcernForm, takeDownConcernForm } from './form-commands.ts';
import { plantConcern } from './testing/planted.ts';
import { FORM, formWorld, type FormWorld } from './testing/form-world.ts';

/*
 * From a first word without an account to an answer: what is kept, who reads it, and what nobody sees.
 */

const ROOM = '/services/DEMO/concerns';
const SHOTS = process.env['PRIMUM_SHOTS'];
const CANARY = 'marmalade lighthouse heron';

let world: FormWorld;
/** When the day begins here. */
let start: Date;

/** Somebody without an account, who has opened the form. */
async function somebody(): Promise<Visitor> {
  const visitor = world.app.signedOut();
  const opened = await visitor.get(world.path);
  assert.equal(opened.location, '/q/start');
  return visitor;
}

/** Answers and sends. @returns reference and words */
async function tell(values: Record<string, string>, visitor?: Visitor): Promise<{ reference: string; words: string }> {
  const who = visitor ?? (await somebody());
  const pages = [
    ['what'],
    ['when'],
    ['hurt', 'hurtHow'],
    ['danger'],
    ['who', 'name'],
    ['reach', 'where', 'whereAny'],
    ['needs'],
  ];
  for (const [at, names] of pages.entries()) {
    const given = Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
    if (Object.keys(given).length > 0) assert.equal((await who.post(`/q/${at + 1}`, given)).status, 303);
  }
  const check = await who.send('/q/check', {}, { follow: true });
  return keptFrom(check);
}

function keptFrom({ text, html }: Answer) {
  assert.match(text, /We have it/u);
  const [reference, words] = [...html.matchAll(/class="big">([^<]+)</gu)].map((match) => match[1]!);
  return { reference: reference!, words: words! };
}

async function comeBack({ reference, words }: { reference: string; words: string }) {
  const visitor = world.app.signedOut();
  await visitor.get('/q/back');
  const answer = await visitor.post('/q/words', { reference, words });
  return { visitor, answer };
}

const serviceId = async (tx: ReadTx) => (await findService(tx, 'DEMO')).id;
const commandOf = async (name: string) => {
  const { commands = [] } = await incidents.ground!();
  return commands.find((one) => one.name === name)!;
};

/** Where a lead reads what lies in a compartment. */
async function placeOf(reference: string): Promise<string> {
  const { sealing, database } = world.app.ground;
  return database.read(world.app.organisation, async (tx) => {
    const row = await concernRow(tx, await serviceId(tx), reference);
    return compartmentPath((await apartOf(tx, sealing, row!.id))!.compartment);
  });
}

const listed = async (who: Visitor) => (await who.get(ROOM)).html;

before(async () => {
  world = await formWorld();
  start = world.app.clock.now;
});

describe('the form', () => {
  test('cannot be published without hours, somebody on call who can read and be reached, and what happens then', async () => {
    const { app, lead, handler, viewer } = world;
    const set = (more: object) =>
      lead.execute(anyCommand(prepareConcernForm), { ...FORM, onCall: lead.person.id, ...more });
    await assert.rejects(set({ days: [] }), /on which days/u);
    await assert.rejects(set({ closes: '07:00' }), /later than/u);
    await assert.rejects(set({ escalation: '' }), /does not answer/u);
    await assert.rejects(set({ exit: 'elsewhere' }), /one of the sites/u);
    // It is published: what would make it unpublishable is refused, not kept.
    await assert.rejects(set({ onCall: handler.person.id }), /no safeguarding lead/u);
    await assert.rejects(viewer.execute(anyCommand(publishConcernForm), { service: 'DEMO' }), Denied);
    await lead.execute(anyCommand(takeDownConcernForm), { service: 'DEMO', reason: 'Nobody is on call this week.' });
    assert.match((await app.get(ROOM)).text, /not published.*Nobody is on call this week/u);
    const gone = await app.signedOut().get(world.path);
    assert.equal(gone.status, 404);
    assert.doesNotMatch(gone.html, /Willowbank|Primum|week/u);
    assert.equal(
      (await app.signedOut().get('/q/AAAAAAAAAAAAAAAA')).html,
      gone.html,
      'an address that never was says the same',
    );
    await set({ onCall: handler.person.id });
    await assert.rejects(lead.execute(anyCommand(publishConcernForm), { service: 'DEMO' }), NotPossible);
    await set({});
    await lead.execute(anyCommand(publishConcernForm), { service: 'DEMO' });
  });

  test('says nothing of the service in addresses, titles or pages, asks nothing third, and keeps nothing on the way', async () => {
    const visitor = await somebody();
    for (const path of [
      '/q/start',
      '/q/1',
      '/q/2',
      '/q/3',
      '/q/4',
      '/q/5',
      '/q/6',
      '/q/7',
      '/q/help-1',
      '/q/check',
      '/q/words',
    ]) {
      const { status, html, headers } = await visitor.get(path);
      assert.equal(status, 200, path);
      assert.doesNotMatch(html, /Willowbank|Primum|DEMO|NHS|<script(?! type="module" src="\/assets\/a-)/u, path);
      assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//u, path);
      assert.match(/<title>([^<]*)</u.exec(html)![1]!, /^(?:Start|Check|Page(?: \d)?)$/u);
      assert.match(html, /href="\/exit"/u);
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(headers['referrer-policy']), /same-origin/u);
      assert.match(String(headers['x-robots-tag']), /noindex/u);
    }
    const start = await visitor.get('/q/start');
    assert.match(start.text, /If someone is in danger now Call 999.*press 55 when asked/u);
    assert.match(start.text, /Someone reads this today/u);
  });

  test('says that nobody is reading, and from when, outside the hours', async () => {
    const { app } = world;
    app.clock.now = new Date('2026-03-13T19:00:00Z');
    const visitor = await somebody();
    assert.match(
      (await visitor.get('/q/start')).text,
      /Nobody is reading right now\. A nurse of the team reads what you send, but not before 8am on Monday 16 March 2026/u,
    );
    app.clock.now = start;
  });

  test('shows nothing to whoever did not come in by its address, or took the way out', async () => {
    const nobody = world.app.signedOut();
    for (const path of ['/q/start', '/q/1', '/q/check', '/q/done', '/q/words', '/q/answer', '/exit']) {
      const { status, location } = await nobody.get(path);
      assert.equal(status, 303, path);
      assert.equal(location, 'https://www.bbc.co.uk/weather', path);
    }
    const visitor = await somebody();
    await visitor.post('/q/1', { what: CANARY });
    const held = new Map(visitor.cookies);
    const left = await visitor.get('/exit');
    assert.equal(left.headers['clear-site-data'], '"cache", "storage"');
    assert.equal(left.headers['referrer-policy'], 'no-referrer');
    assert.equal((await visitor.get('/q/1')).status, 303);
    // Somebody who kept the cookie finds nothing behind it.
    for (const [name, value] of held) visitor.cookies.set(name, value);
    for (let waited = 0; waited < 50; waited++) {
      if (!(await visitor.get('/q/1')).html.includes(CANARY)) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.doesNotMatch((await visitor.get('/q/1')).html, new RegExp(CANARY, 'u'));
  });

  test('keeps what is written between pages for half an hour and no longer, and never for the next person', async () => {
    const { app } = world;
    const visitor = await somebody();
    await visitor.post('/q/1', { what: CANARY });
    app.clock.now = new Date(app.clock.now.getTime() + 29 * 60_000);
    assert.match((await visitor.get('/q/1')).html, new RegExp(CANARY, 'u'));
    assert.equal((await visitor.post('/q/keep', {})).status, 204);
    app.clock.now = new Date(app.clock.now.getTime() + 29 * 60_000);
    assert.match((await visitor.get('/q/1')).html, new RegExp(CANARY, 'u'));
    app.clock.now = new Date(app.clock.now.getTime() + 31 * 60_000);
    assert.doesNotMatch((await visitor.get('/q/1')).html, new RegExp(CANARY, 'u'));
    app.clock.now = start;
    await visitor.post('/q/1', { what: CANARY });
    await visitor.get(world.path);
    assert.doesNotMatch((await visitor.get('/q/1')).html, new RegExp(CANARY, 'u'), 'who comes next finds nothing');
  });

  test('a text that is too long comes back whole, with what to do', async () => {
    const visitor = await somebody();
    const long = `${CANARY} `.repeat(200);
    const back = await visitor.post('/q/1', { what: long });
    assert.equal(back.status, 422);
    assert.match(back.text, /too long\. Use at most 4,000 characters/u);
    assert.ok(back.html.includes(long.trim()));
    assert.match((await visitor.post('/q/check', {})).text, /Nothing is written yet/u);
  });

  test('helps, and blocks nothing, where a word may mean danger', async () => {
    const visitor = await somebody();
    const help = await visitor.post('/q/1', { what: 'He hits me when I use it.' });
    assert.equal(help.location, '/q/help-1');
    assert.match((await visitor.get('/q/help-1')).text, /You do not have to wait for us.*999/u);
    assert.match((await visitor.get('/q/1')).html, /He hits me when I use it/u);
    assert.equal((await visitor.post('/q/4', { danger: 'yes' })).location, '/q/help-4');
    assert.equal((await visitor.post('/q/4', { danger: 'no' })).location, '/q/5');
  });
});

describe('what was sent', () => {
  test('is one concern, however often it is sent, with the same reference and words', async () => {
    const visitor = await somebody();
    await visitor.post('/q/1', { what: 'Sent twice.' });
    const both = await Promise.all([
      visitor.post('/q/check', { what: 'Sent twice.' }),
      visitor.post('/q/check', { what: 'Sent twice.' }),
    ]);
    assert.deepEqual(
      both.map(({ location }) => location),
      ['/q/done', '/q/done'],
    );
    const first = keptFrom(await visitor.get('/q/done'));
    assert.equal((await visitor.post('/q/check', { what: 'Sent twice.' })).location, '/q/done');
    assert.deepEqual(keptFrom(await visitor.get('/q/done')), first);
    const found = (await listed(world.handler)).match(/\/concerns\/[0-9A-Z]{4}-[0-9A-Z]{4}/gu) ?? [];
    assert.equal(found.filter((path) => path.endsWith(first.reference)).length, 1);
    assert.equal((await visitor.get('/q/1')).location, '/q/done', 'what was sent is not changed');
  });

  test('stands in the database sealed, and in no ledger; who reads it is recorded before it is loaded', async () => {
    const { app, handler } = world;
    const { reference } = await tell({ what: CANARY, name: 'Sable Finch', reach: 'any', where: '07700 900 456' });
    const owner = new pg.Client(app.owner);
    await owner.connect();
    try {
      const dump = async () => {
        const { rows } = await owner.query<{ name: string }>(
          "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
        );
        const all = await Promise.all(rows.map(({ name }) => owner.query(`select t::text as row from "${name}" t`)));
        return JSON.stringify(all.map((one) => one.rows));
      };
      const hex = (text: string) => Buffer.from(text).toString('hex');
      const text = await dump();
      for (const secret of [CANARY, 'Sable Finch', '07700 900 456'])
        for (const form of [secret, hex(secret)]) assert.ok(!text.includes(form), form);
      const reads = async () =>
        (await owner.query("select count(*)::int as n from ledger_entry where chain = 'reads'")).rows[0] as {
          n: number;
        };
      const before = await reads();
      assert.match((await handler.get(`${ROOM}/${reference}`)).text, new RegExp(CANARY, 'u'));
      assert.equal((await reads()).n, before.n + 1);
      const { rows } = await owner.query<{ command: string }>('select distinct command from ledger_entry');
      assert.ok(rows.every(({ command }) => !/sendConcern|addToConcern|readConcern/u.test(command)));
    } finally {
      await owner.end();
    }
  });

  test('is for incident handlers; officers are told how many, from five on, and others nothing', async () => {
    const { handler, officer, viewer, app } = world;
    const { reference } = await tell({ what: 'The page shows the wrong dose.' });
    assert.match(await listed(handler), new RegExp(reference, 'u'));
    assert.match((await handler.get('/')).text, /What somebody told Willowbank Wound Care waits to be read/u);
    assert.match((await officer.get(ROOM)).text, /came in: fewer than 5/u);
    for (const other of [officer, viewer]) {
      assert.doesNotMatch(await listed(other), new RegExp(reference, 'u'));
      assert.equal((await other.get(`${ROOM}/${reference}`)).status, 403);
    }
    assert.doesNotMatch((await viewer.get(ROOM)).text, /came in/u);
    const stranger = await app.elsewhere({ roles: ['safeguarding lead', 'incident handler'] });
    assert.equal((await stranger.get(`${ROOM}/${reference}`)).status, 404);
    await assert.rejects(
      handler.execute(anyCommand(closeConcern), { service: 'DEMO', concern: '2222-2222', words: 'None.' }),
      NotFound,
    );
  });

  test('with a word of danger is read in a compartment alone: to handlers it is as if it had never come in', async () => {
    const { handler, lead, officer } = world;
    const before = await listed(handler);
    const { reference, words } = await tell({ what: `My partner reads my messages. ${CANARY}` });
    const quiet = (html: string) => html.replaceAll(/value="[^"]*"/gu, '');
    assert.equal(quiet(await listed(handler)), quiet(before));
    const none = `${ROOM}/2222-2222`;
    for (const who of [handler, lead])
      for (const rest of ['', '/close', '/incident', '/pass-on']) {
        const [there, nowhere] = [await who.get(`${ROOM}/${reference}${rest}`), await who.get(`${none}${rest}`)];
        assert.equal(there.status, 404);
        assert.equal(quiet(there.html), quiet(nowhere.html), 'not to a lead either, who may be named in it');
      }
    for (const who of [handler, lead, officer])
      assert.doesNotMatch((await who.get('/')).html, new RegExp(reference, 'u'));
    const it = { service: 'DEMO', concern: reference };
    await assert.rejects(lead.execute(anyCommand(passConcernToLeads), it), NotFound);
    await assert.rejects(lead.execute(anyCommand(closeConcern), { ...it, words: 'A' }), NotFound);
    await assert.rejects(lead.execute(anyCommand(makeIncidentOfConcern), { ...it, title: 'A', what: 'B' }), NotFound);
    const place = await placeOf(reference);
    assert.match((await lead.get('/safeguarding')).html, new RegExp(place, 'u'));
    assert.match((await lead.get(place)).html, new RegExp(`href="${place}/concern"`, 'u'));
    const read = await lead.get(`${place}/concern`);
    assert.match(read.text, /as if it had never come in/u);
    assert.match(read.text, new RegExp(CANARY, 'u'));
    assert.match(read.html, /<title>Record[^<]*<\/title>/u);
    assert.match((await lead.get('/safeguarding/reads')).text, /What somebody wrote by the public form: DEMO/u);
    for (const who of [handler, officer]) assert.equal((await who.get(`${place}/concern`)).status, 404);
    const answered = await lead.send(
      `${place}/concern/answer`,
      { words: 'Thank you. It is mended.' },
      { follow: true },
    );
    assert.match(answered.text, /What they were told Thank you\. It is mended\./u);
    const { visitor } = await comeBack({ reference, words });
    const answer = (await visitor.get('/q/answer')).text;
    assert.match(answer, /The team has answered\..*Thank you\. It is mended\./u);
    assert.equal(answer.split('It is mended').length, 2, 'said once');
    assert.doesNotMatch(answer, /safeguarding/iu, 'whoever looks over a shoulder sees nothing of it');
    // What is added to it goes there as well, whatever is in it.
    await visitor.post('/q/add', { words: 'One thing more.' });
    assert.match((await lead.get(place)).text, /One thing more\./u);
    assert.equal(quiet(await listed(handler)), quiet(before));
  });

  test('in a compartment is closed to a lead who is named in it, and open to a deputy', async () => {
    const { app, lead } = world;
    const implicated = await app.as({ name: 'Juniper Hale', roles: ['safeguarding lead', 'administrator'] });
    const deputy = await app.as({ name: 'Wilf Otterburn', roles: ['clinical reviewer'] });
    const { reference } = await tell({ what: 'The nurse hits me.' });
    const place = await placeOf(reference);
    for (const page of ['', '/concern', '/concern/answer'])
      assert.equal((await implicated.get(`${place}${page}`)).status, 200, 'nobody has said yet that they are named');
    assert.equal((await lead.send(`${place}/record`, { implicated: implicated.person.id })).status, 303);
    const nowhere = '/safeguarding/00000000-0000-8000-8000-000000000000';
    for (const page of ['', '/concern', '/concern/answer']) {
      const closed = await implicated.get(`${place}${page}`);
      assert.equal(closed.status, 404);
      assert.equal(closed.html, (await implicated.get(`${nowhere}${page}`)).html);
    }
    await assert.rejects(
      implicated.execute(anyCommand(answerConcernApart), { compartment: place.split('/')[2], words: 'x' }),
      NotFound,
    );
    assert.doesNotMatch((await implicated.get('/safeguarding')).html, new RegExp(reference, 'u'));
    assert.doesNotMatch(await listed(implicated), new RegExp(reference, 'u'));
    assert.equal((await deputy.get(`${place}/concern`)).status, 404);
    await lead.send('/safeguarding/deputies', { person: deputy.person.id, place: 'DEMO', named: 'yes' });
    assert.match((await deputy.get(`${place}/concern`)).text, /The nurse hits me/u);
  });

  test('that names a lead is closed to them from the first moment, unless nobody else could read it', async () => {
    const { app } = world;
    const named = await app.as({ name: 'Juniper Hale', roles: ['safeguarding lead'] });
    const { reference } = await tell({ what: 'It was juniper  hale who hits me. Nobody else knows.' });
    const place = await placeOf(reference);
    assert.equal((await named.get(`${place}/concern`)).status, 404);
    assert.match((await world.lead.get(place)).text, /Must not see it Juniper Hale/u);
    const others = await app.ground.database.read(app.organisation, (tx) => membersNow(tx));
    const leads = others.filter(({ grants }) => grants.some(({ role }) => role === 'safeguarding lead'));
    const all = await tell({ what: `${leads.map(({ name }) => name).join(' and ')} hit me.` });
    assert.equal((await world.lead.get(await placeOf(all.reference))).status, 200);
  });

  test('shows nowhere, and is counted nowhere, where the key is another than that under which it was kept', async () => {
    const { app } = world;
    await tell({ what: 'He beats me up.' });
    await tell({ what: 'A button is grey.' });
    const stranger = sealingWith(randomBytes(32));
    await app.ground.database.read(app.organisation, async (tx) => {
      const service = await serviceId(tx);
      assert.ok((await concernLines(tx, app.ground.sealing, service, 200)).length > 0);
      assert.deepEqual(await concernLines(tx, stranger, service, 200), []);
      assert.deepEqual(await waitingConcerns(tx, stranger, null, 200), []);
      assert.deepEqual(await countConcerns(tx, stranger, service), { all: 0, open: 0 });
    });
  });

  test('by the hundred writes to nobody by the hundred', async () => {
    const { app } = world;
    const told = async () => {
      const owner = new pg.Client(app.owner);
      await owner.connect();
      try {
        const { rows } = await owner.query<{ most: number }>(
          "select coalesce(max(n), 0)::int as most from (select count(*) as n from mail_decision where policy = 'discreet' group by person_id) x",
        );
        return rows[0]!.most;
      } finally {
        await owner.end();
      }
    };
    for (let sent = 0; sent < MOST_TOLD + 5; sent++)
      await plantConcern(app.ground, app.organisation, 'DEMO', 'He hits me.');
    assert.equal(await told(), MOST_TOLD);
  });

  test('leaves no row in clear that tells whether it lies in a compartment', async () => {
    const { app, handler, lead } = world;
    const kept = [];
    for (const what of ['A page is slow.', 'He beats me up.']) {
      const { reference } = await tell({ what });
      kept.push(reference);
    }
    const [plain, apart] = kept as [string, string];
    await handler.execute(anyCommand(closeConcern), { service: 'DEMO', concern: plain, words: 'Thank you.' });
    await lead.send(`${await placeOf(apart)}/concern/answer`, { words: 'Thank you.' });
    const owner = new pg.Client(app.owner);
    await owner.connect();
    try {
      const of = async (reference: string) => {
        const { rows } = await owner.query<Record<string, unknown>>(
          `select s.number, s.stands, s.at, s.state, s.incident, s.report_id, s.additions, length(s.told) as told,
             length(s.by_whom) as by_whom, s.service_id,
             (select count(*) from concern_contact k where k.id = c.id) as contacts
           from concern c join concern_state s on s.id = c.id where c.reference = $1 order by s.number`,
          [reference],
        );
        return rows;
      };
      assert.deepEqual(await of(apart), await of(plain));
      const { rows } = await owner.query<{ columns: string[] }>(
        "select array_agg(column_name::text order by column_name) as columns from information_schema.columns where table_name = 'concern_state'",
      );
      assert.deepEqual(
        rows[0]!.columns,
        [
          'additions',
          'at',
          'by_whom',
          'id',
          'incident',
          'number',
          'organisation_id',
          'report_id',
          'service_id',
          'stands',
          'state',
          'told',
        ],
        'a new column may tell: look at it above',
      );
    } finally {
      await owner.end();
    }
  });

  test('that a handler passes on is gone for them', async () => {
    const { handler, lead } = world;
    const { reference } = await tell({ what: 'Something about the ward at night.' });
    await handler.execute(anyCommand(passConcernToLeads), { service: 'DEMO', concern: reference });
    assert.equal((await handler.get(`${ROOM}/${reference}`)).status, 404);
    assert.doesNotMatch(await listed(handler), new RegExp(reference, 'u'));
    assert.match((await lead.get(`${await placeOf(reference)}/concern`)).text, /the ward at night/u);
  });
});

describe('coming back', () => {
  test('with reference and words, from any device: the answer, something to add, another way to be reached', async () => {
    const { handler } = world;
    const kept = await tell({ what: 'May I shower with it?', reach: 'any', where: '07700 900 789' });
    await handler.execute(anyCommand(closeConcern), {
      service: 'DEMO',
      concern: kept.reference,
      words: 'Yes, you may.',
    });
    const { visitor, answer } = await comeBack({
      reference: kept.reference.toLowerCase(),
      words: ` ${kept.words.toUpperCase()} `,
    });
    assert.equal(answer.location, '/q/answer');
    assert.match((await visitor.get('/q/answer')).text, /The team has answered\..*Yes, you may\./u);
    assert.equal((await visitor.post('/q/add', { words: 'And bathe?' })).location, '/q/answer?kept=1');
    assert.equal(
      (await visitor.post('/q/reach', { ways: 'post', where: 'By hand', callOurselves: 'the library' })).location,
      '/q/answer?kept=2',
    );
    const read = (await handler.get(`${ROOM}/${kept.reference}`)).text;
    assert.match(read, /And bathe\?/u);
    assert.match(read, /Only in some ways Letter Where: By hand Call ourselves: the library/u);
    assert.match(await listed(handler), /Something was added/u);
    assert.match((await visitor.post('/q/add', { words: ' ' })).text, /Write what you want to add/u);
    world.app.clock.now = new Date(world.app.clock.now.getTime() + 31 * 60_000);
    assert.match((await visitor.get('/q/answer')).text, /This page has closed/u);
    world.app.clock.now = start;
  });

  test('what is added with a word of danger is read in a compartment, and handlers see no difference: not that it went, either', async () => {
    const { handler, lead } = world;
    const kept = await tell({ what: 'The letter came twice.' });
    const quiet = (html: string) => html.replaceAll(/value="[^"]*"/gu, '');
    const looks = async () => ({
      list: quiet(await listed(handler)),
      one: quiet((await handler.get(`${ROOM}/${kept.reference}`)).html),
      desk: quiet((await handler.get('/')).html),
    });
    const before = await looks();
    const { visitor } = await comeBack(kept);
    assert.equal((await visitor.post('/q/add', { words: 'He hits me.' })).location, '/q/help-back');
    assert.deepEqual(await looks(), before);
    const place = await placeOf(kept.reference);
    assert.match(
      (await lead.get(`${place}/concern`)).text,
      /as if it had never been added.*The letter came twice.*He hits me/u,
    );
    await lead.send(`${place}/concern/answer`, { words: 'Call us from the library.' });
    assert.deepEqual(await looks(), before);
    const answer = (await visitor.get('/q/answer')).text;
    assert.match(answer, /It has arrived.*Call us from the library/u);
    // What is added without one is for handlers, as before.
    await visitor.post('/q/add', { words: 'The second letter was blue.' });
    const after = await handler.get(`${ROOM}/${kept.reference}`);
    assert.match(after.text, /blue/u);
    assert.doesNotMatch(after.text, /hits|library/u);
    assert.match(await listed(handler), /Something was added/u);
  });

  test('an incident is made of it in the reader’s own words, and its answer comes back here', async () => {
    const kept = await tell({ what: CANARY, reach: 'any', whereAny: 'sable@example.org' });
    const { handler, app } = world;
    await handler.execute(anyCommand(closeConcern), {
      service: 'DEMO',
      concern: kept.reference,
      words: 'We ask the pharmacist.',
    });
    const { result } = await handler.execute(anyCommand(makeIncidentOfConcern), {
      service: 'DEMO',
      concern: kept.reference,
      title: 'A dose was shown wrong',
      what: 'Somebody from the public saw a wrong dose.',
      occurredOn: '',
    });
    assert.match(result['path'] as string, /\/incidents\/INC-1$/u);
    assert.doesNotMatch((await world.viewer.get(result['path'] as string)).html, /marmalade/u);
    assert.match((await handler.get(`${ROOM}/${kept.reference}`)).text, /Incident made of it: INC-1/u);
    const { visitor } = await comeBack(kept);
    assert.match((await visitor.get('/q/answer')).text, /looking into.*We ask the pharmacist/u, 'what was said stays');
    const report = { service: 'DEMO', incident: 'INC-1', report: 1, version: 0 };
    const words = {
      graded: '',
      found: 'The dose on the page was ten times too high.',
      changed: 'It is put right.',
      unchanged: '',
    };
    const { seq: version } = await handler.execute(await commandOf('writeFeedback'), { ...report, ...words });
    await handler.execute(await commandOf('giveFeedback'), { ...report, version });
    const answer = (await visitor.get('/q/answer')).text;
    assert.match(answer, /ten times too high/u);
    assert.doesNotMatch(answer, /Percival|INC-1/u);
    const [from] = app.ground.kinds.reporters.filter(({ by }) => by === 'concern');
    const reach = await app.ground.database.read(app.organisation, async (tx) => {
      const line = await concernLine(tx, app.ground.sealing, await serviceId(tx), kept.reference);
      return [...(await from!.reach(tx, [line!.id], app.ground.sealing)).values()];
    });
    assert.equal(reach.length, 1);
    assert.equal(reach[0]!.address, 'sable@example.org');
    assert.equal(reach[0]!.path, '/q/back');
    assert.equal(reach[0]!.contact.ways['e-mail'], 'safe');
  });

  test('wrong words open nothing, say nothing of what there is, and are counted', async () => {
    const kept = await tell({ what: 'Guessed at.' });
    const none = await comeBack({ reference: '2222-2222', words: kept.words });
    const wrong = await comeBack({ reference: kept.reference, words: 'apple boat candle daisy lemon' });
    assert.equal(none.answer.status, 422);
    assert.equal(wrong.answer.text.replace(kept.reference, ''), none.answer.text.replace('2222-2222', ''));
    for (let tries = 0; tries < 10; tries++) await comeBack({ reference: kept.reference, words: 'apple' });
    const locked = await comeBack(kept);
    assert.equal(locked.answer.status, 422, 'also for the right ones');
    assert.equal(locked.answer.text.replace(kept.reference, ''), none.answer.text.replace('2222-2222', ''));
    world.app.clock.now = new Date(world.app.clock.now.getTime() + 16 * 60_000);
    assert.equal((await comeBack(kept)).answer.location, '/q/answer');
    world.app.clock.now = start;
  });
});

describe('its pages', () => {
  test('are good on an old phone, on a desk and at twice the size, and light', async () => {
    const { reference, words } = await tell({ what: 'For the pictures.' });
    await withBrowser(async (browser) => {
      const baseURL = await world.app.listen();
      // 640 is a window of 1280 at twice the size.
      for (const width of [320, 640, 1280]) {
        const page = await newPage(browser, { width, baseURL });
        let bytes = 0;
        page.on(
          'response',
          (response) =>
            void response.body().then(
              (body) => (bytes += body.length),
              () => 0,
            ),
        );
        const look = async (name: string) => {
          if (SHOTS) await page.screenshot({ path: `${SHOTS}/concern-${name}-${width}.png`, fullPage: true });
          if (width === 320 || /start|6|answer/u.test(name))
            assert.deepEqual(await axe(page), [], `${name} at ${width}`);
          const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          assert.ok(Number(over) <= 0, `${name} at ${width} is wider than the window`);
        };
        await page.goto(world.path);
        await look('start');
        assert.ok(bytes > 5_000 && bytes < 45_000, `${bytes} bytes, not compressed`);
        for (let question = 1; question <= 7; question++) {
          await page.goto(`/q/${question}`);
          if (question === 6) await page.check('#reach-some');
          await look(`question-${question}`);
        }
        await page.goto('/q/help-1');
        await look('help');
        await page.goto('/q/check');
        await look('check');
        await page.goto('/q/back');
        await look('words');
        await page.fill('#reference', reference);
        await page.fill('#words', words);
        await page.click('button');
        await look('answer');
        await page.context().close();
      }
      const apart = await placeOf((await tell({ what: 'He hits me.' })).reference);
      for (const width of [320, 1280])
        for (const [name, url] of Object.entries({
          apart: `${apart}/concern`,
          'apart-answer': `${apart}/concern/answer`,
          room: ROOM,
          one: `${ROOM}/${reference}`,
          settings: `${ROOM}/settings`,
          incident: `${ROOM}/${reference}/incident`,
        }))
          await world.lead.open(browser, { width }, async (page) => {
            await page.goto(url);
            if (SHOTS) await page.screenshot({ path: `${SHOTS}/concern-${name}-${width}.png`, fullPage: true });
            assert.deepEqual(await axe(page), [], `${name} at ${width}`);
          });
    });
  });

  test('do their whole job without scripts', async () => {
    await withBrowser(async (browser) => {
      const page = await newPage(browser, { width: 320, javaScript: false, baseURL: await world.app.listen() });
      await page.goto(world.path);
      await page.click('button');
      await page.fill('#what', 'Told without scripts.');
      await page.click('text=Continue');
      for (let skip = 2; skip <= 7; skip++) await page.click('button[name=skip]');
      await page.click('button');
      assert.match(await page.innerText('main'), /We have it/u);
      await page.context().close();
    });
  });
});
