import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { z } from 'zod';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { Denied, NotFound } from '../../platform/commands/problems.ts';
import { entriesAfter } from '../../platform/ledger/store.ts';
import { sealingWith } from '../../platform/sealed/sealing.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { stateDutyFacts, stateServiceFacts } from '../duties/fact-commands.ts';
import { openDutyCase } from '../duties/index.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { reportIncident } from '../incidents/commands.ts';
import { incidentNamed } from '../incidents/index.ts';
import { findService } from '../services/index.ts';
import {
  addSafeguardingAction,
  breakSafeguardingGlass,
  flagSafeguarding,
  judgeSafeguardingDuty,
  nameSafeguardingDeputy,
  recordReferral,
  writeSafeguardingRecord,
} from './commands.ts';
import { compartmentPath, NOTHING_RECORDED, type SafeguardingRecord } from './domain.ts';
import { allCompartments, compartmentOn, readsSince } from './keeping.ts';
import { dumpOf } from './testing/dump-store.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
/** Stands for the triage, with which it begins to be known what an incident owes. */
const openCase = command({
  feature: 'test',
  name: 'openTestCase',
  summary: 'Opens a case for a test',
  input: z.strictObject({ service: z.string(), id: z.string(), reference: z.string() }),
  may: { roles: ['safety engineer'], where: 'organisation' },
  subject: () => null,
  run: async (tx, _actor, { service, id, reference }) => {
    await openDutyCase(tx, { id, reference, service: { id: service, reference: 'WOUND' } }, []);
    return {};
  },
});
const app = await testApp({ now: NOW, roles: ['administrator', 'clinical safety officer', 'safety engineer'] });
const { database, sealing } = app.ground;
const FLAG = '/services/WOUND/incidents/INC-1/safeguarding';
const CANARY = 'quillcanary';

let nurse: Visitor;
let lead: Visitor;
let other: Visitor;
let deputy: Visitor;

const read = <T>(work: Parameters<typeof database.read<T>>[1]) => database.read(app.organisation, work);
const compartments = () => read((tx) => allCompartments(tx, sealing));
const only = async () => {
  const [one, ...more] = await compartments();
  assert.equal(more.length, 0);
  return one!;
};
const reads = () => read((tx) => readsSince(tx, sealing, new Date(0), 1_000));
const changes = () => read(async (tx) => (await entriesAfter(tx, 'changes', 0, 10_000)).length);

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  nurse = await app.as({ name: 'Posy Thackray', roles: ['viewer'] });
  lead = await app.as({ name: 'Imogen Sedge', roles: ['safeguarding lead'] });
  other = await app.as({ name: 'Percival Lark', roles: ['safeguarding lead', 'administrator'] });
  deputy = await app.as({ name: 'Juniper Hale', roles: ['clinical reviewer'] });
  for (const what of ['A dressing was left on for six days.', 'A list came late.'])
    await nurse.execute(anyCommand(reportIncident), { service: 'WOUND', what });
});

test('anybody in the team flags it on the same form, is thanked, and sees nothing of it afterwards', async () => {
  const before = await changes();
  assert.ok(
    (await nurse.get('/services/WOUND/incidents/INC-1')).html.includes(`href="${FLAG}"`),
    'every incident leads there',
  );
  const form = await nurse.get(FLAG);
  assert.match(form.text, /Call 999 first/u);
  const incomplete = await nurse.send(FLAG, { words: '' });
  assert.equal(incomplete.status, 422);
  assert.match(incomplete.text, /Write what was said or seen/u);
  const sent = await nurse.send(FLAG, {
    words: `${CANARY} He reads my messages.`,
    danger: 'yes',
    about: `${CANARY} a woman`,
    excluded: other.person.id,
  });
  assert.match(sent.text, /Thank you Somebody whose task this is will look at it\./u);
  const again = await nurse.get(FLAG);
  assert.equal(again.html.replaceAll(/value="[\da-f-]{36}"/gu, ''), form.html.replaceAll(/value="[\da-f-]{36}"/gu, ''));
  assert.equal(again.headers['cache-control'], 'no-store');
  assert.doesNotMatch((await nurse.get('/services/WOUND/incidents/INC-1')).html, /canary/u);
  assert.equal(await changes(), before, 'no entry of the changes');
  const { words, danger } = (await only()).flags[0]!;
  assert.deepEqual([words, danger], [`${CANARY} He reads my messages.`, 'yes']);
});

test('a second flag on the same incident goes to the same compartment', async () => {
  await nurse.execute(anyCommand(flagSafeguarding), {
    service: 'WOUND',
    incident: 'INC-1',
    words: `${CANARY} again`,
    danger: 'unknown',
  });
  assert.equal((await only()).flags.length, 2);
  await assert.rejects(
    nurse.execute(anyCommand(flagSafeguarding), { service: 'WOUND', incident: 'INC-99', words: 'x', danger: 'no' }),
    NotFound,
  );
});

describe('it opens', () => {
  test('to the lead, and to nobody else: to them it is as a wrong address', async () => {
    const { id } = await only();
    const path = compartmentPath(id);
    assert.match((await lead.get('/safeguarding')).text, /In danger Nobody has written the record yet/u);
    assert.match((await lead.get(path)).text, /quillcanary He reads my messages/u);
    for (const who of [app, nurse, deputy]) {
      const refused = await who.get(path);
      assert.equal(refused.status, 404);
      assert.equal((await who.get('/safeguarding')).status, 404);
      const wrong = await who.get(compartmentPath('00000000-0000-8000-8000-000000000000'));
      assert.equal(refused.html, wrong.html);
    }
    for (const page of [path, `${path}/record`, `${path}/worksheets/adult`, `${path}/referrals/new`]) {
      const implicated = await other.get(page);
      assert.equal(implicated.status, 404, page);
      const wrong = await other.get(page.replace(id, '00000000-0000-8000-8000-000000000000'));
      assert.equal(implicated.html, wrong.html, 'a lead who is named in it, and an administrator');
    }
    assert.match((await other.get('/safeguarding')).text, /No record opens to you/u);
    await assert.rejects(other.execute(anyCommand(addSafeguardingAction), { compartment: id, words: 'x' }), NotFound);
  });

  test('to a deputy, from when a lead names them until a lead ends it', async () => {
    const path = compartmentPath((await only()).id);
    const name = (named: 'yes' | 'no') => ({ person: deputy.person.id, place: 'WOUND', named });
    await assert.rejects(app.execute(anyCommand(nameSafeguardingDeputy), name('yes')), Denied);
    await lead.send('/safeguarding/deputies', name('yes'));
    assert.equal((await deputy.get(path)).status, 200);
    assert.equal((await deputy.get('/safeguarding/reads')).status, 403, 'and is no lead');
    await lead.send('/safeguarding/deputies', name('no'));
    assert.equal((await deputy.get(path)).status, 404);
  });

  test('for an hour to an officer with a reason, whom the leads see; not to somebody named in it', async () => {
    const urgent = `${FLAG}/urgent`;
    const path = compartmentPath((await only()).id);
    assert.equal((await nurse.get(urgent)).status, 403);
    assert.equal((await app.send(urgent, { reason: '' })).status, 422);
    const opened = await app.send(urgent, { reason: 'She is on the phone, and no lead answers.' }, { follow: true });
    assert.match(opened.text, /It is open to you/u);
    assert.match((await app.get(path)).text, /You opened this in an emergency/u);
    assert.match((await lead.get('/safeguarding/reads')).text, /C\. Safety.*INC-1 of WOUND: She is on the phone/u);
    app.clock.now = new Date(NOW.getTime() + 61 * 60_000);
    assert.equal((await app.get(path)).status, 404);
    app.clock.now = NOW;
    const elsewhere = await app.send(
      '/services/WOUND/incidents/INC-2/safeguarding/urgent',
      { reason: 'x' },
      { follow: true },
    );
    assert.match(elsewhere.text, /Nothing opens to you here/u);
    await app.give(other.person.id, ['clinical safety officer']);
    const refused = await other.send(urgent, { reason: 'x' }, { follow: true });
    const nothing = await other.send(
      '/services/WOUND/incidents/INC-2/safeguarding/urgent',
      { reason: 'x' },
      { follow: true },
    );
    assert.equal(refused.html.replaceAll('INC-1', 'INC-2'), nothing.html);
    await app.give(other.person.id, ['safeguarding lead', 'administrator']);
  });
});

test('every read is recorded before anything is loaded, also where the page fails afterwards', async () => {
  const { id } = await only();
  const count = async () => (await reads()).filter(({ compartment }) => compartment === id).length;
  const before = await count();
  await lead.get(compartmentPath(id));
  assert.equal(await count(), before + 1);
  assert.equal((await lead.get(`${compartmentPath(id)}/worksheets/strange`)).status, 404);
  assert.equal(await count(), before + 2, 'the page failed, and the read stands');
  const seen = await lead.get('/safeguarding/reads');
  assert.match(seen.text, /Imogen Sedge What A worksheet of a record: WOUND, INC-1/u);
  assert.match(seen.text, /Percival Lark What A record: WOUND, INC-1 \(it did not open to them\)/u);
  const hidden = await other.get('/safeguarding/reads');
  assert.doesNotMatch(hidden.text, /WOUND, INC-1/u, 'whoever is named in it does not see that it is read');
  await lead.send('/safeguarding/reads', {});
  assert.match((await lead.get('/safeguarding/reads')).text, /Imogen Sedge last looked at this on/u);
});

test('a record is written, and what stood before stays to be seen', async () => {
  const { id } = await only();
  const path = `${compartmentPath(id)}/record`;
  const first = await lead.send(path, { ageGroup: 'adult', adultConcerns: 'domestic abuse', words: `${CANARY} words` });
  assert.equal(first.location, compartmentPath(id));
  const second = await lead.send(path, { opinion: `${CANARY} opinion` }, { follow: true });
  assert.match(second.text, /domestic abuse/u);
  const { entries, record } = await only();
  assert.equal(entries.filter(({ kind }) => kind === 'record').length, 2);
  assert.deepEqual(record!.record.adultConcerns, ['domestic abuse']);
  const stale = await lead.send(path, { version: '1' });
  assert.equal(stale.status, 409);
  const without = await lead.send(path, { consent: 'refused', overrides: 'serious crime', overrideWhy: '' });
  assert.match(without.text, /Write why it is shared although consent was refused/u);
  const self = await lead.send(path, { implicated: lead.person.id });
  assert.match(self.text, /You are among them/u);
});

test('a duty that is a professional’s own reaches them alone: on their desk in words that say nothing, and on a page with nothing else', async () => {
  const { id } = await only();
  const professional = await app.as({ name: 'Wilf Otterburn', roles: ['viewer'] });
  const own = `${compartmentPath(id)}/own/FGM-POLICE`;
  assert.equal((await professional.get(own)).status, 404);
  const desk = async (who: Visitor) => (await who.get('/')).text;
  const save = (more: Record<string, string>) => lead.send(`${compartmentPath(id)}/record`, more);
  assert.equal((await save({ professional: professional.person.id })).status, 303);
  assert.equal((await professional.get(own)).status, 404, 'nothing is owed by what is known');
  assert.doesNotMatch(await desk(professional), /only you can make/u);
  await save({ fgmUnder18: 'yes', professional: professional.person.id });
  const shown = await desk(professional);
  assert.match(shown, /A report that only you can make is owed/u);
  assert.doesNotMatch(shown, /genital|FGM|safeguarding/iu);
  const page = await professional.get(own);
  assert.match(page.text, /only you can make.*genital mutilation.*The police, 101/u);
  assert.doesNotMatch(page.text, /quillcanary/u);
  assert.equal((await professional.get(compartmentPath(id))).status, 404, 'the record does not open to them');
  for (const who of [nurse, deputy, other]) {
    assert.doesNotMatch(await desk(who), /only you can make/u);
    assert.equal(
      (await who.get(own)).html,
      (await who.get(own.replace(id, '00000000-0000-8000-8000-000000000000'))).html,
    );
    await assert.rejects(
      who.execute(anyCommand(judgeSafeguardingDuty), {
        compartment: id,
        duty: 'FGM-POLICE',
        judged: 'not owed',
        why: 'x',
      }),
      NotFound,
    );
  }
  // Theirs is this duty and no other.
  await assert.rejects(
    professional.execute(anyCommand(judgeSafeguardingDuty), { compartment: id, duty: 'MARAC', judged: 'done' }),
    NotFound,
  );
  await professional.send(own, { judged: 'done', reference: 'P-12' });
  assert.doesNotMatch(await desk(professional), /only you can make/u);
  assert.match((await lead.get(compartmentPath(id))).text, /Wilf Otterburn said on .*: done\. Reference P-12/u);
  assert.match(
    (await lead.get('/safeguarding/reads')).text,
    /Wilf Otterburn What A duty of one’s own, and nothing else/u,
  );
  // Whoever is named in it is told nothing, also where they are the one who was told.
  await save({ fgmUnder18: 'yes', professional: professional.person.id, implicated: professional.person.id });
  assert.equal((await professional.get(own)).status, 404);
  await save({ fgmUnder18: 'unknown', professional: '', implicated: '' });
});

test('what is known of the incident and of the service counts for what is owed', async () => {
  const { id } = await only();
  await lead.send(`${compartmentPath(id)}/record`, {
    adultConcerns: 'neglect or acts of omission',
    serviceUser: 'yes',
  });
  assert.doesNotMatch(
    (await lead.get(compartmentPath(id))).text,
    /CQC/u,
    'not while it is not known what the service is',
  );
  const named = { service: 'WOUND', incident: 'INC-1' };
  const roles = [{ fact: 'org.roles', value: ['provider_cqc_registered'] }];
  const regulated = [{ fact: 'event.occurred_in_regulated_activity', value: true }];
  const { service, incident } = await read(async (tx) => {
    const found = await findService(tx, 'WOUND');
    return { service: found, incident: (await incidentNamed(tx, found.id, 'INC-1', { seq: null, now: NOW }))! };
  });
  await app.execute(anyCommand(openCase), { id: incident.id, reference: incident.reference, service: service.id });
  await app.execute(anyCommand(stateServiceFacts), { service: 'WOUND', facts: roles });
  await app.execute(anyCommand(stateDutyFacts), { ...named, facts: regulated });
  const open = '/services/WOUND/incidents/INC-1/duties';
  const seen = (await nurse.get(open)).html;
  assert.match((await lead.get(compartmentPath(id))).text, /Care Quality Commission|CQC/u);
  await lead.send(`${compartmentPath(id)}/record`, { serviceUser: 'no' });
  assert.doesNotMatch((await lead.get(compartmentPath(id))).text, /Care Quality Commission|CQC/u);
  assert.equal((await nurse.get(open)).html, seen, 'and to everybody else it is the same');
});

test('a dump of everything, and the application’s role, show neither a word of it nor what leads to it', async () => {
  const { id } = await only();
  const written = (await only()).entries.filter(({ kind }) => kind === 'record').length;
  const record = Object.fromEntries(
    Object.entries(NOTHING_RECORDED).map(([field, value]) => [
      field,
      value === '' && !['professional', 'feedbackDue'].includes(field) ? `${CANARY} ${field}` : value,
    ]),
  ) as unknown as SafeguardingRecord;
  await lead.execute(anyCommand(writeSafeguardingRecord), { compartment: id, ...record, version: written });
  await lead.execute(anyCommand(recordReferral), {
    compartment: id,
    worksheet: 'adult',
    to: `${CANARY} council`,
    how: `${CANARY} by phone`,
    reference: CANARY,
  });
  await lead.execute(anyCommand(addSafeguardingAction), { compartment: id, words: `${CANARY} was done` });
  await app.execute(anyCommand(breakSafeguardingGlass), { service: 'WOUND', incident: 'INC-1', reason: CANARY });
  const page = await lead.get(compartmentPath(id));
  assert.match(page.text, /quillcanary wishes/u, 'it is there, for whoever may');

  const incident = await read(async (tx) => {
    const service = await findService(tx, 'WOUND');
    return incidentNamed(tx, service.id, 'INC-1', { seq: null, now: NOW });
  });
  const needles = [CANARY, Buffer.from(CANARY).toString('hex'), Buffer.from(CANARY).toString('base64').slice(0, 10)];
  // As whoever took the whole database, and as the application in this organisation.
  for (const as of [null, app.organisation]) {
    const dump = await dumpOf(app.owner, as);
    assert.ok(dump.size > 40);
    for (const [table, rows] of dump)
      for (const row of rows) {
        for (const needle of needles) assert.ok(!row.includes(needle), `${table} gives it away`);
        if (table.endsWith('.sealed_entry')) assert.ok(!row.includes(incident!.id), 'nothing leads from it');
        else assert.ok(!row.includes(id), `${table} names the compartment`);
      }
    assert.ok(dump.get('public.sealed_entry')!.length > 5);
  }
  const stranger = sealingWith(randomBytes(32));
  assert.equal(
    await read((tx) => compartmentOn(tx, stranger, { kind: 'incident', id: incident!.id })),
    null,
    'with another key nothing leads there',
  );
});
