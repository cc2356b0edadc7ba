import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  asEmail,
  browserOf,
  confirmsChanges,
  LIMITS,
  LONGEST,
  networkOf,
  OUR_WORDS,
  passwordProblem,
  SHORTEST,
  waitUntil,
  type WayIn,
} from './domain.ts';
import { hashPassword, isCheap, isPassword } from './hashing.ts';
import { problemWithPassword } from './passwords.ts';

const MINUTE = 60_000;
const owner = { name: 'Wren Applewhite', email: 'wren.applewhite@example.org' };
const CHEAP = { memory: 8, passes: 1, lanes: 1 };
const letters = fc.stringMatching(/^[a-z]{1,200}$/u);

describe('a password', () => {
  test('may be made of any characters, and only its length counts', () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => new Set(text).size > 5);
    fc.assert(
      fc.property(any, (text) => {
        const length = [...text].length;
        const taken = passwordProblem(text, { name: 'x', email: null }, () => false) === null;
        assert.equal(taken, length >= SHORTEST && length <= LONGEST);
      }),
    );
  });

  test('is refused where it is guessed first, however it is dressed up', async () => {
    for (const password of [
      'password1234',
      'Liverpool2026!',
      '!!!Password!!!!!',
      '1234567890123456',
      'aaaaaaaaaaaaaaaa',
      '1qaz2wsx3edc',
      '1QAZ2WSX3EDC',
    ])
      assert.match((await problemWithPassword(password, owner)) ?? '', /guessed first/u, password);
    for (const password of ['Wren Applewhite', 'wrenapplewhite2026', 'wren.applewhite@example.org', ...OUR_WORDS])
      assert.notEqual(await problemWithPassword(password.padEnd(SHORTEST, '1'), owner), null, password);
    for (const password of [
      'three heron lanterns',
      'Tr0ub4dor&3 is a comic',
      'ünïcödé wörds ok',
      'a wren ate the apple',
    ])
      assert.equal(await problemWithPassword(password, owner), null, password);
  });

  test('is kept so that only it is right, exactly as it was typed', async () => {
    const kept = await hashPassword(' Three Heron Lanterns ', CHEAP);
    assert.equal(await isPassword(' Three Heron Lanterns ', kept), true);
    for (const other of ['Three Heron Lanterns', ' three heron lanterns ', '', ' Three Heron Lanterns \u0000'])
      assert.equal(await isPassword(other, kept), false, other);
    assert.notDeepEqual((await hashPassword('x', CHEAP)).hash, (await hashPassword('x', CHEAP)).hash);
    assert.equal(await isPassword('x', null), false);
    assert.equal(isCheap(kept), true);
    assert.equal(isCheap(await hashPassword('x')), false);
  });
});

test('whoever tries too often waits until the time is over, and never longer', () => {
  const begunAt = new Date('2026-03-12T09:00:00Z');
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(LIMITS)), fc.nat(1_000_000), (limit, tries) => {
      const until = waitUntil({ begunAt, tries }, limit);
      assert.equal(until === null, tries <= limit.most);
      if (until) assert.equal(until.getTime() - begunAt.getTime(), limit.within);
    }),
  );
});

test('who has a way to confirm who they are uses it before a change, unless they have just proved it', () => {
  const now = new Date('2026-03-12T09:00:00Z');
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
  const cases: readonly (readonly [WayIn, number, number | null, boolean, boolean])[] = [
    ['link', 29, null, true, false],
    ['link', 30, null, true, true],
    ['recovery', 29, null, true, false],
    ['recovery', 31, null, true, true],
    ['password', 9, null, true, false],
    ['password', 10, null, true, true],
    ['passkey', 300, 9, true, false],
    ['passkey', 300, 10, true, true],
    ['provider', 300, null, true, true],
    ['link', 300, null, false, false],
  ];
  for (const [begunBy, begun, confirmed, hasWays, asked] of cases) {
    const session = { begunBy, begunAt: ago(begun), confirmedAt: confirmed === null ? null : ago(confirmed) };
    assert.equal(confirmsChanges(session, hasWays, now), asked, `${begunBy} ${begun} ${confirmed}`);
  }
});

test('tries from one network are counted together, whichever of its addresses they come from', () => {
  for (const [ip, network] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ] as const)
    assert.equal(networkOf(ip), network, ip);
});

test('an address is one account however it is typed', () => {
  fc.assert(
    fc.property(letters, letters, (local, domain) => {
      const typed = ` ${local.toUpperCase()}@${domain}.example `;
      const email = `${local}@${domain}.example`;
      assert.equal(asEmail(typed), email.length <= 254 ? email : null);
    }),
  );
  for (const wrong of ['', '@', 'a@', '@b', 'a b@c', 'a@b@c', 'a@b>c', 'a@b\nc', '"a"@b', 'a@[1]'])
    assert.equal(asEmail(wrong), null, wrong);
});

test('a browser is known again by a coarse name, whatever it says of itself', () => {
  const named = {
    'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0': 'Firefox on Windows',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15':
      'Safari on a Mac',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1':
      'Safari on iPhone',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0':
      'Edge on Windows',
    'curl/8.0': 'A browser',
  };
  for (const [agent, name] of Object.entries(named)) assert.equal(browserOf(agent), name);
  assert.equal(browserOf(undefined), 'A browser');
  fc.assert(fc.property(fc.string({ maxLength: 500 }), (agent) => browserOf(agent).length <= 60));
});
