import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { anyCommand } from '../../platform/commands/command.ts';
import { PROOF_PATH, verifyBundle } from '../../platform/ledger/bundle.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { makePack } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-pack-'));
after(() => rmSync(folder, { recursive: true }));

/*
 * A pack is made and kept, and whoever gets it notices whatever was altered in it.
 */

describe('a pack', () => {
  let app: TestApp;
  let files: Record<string, Uint8Array>;

  before(async () => {
    app = await testApp();
    await app.execute(anyCommand(createService), DEMO_SERVICE);
    await app.execute(anyCommand(makePack), { service: 'DEMO', standards: ['point-16', 'dtac-c1'] });
    files = unzipSync(await bytesAt('/services/DEMO/point-16/pack/PACK-1/zip'));
  });

  async function bytesAt(url: string): Promise<Uint8Array> {
    const cookie = [...app.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.app.inject({ method: 'GET', url, headers: { cookie } });
    assert.equal(answer.statusCode, 200, answer.payload.slice(0, 500));
    return answer.rawPayload;
  }

  async function verified(change: (files: Record<string, Uint8Array>) => void = () => undefined) {
    const changed = { ...files };
    change(changed);
    const path = join(folder, `${Math.random()}.zip`);
    writeFileSync(path, zipSync(changed));
    return verifyBundle(path);
  }

  test('is proved offline, and holds what it says', async () => {
    const { problems, said } = await verified();
    assert.deepEqual(problems, []);
    assert.ok(
      said.some((line) => line === 'pack: PACK-1'),
      said.join('\n'),
    );
    assert.deepEqual(Object.keys(files).toSorted(), [
      'README.txt',
      'assessment.csv',
      'assessment.html',
      'assessment.json',
      'dtac-c1.html',
      PROOF_PATH,
      'schema.json',
    ]);
  });

  test('is noticed when a file was altered, taken out or put in', async () => {
    for (const name of Object.keys(files)) {
      if (name === PROOF_PATH) continue;
      const altered = await verified((all) => (all[name] = strToU8(`${strFromU8(files[name]!)} `)));
      assert.deepEqual(altered.problems, [`${name} was altered.`]);
      const missing = await verified((all) => delete all[name]);
      assert.deepEqual(missing.problems, [`${name} is missing.`]);
    }
    const added = await verified((all) => (all['evidence/more.pdf'] = strToU8('%PDF')));
    assert.deepEqual(added.problems, ['evidence/more.pdf does not belong to it: it was put in.']);
  });
});
