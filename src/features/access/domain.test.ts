import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endOfToken, lookAddress, lookWords, MOST_DAYS, stateOfToken } from './domain.ts';

const DAY = 24 * 3_600_000;
const NOW = new Date('2026-03-12T09:00:00Z');

test('a token never lasts longer than 90 days, and at least one', () => {
  fc.assert(
    fc.property(fc.integer(), (days) => {
      const lasts = (endOfToken(NOW, days).getTime() - NOW.getTime()) / DAY;
      assert.ok(lasts >= 1 && lasts <= MOST_DAYS);
      if (days >= 1 && days <= MOST_DAYS) assert.equal(lasts, days);
    }),
  );
});

test('a token works until it ends, is ended, or its owner has nothing that it could make use of', () => {
  const expiresAt = endOfToken(NOW, 1);
  const times = { expiresAt, revokedAt: null };
  assert.equal(stateOfToken(times, true, NOW), 'works');
  assert.equal(stateOfToken(times, false, NOW), 'idle');
  assert.equal(stateOfToken(times, true, new Date(expiresAt.getTime() - 1)), 'works');
  assert.equal(stateOfToken(times, true, expiresAt), 'over');
  assert.equal(stateOfToken({ expiresAt, revokedAt: NOW }, true, NOW), 'ended');
});

test('what was looked at is said in words, with its address', () => {
  const hazard = '/services/:service/hazards/:hazard';
  assert.equal(lookWords(hazard, { hazard: 'HAZ-12' }), 'hazards HAZ-12');
  assert.equal(lookWords('/services/:service', {}), 'the page of the service');
  assert.equal(lookWords('/services/:service/looked-at', {}), 'looked at');
  assert.equal(lookWords('hazards/hazard', { hazard: 'HAZ-12' }), 'the list hazards/hazard HAZ-12, as data');
  assert.equal(lookAddress(hazard, 'DEMO', { hazard: 'HAZ-12' }), '/services/DEMO/hazards/HAZ-12');
  assert.equal(
    lookAddress(hazard, 'DEMO', { hazard: 'HAZ-12', 'as-at': '2026-03-03' }),
    '/services/DEMO/hazards/HAZ-12?as-at=2026-03-03',
  );
  assert.equal(lookAddress(hazard, 'DEMO', {}), null, 'what was asked for named nothing that could be kept');
  assert.equal(lookAddress('hazards/hazard', 'DEMO', {}), null);
});
