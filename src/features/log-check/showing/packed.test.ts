import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readMaterial } from '../reading/read.ts';
import { Problem } from '../reading/problem.ts';
import { sampleLog } from '../sample.ts';
import { pack, unpackMaterial } from './packed.ts';

test('what is packed comes back as it was, holes and all', async () => {
  const material = await readMaterial([{ name: 'sample.xlsx', bytes: sampleLog() }]);
  const back = await unpackMaterial(await pack(material));
  assert.deepEqual(JSON.parse(JSON.stringify(back)), JSON.parse(JSON.stringify(material)));
  assert.deepEqual(back.contents.length, material.contents.length);
});

test('half a character of a file comes back as one that says so, and nothing else changes', async () => {
  const sources = [{ file: '\uD800 \\ud800 \\\uDFFF 😀 "\n', sha256: '', kind: '' }];
  const back = await unpackMaterial(await pack({ sources, contents: [], notTaken: [], personalData: [] }));
  assert.equal(back.sources[0]!.file, '\uFFFD \\ud800 \\\uFFFD 😀 "\n');
});

test('what we did not pack is refused in words', async () => {
  const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');
  const empty = { sources: [], contents: [], notTaken: [], personalData: [] };
  assert.deepEqual(await unpackMaterial(packed(empty)), empty);
  for (const forged of [
    '',
    'x',
    packed(null),
    packed({ ...empty, contents: [{ kind: 'program' }] }),
    packed({ ...empty, extra: 1 }),
    packed({ ...empty, sources: [{ file: 1 }] }),
    packed({ ...empty, sources: [{ file: 'half \uD800', sha256: '', kind: '' }] }),
  ]) {
    await assert.rejects(unpackMaterial(forged), Problem);
  }
});

test('a field that unpacks past the limit is stopped there', async () => {
  const bomb = gzipSync(Buffer.alloc(4_000_000)).toString('base64');
  await assert.rejects(unpackMaterial(bomb, 1_000_000), Problem);
});
