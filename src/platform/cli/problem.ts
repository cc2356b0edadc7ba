import { Conflict, Denied, InputProblem, KeyReused, NotFound, NotPossible } from '../commands/problems.ts';
import { DatabaseProblem } from '../database/problem.ts';
import { EXIT, kebab } from './exit.ts';

/** Something to tell whoever called, and the exit code that goes with it. */
export class CliProblem extends Error {
  override readonly name = 'CliProblem';
  readonly exit: number;

  constructor(message: string, exit: number = EXIT.wrong) {
    super(message);
    this.exit = exit;
  }
}

/** What an error means at the command line: its lines, and the exit code; null for a defect. */
export function endFor(error: unknown): { readonly lines: readonly string[]; readonly exit: number } | null {
  if (error instanceof CliProblem) return { lines: [error.message], exit: error.exit };
  if (error instanceof DatabaseProblem) return { lines: [error.message], exit: EXIT.unreachable };
  if (error instanceof InputProblem)
    return {
      lines: error.problems.map(({ field, message }) => (field === '' ? message : `${optionFor(field)}: ${message}`)),
      exit: EXIT.wrong,
    };
  if (error instanceof Denied) return { lines: [NEEDS_A_PERSON], exit: EXIT.refused };
  if (
    error instanceof NotFound ||
    error instanceof NotPossible ||
    error instanceof Conflict ||
    error instanceof KeyReused
  )
    return { lines: [error.message], exit: EXIT.refused };
  return null;
}

export const NEEDS_A_PERSON =
  'This needs a person, by name: sign in to Primum in the browser and do it there. The command line never judges.';

/** `asAt` is `--as-at`; what stands inside of it is named after it. */
function optionFor(field: string): string {
  const [first = '', ...rest] = field.split('.');
  return `--${kebab(first)}${rest.length === 0 ? '' : ` (${rest.join('.')})`}`;
}
