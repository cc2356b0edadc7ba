import pg from 'pg';
import { openDatabase } from './open.ts';

/** A Primum of its own for the tests: opens the data directory it is told, and closes it when told. */
const { owner, close } = await openDatabase({ data: process.argv[2], env: {} }).catch((error: Error) => {
  process.send?.({ problem: error.message });
  process.exit(1);
});
const client = new pg.Client(owner);
client.on('error', () => {});
await client.connect();
await client.query('create table if not exists kept (n int)');
await client.end();
process.send?.({ owner });
process.once('message', () => {
  void close().then(() => process.exit(0));
});
