import { Sql } from 'sql-template-tag';
import type { Database, ReadTx } from './platform/database/database.ts';

/** One statement as it was sent, and how the server would carry it out. */
export interface Explained {
  readonly statement: string;
  readonly plan: string;
}

/**
 * Does some reading as the app does it, in one organisation and under the app's role, and says how the server carries out
 * each of its statements: under row-level security an index is used only where the comparison is leakproof.
 */
export async function explain(
  database: Database,
  organisation: string,
  work: (tx: ReadTx) => Promise<unknown>,
): Promise<Explained[]> {
  const explained: Explained[] = [];
  await database.read(organisation, (tx) =>
    work({
      ...tx,
      rows: async <Row>(query: Sql) => {
        const [first = '', ...others] = query.strings;
        const lines = await tx.rows<{ 'QUERY PLAN': string }>(
          new Sql([`explain (costs off) ${first}`, ...others], query.values),
        );
        explained.push({ statement: query.text, plan: lines.map((line) => line['QUERY PLAN']).join('\n') });
        return tx.rows<Row>(query);
      },
    }),
  );
  return explained;
}
