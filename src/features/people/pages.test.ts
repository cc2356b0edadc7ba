import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { formValues, testApp, type Visitor } from '../../test-app.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { acceptNomination } from './nomination-commands.ts';

const app = await testApp({ roles: ['administrator', 'product owner'], now: new Date('2026-03-12T09:00:00Z') });
let executive: Visitor;
let nominee: Visitor;
let viewer: Visitor;

before(async () => {
  await app.execute(anyCommand(createService), DEMO_SERVICE);
  executive = await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
  nominee = await app.as({ name: 'Wren Applewhite', roles: ['viewer'] });
  viewer = await app.as({ name: 'Tobias Marsh', roles: ['viewer'] });
});

const path = (of: Visitor, rest = '') => `/people/${of.person.id}${rest}`;

test('a service without an officer says so on its page, in the list and where officers stand', async () => {
  assert.match(
    (await viewer.get('/services/DEMO')).text,
    /DEMO has no clinical safety officer because nobody has been nominated/u,
  );
  assert.match((await viewer.get('/services')).text, /Nobody/u);
  const officer = await viewer.get('/services/DEMO/officer');
  assert.match(officer.text, /DEMO has no clinical safety officer/u);
  assert.doesNotMatch(officer.html, /officer\/nominate/u);
  assert.match((await viewer.get('/officers')).text, /Without a clinical safety officer \(1\)/u);
  assert.equal((await viewer.get('/services/DEMO/officer/nominate')).status, 403);
});

test('nominated, registered, looked up by somebody else, accepted; each page says what comes next', async () => {
  const nominated = await executive.send(
    '/services/DEMO/officer/nominate',
    { person: nominee.person.id, office: 'clinical safety officer', note: 'One day a week.' },
    { follow: true },
  );
  assert.match(nominated.text, /waits for their answer/u);
  assert.match(nominated.text, /Wren Applewhite has no registration here because nobody has added an entry/u);
  assert.match((await viewer.get('/services/DEMO')).text, /Wren Applewhite was nominated and has not answered yet/u);

  const unknown = await nominee.send(path(nominee, '/registrations/add?register=nmc'), {
    number: 'x',
    name: 'Wren Applewhite',
  });
  assert.equal(unknown.status, 422);
  assert.match(unknown.text, /Choose the profession/u);
  const added = await nominee.send(
    path(nominee, '/registrations/add?register=nmc'),
    { register: 'nmc', number: '00a 000e', name: 'Wren Applewhite', profession: 'Nurse' },
    { follow: true },
  );
  assert.match(added.text, /This one looks different.*so it is kept as it is/u);
  assert.match(added.text, /This is not verified because nobody else has looked it up/u);
  assert.doesNotMatch(added.html, /look-up"/u);
  const registration = /registrations\/([\da-f-]{36})\/withdraw/u.exec(added.html)![1]!;

  const self = await nominee.get(path(nominee, `/registrations/${registration}/look-up`));
  assert.equal(self.status, 403);
  const lookUp = path(nominee, `/registrations/${registration}/look-up`);
  const wrong = await app.send(lookUp, {
    status: 'registered with conditions',
    on: '2026-03-13',
    nextDue: '2028-01-01',
  });
  assert.match(wrong.text, /This day is still to come/u);
  assert.match(wrong.text, /Say what the conditions are/u);
  assert.match(wrong.text, /12 months at most/u);
  const seen = await app.send(lookUp, { status: 'registered' }, { follow: true });
  assert.match(seen.text, /Registered. Looked up by C. Safety on 12 March 2026/u);
  assert.match(seen.text, /current until 12 March 2027/u);

  const id = /nominations\/([\da-f-]{36})/u.exec((await nominee.get(path(nominee))).html)![1]!;
  const accept = await nominee.get(`/services/DEMO/nominations/${id}/accept`);
  assert.match(accept.text, /I can stop and ask/u);
  assert.match(accept.text, /no current training in clinical risk management here because none was recorded/u);
  await nominee.sign(anyCommand(acceptNomination), { service: 'DEMO', nomination: id, statement: 1 });

  const officer = await viewer.get('/services/DEMO/officer');
  assert.match(officer.text, /Wren Applewhite.*Clinical safety officer since 12 March 2026/u);
  assert.match(officer.text, /Can sign Yes/u);
  assert.match((await viewer.get('/services')).text, /Wren Applewhite/u);
  assert.match((await viewer.get('/officers')).text, /Wren Applewhite Accountable for 1 service/u);

  const letter = await viewer.get(`/services/DEMO/nominations/${id}/letter.pdf`);
  assert.equal(letter.status, 200);
  assert.match(String(letter.headers['content-disposition']), /nomination-DEMO\.pdf/u);
  const word = await viewer.get(`/services/DEMO/nominations/${id}/letter.docx`);
  assert.equal(word.status, 200);
});

test('training with a certificate, taken back; competence assessed by somebody else', async () => {
  const wrong = await nominee.send(path(nominee, '/training/add'), { course: 'Essentials', takenOn: '2026-02-30' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Say who gave the course/u);
  assert.match(wrong.text, /Give the date as year-month-day/u);
  assert.match(wrong.html, /value="Essentials"/u);
  const added = await nominee.send(
    path(nominee, '/training/add'),
    { course: 'Essentials', provider: 'Larkmoor Academy', takenOn: '2024-03-20', expiresOn: '2026-03-20' },
    { follow: true },
  );
  assert.match(
    added.text,
    /Essentials Larkmoor Academy Completed 20 March 2024 Counts due in 8 days, by 20 March 2026/u,
  );
  assert.equal((await nominee.get(path(nominee, '/competence'))).status, 403);
  assert.equal((await viewer.get(path(nominee, '/training/add'))).status, 403);
  const assessed = await app.send(
    path(nominee, '/competence'),
    { forService: 'DEMO', role: 'Signs the log', experience: 'Ten years as a district nurse.' },
    { follow: true },
  );
  assert.match(
    assessed.text,
    /Ten years as a district nurse\..*by C\. Safety on 12 March 2026, current until 12 March 2028/u,
  );
});

test('a file that is too large, or a form that is cut off, is refused with a sentence', async () => {
  const cookie = [...nominee.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
  const upload = async (body: string) => {
    const response = await app.app.inject({
      method: 'POST',
      url: path(nominee, '/training/add'),
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
      payload: body,
    });
    return { status: response.statusCode, text: response.body };
  };
  const file = (content: string) =>
    `--x\r\ncontent-disposition: form-data; name="certificate"; filename="a.pdf"\r\n\r\n${content}\r\n--x--\r\n`;
  const large = await upload(file('x'.repeat(5 * 1024 * 1024 + 1)));
  assert.equal(large.status, 413);
  assert.match(large.text, /too large|larger|Send less/u);
  const typed = { course: 'Cut off', provider: 'B', takenOn: '2024-01-01' };
  const fields = { ...formValues((await nominee.get(path(nominee, '/training/add'))).html), ...typed };
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${[value].flat()[0]}\r\n`,
  );
  const whole = parts.join('') + file('%PDF-1.7 made up');
  for (const at of [-12, -60, 300]) {
    const cut = await upload(whole.slice(0, at));
    assert.equal(cut.status, 400, `cut at ${at}`);
    assert.match(cut.text, /only in part|not whole/u);
  }
  assert.doesNotMatch((await nominee.get(path(nominee))).text, /Cut off/u);
  assert.equal((await upload(whole)).status, 303);
  const field = (name: string) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n1\r\n--x--\r\n`;
  for (const name of ['__proto__', 'constructor', 'certificate'])
    assert.ok([400, 403].includes((await upload(field(name))).status), name);
});

test('people who share no service do not know of each other; strangers and the signed out see nothing', async () => {
  const apart = await app.as({ roles: [{ role: 'viewer', service: 'OTHER', until: null }] });
  const here = await app.as({ roles: [{ role: 'viewer', service: 'DEMO', until: null }] });
  assert.equal((await apart.get(path(here))).status, 404);
  assert.equal((await apart.get('/people/not-an-id')).status, 404);
  assert.equal((await apart.get('/people/me')).status, 200);
  const stranger = await app.elsewhere({ roles: ['administrator'] });
  assert.equal((await stranger.get(path(nominee))).status, 404);
  assert.equal((await stranger.get('/services/DEMO/officer')).status, 404);
  assert.match((await app.signedOut().get(path(nominee))).location ?? '', /sign-in/u);
  const assessor = await app.as({ roles: [{ role: 'assessor', service: 'DEMO', until: null }] });
  assert.equal((await assessor.get(path(nominee))).status, 403);
  assert.equal((await assessor.get('/services/DEMO/officer')).status, 200);
});
