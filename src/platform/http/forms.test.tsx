import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { Layout } from '../../ui/layout.tsx';
import { Button, Textarea } from '../../ui/nhsuk/index.ts';
import { formValues, testApp } from '../../test-app.ts';
import { anyCommand, command } from '../commands/command.ts';
import { Conflict, NotFound, NotPossible } from '../commands/problems.ts';
import { Notice, Problems, problemOf, registerForm, registerPage, valueOf } from './forms.ts';

/** What stands there, and how often it was written. */
const note = { body: 'as it was', version: 1, written: 0 };

const writeNote = anyCommand(
  command({
    feature: 'test',
    name: 'writeNote',
    summary: 'Writes a note.',
    input: z.strictObject({
      reason: z.string().trim().min(1, 'Say why it is changed.'),
      version: z.coerce.number().optional(),
    }),
    may: { roles: ['clinical safety officer'], where: 'anywhere' },
    subject: () => null,
    run: async (tx, _actor, { reason, version }) => {
      if (reason === 'impossible') throw new NotPossible('It is closed. Open it again first.');
      if (reason === 'absent') throw new NotFound('There is no such note.');
      if (version !== undefined && version !== note.version)
        throw new Conflict('Somebody else changed this meanwhile.', { reason: note.body }, note.version);
      note.written++;
      note.version++;
      note.body = reason;
      return { id: tx.newId(), seq: tx.seq };
    },
  }),
);

const app = await testApp({
  roles: ['clinical safety officer'],
  commands: [writeNote],
  routes: (scope, services) => {
    registerForm(scope, services, {
      path: '/test/:name',
      command: writeNote,
      values: () => ({ reason: note.body, version: String(note.version) }),
      input: ({ reason, version }) => ({ reason, version }),
      load: async (_tx, { params }) => {
        if (params['name'] === 'gone') throw new NotFound('There is no such note.');
        return { name: params['name']! };
      },
      page: ({ name }, form) => (
        <Layout shell={form.shell} title="Note" path="">
          <Problems form={form} labels={{ reason: 'Reason' }} />
          <h1>{name}</h1>
          <form method="post" novalidate>
            {form.hidden}
            <Textarea
              id="reason"
              name="reason"
              label="Reason"
              value={valueOf(form, 'reason')}
              errorMessage={problemOf(form, 'reason')}
            />
            <Button>Write</Button>
          </form>
        </Layout>
      ),
      done: () => ({ href: '/test-done?x=1#part', notice: 'The <note> was written.' }),
    });
    registerPage(scope, services, {
      path: '/test-done',
      may: { roles: ['clinical safety officer'], where: 'anywhere' },
      load: async () => null,
      page: (_props, { shell, notice }) => (
        <Layout shell={shell} title="Done" path="">
          <Notice notice={notice} />
          <h1>Note</h1>
        </Layout>
      ),
    });
  },
});

describe('a form', () => {
  test('leads on when it is done, and says so once, there and nowhere else', async () => {
    const done = await app.send('/test/one', { reason: 'Because' });
    assert.deepEqual([done.status, done.location], [303, '/test-done?x=1#part']);
    assert.equal((await app.get('/test-done')).text, 'Note', 'another page leaves it');
    assert.match((await app.get('/test-done?x=1')).text, /Done The <note> was written\. Note/u);
    assert.equal((await app.get('/test-done?x=1')).text, 'Note');
  });

  test('that cannot be taken comes back with what was typed and what is wrong', async () => {
    const typed = '  \n';
    const back = await app.send('/test/one', { reason: typed });
    assert.equal(back.status, 422);
    assert.match(back.html, /<title>Error: /u, 'before anything else, for whoever hears the page');
    assert.match(back.text, /There is a problem Say why it is changed\./u);
    assert.match(back.html, /href="#reason"/u);
    assert.deepEqual(formValues(back.html)['reason'], [typed]);
    const nasty = '</textarea><script>alert(1)</script>impossible';
    const html = (await app.send('/test/one', { reason: 'impossible' })).html;
    assert.match(html, /It is closed\. Open it again first\./u);
    assert.ok(!(await app.send('/test/one', { reason: nasty, version: '77' })).html.includes('<script>alert'));
  });

  test('that is sent twice does it once, and both get the same answer', async () => {
    const before = note.written;
    const values = { ...formValues((await app.get('/test/one')).html), reason: 'Twice' };
    const both = await Promise.all([app.post('/test/one', values), app.post('/test/one', values)]);
    assert.deepEqual(
      both.map((one) => `${one.status} ${one.location}`),
      Array.from({ length: 2 }, () => '303 /test-done?x=1#part'),
    );
    assert.equal(note.written, before + 1);
    const other = await app.post('/test/one', { ...values, reason: 'Other words' });
    assert.equal(other.status, 409);
    assert.match(other.text, /sent before, with something else in it/u);
    assert.deepEqual(formValues(other.html)['reason'], ['Other words']);
    assert.equal(note.written, before + 1);
  });

  test('whose thing was changed meanwhile shows both versions, and can then be sent', async () => {
    const mine = formValues((await app.get('/test/one')).html);
    await app.send('/test/one', { reason: 'Theirs' });
    const back = await app.post('/test/one', { ...mine, reason: 'Mine' });
    assert.equal(back.status, 409);
    assert.match(back.text, /What stands there now Theirs What you typed Mine/u);
    const again = formValues(back.html);
    assert.deepEqual([again['reason'], again['version']], [['Mine'], [String(note.version)]]);
    assert.equal((await app.post('/test/one', again)).status, 303);
    assert.equal(note.body, 'Mine');
  });

  test('that cannot be done as things stand says why', async () => {
    const back = await app.send('/test/one', { reason: 'impossible' });
    assert.deepEqual([back.status, formValues(back.html)['reason']], [409, ['impossible']]);
    assert.equal((await app.send('/test/one', { reason: 'absent' })).status, 404);
    assert.equal((await app.get('/test/gone')).status, 404);
  });
});

describe('a form is safe', () => {
  test('from other sites', async () => {
    const before = note.written;
    const values = { ...formValues((await app.get('/test/one')).html), reason: 'Forged' };
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:9' },
      { origin: 'nonsense' },
      { origin: 'null' },
    ] as Record<string, string>[])
      assert.equal((await app.post('/test/one', values, headers)).status, 403, JSON.stringify(headers));
    const other = await app.as({ roles: ['clinical safety officer'] });
    const foreign = formValues((await other.get('/test/one')).html);
    for (const token of ['', 'x', foreign['_token']!]) {
      const back = await app.post('/test/one', { ...values, _token: token });
      assert.equal(back.status, 403);
      assert.deepEqual(formValues(back.html)['reason'], ['Forged'], 'and still nothing is lost');
    }
    assert.equal(note.written, before);
    const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    assert.equal((await app.post('/test/one', values, own)).status, 303, 'the browser says so outright');
  });

  test('from bodies that no form has', async () => {
    const post = (payload: string, type = 'application/x-www-form-urlencoded') =>
      app.app.inject({
        method: 'POST',
        url: '/test/one',
        headers: {
          'content-type': type,
          cookie: [...app.cookies].map((pair) => pair.join('=')).join('; '),
        },
        payload,
      });
    const token = formValues((await app.get('/test/one')).html)['_token']![0]!;
    assert.equal((await post(`reason=${'a'.repeat(300_000)}`)).statusCode, 413);
    assert.equal((await post('a=1&'.repeat(3_000))).statusCode, 413);
    assert.equal((await post('{}', 'application/json')).statusCode, 415);
    assert.equal((await post(`_token=${token}&__proto__=x&constructor=y&reason=%00%FF%`)).statusCode, 303);
    assert.equal(note.body, '\uFFFD%');
    assert.equal((await app.get('/test/%00')).status, 200);
    assert.equal((await app.get('/test/one?x=%00&__proto__=1&x=2')).status, 200);
  });

  test('of people who may not', async () => {
    const viewer = await app.as({ roles: ['viewer'] });
    for (const answer of [await viewer.get('/test/one'), await viewer.post('/test/one', { reason: 'x' })]) {
      assert.equal(answer.status, 403);
      assert.match(answer.text, /This is for: clinical safety officer\. Your roles here: viewer\./u);
    }
    assert.equal((await viewer.get('/test-done')).status, 403);
    await app.give(viewer.person.id, ['clinical safety officer']);
    assert.equal((await viewer.get('/test/one')).status, 200, 'roles count from the next request');
  });

  test('of a session that ended: what was typed is kept, and can be sent after signing in again', async () => {
    const writer = await app.as({ roles: ['clinical safety officer'] });
    const typed = 'An hour\nof work & "more" <b>';
    const values = { ...formValues((await writer.get('/test/one')).html), reason: typed };
    const before = note.written;
    const nobody = app.signedOut();
    const kept = await nobody.post('/test/one?x=1', values);
    assert.equal(kept.status, 401);
    assert.match(kept.text, /Nothing was changed\. What you typed is kept on this page/u);
    const again = formValues(kept.html, '/test/one?x=1');
    assert.deepEqual(Object.keys(again).toSorted(), ['reason', 'version'], 'nothing of the old session is in it');
    const shown = await writer.post('/test/one?x=1', again);
    assert.equal(shown.status, 403);
    assert.match(shown.text, /check it, and send it again/u);
    assert.equal(note.written, before);
    assert.equal((await writer.post('/test/one?x=1', formValues(shown.html))).status, 303);
    assert.equal(note.body, typed);
  });
});
