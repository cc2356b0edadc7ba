import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  accountableAt,
  addDays,
  addMonths,
  asNumber,
  best,
  clinicianOf,
  covers,
  daysBetween,
  freshness,
  gapsOf,
  isDay,
  isInGap,
  numberProblem,
  OFFICES,
  REGISTER_STATUSES,
  REGISTERS,
  registerOf,
  registrationStanding,
  registrationVerdict,
  statementFor,
  statementOf,
  termsOf,
  type LookUp,
  type Officeholding,
  type Registration,
} from './domain.ts';
import { after, clockOf, dayOf, sayDay, startOf } from './moments.ts';
import { snapshotOf } from './office.ts';

const runs = { numRuns: Number(process.env['PRIMUM_RUNS'] ?? 200) };
const HOUR = 3_600_000;

describe('at most one officer is accountable at any moment', () => {
  const START = Date.parse('2026-01-01T00:00:00Z');
  const at = fc.integer({ min: 0, max: 60 }).map((hours) => new Date(START + hours * HOUR));
  const nomination = fc.record({
    office: fc.constantFrom(...OFFICES),
    state: fc.constantFrom('accepted' as const, 'accepted' as const, 'declined' as const, 'awaits an answer' as const),
    holdsFrom: at,
    endsAt: fc.option(at, { nil: null }),
  });
  const all = fc.array(nomination, { maxLength: 12 }).map((list) =>
    list.map((one, index): Officeholding => ({
      ...one,
      id: String(index),
      holdsFrom: one.state === 'accepted' ? one.holdsFrom : null,
      acceptedSeq: one.state === 'accepted' ? index + 1 : null,
    })),
  );

  test('whatever was nominated, accepted and ended, in whatever order', () => {
    fc.assert(
      fc.property(all, at, (nominations, moment) => {
        const held = termsOf(nominations).filter(
          (term) => term.nomination.office === 'clinical safety officer' && covers(term, moment),
        );
        assert.ok(held.length <= 1);
        assert.equal(accountableAt(nominations, moment)?.nomination.id, held[0]?.nomination.id);
      }),
      runs,
    );
  });

  /** The rule told the slow way: hour by hour, whoever took office last and has not ended holds it. */
  function byHand(nominations: readonly Officeholding[], moment: Date): string | null {
    let holder: Officeholding | null = null;
    for (let time = START; time <= moment.getTime(); time += HOUR) {
      if (holder?.endsAt && holder.endsAt.getTime() <= time) holder = null;
      for (const one of nominations) {
        const begins = one.office === 'clinical safety officer' && one.holdsFrom?.getTime() === time;
        if (begins && (one.endsAt === null || one.endsAt.getTime() > time)) holder = one;
      }
    }
    return holder?.id ?? null;
  }

  test('and it is whoever took office last, until they end; nobody before them comes back', () => {
    fc.assert(
      fc.property(all, at, (nominations, moment) => {
        assert.equal(accountableAt(nominations, moment)?.nomination.id ?? null, byHand(nominations, moment));
      }),
      runs,
    );
  });

  test('a hand-over has one moment: no gap and no overlap', () => {
    const one = (id: string, from: string, endsAt: string | null = null): Officeholding => ({
      id,
      office: 'clinical safety officer',
      state: 'accepted',
      holdsFrom: new Date(from),
      acceptedSeq: Number(id),
      endsAt: endsAt === null ? null : new Date(endsAt),
    });
    const held = [one('1', '2026-03-01T00:00:00Z'), one('2', '2026-04-01T00:00:00+01:00')];
    const who = (moment: string) => accountableAt(held, new Date(moment))?.nomination.id;
    assert.deepEqual([who('2026-03-31T22:59:59.999Z'), who('2026-03-31T23:00:00.000Z')], ['1', '2']);
    // Scheduled, and taken back before it began: the first stays.
    const stays = [one('1', '2026-03-01T00:00:00Z'), one('2', '2026-04-01T00:00:00Z', '2026-03-20T00:00:00Z')];
    assert.equal(accountableAt(stays, new Date('2026-05-01T00:00:00Z'))?.nomination.id, '1');
  });

  test('deputies stand beside each other, and end by themselves', () => {
    fc.assert(
      fc.property(all, at, (nominations, moment) => {
        const deputies = termsOf(nominations).filter(
          (term) => term.nomination.office === 'deputy clinical safety officer' && covers(term, moment),
        );
        const expected = nominations.filter(
          ({ office, state, holdsFrom, endsAt }) =>
            office === 'deputy clinical safety officer' &&
            state === 'accepted' &&
            holdsFrom! <= moment &&
            (endsAt === null || (endsAt > moment && endsAt > holdsFrom!)),
        );
        assert.equal(deputies.length, expected.length);
      }),
      runs,
    );
  });
});

describe('days', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1999-01-01', days));

  test('are those of the calendar', () => {
    for (const good of ['2024-02-29', '2026-12-31', '2000-02-29']) assert.ok(isDay(good), good);
    for (const bad of ['2026-02-29', '2026-13-01', '2026-1-1', '', '0001-01-01', '2026-06-31', '2100-02-29'])
      assert.ok(!isDay(bad), bad);
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (one, days) => {
        const other = addDays(one, days);
        assert.ok(isDay(other));
        assert.equal(daysBetween(one, other), days);
      }),
      runs,
    );
  });

  test('a year on from 29 February is the 28th, a month on from the 31st the last of the month', () => {
    assert.equal(addMonths('2024-02-29', 12), '2025-02-28');
    assert.equal(addMonths('2024-02-29', 48), '2028-02-29');
    assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
    assert.equal(addMonths('2025-12-31', 12), '2026-12-31');
    assert.equal(addMonths('2026-10-31', 4), '2027-02-28');
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (one, months) => {
        const other = addMonths(one, months);
        assert.ok(isDay(other) && other.slice(8) <= one.slice(8) && other >= one);
      }),
      runs,
    );
  });

  test('due 30 days before, lapsed the day after, whatever the clocks do', () => {
    // About the changes of the clocks, a leap day and the turn of a year: two days on either side.
    for (const last of ['2026-03-29', '2026-10-25', '2028-02-29', '2027-03-01', '2026-12-31', '2027-01-01']) {
      for (const near of [-2, -1, 0, 1, 2]) {
        assert.equal(freshness(last, addDays(last, near)), near > 0 ? 'lapsed' : 'due soon', `${last} ${near}`);
        const due = addDays(last, -30 + near);
        assert.equal(freshness(last, due), near < 0 ? 'current' : 'due soon', `${last} ${due}`);
      }
    }
    assert.equal(after('2026-03-28').toISOString(), '2026-03-29T00:00:00.000Z');
    assert.equal(after('2026-03-29').toISOString(), '2026-03-29T23:00:00.000Z');
    assert.equal(startOf('2026-10-25').toISOString(), '2026-10-24T23:00:00.000Z');
    assert.equal(after('2026-10-25').toISOString(), '2026-10-26T00:00:00.000Z');
    assert.equal(sayDay('2026-03-29'), '29 March 2026');
  });

  test('the clock of a subject and the words on a page agree at every moment', () => {
    const moment = fc.integer({ min: -45 * 24 * 60, max: 45 * 24 * 60 });
    fc.assert(
      fc.property(day, moment, (last, minutes) => {
        const now = new Date(after(last).getTime() + minutes * 60_000);
        const { dueAt, lapsesAt } = clockOf(last);
        const told = now >= lapsesAt ? 'lapsed' : now >= dueAt ? 'due soon' : 'current';
        assert.equal(freshness(last, dayOf(now)), told);
      }),
      runs,
    );
  });
});

describe('a registration', () => {
  const ME = 'me';
  const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2026-01-01', days));
  const lookUp: fc.Arbitrary<Omit<LookUp, 'id' | 'seq'>> = fc.record({
    by: fc.constantFrom({ person: ME, name: 'Me' }, { person: 'other', name: 'Other' }),
    on: day,
    where: fc.constant('https://www.example.org'),
    status: fc.constantFrom(...REGISTER_STATUSES),
    conditions: fc.constant(''),
    note: fc.constant(''),
    evidence: fc.constant(null),
    since: fc.option(day, { nil: null }),
    nextDue: day,
  });
  const registration = fc
    .record({
      lookUps: fc.array(lookUp, { maxLength: 5 }),
      gaps: fc.array(fc.record({ from: day, to: fc.option(day, { nil: null }) }), { maxLength: 2 }),
      withdrawn: fc.boolean(),
    })
    .map(({ lookUps, gaps, withdrawn }): Registration => ({
      id: 'r',
      person: ME,
      register: 'nmc',
      number: '00A0000E',
      name: 'Wren Applewhite',
      profession: 'Nurse',
      version: 1,
      withdrawn,
      lookUps: lookUps
        .map((one, index) => ({ ...one, id: String(index), seq: index + 1 }))
        .toSorted((a, b) => (a.on === b.on ? b.seq - a.seq : a.on < b.on ? 1 : -1)),
      gaps: gaps
        .filter(({ from, to }) => to === null || from <= to)
        .map((gap, index) => ({ ...gap, reason: '', seen: '', by: { person: 'other', name: '' }, seq: 100 + index })),
    }));

  test('counts only where somebody else saw it registered, not in a gap, and not too long ago', () => {
    fc.assert(
      fc.property(registration, day, (one, today) => {
        const standing = registrationStanding(one, today);
        const others = one.lookUps.filter(({ by }) => by.person !== ME);
        const good =
          !one.withdrawn &&
          others[0] !== undefined &&
          ['registered', 'registered with conditions'].includes(others[0].status) &&
          !isInGap(gapsOf(one), today) &&
          today <= others[0].nextDue;
        assert.equal(standing === 'current' || standing === 'due soon', good);
        if (others.length === 0 && !one.withdrawn) assert.equal(standing, 'not looked up');
        // A gap is found on a day that has been.
        if (
          good &&
          one.gaps.every(({ from }) => from <= today) &&
          one.lookUps.every(({ since }) => (since ?? '') <= today)
        )
          assert.equal(registrationVerdict(one), 'met');
      }),
      runs,
    );
  });

  test('a gap that was recorded without an end is over where a later look-up finds it registered', () => {
    const seen = (on: string, status: LookUp['status'], seq: number, since: string | null = null): LookUp => ({
      id: String(seq),
      by: { person: 'other', name: 'Other' },
      on,
      where: '',
      status,
      conditions: '',
      note: '',
      evidence: null,
      since,
      nextDue: '2027-01-01',
      seq,
    });
    const suspended = seen('2026-03-10', 'suspended', 2, '2026-03-02');
    const before = seen('2026-01-10', 'registered', 1);
    const open = { person: ME, lookUps: [suspended, before], gaps: [] };
    assert.deepEqual(gapsOf(open), [{ from: '2026-03-02', to: null }]);
    const back = { ...open, lookUps: [seen('2026-04-01', 'registered', 3), suspended, before] };
    assert.deepEqual(gapsOf(back), [{ from: '2026-03-02', to: '2026-03-31' }]);
    assert.ok(isInGap(gapsOf(back), '2026-03-31') && !isInGap(gapsOf(back), '2026-04-01'));
    assert.ok(!isInGap(gapsOf(back), '2026-03-01'));
  });

  test('of several, the one that carries a signature comes first', () => {
    fc.assert(
      fc.property(fc.array(registration, { minLength: 1, maxLength: 4 }), (all) => {
        const now = new Date('2026-06-01T12:00:00Z');
        const shots = all.map((one, index) => snapshotOf({ ...one, id: String(index) }, now));
        const carries = ({ standing }: { standing: string }) => standing === 'current' || standing === 'due soon';
        assert.equal(carries(best(shots)!), shots.some(carries));
      }),
      runs,
    );
  });
});

describe('the registers', () => {
  test('each says where its facts are from and when they were checked, and knows its own example', () => {
    assert.deepEqual(
      ['gmc', 'nmc', 'gphc', 'psni', 'hcpc', 'gdc', 'goc', 'gosc', 'gcc', 'swe'].filter((id) => !registerOf(id)),
      [],
    );
    for (const register of REGISTERS) {
      const { number, search, renewal, clinician, professions } = register;
      for (const fact of [number, search, renewal, clinician]) {
        assert.ok(isDay(fact.checked) && fact.source !== '', register.id);
        assert.ok(['verified', 'second-hand', 'from memory'].includes(fact.confidence), register.id);
      }
      assert.match(search.address, /^https:\/\//u);
      assert.ok(professions.length > 0);
      assert.equal(numberProblem(register, asNumber(number.example)), null, register.id);
    }
  });

  test('a format that was not read in the register’s own words warns, and one that was refuses', () => {
    const nmc = registerOf('nmc')!;
    assert.equal(numberProblem(nmc, asNumber(' 00a 0000e '))?.message ?? null, null);
    const warned = numberProblem(nmc, '1234567');
    assert.equal(warned?.refuses, false);
    assert.match(warned.message, /have not checked this format/u);
    const verified = { ...nmc, number: { ...nmc.number, confidence: 'verified' as const } };
    assert.equal(numberProblem(verified, '1234567')?.refuses, true);
    assert.equal(clinicianOf('nmc', 'Nurse'), 'yes');
    assert.equal(clinicianOf('swe', 'Social worker'), 'judgement');
    assert.equal(clinicianOf('nmc', 'Astronaut'), null);
  });
});

test('a statement that was signed can be read again', () => {
  for (const office of OFFICES) {
    const now = statementFor(office);
    assert.deepEqual(statementOf(office, now.version), now);
    assert.equal(statementOf(office, 999), null);
  }
});
