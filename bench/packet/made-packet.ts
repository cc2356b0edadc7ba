import { generateKeyPairSync } from 'node:crypto';
import type pg from 'pg';
import { features } from '../../src/features.ts';
import { makePacketFrom, type Made } from '../../src/features/hand-over/packets/commands.ts';
import { packetFile } from '../../src/features/hand-over/packets/keeping.ts';
import { standIn } from '../../src/features/hand-over/testing/stand-in.ts';
import { TO_LARKMOOR } from '../../src/features/hand-over/testing/to-larkmoor.ts';
import { findService } from '../../src/features/services/index.ts';
import { anyCommand } from '../../src/platform/commands/command.ts';
import { execute } from '../../src/platform/commands/execute.ts';
import { everywhere } from '../../src/platform/commands/may.ts';
import { Database } from '../../src/platform/database/database.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { newId } from '../../src/platform/ids.ts';
import { assemble, makeDemo, migrationsOf } from '../../src/platform/installation.ts';
import { addPerson } from '../../src/platform/sessions/store.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/** The file of a packet of the demo's log, with a release and a report that stand in. @param owner of an empty database */
export async function madePacket(owner: pg.ClientConfig): Promise<Uint8Array> {
  const { appConfig } = await migrate(owner, migrationsOf(features));
  const database = new Database(appConfig, 2);
  try {
    const { kinds, grounds } = await assemble(features);
    const ground = { database, kinds, sealing: testSealing, now: () => new Date() };
    const person = { id: newId(), name: 'Wren Applewhite' };
    await database.platform((tx) => addPerson(tx, person, ground.now()));
    const organisation = await makeDemo({ ground, grounds }, person);
    const { id, reference, name } = await database.read(organisation, (tx) => findService(tx, 'DEMO'));
    const actor = {
      kind: 'person' as const,
      ...person,
      organisation,
      grants: everywhere(['clinical safety officer']),
    };
    const confirmed = { at: ground.now(), method: 'the bench' };
    const command = anyCommand(makePacketFrom(standIn({ id, reference, name })));
    const { result } = await execute(ground, command, TO_LARKMOOR, { actor, organisation, confirmed });
    const key = { name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey };
    return await packetFile(ground, organisation, key, { service: 'DEMO', packet: (result as Made).packet });
  } finally {
    await database.close();
  }
}
