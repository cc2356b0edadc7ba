import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { formWorld } from './testing/form-world.ts';

/*
 * The database goes away while people write. Whoever is told that it was kept finds it kept; whoever is not has their text on the page,
 * and sends it again. Nothing is lost, and nothing is there twice.
 */

test('what is posted while the database is away is there, or still on the page', { timeout: 120_000 }, async () => {
  const { app, path, handler } = await formWorld();
  const apart = new pg.Client({ ...app.owner, database: 'postgres' });
  await apart.connect();
  const name = pg.escapeIdentifier(app.owner.database!);
  const goesAway = async () => {
    await apart.query(`alter database ${name} allow_connections false`);
    await apart.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      app.owner.database,
    ]);
  };
  const comesBack = () => apart.query(`alter database ${name} allow_connections true`);
  try {
    const people = await Promise.all(
      Array.from({ length: 12 }, async (_none, number) => {
        const visitor = app.signedOut();
        await visitor.get(path);
        const what = `The text of number ${number}, which nobody has twice.`;
        assert.equal((await visitor.post('/q/1', { what })).status, 303);
        return { visitor, what };
      }),
    );
    const posted = people.map(({ visitor, what }) => visitor.post('/q/check', { what }));
    // In the middle of it, wherever each of them is.
    await new Promise((resolve) => setTimeout(resolve, 25));
    await goesAway();
    const answers = await Promise.all(posted);
    for (const [at, { status, location, html }] of answers.entries()) {
      if (status === 303) assert.equal(location, '/q/done');
      else {
        assert.equal(status, 503);
        assert.ok(html.includes(people[at]!.what), 'the text is still on the page');
        assert.match(html, /press the button again/u);
      }
    }
    const page = await people[0]!.visitor.post('/q/1', { what: 'Typed while it was away.' });
    assert.equal(page.status, 503);
    assert.match(page.html, /Typed while it was away\./u);
    await comesBack();
    const references = await Promise.all(
      people.map(async ({ visitor, what }) => {
        const sent = await visitor.post('/q/check', { what });
        assert.equal(sent.location, '/q/done');
        return /class="big">([^<]+)</u.exec((await visitor.get('/q/done')).html)![1]!;
      }),
    );
    assert.equal(new Set(references).size, people.length);
    const room = (await handler.get('/services/DEMO/concerns')).html;
    const found = room.match(/concerns\/[0-9A-Z]{4}-[0-9A-Z]{4}"/gu) ?? [];
    assert.equal(found.length, people.length, 'each is there once');
    for (const reference of references) assert.ok(room.includes(reference));
  } finally {
    await comesBack();
    await apart.end();
  }
});
