import type { Instruments } from './instruments.ts';

/*
 * What a monitor is told (Prometheus text). No person, no organisation, no id: names of routes, commands and jobs, all of
 * which stand in our code.
 */

/** Connections of one pool. */
export interface PoolUse {
  readonly pool: string;
  readonly open: number;
  readonly inUse: number;
  /** Those who wait for one. */
  readonly waiting: number;
}

export interface MetricsOptions {
  readonly version: string;
  readonly pools: () => readonly PoolUse[];
}

interface RequestDone {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What came before there was anything to keep it in. */
const MOST_EARLY = 10_000;

/** The measurements of one process. */
export class Metrics {
  readonly #options: MetricsOptions;
  readonly #early: ((made: Instruments) => void)[] = [];
  #loading: Promise<Instruments> | undefined;
  #made: Instruments | undefined;

  constructor(options: MetricsOptions) {
    this.#options = options;
  }

  /** Begins to keep them; the first one to ask does, too. */
  async load(): Promise<void> {
    await this.#instruments();
  }

  request({ method, route, status, seconds }: RequestDone): void {
    this.#keep(({ requests }) => requests.observe({ method, route, status: String(status) }, seconds));
  }

  /** @param outcome "done", "again", or what it was refused with */
  command(command: string, outcome: string, seconds: number): void {
    this.#keep(({ commands }) => commands.observe({ command, outcome }, seconds));
  }

  job(job: string, outcome: 'done' | 'failed', seconds: number): void {
    this.#keep(({ jobs }) => jobs.observe({ job, outcome }, seconds));
  }

  /** All of it, as Prometheus reads it. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    const { registry } = await this.#instruments();
    return { type: registry.contentType, text: await registry.metrics() };
  }

  #keep(act: (made: Instruments) => void): void {
    if (this.#made) act(this.#made);
    else if (this.#early.length < MOST_EARLY) this.#early.push(act);
  }

  #instruments(): Promise<Instruments> {
    this.#loading ??= import('./instruments.ts').then((module) => {
      const made = new module.Instruments(this.#options);
      for (const act of this.#early.splice(0)) act(made);
      this.#made = made;
      return made;
    });
    return this.#loading;
  }
}
