import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate, version } from 'uuid';
import { newId, randomBytes16 } from './ids.ts';

test('ids are of version 7, all different, and in the order in which they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  assert.ok(ids.every((id) => validate(id) && version(id) === 7));
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids, ids.toSorted());
});

test('random bytes are never given twice, and stay as they were given', () => {
  const given = Array.from({ length: 2_000 }, () => randomBytes16());
  const texts = given.map((bytes) => bytes.toString('hex'));
  assert.equal(new Set(texts).size, given.length);
  for (let more = 0; more < 2_000; more++) randomBytes16();
  assert.deepEqual(
    given.map((bytes) => bytes.toString('hex')),
    texts,
  );
});
