import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { ConfirmationNeeded, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { holdsAt } from '../../platform/subjects/state.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { sentenceText } from '../../words/sentence.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { membersNow } from '../organisations/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { officeHolders, registrationsHeldOn, signerOf } from './index.ts';
import {
  acceptNomination,
  declineNomination,
  endNomination,
  nominateOfficer,
  recordAbsence,
} from './nomination-commands.ts';
import { onDesk } from './on-desk.ts';
import {
  addRegistration,
  lookUpRegistration,
  recordRegistrationGap,
  withdrawRegistration,
} from './registration-commands.ts';
import { registers, takesOffice } from './testing/steps.ts';
import { recordCompetence, recordTraining } from './training-commands.ts';

const app = await testApp({ roles: ['administrator'], now: new Date('2026-03-02T09:00:00Z') });
let executive: Visitor;
let wren: Visitor;
let juniper: Visitor;
let service: string;

before(async () => {
  service = (await app.execute(anyCommand(createService), DEMO_SERVICE)).result['service'] as string;
  executive = await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
  wren = await app.as({ name: 'Wren Applewhite', roles: ['viewer'] });
  juniper = await app.as({ name: 'Juniper Hale', roles: ['deputy clinical safety officer'] });
});

const read = <T>(work: (tx: ReadTx) => Promise<T>): Promise<T> => app.ground.database.read(app.organisation, work);
const at = (time: string) => (app.clock.now = new Date(time));
const signer = (of: Visitor) => read((tx) => signerOf(tx, { person: of.person.id, service }, app.clock.now));
const holders = (time: Date) => read((tx) => officeHolders(tx, service, time));
const says = (problem: Parameters<typeof sentenceText>[0] | null) => (problem ? sentenceText(problem) : null);

async function problemOf(doing: Promise<unknown>) {
  const problem = await doing.then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(problem instanceof Error, 'it is refused');
  return problem;
}

test('nobody accepts without a registration that somebody else has looked up, nor unless they confirm who they are', async () => {
  const { result } = await executive.execute(anyCommand(nominateOfficer), {
    service: 'demo',
    person: wren.person.id,
    office: 'clinical safety officer',
  });
  const accept = { service: 'DEMO', nomination: result['nomination'], statement: 1 };
  await assert.rejects(wren.execute(anyCommand(acceptNomination), accept), ConfirmationNeeded);
  const sign = () => wren.sign(anyCommand(acceptNomination), accept);
  assert.match((await problemOf(sign())).message, /has no registration here because nobody has added/u);

  const entry = { register: 'nmc', number: '00a 0000e', name: 'Wren Applewhite', profession: 'Nurse' };
  const added = await wren.execute(anyCommand(addRegistration), entry);
  const registration = added.result['registration'] as string;
  assert.match((await problemOf(sign())).message, /is not verified because nobody else has looked it up/u);
  const seen = { registration, on: '2026-03-02', status: 'registered', where: 'https://www.example.org' };
  assert.ok((await problemOf(wren.execute(anyCommand(lookUpRegistration), seen))) instanceof Denied);
  await juniper.execute(anyCommand(lookUpRegistration), { ...seen, status: 'suspended', since: '2026-03-01' });
  assert.match((await problemOf(sign())).message, /on 2 March 2026 the register said: suspended/u);
  await juniper.execute(anyCommand(lookUpRegistration), seen);
  assert.ok((await problemOf(juniper.sign(anyCommand(acceptNomination), accept))) instanceof Denied);
  await sign();
  assert.ok((await problemOf(sign())) instanceof NotPossible);

  const who = await signer(wren);
  assert.equal(who.office?.kind, 'clinical safety officer');
  assert.equal(who.registration?.standing, 'current');
  assert.equal(who.registrationProblem, null);
  assert.match(says(who.trainingProblem)!, /no current training.*none was recorded/u);
  assert.deepEqual(JSON.parse(JSON.stringify(who)), who);
});

test('a look-up counts for 12 months; then it lapses by itself, and the signature it would carry is blocked', async () => {
  at('2027-03-02T23:59:00Z');
  assert.equal((await signer(wren)).registration?.standing, 'due soon');
  at('2027-03-03T00:00:00Z');
  const who = await signer(wren);
  assert.equal(who.registration?.standing, 'lapsed');
  assert.match(says(who.registrationProblem)!, /has to be looked up again because it was last seen on 2 March 2026/u);
  assert.match(says((await holders(app.clock.now)).problem)!, /Nobody can sign as clinical safety officer of DEMO/u);
  const [nomination] = await read((tx) => statesOf(tx, [{ kind: 'nomination', id: who.office!.nomination }]));
  assert.ok(!holdsAt(nomination!, app.clock.now) && holdsAt(nomination!, new Date('2027-03-01T00:00:00Z')));
  await juniper.execute(anyCommand(lookUpRegistration), {
    registration: who.registration?.id,
    on: '2027-03-03',
    status: 'registered with conditions',
    conditions: 'Works under supervision.',
    where: 'https://www.example.org',
  });
  const again = await signer(wren);
  assert.equal(again.registrationProblem, null);
  assert.equal(again.registration?.lookedUp?.conditions, 'Works under supervision.');
});

test('a hand-over switches at one moment, with access that overlaps; each day has one answer', async () => {
  at('2027-03-10T09:00:00Z');
  await registers(app, juniper, executive, '00A0001E');
  const next = { person: juniper, executive, service: 'DEMO', beginsOn: '2027-03-28' };
  await takesOffice(next, { accessUntil: '2027-04-10', employer: 'Larkmoor Community Trust' });
  const who = async (time: string) => (await holders(new Date(time))).accountable?.signer.name ?? null;
  assert.equal(await who('2026-03-01T12:00:00Z'), null);
  assert.equal(await who('2026-03-03T12:00:00Z'), 'Wren Applewhite');
  assert.equal((await holders(app.clock.now)).coming[0]?.nomination.name, 'Juniper Hale');

  at('2027-03-27T23:59:59Z');
  assert.equal(await who('2027-03-27T23:59:59Z'), 'Wren Applewhite');
  at('2027-03-28T00:00:00Z');
  assert.equal(await who('2027-03-28T00:00:00Z'), 'Juniper Hale');
  assert.equal((await signer(wren)).office, null);
  assert.equal((await signer(juniper)).office?.employer, 'Larkmoor Community Trust');
  const grants = await read(async (tx) => (await membersNow(tx, wren.person.id))[0]!.grants);
  const inDemo = grants.find((grant) => grant.service === 'DEMO');
  assert.deepEqual(inDemo, { role: 'clinical safety officer', service: 'DEMO', until: '2027-04-10T23:00:00.000Z' });

  // What was known on an earlier day does not change with what came after.
  const then = await holders(endOfDay('2026-03-03')!);
  assert.equal(then.accountable?.couldSign, true);
  assert.equal(then.accountable?.term.to, null);
});

test('a gap that is found later is known of the day that it covers, and is not recorded by the person', async () => {
  const id = (await signer(juniper)).registration!.id;
  const gap = { registration: id, from: '2027-03-15', to: '2027-03-18', reason: 'Fee late.', seen: 'A letter' };
  assert.ok((await problemOf(juniper.execute(anyCommand(recordRegistrationGap), gap))) instanceof Denied);
  const wrong = await problemOf(executive.execute(anyCommand(recordRegistrationGap), { ...gap, to: '2027-03-01' }));
  assert.match(wrong.message, /last day comes before/u);
  const seqOf = async () => (await read((tx) => statesOf(tx, [{ kind: 'registration', id }])))[0]!;
  const earlier = await seqOf();
  await executive.execute(anyCommand(recordRegistrationGap), gap);
  // Its state differs, so that whoever points at it is loaded anew.
  assert.notDeepEqual((await seqOf()).own, earlier.own);
  const days = ['2027-03-14', '2027-03-15', '2027-03-18', '2027-03-19'];
  const held = await read((tx) =>
    registrationsHeldOn(
      tx,
      days.map((day) => ({ registration: id, day })),
    ),
  );
  assert.deepEqual(
    held.map((one) => one.held),
    [true, false, false, true],
  );
  assert.equal((await signer(juniper)).registrationProblem, null);
});

test('leave names who stands in; an office ends; then the service says that nobody is', async () => {
  const deputy = await takesOffice(
    { person: wren, executive, service: 'DEMO' },
    { office: 'deputy clinical safety officer' },
  );
  const now = await holders(app.clock.now);
  const nomination = now.accountable!.term.nomination.id;
  const leave = { service: 'DEMO', nomination, from: '2027-03-28', to: '2027-04-05', standIn: deputy };
  assert.ok((await problemOf(wren.execute(anyCommand(recordAbsence), leave))) instanceof Denied);
  await juniper.sign(anyCommand(recordAbsence), leave);
  await juniper.sign(anyCommand(recordAbsence), { ...leave, to: '2027-04-02' });
  const away = await holders(app.clock.now);
  assert.deepEqual(away.accountable?.away, { from: '2027-03-28', to: '2027-04-02', standIn: 'Wren Applewhite' });
  assert.equal(away.deputies[0]?.couldSign, true);

  at('2027-03-28T10:00:00Z');
  const end = { service: 'DEMO', nomination, reason: 'A new post.' };
  assert.ok((await problemOf(wren.execute(anyCommand(endNomination), end))) instanceof Denied);
  await juniper.sign(anyCommand(endNomination), end);
  const over = await holders(app.clock.now);
  assert.equal(over.accountable, null);
  assert.match(says(over.problem)!, /DEMO has no clinical safety officer because nobody has been nominated/u);
  assert.ok((await problemOf(executive.execute(anyCommand(endNomination), end))) instanceof NotPossible);
});

test('who was to come and never came leaves the one who was to go in office, with their role', async () => {
  const other = (
    await app.execute(anyCommand(createService), { ...DEMO_SERVICE, reference: 'HERON', name: 'Heron Lane' })
  ).result['service'] as string;
  await takesOffice({ person: wren, executive, service: 'HERON' });
  const next = await takesOffice({ person: juniper, executive, service: 'HERON', beginsOn: '2027-05-01' });
  const role = async () => {
    const [member] = await read((tx) => membersNow(tx, wren.person.id));
    return member!.grants.find((grant) => grant.service === 'HERON');
  };
  assert.notEqual((await role())?.until, null);
  await executive.execute(anyCommand(endNomination), { service: 'HERON', nomination: next, reason: 'Changed plans.' });
  assert.equal((await role())?.until, null);
  const later = await read((tx) => officeHolders(tx, other, new Date('2027-06-01T12:00:00Z')));
  assert.equal(later.accountable?.signer.name, 'Wren Applewhite');
});

test('a nomination is declined or taken back, and only once; nobody is nominated who is not here', async () => {
  const nominate = async (person: string) =>
    (
      await executive.execute(anyCommand(nominateOfficer), {
        service: 'DEMO',
        person,
        office: 'clinical safety officer',
      })
    ).result['nomination'] as string;
  const nomination = await nominate(wren.person.id);
  assert.ok((await problemOf(nominate(wren.person.id))) instanceof NotPossible);
  const answer = { service: 'DEMO', nomination, reason: 'No time.' };
  assert.ok((await problemOf(juniper.execute(anyCommand(declineNomination), answer))) instanceof Denied);
  await wren.execute(anyCommand(declineNomination), answer);
  assert.ok((await problemOf(wren.execute(anyCommand(declineNomination), answer))) instanceof NotPossible);
  const other = await nominate(wren.person.id);
  await executive.execute(anyCommand(endNomination), { service: 'DEMO', nomination: other, reason: 'A mistake.' });
  const stranger = await app.elsewhere({ roles: ['viewer'] });
  assert.ok((await problemOf(nominate(stranger.person.id))) instanceof InputProblem);
  const product = await app.as({ name: 'Posy Thackray', roles: ['product owner'] });
  const input = { service: 'DEMO', person: wren.person.id, office: 'clinical safety officer' };
  assert.ok((await problemOf(product.execute(anyCommand(nominateOfficer), input))) instanceof Denied);
  const retired = { ...input, beginsOn: '2020-01-01' };
  assert.match((await problemOf(executive.execute(anyCommand(nominateOfficer), retired))).message, /This day is past/u);
});

test('where a register leaves it open, the executive has to say why it makes a clinician', async () => {
  const social = await app.as({ name: 'Tobias Marsh', roles: ['viewer'] });
  const entry = { register: 'swe', number: 'SW000000', name: 'Tobias Marsh', profession: 'Social worker' };
  const { result } = await social.execute(anyCommand(addRegistration), entry);
  const seen = {
    registration: result['registration'],
    on: '2027-03-27',
    status: 'registered',
    where: 'https://a.example',
  };
  await executive.execute(anyCommand(lookUpRegistration), seen);
  const deputy = { office: 'deputy clinical safety officer' };
  const plain = await problemOf(takesOffice({ person: social, executive, service: 'DEMO' }, deputy));
  assert.match(plain.message, /may not make one a clinician because DCB0129/u);
  const all = await holders(app.clock.now);
  const waits = all.waiting[0]!.id;
  await executive.execute(anyCommand(endNomination), { service: 'DEMO', nomination: waits, reason: 'To say why.' });
  await takesOffice(
    { person: social, executive, service: 'DEMO' },
    { ...deputy, clinicianBecause: 'An approved mental health professional.' },
  );
  assert.equal((await signer(social)).registrationProblem, null);
});

test('bad input is refused with a sentence and changes nothing', async () => {
  const add = (more: object) =>
    problemOf(
      wren.execute(anyCommand(addRegistration), {
        register: 'gmc',
        number: '0000000',
        name: 'Wren Applewhite',
        profession: 'Doctor',
        ...more,
      }),
    );
  assert.match((await add({ register: 'gms' })).message, /Choose the register/u);
  assert.match((await add({ profession: 'Nurse' })).message, /profession that is on the GMC register/u);
  assert.match((await add({ name: '' })).message, /Give the name/u);
  assert.ok((await add({ person: '018f0000-0000-7000-8000-00000000dead' })) instanceof NotFound);
  const training = (more: object) =>
    problemOf(wren.execute(anyCommand(recordTraining), { course: 'A', provider: 'B', takenOn: '2027-01-01', ...more }));
  assert.match((await training({ takenOn: '2027-02-30' })).message, /year-month-day/u);
  assert.match((await training({ takenOn: '2028-01-01' })).message, /still to come/u);
  assert.match((await training({ expiresOn: '2026-12-31' })).message, /before the day/u);
  assert.match((await training({ certificate: { name: 'a.pdf', content: '<>' } })).message, /base64/u);
  assert.match((await training({ certificate: { name: 'a.pdf', content: '' } })).message, /empty/u);
  const assess = { person: wren.person.id, role: 'x', experience: 'y' };
  assert.ok((await problemOf(wren.execute(anyCommand(recordCompetence), assess))) instanceof Denied);
  const before = { ...assess, reviewOn: '2020-01-01' };
  assert.match((await problemOf(executive.execute(anyCommand(recordCompetence), before))).message, /still to come/u);
});

test('a certificate makes training known, and can be saved by those who belong', async () => {
  const { result } = await wren.execute(anyCommand(recordTraining), {
    course: 'Practitioner',
    provider: 'Larkmoor Academy',
    takenOn: '2025-05-01',
    expiresOn: '2027-04-10',
    certificate: { name: 'certificate.pdf', content: Buffer.from('%PDF-1.7 made up').toString('base64') },
  });
  const ref = { kind: 'training', id: result['training'] as string };
  const [state] = await read((tx) => statesOf(tx, [ref]));
  assert.equal(state?.verdict, 'met');
  assert.equal((await signer(wren)).training[0]?.certificate, true);
});

test('the desk: an answer of mine, look-ups of others, my training, and a service without an officer', async () => {
  const desk = async (
    of: Visitor,
    roles: readonly ('viewer' | 'clinical safety officer' | 'accountable executive')[],
  ) => {
    const grants = roles.map((role) => ({ role, service: null, until: null }));
    const actor = { kind: 'person' as const, ...of.person, organisation: app.organisation, grants };
    return read((tx) => onDesk.load(tx, { actor, now: app.clock.now, most: 50, sealing: app.ground.sealing }));
  };
  await executive.execute(anyCommand(nominateOfficer), {
    service: 'DEMO',
    person: juniper.person.id,
    office: 'clinical safety officer',
  });
  await juniper.execute(anyCommand(addRegistration), {
    register: 'hcpc',
    number: 'PH000000',
    name: 'Juniper Hale',
    profession: 'Physiotherapist',
  });
  const keys = async (...of: Parameters<typeof desk>) => {
    const { items, total } = await desk(...of);
    assert.equal(items.length, total);
    return items.map(({ key }) => key.split(':')[0]!).toSorted((a, b) => a.localeCompare(b));
  };
  assert.deepEqual(await keys(juniper, ['viewer']), ['no-officer', 'nomination']);
  assert.deepEqual(await keys(wren, ['viewer']), ['no-officer', 'training']);
  assert.deepEqual(await keys(executive, ['accountable executive']), ['no-officer', 'registration']);
  // Never one's own look-up.
  assert.deepEqual(await keys(juniper, ['clinical safety officer']), ['no-officer', 'nomination']);
  const { items } = await desk(juniper, ['viewer']);
  const without = items.find(({ key }) => key.startsWith('no-officer'))!;
  assert.match(sentenceText(without.sentence), /Juniper Hale was nominated and has not answered yet/u);
  // The same sentence as on the page.
  assert.equal(sentenceText(without.sentence), says((await holders(app.clock.now)).problem));
  const capped = await read((tx) =>
    onDesk.load(tx, {
      actor: {
        kind: 'person',
        ...juniper.person,
        organisation: app.organisation,
        grants: [{ role: 'viewer', service: null, until: null }],
      },
      now: app.clock.now,
      most: 1,
      sealing: app.ground.sealing,
    }),
  );
  assert.deepEqual([capped.items.length, capped.total], [1, 2]);
});

test('an officer who has left cannot sign any more, and the service says so', async () => {
  const gone = await app.as({ name: 'Tam Osprey', roles: ['viewer'] });
  const { result } = await app.execute(anyCommand(createService), {
    ...DEMO_SERVICE,
    reference: 'OTTER',
    name: 'Otter',
  });
  await registers(app, gone, executive, '00A0009E');
  await takesOffice({ person: gone, executive, service: 'OTTER' });
  const id = result['service'] as string;
  const asked = () => read((tx) => officeHolders(tx, id, app.clock.now));
  assert.equal((await asked()).problem, null);
  await app.give(gone.person.id, []);
  const { accountable, problem } = await asked();
  assert.equal(accountable?.couldSign, false);
  assert.match(says(problem)!, /Nobody can sign as clinical safety officer of OTTER because Tam Osprey cannot sign/u);
});

test('what was taken back counts no more; what it rested on is as its rows make it', async () => {
  const { registration } = await signer(wren);
  await wren.execute(anyCommand(withdrawRegistration), { registration: registration!.id });
  assert.equal((await signer(wren)).registration, null);
  assert.ok(
    (await problemOf(
      executive.execute(anyCommand(lookUpRegistration), {
        registration: registration!.id,
        on: '2027-03-27',
        status: 'registered',
        where: 'https://a.example',
      }),
    )) instanceof NotPossible,
  );
  assert.deepEqual(await read((tx) => recompute(tx, app.ground.kinds)), []);
});
