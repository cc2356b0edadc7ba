import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { evidenceCommands } from '../evidence/index.ts';
import { findService } from '../services/index.ts';
import { plantOrganisation } from '../../test-app-store.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { assemble } from '../../platform/installation.ts';
import { features } from '../../features.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { anyCommand, anyQuery, type AnyCommand } from '../../platform/commands/command.ts';
import { ask, execute } from '../../platform/commands/execute.ts';
import { assessService, assessCatalogues, knownOf } from './assessing.ts';
import { answerAbout } from './about/commands.ts';
import { currentCatalogues, factQuestions, handChecks } from './catalogues.ts';
import { recordCheck } from './checks/commands.ts';
import { criteriaOf } from './domain/assessment.ts';
import { adoptEdition } from './editions/commands.ts';
import { cataloguesOf } from './editions/keeping.ts';
import { assess } from './queries.ts';
import type { AssessmentRecord } from './record.ts';

/* Answers, checks by hand and assessments on a real database, with the real catalogues. */

const HAND = 'hand.officer-accountable';
const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const { clock } = app;
let viewer: Visitor;
let createService: AnyCommand;
const ABOUT = '/services/WOUND/standards/about';
const CHECK = `/services/WOUND/standards/checks/${HAND}`;

before(async () => {
  createService = (await assemble(features)).commands.find(({ name }) => name === 'createService')!;
  for (const [reference, name] of [
    ['WOUND', 'Willowbank Wound Care'],
    ['BLANK', 'Heron Lane Falls Diary'],
  ]) {
    const made = await app.api('POST', 'services/createService', { reference, name, role: 'both', phase: 'live' });
    assert.equal(made.status, 200, JSON.stringify(made.json));
  }
  viewer = await app.as({ name: 'V. Viewer', roles: ['viewer'] });
});

async function assessed(service: string, given: Record<string, string> = {}): Promise<AssessmentRecord> {
  const { status, json } = await app.api('GET', 'standards/assess', { service, ...given });
  assert.equal(status, 200, JSON.stringify(json));
  return json as AssessmentRecord;
}

describe('with the catalogues', () => {
  test('a blank service is unknown in every criterion of every standard, and passes nothing', async () => {
    // Where nobody belongs: people who hold a role in a whole organisation are known of each of its services.
    const organisation = await plantOrganisation(app.ground.database, 'Nobody’s Trust', clock.now);
    const operator = { actor: { kind: 'operator' }, organisation } as const;
    for (const phase of ['alpha', 'live']) {
      const one = { reference: phase.toUpperCase(), name: `Heron Lane Falls Diary, ${phase}`, role: 'both', phase };
      await execute(app.ground, createService, one, operator);
      for (const { id, criteria } of currentCatalogues()) {
        const asked = { service: one.reference, standard: id };
        const answer = (await ask(app.ground, anyQuery(assess), asked, operator)) as AssessmentRecord;
        assert.equal(answer.criteria.length, criteria.length);
        for (const { result, clears, reasons, ...of } of answer.criteria) {
          assert.equal(result, 'unknown', `${id} ${of.id}`);
          assert.ok(clears.length > 0 && reasons.length > 0, `${id} ${of.id}`);
        }
        for (const { verdict } of answer.clauses) assert.equal(verdict, 'not-known');
      }
    }
  });

  test('what is answered is kept with who said so, and only what changes is new', async () => {
    const blank = await app.get(ABOUT);
    assert.match(blank.text, /Not answered yet/u);
    const uses = factQuestions().findIndex(({ id }) => id === 'uses_barcodes');
    const device = factQuestions().findIndex(({ id }) => id === 'is_medical_device');
    const does = factQuestions().findIndex(({ id }) => id === 'esf_functions');
    const given = {
      [`answers.${uses}.value`]: 'no',
      [`answers.${device}.value`]: 'not decided',
      note: 'Asked the pharmacy.',
    };
    const saved = await app.send(`${ABOUT}/answer`, given, { follow: true });
    assert.match(saved.text, /2 answers were saved\./u);
    assert.match(saved.text, /barcodes or similar identifiers\? No\. C\. Safety, 12 March 2026: Asked the pharmacy\./u);
    assert.match(saved.text, /Until somebody decides, whatever turns on it is not known\./u);
    const again = await app.send(`${ABOUT}/answer`, { [`answers.${does}.value`]: ['(none)'] }, { follow: true });
    assert.match(again.text, /1 answer was saved\./u);
    assert.match((await app.send(`${ABOUT}/answer`, {}, { follow: true })).text, /The answers are as they were\./u);
    const none = await app.send(`${ABOUT}/answer`, { [`answers.${does}.value`]: ['(none)', 'treat'] });
    assert.equal(none.status, 422);
    const { json } = await app.api('GET', 'standards/answers', { service: 'WOUND' });
    const { answers, version } = json as { answers: { question: string; value: unknown }[]; version: number };
    const value = (id: string) => answers.find(({ question }) => question === id)!.value;
    assert.deepEqual([value('uses_barcodes'), value('esf_functions'), value('uses_ai')], [false, [], null]);
    const gone = await app.api('POST', 'standards/answerAbout', {
      service: 'WOUND',
      answers: [{ question: 'esf_functions', value: null }],
      version,
    });
    assert.equal(gone.status, 200, JSON.stringify(gone.json));
    assert.match((await app.get(ABOUT)).text, /Not known any more\. C\. Safety/u);
  });

  test('an answer that is none is refused in a sentence, and one on what somebody changed meanwhile shows both', async () => {
    const send = (answers: unknown, version: number) =>
      app.api('POST', 'standards/answerAbout', { service: 'WOUND', answers, version });
    const wrong = await send(
      [
        { question: 'uses_barcodes', value: 'maybe' },
        { question: 'none', value: true },
      ],
      1,
    );
    assert.equal(wrong.status, 422);
    assert.match(JSON.stringify(wrong.json), /with true or false.*There is no question none/u);
    const late = await send([{ question: 'uses_barcodes', value: true }], 0);
    assert.equal(late.status, 409);
    assert.match(JSON.stringify(late.json), /Somebody answered some of it while you were here/u);
    await assert.rejects(
      viewer.execute(anyCommand(answerAbout), {
        service: 'WOUND',
        answers: [{ question: 'uses_ai', value: true }],
        version: 0,
      }),
    );
    assert.doesNotMatch((await viewer.get(ABOUT)).text, /Answer the questions/u);
  });

  test('a no takes criteria away, and what nobody decided takes none away', async () => {
    const names = (
      one: (typeof currentCatalogues extends () => readonly (infer C)[] ? C : never)['criteria'][number],
      fact: string,
    ) => JSON.stringify(one.applies ?? {}).includes(`"${fact}"`);
    const point16 = currentCatalogues()[0]!;
    const answer = await assessed('WOUND');
    const result = (id: string) => answer.criteria.find((one) => one.id === id)!;
    const barcodes = point16.criteria.filter((one) => names(one, 'uses_barcodes'));
    assert.ok(barcodes.length > 0);
    for (const { id } of barcodes) assert.deepEqual([result(id).applies, result(id).result], ['no', 'not-applicable']);
    for (const { id } of point16.criteria.filter((one) => names(one, 'is_medical_device')))
      assert.equal(result(id).result, 'unknown');
    assert.ok(answer.open.some(({ id }) => id === 'is_medical_device'));
  });

  test('the same query answers as at a day, and refuses what there is not', async () => {
    const today = await assessed('WOUND', { asAt: '2026-03-12' });
    assert.deepEqual(today, await assessed('WOUND'), 'a day that is not over is now');
    const before = await app.api('GET', 'standards/assess', { service: 'WOUND', asAt: '2026-03-11' });
    assert.match(JSON.stringify(before.json), /There is no service WOUND/u, 'nobody knew of it then');
    const refused = await app.api('GET', 'standards/assess', { service: 'WOUND', standard: 'none' });
    assert.equal(refused.status, 404);
    assert.match(JSON.stringify(refused.json), /There is no standard none\. There are: point-16/u);
    assert.equal((await app.api('GET', 'standards/assess', { service: 'WOUND', asAt: 'then' })).status, 422);
    assert.equal((await viewer.api('GET', 'standards/assess', { service: 'WOUND' })).status, 200);
  });

  test('an edition is kept to from the first judgement on; taking up the same again changes nothing', async () => {
    const { id, edition } = currentCatalogues()[0]!;
    const service = await app.ground.database.read(app.organisation, async (tx) => {
      return findService(tx, 'WOUND');
    });
    const page = await app.get(`/services/WOUND/standards/${id}/editions/${edition}`);
    assert.match(page.text, /is looked at against this edition already/u);
    assert.equal((await app.get(`/services/WOUND/standards/${id}/editions/none`)).status, 404);
    await app.execute(anyCommand(adoptEdition), { service: 'WOUND', standard: id, edition, from: edition });
    await assert.rejects(
      app.execute(anyCommand(adoptEdition), { service: 'WOUND', standard: id, edition, from: 'another' }),
      /is looked at against edition/u,
    );
    const kept = await app.ground.database.read(app.organisation, (tx) =>
      cataloguesOf(tx, [service.id], { seq: null, now: clock.now }),
    );
    assert.equal(kept.get(service.id)!.find((one) => one.id === id)!.edition, edition);
  });

  test('all standards of a service take no more queries than one, and two services no more than one', async () => {
    const count = async (catalogues: number, references: readonly string[]) => {
      let queries = 0;
      await app.ground.database.read(app.organisation, async (tx) => {
        const services = await Promise.all(references.map((reference) => findService(tx, reference)));
        const counting = { ...tx, rows: ((sql: never) => (queries++, tx.rows(sql))) as typeof tx.rows };
        const moment = { seq: null, now: clock.now };
        const { assessed: contributions } = app.ground.kinds;
        if (catalogues === 0) await knownOf(counting, contributions, services, moment);
        else
          await assessCatalogues(
            counting,
            contributions,
            services[0]!,
            currentCatalogues().slice(0, catalogues),
            moment,
          );
      });
      return queries;
    };
    const one = await count(1, ['WOUND']);
    assert.equal(await count(currentCatalogues().length, ['WOUND']), one);
    assert.equal(await count(0, ['WOUND', 'BLANK']), one);
  });

  test('the pages are good on a phone and on a wide screen', async () => {
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await app.open(browser, { width }, async (page) => {
          for (const path of [ABOUT, `${ABOUT}/answer`, CHECK, `${CHECK}/record`]) {
            await page.goto(path);
            assert.deepEqual(await axe(page), [], path);
            const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
            assert.ok(wide <= seen, `${path} at ${width}: ${wide}`);
          }
        });
    });
  });

  test('a check by hand is recorded, counts, lapses by itself, fails, and is dismissed', async () => {
    const criterion = currentCatalogues()
      .flatMap((catalogue) => catalogue.criteria.map((one) => ({ catalogue, one })))
      .find(({ one }) => one.checks.includes(HAND));
    assert.ok(criterion);
    const { every } = handChecks().find(({ id }) => id === HAND)!;
    const observed = async (moment = { seq: null as number | null, now: clock.now }) => {
      const [only] = criteriaOf(
        await app.ground.database.read(app.organisation, (tx) =>
          assessService(tx, app.ground.kinds.assessed, { service: 'WOUND', catalogue: criterion.catalogue.id }, moment),
        ),
      ).filter((one) => one.criterion.id === criterion.one.id);
      return only!.observations.find(({ check }) => check === HAND)!;
    };
    assert.match((await app.get(CHECK)).text, /Nobody has recorded this check yet/u);
    assert.equal((await observed()).result, 'unknown');
    const own = handChecks().find(({ id }) => id === HAND)!;
    const empty = { outcome: 'passed', observedOn: '2026-03-11' };
    for (const seen of ['', 'TBC', 'ok', own.asks, `${own.good.toUpperCase()}!`, own.keep]) {
      const refused = await app.send(`${CHECK}/record`, { ...empty, seen });
      assert.equal(refused.status, 422, seen);
    }
    const seen = 'The letter of appointment of 2 March names her, and she signed it.';
    assert.equal(
      (await app.send(`${CHECK}/record`, { outcome: 'passed', seen, observedOn: '2026-03-13' })).status,
      422,
    );
    const done = await app.send(
      `${CHECK}/record`,
      { outcome: 'passed', seen, observedOn: '2026-03-11' },
      { follow: true },
    );
    assert.match(done.text, /EVD-1 is kept\..*C\. Safety looked on 11 March 2026, and it is so \(EVD-1\)\./u);
    const passed = await observed();
    assert.equal(passed.result, 'passed');
    assert.deepEqual(passed.until, new Date(new Date('2026-03-11T12:00:00Z').getTime() + every * 86_400_000));
    const then = clock.now;

    clock.now = new Date(passed.until.getTime() - 1);
    assert.equal((await observed()).result, 'passed');
    clock.now = passed.until!;
    const lapsed = await observed();
    assert.deepEqual([lapsed.result, lapsed.since], ['needs-review', passed.until]);
    // A session does not last a year.
    const later = await app.as({ name: 'L. Later', roles: ['safety engineer'] });
    assert.match((await later.get(CHECK)).text, /Lapsed\./u);

    const failed = await app.execute(anyCommand(recordCheck), {
      service: 'WOUND',
      check: HAND,
      outcome: 'failed',
      seen: 'She left in January, and nobody was appointed.',
      observedOn: clock.now.toISOString().slice(0, 10),
    });
    assert.equal(failed.result['evidence'], 'EVD-1', 'one standing question for each check');
    assert.deepEqual([(await observed()).result, (await observed()).since], ['failed', clock.now]);
    const { json } = await later.api('GET', 'evidence/evidence', { service: 'WOUND', evidence: 'EVD-1' });
    const { id } = (json as { observations: { id: string }[] }).observations[0]!;
    const { dismissObservation } = await evidenceCommands();
    await app.execute(anyCommand(dismissObservation), {
      service: 'WOUND',
      evidence: 'EVD-1',
      observations: [id],
      reason: 'It was another officer of another service.',
    });
    assert.equal((await observed()).result, 'needs-review', 'the one before counts again, and has lapsed');

    // As at the day on which it was recorded, it is what was known then.
    const moment = await app.ground.database.read(app.organisation, (tx) =>
      momentOf(tx, new Date(then.getTime() + 1), clock.now),
    );
    assert.equal((await observed(moment)).result, 'passed');
    assert.equal((await observed({ seq: 1, now: then })).result, 'unknown');
  });

  test('an intended use that is still to be confirmed is not said', async () => {
    const parts = ['intendedFunction', 'intendedPopulation', 'intendedUser', 'intendedEnvironment', 'notFor'];
    const result = async (reference: string, texts: readonly string[]) => {
      const said = Object.fromEntries(parts.map((part, index) => [part, texts[index % texts.length]!]));
      const made = { reference, name: reference, role: 'both', phase: 'live', ...said };
      await app.execute(createService, made);
      return app.ground.database.read(app.organisation, async (tx) => {
        const service = await findService(tx, reference);
        const known = await knownOf(tx, app.ground.kinds.assessed, [service], { seq: null, now: clock.now });
        return known.get(service.id)!.observations.get('services.intended-use-said')!.result;
      });
    };
    assert.equal(await result('FULL', ['Adults with a wound that does not heal.']), 'passed');
    assert.equal(await result('TBC', ['TBC', '...', 'To be confirmed', 'n/a', '-']), 'unknown');
    assert.equal(await result('HALF', ['Adults with a wound.', 'TBC']), 'failed');
  });

  test('what was retired as evidence counts no more, until it is looked at again', async () => {
    const today = clock.now.toISOString().slice(0, 10);
    const record = () =>
      app.execute(anyCommand(recordCheck), {
        service: 'BLANK',
        check: HAND,
        outcome: 'passed',
        seen: 'The letter of appointment of this week names him.',
        observedOn: today,
      });
    const result = async () => {
      const known = await app.ground.database.read(app.organisation, async (tx) => {
        const service = await findService(tx, 'BLANK');
        return (await knownOf(tx, app.ground.kinds.assessed, [service], { seq: null, now: clock.now })).get(
          service.id,
        )!;
      });
      return known.observations.get(HAND)!.result;
    };
    await record();
    assert.equal(await result(), 'passed');
    const engineer = await app.as({ name: 'E. Engineer', roles: ['safety engineer'] });
    // By the way of evidence of a control, a word would do.
    const ok = { outcome: 'passed', observedOn: today, valid: '12', detail: 'ok' };
    const around = await engineer.send('/services/BLANK/evidence/EVD-1/observe', ok);
    assert.match(around.text, /EVD-1 is a check that a standard asks for/u);
    assert.doesNotMatch((await engineer.get('/services/BLANK/evidence/EVD-1')).text, /Look at it again/u);
    await engineer.send('/services/BLANK/evidence/EVD-1/retire', { reason: 'It was recorded for the wrong service.' });
    assert.equal(await result(), 'unknown');
    await record();
    assert.equal(await result(), 'passed');
  });
});
