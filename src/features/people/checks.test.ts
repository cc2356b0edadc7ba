import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { days, lawsOf, moments, NOW, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { checks, type OfficeKnown, type PeopleFacts, type TeamMember } from './checks.ts';
import {
  NOMINATION_STATES,
  OFFICES,
  REGISTER_STATUSES,
  type Nomination,
  type Registration,
  type Training,
} from './domain.ts';

const PEOPLE = ['Wren Applewhite', 'Posy Thackray', 'Juniper Hale'] as const;
/** In these tests a person is called by their name, also where an id stands. */
const person = fc.constantFrom(...PEOPLE);
const by = { person: 'Percival Lark', name: 'Percival Lark' };
const past = fc.integer({ min: 1, max: 700 }).map((ago) => new Date(NOW.getTime() - ago * 86_400_000));
const pastDay = past.map((at) => at.toISOString().slice(0, 10));

const nominationOf = (more: Partial<Nomination>): Nomination => ({
  id: 'n1',
  service: 's',
  person: 'Wren Applewhite',
  name: more.person ?? 'Wren Applewhite',
  office: 'clinical safety officer',
  state: 'accepted',
  nominatedBy: { person: 'Barnaby Quince', name: 'Barnaby Quince' },
  nominatedAt: new Date('2024-01-01T09:00:00Z'),
  beginsOn: null,
  employer: '',
  note: '',
  clinicianBecause: '',
  answeredAt: null,
  holdsFrom: new Date('2025-03-03T09:00:00Z'),
  acceptedSeq: 1,
  endsAt: null,
  statement: 1,
  confirmedBy: 'passkey',
  declinedBecause: '',
  endedBecause: '',
  accessUntil: null,
  version: 1,
  ...more,
});
const nomination = fc
  .record({
    person,
    office: fc.constantFrom(...OFFICES),
    state: fc.constantFrom('accepted' as const, ...NOMINATION_STATES),
    holdsFrom: moments,
    endsAt: fc.option(moments),
    clinicianBecause: fc.constantFrom('', 'Has led a clinical team for years.'),
  })
  .map((one) => nominationOf({ ...one, holdsFrom: one.state === 'accepted' ? one.holdsFrom : null }));
const registrationOf = (more: Partial<Registration>): Registration => ({
  id: 'r',
  person: 'Wren Applewhite',
  register: 'nmc',
  number: '00A0000E',
  name: 'Wren Applewhite',
  profession: 'Nurse',
  withdrawn: false,
  version: 1,
  lookUps: [],
  gaps: [],
  ...more,
});
const lookUpOf = (more: object = {}): Registration['lookUps'][number] => ({
  id: 'l',
  by,
  on: '2026-03-04',
  where: 'https://www.example.org',
  status: 'registered',
  conditions: '',
  note: '',
  evidence: null,
  since: null,
  nextDue: '2027-03-04',
  seq: 5,
  ...more,
});
const registration = fc
  .record({
    person,
    entry: fc.constantFrom(
      { register: 'nmc', profession: 'Nurse' },
      { register: 'hcpc', profession: 'Clinical scientist' },
    ),
    withdrawn: fc.boolean(),
    lookUps: fc.array(
      fc.record({
        by: fc.constantFrom(by, { person: 'Wren Applewhite', name: 'Wren Applewhite' }),
        on: pastDay,
        status: fc.constantFrom('registered' as const, ...REGISTER_STATUSES),
        nextDue: days,
      }),
      { maxLength: 2 },
    ),
    gap: fc.option(fc.record({ from: days, to: fc.option(days) })),
  })
  .map(({ person: of, entry, withdrawn, lookUps, gap }) =>
    registrationOf({
      person: of,
      name: of,
      ...entry,
      withdrawn,
      lookUps: lookUps.map(lookUpOf).toSorted((a, b) => b.on.localeCompare(a.on)),
      gaps: gap && (gap.to === null || gap.from <= gap.to) ? [{ ...gap, reason: '', seen: '', by, seq: 9 }] : [],
    }),
  );
const trainingOf = (more: Partial<Training>): Training => ({
  id: 't',
  person: 'Wren Applewhite',
  course: 'Clinical risk management',
  provider: 'Larkmoor Academy',
  level: '',
  takenOn: '2024-05-01',
  expiresOn: null,
  certificate: null,
  withdrawn: false,
  version: 1,
  ...more,
});
const training = fc
  .record({ person, takenOn: pastDay, expiresOn: fc.option(days), withdrawn: fc.boolean() })
  .map(trainingOf);
const office: fc.Arbitrary<OfficeKnown> = fc.record({
  nominations: fc
    .array(nomination, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((one, index) => ({ ...one, id: `n${index}`, acceptedSeq: index }))),
  registrations: fc
    .array(registration, { maxLength: 4 })
    .map((all) => all.map((one, index) => ({ ...one, id: `r${index}` }))),
  trainings: fc.array(training, { maxLength: 4 }),
  absences: fc.constant([]),
  members: fc.uniqueArray(fc.record({ person, until: fc.option(moments) }), { selector: (one) => one.person }),
});
const team = fc.array(
  fc
    .record({ name: person, until: fc.option(moments), reviewOn: fc.option(days) })
    .map((one): TeamMember => ({ ...one, person: one.name })),
  { minLength: 1, maxLength: 4 },
);
const facts: fc.Arbitrary<PeopleFacts> = fc.record({ office, team });

lawsOf(checks, facts);

const [nominated, clinician, registered, trained, competent] = checks;
const officeOf = (more: Partial<OfficeKnown> = {}): OfficeKnown => ({
  nominations: [nominationOf({})],
  registrations: [registrationOf({ lookUps: [lookUpOf()] })],
  trainings: [],
  absences: [],
  members: [{ person: 'Wren Applewhite', until: null }],
  ...more,
});
const said = (check: typeof nominated, known: OfficeKnown) => {
  const { result, says } = observed(check!, { office: known });
  return `${result}: ${textOf(says)}`;
};

test('an officer is nominated, accepted and still here; what is to come is told', () => {
  assert.equal(
    said(nominated, officeOf()),
    'passed: Wren Applewhite has been clinical safety officer since 3 March 2025, nominated by Barnaby Quince.',
  );
  const later = nominationOf({ id: 'n2', person: 'Posy Thackray', holdsFrom: new Date('2026-04-01T00:00:00Z') });
  const handed = observed(nominated!, { office: officeOf({ nominations: [nominationOf({}), later] }) });
  assert.deepEqual(handed.until, later.holdsFrom);
  assert.equal(
    said(nominated, officeOf({ members: [] })),
    'failed: Wren Applewhite cannot sign any more because they hold no role in this organisation now.',
  );
  const waiting = officeOf({ nominations: [nominationOf({ state: 'awaits an answer', holdsFrom: null })] });
  assert.match(
    said(nominated, waiting),
    /^failed: DEMO has no clinical safety officer because Wren Applewhite was nominated/u,
  );
});

test('a registration counts while somebody else’s look-up does, and its number is never said', () => {
  const found = observed(registered!, { office: officeOf() });
  assert.equal(
    textOf(found.says),
    'The NMC registration of Wren Applewhite was looked up by Percival Lark on 4 March 2026. The look-up counts until 4 March 2027.',
  );
  assert.deepEqual(found.until, new Date('2027-03-05T00:00:00Z'));
  assert.doesNotMatch(JSON.stringify(found), /00A0000E/u);
  const with_ = (more: object) => officeOf({ registrations: [registrationOf({ lookUps: [lookUpOf(more)] })] });
  assert.match(
    said(registered, with_({ nextDue: '2026-03-11' })),
    /^needs-review: .* has to be looked up again because/u,
  );
  assert.match(said(registered, with_({ status: 'suspended' })), /^failed: .* the register said: suspended\.$/u);
  assert.match(
    said(registered, with_({ by: { person: 'Wren Applewhite', name: 'Wren Applewhite' } })),
    /^not-run: .* nobody else has looked it up\.$/u,
  );
  assert.match(said(registered, officeOf({ registrations: [] })), /^failed: Wren Applewhite has no registration here/u);
  assert.match(
    said(registered, with_({ status: 'registered with conditions' })),
    /^passed: .* It is held with conditions\.$/u,
  );
});

test('whether a profession makes a clinician is said by whoever nominated, where the standard leaves it open', () => {
  assert.match(said(clinician, officeOf()), /^passed: Wren Applewhite is on the register of the NMC as: Nurse\.$/u);
  const scientist = {
    registrations: [registrationOf({ register: 'hcpc', profession: 'Clinical scientist', lookUps: [lookUpOf()] })],
  };
  assert.match(said(clinician, officeOf(scientist)), /^failed: .* may not make one a clinician because/u);
  const reasoned = officeOf({
    ...scientist,
    nominations: [nominationOf({ clinicianBecause: 'Leads a clinical team.' })],
  });
  assert.match(
    said(clinician, reasoned),
    /^passed: .* Barnaby Quince, who nominated, said why that makes a clinician\.$/u,
  );
});

test('training counts while any of it does', () => {
  const of = (...all: (string | null)[]) => officeOf({ trainings: all.map((expiresOn) => trainingOf({ expiresOn })) });
  assert.match(said(trained, of()), /^failed: .* because none was recorded\.$/u);
  assert.match(said(trained, of('2026-03-11', '2025-01-01')), /^needs-review: /u);
  const two = observed(trained!, { office: of('2026-03-20', '2026-05-01') });
  assert.deepEqual([two.result, two.until], ['passed', new Date('2026-05-01T23:00:00Z')]);
});

test('nobody who works on safety is without a record, and a record that grew old needs review', () => {
  const of = (...reviews: (string | null)[]) =>
    observed(competent!, {
      team: reviews.map((reviewOn, index) => ({ person: `p${index}`, name: PEOPLE[index]!, until: null, reviewOn })),
    });
  assert.equal(of('2026-03-12', '2027-01-01').result, 'passed');
  assert.equal(of('2026-03-11', '2027-01-01').result, 'needs-review');
  assert.equal(
    textOf(of('2026-03-11', null).says),
    'Nothing is on record of the competence of 1 of 2 people who work on safety: Posy Thackray.',
  );
});
