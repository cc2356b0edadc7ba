import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's directory. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The directory the packages are installed in. */
export const modules = join(root, 'node_modules');

/** Something that went wrong in a way the reader can put right: show the sentence, not a stack trace. */
export class Problem extends Error {}

/** Tells the person at the terminal what is going on. On stderr, so that a program's output stays clean. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

const running = new Set();
let stopped;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    stopped = code;
    for (const child of running) child.kill(signal);
    if (running.size === 0) process.exit(code);
  });
}

/**
 * Runs a program to its end and gives its exit code; a signal to us reaches it, and then ends us too.
 * Rejects with a Problem if the program cannot be started.
 */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
  running.add(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) => reject(new Problem(`Could not run ${program}: ${error.message}`)));
      child.once('exit', (code) => resolve(stopped ?? code ?? 1));
    });
  } finally {
    running.delete(child);
  }
}

/** True once a signal has asked us to stop: start nothing more. */
export function stopping() {
  return stopped !== undefined;
}

/** Runs a script's main function, if that script is the program and not imported, and exits with what it returns. */
export async function main(url, work) {
  if (!process.argv[1] || realpathSync(process.argv[1]) !== fileURLToPath(url)) return;
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!stopping()) say(error.message);
    process.exitCode = stopped ?? 1;
  }
}
