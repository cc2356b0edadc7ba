import { readFileSync, statSync } from 'node:fs';
import { CliProblem } from '../../platform/cli/problem.ts';

/*
 * The file of facts that the command line is given.
 */

/** More than anybody can mean by a few dozen facts. */
const MOST_BYTES = 1_000_000;
const STANDARD_INPUT = 0;

/** What stands in a file of facts; "-" is the standard input. @throws CliProblem */
export function jsonOf(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new CliProblem(`${called(file)} is not JSON. It has to be one object, such as {"harm.death": false}.`);
  }
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (bytes.length > MOST_BYTES) throw tooLarge(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliProblem(`${called(file)} is not UTF-8 text. Save it as JSON in UTF-8.`);
  }
}

function bytesOf(file: string): Buffer {
  try {
    if (file === '-') return readFileSync(STANDARD_INPUT);
    if (statSync(file).size > MOST_BYTES) throw tooLarge(file);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof CliProblem) throw error;
    throw new CliProblem(`${called(file)} cannot be read. Is it there, and is it a file?`);
  }
}

function tooLarge(file: string): CliProblem {
  return new CliProblem(`${called(file)} is larger than 1 MB. Facts of one event are a few lines.`);
}

function called(file: string): string {
  return file === '-' ? 'What came in' : `"${file}"`;
}
