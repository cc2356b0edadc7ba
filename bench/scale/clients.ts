import { Agent, get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** What a client saw: milliseconds from sending to the last byte. */
export interface Seen {
  readonly times: number[];
  readonly seconds: number;
}

export interface Target {
  /** Clients take them in turn. */
  readonly urls: readonly string[];
  readonly cookie: string;
  readonly path: () => string;
}

/** So many clients, each of which asks again as soon as it has its answer. */
export async function closedLoop(target: Target, clients: number, seconds: number): Promise<Seen> {
  const times: number[] = [];
  const from = performance.now();
  const until = from + seconds * 1_000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (performance.now() < until) times.push(await ask(target, client, agent, performance.now()));
      agent.destroy();
    }),
  );
  return { times, seconds: (performance.now() - from) / 1_000 };
}

/** Requests that come by chance, so many in a second on average, whether the ones before have their answer or not. */
export async function arrivals(target: Target, rate: number, seconds: number, random: () => number): Promise<Seen> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const from = performance.now();
  let due = from;
  for (let number = 0; due < from + seconds * 1_000; number++) {
    // Exponential gaps: nobody knows of anybody else.
    due += (-Math.log(1 - random()) / rate) * 1_000;
    const now = performance.now();
    if (due > now) await wait(due - now);
    // From when it was due, so that waiting behind others counts.
    asked.push(ask(target, number, agent, due).then((time) => void times.push(time)));
  }
  await Promise.all(asked);
  agent.destroy();
  return { times, seconds: (performance.now() - from) / 1_000 };
}

function ask({ urls, cookie, path }: Target, client: number, agent: Agent, from: number): Promise<number> {
  const url = `${urls[client % urls.length]}${path()}`;
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} gave ${response.statusCode}`));
      response.resume();
      response.once('end', () => resolve(performance.now() - from));
    }).once('error', reject);
  });
}

/** @param share 0.95 for the time that 95 of 100 stayed below */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
