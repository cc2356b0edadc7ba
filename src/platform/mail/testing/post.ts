import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Post {
  readonly letters: string[];
  readonly url: (user?: string) => string;
  readonly close: () => Promise<void>;
}

/** A real mail server in this process. */
export async function post(options: SMTPServerOptions = {}, port = 0): Promise<Post> {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let letter = '';
      stream.on('data', (chunk: Buffer) => (letter += chunk.toString('utf8')));
      stream.on('end', () => {
        letters.push(letter);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  const { port: given } = server.server.address() as AddressInfo;
  return {
    letters,
    url: (user = '') => `smtp://${user && `${user}@`}127.0.0.1:${given}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Waits until something is so, for half a minute at most. */
export async function until(done: () => boolean | Promise<boolean>, why: string): Promise<void> {
  for (let waited = 0; !(await done()); waited += 50) {
    if (waited >= 30_000) throw new Error(why);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
