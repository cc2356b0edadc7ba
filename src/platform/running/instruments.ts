import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricsOptions } from './metrics.ts';

/** Seconds. A page is to take less than 0.1. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What measurements are kept in. Loaded when the server listens already: it takes a while. */
export class Instruments {
  readonly registry = new Registry();
  readonly requests = this.#histogram('primum_request_seconds', 'Requests, by route and status', [
    'method',
    'route',
    'status',
  ]);
  readonly commands = this.#histogram('primum_command_seconds', 'Commands, by name and how they ended', [
    'command',
    'outcome',
  ]);
  readonly jobs = this.#histogram('primum_job_seconds', 'Jobs, by name and how they ended', ['job', 'outcome']);

  constructor({ version, pools }: MetricsOptions) {
    this.#gauge('primum_build_info', 'The version that runs', ['version', 'node'], (gauge) =>
      gauge.set({ version, node: process.versions.node }, 1),
    );
    this.#gauge('primum_pool_connections', 'Connections to the database, by pool', ['pool', 'state'], (gauge) => {
      for (const { pool, open, inUse, waiting } of pools()) {
        gauge.set({ pool, state: 'in use' }, inUse);
        gauge.set({ pool, state: 'idle' }, open - inUse);
        gauge.set({ pool, state: 'waited for' }, waiting);
      }
    });
    this.#eventLoop();
    this.#process();
  }

  #eventLoop(): void {
    const lag = monitorEventLoopDelay({ resolution: 20 });
    lag.enable();
    const help = 'Delay of the event loop since this was last asked';
    this.#gauge('primum_event_loop_lag_seconds', help, ['quantile'], (gauge) => {
      gauge.set({ quantile: '0.5' }, secondsOf(lag.percentile(50)));
      gauge.set({ quantile: '0.99' }, secondsOf(lag.percentile(99)));
      gauge.set({ quantile: '1' }, secondsOf(lag.max));
      lag.reset();
    });
  }

  #process(): void {
    this.#gauge('process_resident_memory_bytes', 'Memory of the process', [], (gauge) =>
      gauge.set(process.memoryUsage.rss()),
    );
    this.#gauge('process_start_time_seconds', 'When the process was started', [], (gauge) =>
      gauge.set(Math.round(Date.now() / 1000 - process.uptime())),
    );
    this.registry.registerMetric(
      new Counter({
        name: 'process_cpu_seconds_total',
        help: 'Time on the processor',
        registers: [],
        collect() {
          const { user, system } = process.cpuUsage();
          this.reset();
          this.inc((user + system) / 1_000_000);
        },
      }),
    );
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: BUCKETS, registers: [this.registry] });
  }

  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    collect: (gauge: Gauge<Label>) => void,
  ): void {
    const gauge: Gauge<Label> = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => collect(gauge),
    });
  }
}

/** From nanoseconds, of which there are none before the first sample. */
function secondsOf(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0;
}
