import { Problem } from './problem.ts';

/** What one check may cost. Past a limit the person is told so; nothing is cut off in silence. */
export const LIMITS = {
  /** Bytes of one upload. */
  upload: 10 * 1024 * 1024,
  /** Bytes that compressed files may unpack to, all together. */
  unpacked: 200 * 1024 * 1024,
  /** Files in a folder or zip. */
  files: 2_000,
  /** Rows of all sheets together. */
  rows: 50_000,
  /** Columns of a sheet that are looked at; a log has some tens. */
  columns: 512,
  /** Cells of one file, empty ones with a style of their own included. */
  cells: 5_000_000,
  /** Elements of one page or Word file. */
  elements: 2_000_000,
  /** How deep lists, boxes and quotations may stand in one another. */
  depth: 400,
  /** Milliseconds that one file may take to read, understand and judge, in the server. */
  time: 20_000,
  /** Megabytes of heap of the worker in which that happens. */
  memory: 1_024,
} as const;

/** What is left of the limits, shared by everything that one person handed over. */
export class Budget {
  #rows: number = LIMITS.rows;
  #unpacked: number = LIMITS.unpacked;

  /** Bytes that may still be unpacked. */
  get unpacked(): number {
    return this.#unpacked;
  }

  /** @throws Problem where that is more than what is left. */
  takeRows(count: number, file: string): void {
    if (count > this.#rows) {
      throw new Problem(
        `${file} has more than ${LIMITS.rows.toLocaleString('en-GB')} rows. Split it, and check the parts.`,
      );
    }
    this.#rows -= count;
  }

  /** @throws Problem where that is more than what is left. */
  takeUnpacked(bytes: number, file: string): void {
    this.#unpacked -= bytes;
    if (this.#unpacked < 0) throw tooLarge(file);
  }
}

function tooLarge(file: string): Problem {
  const megabytes = LIMITS.unpacked / 1024 / 1024;
  return new Problem(
    `${file} unpacks to more than ${megabytes} MB. A hazard log is far smaller: remove pictures and other sheets, and check that.`,
  );
}

export function tooManyCells(file: string): Problem {
  return new Problem(
    `${file} holds far more cells than a hazard log. Delete the rows and columns that are not part of the log, and check that.`,
  );
}

export function tooDeep(file: string): Problem {
  return new Problem(
    `${file} holds things within things, deeper than a hazard log ever goes. Save the log as .xlsx or .csv, and check that.`,
  );
}
