import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { demoLog } from '../hazards/demo/demo-log.ts';
import { firstOf } from '../hazards/demo/demo-store.ts';
import { editHazard } from '../hazards/edit-commands.ts';
import { importHazardLog } from '../hazards/import/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { serviceKind } from '../services/kinds.ts';
import { refusedSentence } from './domain/standing.ts';
import { sentenceText } from '../../words/sentence.ts';
import { doAs, makeOfficer, type Somebody } from './testing/officers.ts';

const LOG = '/services/DEMO/logs/1';
const USE = '/services/DEMO/intended-use';

describe('what was not approved, and what a log rests on', () => {
  let app: TestApp;
  let cso: Somebody & { readonly visitor: Visitor };
  let engineer: Somebody & { readonly visitor: Visitor };
  let executive: Somebody & { readonly visitor: Visitor };

  before(async () => {
    app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
    const somebody = async (name: string, roles: Somebody['roles']) => ({
      visitor: await app.as({ name, roles }),
      roles,
    });
    cso = await somebody('Wren Applewhite', ['clinical safety officer']);
    engineer = await somebody('Ottoline Reed', ['safety engineer']);
    executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner', 'administrator']);
    await doAs(app, executive, anyCommand(createService), DEMO_SERVICE);
    await doAs(app, executive, anyCommand(createService), { ...DEMO_SERVICE, reference: 'NEXT', name: 'Fernhollow' });
    const log = demoLog();
    const few = { ...log, hazards: log.hazards.slice(0, 3) };
    await doAs(app, executive, anyCommand(importHazardLog), { service: 'DEMO', title: 'Hazard log', log: few });
    await makeOfficer(app, cso, { service: 'DEMO', office: 'clinical safety officer', executive });
  });

  test('the first version of a log is read with the intended use, and warns where no version of that stands', async () => {
    const { text } = await cso.visitor.get(`${LOG}/sign`);
    assert.match(text, /1\. What you approve \(3 hazards and what they rest on\)/u);
    assert.match(text, /The service What it rests on: the intended use What it does.*Gives self-care advice/u);
    assert.match(
      text,
      /The intended use of Willowbank Wound Care is not approved because nobody has signed a version of it yet\..*If you sign now, this version rests on an intended use of which no approved version stands\./u,
    );
  });

  test('a refusal stands on the desk of those who keep the words, and on the page, until it is signed', async () => {
    const reason = 'The hazard of a lost photo is missing.\nAdd it.';
    for (const path of [LOG, USE])
      await cso.visitor.send(`${path}/sign`, { decision: 'reject', reason }, { confirm: true });
    const says =
      /Not approved Version 1 of the hazard log of Willowbank Wound Care was not approved on 3 March 2026 because Wren Applewhite \(clinical safety officer\) says: “The hazard of a lost photo is missing\. Add it”\. Changing what it asks for, and then a signature by the clinical safety officer or a deputy, clears it\..*See what has to change/u;
    for (const who of [engineer, cso]) {
      const desk = await who.visitor.get('/');
      assert.match(desk.text, says);
      assert.match(desk.text, /Version 1 of the intended use of Willowbank Wound Care was not approved/u);
    }
    const elsewhere = [{ role: 'safety engineer', service: 'NEXT', until: null }] as const;
    for (const who of [await app.as({ roles: ['viewer'] }), await app.as({ roles: elsewhere })])
      assert.doesNotMatch((await who.get('/')).text, /not approved on/u);
    assert.match((await engineer.visitor.get(LOG)).text, /was not approved on 3 March 2026/u);
    assert.match((await engineer.visitor.get('/services/DEMO')).text, /intended use .* was not approved on 3 March/u);
    assert.match((await engineer.visitor.get(`${LOG}/versions`)).html, /id="refusals"/u);
    assert.match((await cso.visitor.get('/sign')).text, /What awaits your signature \(3\)/u, 'no signature twice');

    const { number, version } = await app.ground.database.read(app.organisation, (tx) =>
      firstOf(tx, 'hazard', demoLog().hazards[0]!.name),
    );
    await doAs(app, engineer, anyCommand(editHazard), {
      service: 'DEMO',
      hazard: `HAZ-${number}`,
      version,
      description: 'It says more now.',
    });
    assert.match((await engineer.visitor.get('/')).text, /It was changed since\. A signature by the clinical/u);

    for (const path of [USE, LOG]) {
      const done = await cso.visitor.send(`${path}/sign`, { decision: 'approve' }, { confirm: true, follow: true });
      assert.match(done.text, /Version 1 of the .* is approved\./u);
    }
    for (const path of ['/', LOG, '/services/DEMO'])
      assert.doesNotMatch((await engineer.visitor.get(path)).text, /was not approved/u, path);
    assert.doesNotMatch((await cso.visitor.get(`${LOG}/sign`)).text, /intended use of Willowbank/u, 'it stands now');
  });

  test('what is editorial in the service is counted among the editorial changes of its log', async () => {
    const edited = await executive.visitor.send('/services/DEMO/edit', { name: 'Willowbank', phase: 'beta' });
    assert.equal(edited.status, 303);
    const { text } = await engineer.visitor.get(`${LOG}/versions`);
    assert.match(text, /2 editorial changes since/u);
    assert.match(text, /the service, name: “Willowbank Wound Care ?” is now “Willowbank”/u);
    assert.match(text, /the service, phase: “ ?live ?” is now “ ?beta ?”/u);
    const counted = Object.entries(serviceKind.words).filter(([, weight]) => weight === 'editorial');
    assert.deepEqual(
      counted.map(([field]) => field),
      ['name', 'summary', 'addresses', 'phase', 'standingReason', 'decommissioning', 'assessment'],
      'the fields that are counted',
    );
  });
});

test('a long reason is read where it stands', () => {
  const said = {
    what: 'Hazard log of Willowbank',
    href: '/x',
    number: 2,
    by: 'W. Applewhite',
    on: '3 March 2026',
    changed: false,
    whoSigns: 'a deputy',
  };
  const text = sentenceText(refusedSentence({ ...said, reason: 'word '.repeat(200) }));
  assert.match(text, /says: “(?:word ?){60}\.\.\.”\. Changing/u);
});
