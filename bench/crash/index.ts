import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crash } from './campaign.ts';

/*
 * Acknowledged means stored. `npm run bench -- crash [KILLS] [ACKNOWLEDGED]`
 */

const [kills = 24, acknowledged = 2_400] = process.argv.slice(2).map(Number);
const data = mkdtempSync(join(tmpdir(), 'primum-crash-'));
try {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const outcome = await crash({ data, kills, acknowledged, clients: 8, say });
  const { app, database, both } = outcome.kills;
  say(`\nKilled: the application ${app} times, the database ${database} times, both ${both} times.`);
  say(`${outcome.acknowledged} commands were acknowledged to 8 clients; ${outcome.lost} of them are lost.`);
  say(
    `${outcome.unacknowledged} more are there, whose answer was lost on its way; ${outcome.halves} are there by half.`,
  );
  say(outcome.problems.length === 0 ? 'The ledger is whole.' : outcome.problems.join('\n'));
  process.exitCode = outcome.lost + outcome.halves + outcome.problems.length === 0 ? 0 : 1;
} finally {
  rmSync(data, { recursive: true, force: true });
}
