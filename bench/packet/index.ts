import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPacket, HandOverRefused } from '../../src/features/hand-over/reading.ts';
import { partsOf } from '../../src/features/hand-over/testing/zip-parts.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { madePacket } from './made-packet.ts';

/*
 * Every byte of a packet, altered one by one in each of its bits in turn: each has to be refused in words. The bar: none is
 * accepted, and none ends in anything but a refusal. Of a packet of the demo's log, or of a file that is named.
 * `npm run bench -- packet [FILE] [--every N] [--data DIR]`
 */

const { values, positionals } = parseArgs({
  options: { every: { type: 'string', default: '1' }, data: { type: 'string', default: '/var/tmp' } },
  allowPositionals: true,
});
const every = Number(values.every);

const bytes = positionals[0] === undefined ? await made() : new Uint8Array(readFileSync(positionals[0]));
const begun = performance.now();
const { packet } = await openPacket(bytes);
say(
  `${packet.reference} of ${packet.service.reference}, ${packet.items.length} items, ${bytes.length.toLocaleString('en-GB')} bytes, opened in ${(performance.now() - begun).toFixed(0)} ms.`,
);
let [accepted, broken, tried] = [0, 0, 0];
for (const { name, from, to } of partsOf(bytes)) {
  const reasons = new Set<string>();
  for (let at = from; at < to; at += every) {
    const altered = bytes.slice();
    altered[at]! ^= 1 << (at % 8);
    tried++;
    try {
      await openPacket(altered);
      accepted++;
      say(`ACCEPTED with another byte at ${at}, in ${name}`);
    } catch (error) {
      if (error instanceof HandOverRefused) reasons.add(error.message);
      else {
        broken++;
        say(`NO REFUSAL but ${String(error)} at ${at}, in ${name}`);
      }
    }
  }
  say(`${name}: ${(to - from).toLocaleString('en-GB')} bytes, refused with ${reasons.size} different reasons`);
}
say(
  `${tried.toLocaleString('en-GB')} bytes tried in ${((performance.now() - begun) / 1000).toFixed(0)} s: ${accepted} accepted, ${broken} that ended otherwise than in a refusal.   ${accepted + broken === 0 ? 'held' : 'NOT HELD'}`,
);
process.exitCode = accepted + broken === 0 ? 0 : 1;

async function made(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(values.data, 'primum-packet-'));
  // As root, the server runs as another user, who goes through it.
  chmodSync(folder, 0o755);
  const embedded = await openEmbedded(folder, { fsync: 'off' });
  try {
    return await madePacket(embedded.owner);
  } finally {
    await embedded.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
