import { formFindings, joined, type Argument, type ArgumentFile, type FormFinding } from './domain.ts';
import { GsnProblem, readArgument } from './gsn2x/read.ts';

/** An argument that somebody brought: its files as one, and what is wrong with its form. */
export function lookedAt(files: readonly ArgumentFile[]): {
  readonly argument: Argument;
  readonly findings: readonly FormFinding[];
} {
  try {
    const whole = joined(files.map(({ name, text }) => ({ file: name, argument: readArgument(text) })));
    return { argument: whole.argument, findings: [...whole.findings, ...formFindings(whole.argument)] };
  } catch (error) {
    // What was erased since can no longer be read.
    if (!(error instanceof GsnProblem)) throw error;
    return {
      argument: { module: null, elements: [] },
      findings: [
        {
          rule: 'no-top',
          level: 'fault',
          elements: [],
          says: `It can no longer be read as an argument. ${error.message}`,
          clears: 'Bringing it anew clears it.',
        },
      ],
    };
  }
}
