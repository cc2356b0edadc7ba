import { v7 as newId } from 'uuid';
import { features } from '../../src/features.ts';
import { execute } from '../../src/platform/commands/execute.ts';
import { openInstallation } from '../../src/platform/installation.ts';
import { begin, edit } from '../commands/commands.ts';

/*
 * The application, as far as a crash is concerned: opens the installation, and has so many clients change controls. Each
 * acknowledged command becomes one line on the standard output. It is killed, and never stops by itself.
 * `worker.ts DATA CLIENTS [ORGANISATION CONTROLS]`; without an organisation it begins one, says so, and ends.
 */

const [data = '', clients = '8', organisation, controls] = process.argv.slice(2);
const installation = await openInstallation(features, { data, env: {}, now: () => new Date() });
const { ground } = installation;
const operator = { kind: 'operator' as const };

if (organisation === undefined || controls === undefined) {
  const fresh = newId();
  const { result } = await execute(
    ground,
    begin,
    { service: newId(), hazards: 20, loose: 0 },
    { actor: operator, organisation: fresh },
  );
  process.stdout.write(`${JSON.stringify({ organisation: fresh, controls: result['controls'] })}\n`);
  await installation.close();
} else {
  const ids = controls.split(',');
  process.stdout.write('ready\n');
  await Promise.all(Array.from({ length: Number(clients) }, (_one, client) => work(client, ids)));
}

async function work(client: number, ids: readonly string[]): Promise<void> {
  for (let turn = 0; ; turn++) {
    const token = newId();
    try {
      const { seq } = await execute(
        ground,
        edit,
        { control: ids[(client * 13 + turn) % ids.length]!, version: null, text: `Token ${token}` },
        { actor: operator, organisation: organisation!, key: token },
      );
      process.stdout.write(`ack ${token} ${seq}\n`);
    } catch {
      // The database was killed. What was not acknowledged may be there or not; the next one tries again.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
