import type pg from 'pg';
import { z } from 'zod';
import { features } from '../../src/features.ts';
import { publicPath, type PublicHazard } from '../../src/features/public-page/domain.ts';
import { keptDocument } from '../../src/features/public-page/making.ts';
import { editionsOf, pageOf, putEdition } from '../../src/features/public-page/store.ts';
import { findService } from '../../src/features/services/index.ts';
import { anyCommand, command } from '../../src/platform/commands/command.ts';
import { execute } from '../../src/platform/commands/execute.ts';
import { Database } from '../../src/platform/database/database.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { putFile } from '../../src/platform/files/files.ts';
import { newId } from '../../src/platform/ids.ts';
import { assemble, makeDemo, migrationsOf } from '../../src/platform/installation.ts';
import { addPerson } from '../../src/platform/sessions/store.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/** The demo's public page, published once more with so many hazards. @param owner of an empty database @returns its address */
export async function publishedPage(owner: pg.ClientConfig, hazards: number): Promise<string> {
  const { appConfig } = await migrate(owner, migrationsOf(features));
  const database = new Database(appConfig, 2);
  try {
    const { kinds, grounds } = await assemble(features);
    const ground = { database, kinds, sealing: testSealing, now: () => new Date() };
    const person = { id: newId(), name: 'Wren Applewhite' };
    await database.platform((tx) => addPerson(tx, person, ground.now()));
    const organisation = await makeDemo({ ground, grounds }, person);
    const { result } = await execute(
      ground,
      anyCommand(publishMany(hazards)),
      {},
      { actor: { kind: 'system' }, organisation },
    );
    return publicPath(result['code'] as string);
  } finally {
    await database.close();
  }
}

function publishMany(many: number) {
  return command({
    feature: 'public-page',
    name: 'publishMany',
    summary: 'Publishes as many hazards as are measured',
    input: z.strictObject({}),
    may: { roles: [], where: 'organisation', operator: true },
    subject: () => null,
    run: async (tx) => {
      const { id } = await findService(tx, 'DEMO');
      const [page, [last]] = await Promise.all([pageOf(tx, id), editionsOf(tx, id, 1)]);
      const document = await keptDocument(tx, last!);
      const hazards = Array.from({ length: many }, (_none, index): PublicHazard => {
        const like = document.hazards[index % document.hazards.length]!;
        return { ...like, name: `${like.name} (${index + 1})` };
      });
      const { sha256 } = await putFile(tx, Buffer.from(JSON.stringify({ ...document, hazards })), 'page.json');
      putEdition(tx, id, { number: last!.number + 1, release: document.release, listed: false, file: sha256 });
      return { code: page!.code };
    },
  });
}
