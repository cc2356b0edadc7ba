import pg from 'pg';
import { createApp } from '../../src/app.ts';
import { features } from '../../src/features.ts';
import { Database } from '../../src/platform/database/database.ts';
import { assemble } from '../../src/platform/installation.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/** Statements that a page is made with, those of its session and the ends of its transactions included. */
export async function statementsOf(config: pg.PoolConfig, secret: string, path: string): Promise<number> {
  const [database, { kinds, commands, queries }] = [new Database(config), await assemble(features)];
  const now = () => new Date();
  const app = await createApp(
    {
      now,
      version: 'bench',
      ground: { database, kinds, sealing: testSealing, now },
      commands,
      queries,
      url: 'http://localhost:3016',
      ready: () => true,
    },
    { log: false, rate: 1_000_000 },
  );
  const own = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
  const { query } = own;
  let count = 0;
  own.query = function counted(...given) {
    count++;
    return query.apply(this, given);
  };
  try {
    const { statusCode } = await app.inject({ url: path, cookies: { primum_session: secret } });
    if (statusCode !== 200) throw new Error(`${path} gave ${statusCode}`);
    return count;
  } finally {
    own.query = query;
    await app.close();
    await database.close();
  }
}
