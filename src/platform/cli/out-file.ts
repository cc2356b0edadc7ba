import { statSync, writeFileSync } from 'node:fs';
import type { CliIo } from '../feature.ts';
import { EXIT } from './exit.ts';
import { CliProblem } from './problem.ts';

/** That nothing is lost: a file that is there is written over where somebody says so. @throws CliProblem */
export function refuseTaken(out: string | undefined, overwrite: boolean | undefined): void {
  if (out !== undefined && !overwrite && statSync(out, { throwIfNoEntry: false }))
    throw new CliProblem(`${out} is there already. Choose another name, or say --overwrite.`, EXIT.refused);
}

/** Writes it to a file, or prints it where none is named. @throws CliProblem */
export async function putOut(io: CliIo, out: string | undefined, bytes: Uint8Array): Promise<void> {
  if (out === undefined) {
    await new Promise<void>((done) => {
      io.out.write(bytes, () => done());
    });
    return;
  }
  try {
    writeFileSync(out, bytes);
  } catch {
    throw new CliProblem(
      `It could not be written to "${out}". Is there such a folder, and may you write there?`,
      EXIT.refused,
    );
  }
}
