/** Something about one field of what was sent; `field` is its path, with dots. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What was sent cannot be taken. Nothing was changed. */
export class InputProblem extends Error {
  override readonly name = 'InputProblem';
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    super(problems.map((one) => one.message).join(' '));
    this.problems = problems;
  }
}

/** Whoever asks may not. */
export class Denied extends Error {
  override readonly name = 'Denied';
}

/** There is no such thing, or not for this person: both look the same. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** It cannot be done as things stand: the sentence says why, and what can be done. Nothing was changed. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
}

/** Somebody else changed the same thing meanwhile. Both versions are shown, and neither is lost. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  /** What stands there now, by the names of the fields of the input. */
  readonly current: Readonly<Record<string, string>>;
  /** The version to send when it is to be replaced all the same. */
  readonly version: number;

  constructor(message: string, current: Readonly<Record<string, string>>, version: number) {
    super(message);
    this.current = current;
    this.version = version;
  }
}

/** Whoever does this has to confirm who they are first, now. Nothing was changed. */
export class ConfirmationNeeded extends Error {
  override readonly name = 'ConfirmationNeeded';
}

/** The same key came before with something else in it. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** Whether it is one of these: something for whoever asked, and no defect. */
export function isProblem(error: unknown): error is Error {
  return [InputProblem, Denied, NotFound, NotPossible, Conflict, ConfirmationNeeded, KeyReused].some(
    (kind) => error instanceof kind,
  );
}

/** What was looked for in a service. @param named how it was called: "CSCR-3" or "report of this name" @throws NotFound */
export function there<One>(found: One | null | undefined, named: string): One {
  if (found === null || found === undefined) throw new NotFound(`There is no ${named} in this service.`);
  return found;
}
