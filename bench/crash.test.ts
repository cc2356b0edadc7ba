import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { crash } from './crash/campaign.ts';

test('acknowledged means stored, whatever is killed (short form of bench/crash)', async () => {
  const data = mkdtempSync(join(tmpdir(), 'primum-crash-'));
  try {
    const outcome = await crash({ data, kills: 4, acknowledged: 150, clients: 8, say: () => undefined });
    assert.ok(outcome.acknowledged >= 150);
    assert.deepEqual(
      { lost: outcome.lost, halves: outcome.halves, problems: outcome.problems },
      { lost: 0, halves: 0, problems: [] },
    );
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
