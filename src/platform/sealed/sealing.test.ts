import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { oldSealingKey, SealBroken, sealingKey, SealingKeyProblem, sealingWith } from './sealing.ts';

const sealing = sealingWith(randomBytes(32));

test('what is sealed opens where it was sealed, and does not hold what it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = sealing.seal('one', 'concern 1', text);
      assert.equal(sealing.open('one', 'concern 1', sealed), text);
      if (text.length > 8) assert.equal(sealed.includes(Buffer.from(text)), false);
    }),
  );
});

test('it opens nowhere else, with no other key, and not where a byte was changed', () => {
  const sealed = sealing.seal('one', 'concern 1', 'He reads my messages.');
  assert.throws(() => sealing.open('two', 'concern 1', sealed), SealBroken);
  assert.throws(() => sealing.open('one', 'concern 2', sealed), SealBroken);
  assert.throws(() => sealingWith(randomBytes(32)).open('one', 'concern 1', sealed), SealBroken);
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered[at]! ^= 1;
    assert.throws(() => sealing.open('one', 'concern 1', altered), SealBroken);
  }
  assert.throws(() => sealing.open('one', 'concern 1', sealed.subarray(0, 20)), SealBroken);
});

test('what was sealed with the key before opens, and is found again by its mark', () => {
  const [before, now] = [randomBytes(32), randomBytes(32)];
  const [old, fresh, both] = [sealingWith(before), sealingWith(now), sealingWith(now, before)];
  const sealed = old.seal('one', 'place', 'He reads my messages.');
  assert.equal(both.open('one', 'place', sealed), 'He reads my messages.');
  assert.equal(fresh.open('one', 'place', both.seal('one', 'place', 'new')), 'new');
  assert.throws(() => fresh.open('one', 'place', sealed), SealBroken);
  assert.deepEqual(both.marks('one', 'words'), [...fresh.marks('one', 'words'), ...old.marks('one', 'words')]);
  assert.notDeepEqual(fresh.marks('one', 'words'), fresh.marks('two', 'words'));
  assert.notDeepEqual(fresh.marks('one', 'words'), fresh.marks('one', 'other words'));
  assert.equal(oldSealingKey({}), null);
  assert.deepEqual(oldSealingKey({ PRIMUM_SEALING_KEY_OLD: before.toString('base64') }), before);
});

test('the key comes from the environment, a file that it names, or one that only its owner reads', () => {
  const data = mkdtempSync(join(tmpdir(), 'primum-sealing-'));
  try {
    const made = sealingKey(data, {});
    assert.deepEqual(sealingKey(data, {}), made);
    assert.equal(statSync(join(data, 'sealing-key')).mode & 0o777, 0o600);
    const given = randomBytes(32);
    assert.deepEqual(sealingKey(data, { PRIMUM_SEALING_KEY: given.toString('base64') }), given);
    writeFileSync(join(data, 'theirs'), given.toString('base64'));
    assert.deepEqual(sealingKey(data, { PRIMUM_SEALING_KEY_FILE: join(data, 'theirs') }), given);
    assert.throws(() => sealingKey(data, { PRIMUM_SEALING_KEY: 'short' }), SealingKeyProblem);
    assert.throws(() => sealingKey(data, { PRIMUM_SEALING_KEY_FILE: join(data, 'none') }), SealingKeyProblem);
  } finally {
    rmSync(data, { recursive: true });
  }
});
