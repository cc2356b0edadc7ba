import { once } from 'node:events';
import type { Socket } from 'node:net';
import type pg from 'pg';

/*
 * COPY through pg, which knows its messages but offers no streams of its own: rows as PostgreSQL writes them, in chunks,
 * one table at a time, in constant memory.
 */

interface Connection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Bytes that are handed on together: PostgreSQL sends each row by itself. */
const CHUNK = 256 * 1024;
/** Chunks that may wait until the server is asked to wait. */
const WAITING = 8;

/** Runs `copy ... to stdout`. @yields what the server sends, in order */
export async function* copyOut(client: pg.Client, sql: string): AsyncGenerator<Buffer, void> {
  const ready: Buffer[] = [];
  let rows: Buffer[] = [];
  let size = 0;
  let stream: Socket | undefined;
  let failure: Error | undefined;
  let ended = false;
  let wake = () => {};
  const handOn = () => {
    if (size > 0) ready.push(Buffer.concat(rows, size));
    rows = [];
    size = 0;
    wake();
  };
  const end = (error?: Error) => {
    failure = error;
    ended = true;
    handOn();
  };
  client.query({
    submit: (connection: unknown) => {
      ({ stream } = connection as Connection);
      (connection as Connection).query(sql);
    },
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      // The buffer below it is used again for what comes next.
      rows.push(Buffer.from(chunk));
      size += chunk.length;
      if (size >= CHUNK) handOn();
      if (ready.length > WAITING) stream?.pause();
    },
    handleCommandComplete: () => {},
    handleError: (error: Error) => end(error),
    handleReadyForQuery: () => end(),
  } as pg.Submittable);
  try {
    for (;;) {
      const chunk = ready.shift();
      if (chunk) {
        if (ready.length <= WAITING / 2) stream?.resume();
        yield chunk;
      } else if (ended) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    // Nobody wants the rest: there is no other way to tell the server.
    if (!ended) stream?.destroy();
  }
  if (failure) throw failure;
}

/** Runs `copy ... from stdin`. @returns how many rows there were @throws what the chunks throw, or the server */
export async function copyIn(client: pg.Client, sql: string, chunks: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    let failure: Error | undefined;
    let over = false;
    const send = async (connection: Connection) => {
      try {
        for await (const chunk of chunks) {
          if (over) return;
          connection.sendCopyFromChunk(chunk);
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
        }
        connection.endCopyFrom();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        connection.sendCopyFail('there is no more');
      }
    };
    client.query({
      submit: (connection: unknown) => (connection as Connection).query(sql),
      handleCopyInResponse: (connection: Connection) => void send(connection),
      handleCommandComplete: ({ text }: { text: string }) => {
        rows = Number(/^COPY (\d+)$/u.exec(text)?.[1] ?? 0);
      },
      handleError: (error: Error) => {
        over = true;
        reject(failure ?? error);
      },
      handleReadyForQuery: () => resolve(rows),
    } as unknown as pg.Submittable);
  });
}
