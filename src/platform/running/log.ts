import pino, { type Logger } from 'pino';
import { safeError } from './safe-error.ts';

/*
 * The log: one JSON object a line where a program reads it, one short line where a person does. Nothing that a person typed
 * is ever in it, nor who they are or where they came from.
 */

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type Level = (typeof LEVELS)[number];

/** What LOG_LEVEL says; "info" without it. @throws in words for whoever started it */
export function levelFrom(given: string | undefined): Level {
  const wanted = given?.trim().toLowerCase() || 'info';
  const level = LEVELS.find((one) => one === wanted);
  if (level) return level;
  throw new Error(`LOG_LEVEL takes one of ${LEVELS.join(', ')}, not "${given}".`);
}

export interface LogOptions {
  readonly level: Level;
  /** Where to: standard output unless a test listens. */
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Makes the one logger of a process. */
export function makeLog({ level, out }: LogOptions): Logger {
  const nothing = (): undefined => undefined;
  return pino(
    {
      level,
      // Neither process id nor the machine's name: whoever runs it knows both.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        err: (error: unknown) => safeError(error),
        // Address, query and sender stand in these; a request has a line of its own.
        req: nothing,
        res: nothing,
      },
    },
    { write: (line) => out.write(out.isTTY ? readable(line) : line) },
  );
}

/** "09:12:03 GET /services/:reference 200, 12 ms" */
export function readable(line: string): string {
  const { time, level, msg, method, route, status, ms, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  delete rest['request'];
  const mark = level === 'info' || level === 'debug' ? '' : ` ${flat(level).toUpperCase()}`;
  const what = route === undefined ? flat(msg ?? '') : `${flat(method)} ${flat(route)} ${flat(status)}, ${flat(ms)} ms`;
  const more = Object.entries(rest).map(([name, value]) => ` ${name}=${flat(value)}`);
  return `${flat(time).slice(11, 19)}${mark} ${what}${more.join('')}${errorLines(err)}\n`;
}

function flat(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function errorLines(err: unknown): string {
  if (typeof err !== 'object' || err === null) return '';
  const { at, ...rest } = err as { readonly at?: readonly string[] };
  return `\n  ${JSON.stringify(rest)}${(at ?? []).map((frame) => `\n    at ${frame}`).join('')}`;
}
