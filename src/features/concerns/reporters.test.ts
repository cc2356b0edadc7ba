import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { latestMails } from '../../platform/mail/store.ts';
import { giveFeedback, writeFeedback } from '../incidents/feedback/commands.ts';
import { makeIncidentOfConcern } from './commands.ts';
import { addressIn } from './contact.ts';
import { reporters } from './reporters.ts';
import { formWorld } from './testing/form-world.ts';

/*
 * From what somebody left by the public form to a notice that there is an answer.
 */

test('an address is taken where there is one alone', () => {
  assert.equal(addressIn('rosa@example.org'), 'rosa@example.org');
  assert.equal(addressIn('Write to (rosa@example.org).'), 'rosa@example.org');
  assert.equal(addressIn('rosa@example.org or rosa@example.com'), null);
  assert.equal(addressIn('01632 960 042'), null);
  assert.equal(addressIn('@home'), null);
});

test('whoever left something is told by a way that is safe, and what waits is taken back once it is not', async () => {
  const { app, path, handler } = await formWorld();
  const visitor = app.signedOut();
  await visitor.get(path);
  await visitor.post('/q/1', { what: 'The photo was not mine.' });
  await visitor.post('/q/6', {
    reach: 'some',
    ways: 'e-mail',
    where: 'rosa@example.org',
    callOurselves: 'The library',
  });
  const { html } = await visitor.send('/q/check', {}, { follow: true });
  const [reference, words] = [...html.matchAll(/class="big">([^<]+)</gu)].map((match) => match[1]!);
  const made = await handler.execute(anyCommand(makeIncidentOfConcern), {
    service: 'DEMO',
    concern: reference,
    title: 'Another photo',
    what: 'Somebody saw a photo that was not theirs.',
  });
  const incident = /INC-\d+/u.exec(made.result['path'] as string)![0];
  const named = { service: 'DEMO', incident, report: 1 };
  const written = await handler.execute(anyCommand(writeFeedback), {
    ...named,
    version: 0,
    found: 'Two names were the same.',
    changed: 'They are told apart now.',
  });
  await handler.execute(anyCommand(giveFeedback), { ...named, version: written.result['version'] });
  const mails = () =>
    app.ground.database
      .read(app.organisation, (tx) => latestMails(tx, 20))
      .then((all) => all.filter(({ template }) => template === 'answer'));
  const [mail] = await mails();
  assert.deepEqual([mail!.address, mail!.path], [null, '/q/back']);

  const back = app.signedOut();
  await back.get('/q/back');
  await back.post('/q/words', { reference: reference!, words: words! });
  assert.match((await back.get('/q/answer')).text, /Two names were the same/u);
  await back.post('/q/reach', { reach: 'no' });
  assert.deepEqual(await mails(), [], 'what waited is taken back');
  const none = await app.ground.database.read(app.organisation, (tx) => reporters.reach(tx, [], app.ground.sealing));
  assert.equal(none.size, 0, 'nobody is looked up who was not asked for');
});

test('whoever comes back is asked again how to be reached once that is 90 days old, until they say it anew', async () => {
  const { app, path } = await formWorld();
  const visitor = app.signedOut();
  await visitor.get(path);
  await visitor.post('/q/6', { reach: 'some', ways: 'e-mail', where: 'rosa@example.org' });
  const { html } = await visitor.send('/q/check', {}, { follow: true });
  const [reference, words] = [...html.matchAll(/class="big">([^<]+)</gu)].map((match) => match[1]!);
  const said = app.clock.now.getTime();
  const back = async (days: number) => {
    app.clock.now = new Date(said + days * 86_400_000);
    const again = app.signedOut();
    await again.get('/q/back');
    await again.post('/q/words', { reference: reference!, words: words! });
    return again;
  };
  const asks =
    /We asked you on 12 March 2026\. What was safe then may not be safe now, so we ask again.*<details open/su;
  assert.doesNotMatch((await (await back(89)).get('/q/answer')).html, /so we ask again/u);
  const old = await back(90);
  assert.match((await old.get('/q/answer')).html, asks);
  await old.post('/q/reach', { ways: 'e-mail', where: 'rosa@example.org' });
  assert.doesNotMatch((await old.get('/q/answer')).html, /so we ask again/u);
});
