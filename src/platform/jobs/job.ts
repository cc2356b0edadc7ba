/*
 * What is done later, or from time to time. A job carries ids and nothing else: what it is about is read when it runs, by
 * whoever may read it, and so no table of jobs holds a word that a person typed.
 */

/** The ids that one job carries, by their names. */
export type Ids = Readonly<Record<string, string>>;

/** A kind of job, as data. */
export interface Job {
  /** Verb and noun, as in "deliver-mail". */
  readonly name: string;
  /** The names of the ids that it carries. */
  readonly ids: readonly string[];
  /** When it runs by itself: minute, hour, day, month, weekday, as a clock in London shows them. */
  readonly schedule?: string;
  /** Seconds after which it is taken for lost, and run again. */
  readonly lasts: number;
  /** How often it is tried again, with ever longer pauses. */
  readonly retries: number;
  /** Seconds until the first of these. */
  readonly pause: number;
  /** Seconds between two looks for work: how late it may begin. */
  readonly every: number;
  /** Run twice, it does no harm: a process may be killed between the work and the note that it is done. */
  readonly run: (ids: Ids, attempt: Attempt) => Promise<void>;
}

export interface Attempt {
  /** Whether it is not tried again after this. */
  readonly last: boolean;
}

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u;

/** @throws where it is anything but the ids that this job carries */
export function onlyIds(job: Pick<Job, 'name' | 'ids'>, given: Readonly<Record<string, unknown>>): Ids {
  const names = Object.keys(given);
  const wrong =
    names.length !== job.ids.length ||
    job.ids.some((name) => {
      const id = given[name];
      return typeof id !== 'string' || !ID.test(id);
    });
  if (wrong) throw new Error(`the job ${job.name} carries ids and nothing else: ${job.ids.join(', ') || 'none'}`);
  return given as Ids;
}
