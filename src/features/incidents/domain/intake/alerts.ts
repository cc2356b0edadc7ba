import { oneLine, shortened } from './list.ts';

/*
 * What a monitoring says: the JSON of Prometheus Alertmanager (version 4), or a small one of our own. Pure. An alert says that
 * something may be wrong, and never how bad: nobody is told a grade by a machine.
 */

export interface Alert {
  /** The same for the same alert, whenever it fires. */
  readonly fingerprint: string;
  readonly state: 'firing' | 'resolved';
  readonly title: string;
  readonly what: string;
  /** When it began to fire, as it was said; null where it was not. */
  readonly startedAt: Date | null;
}

/** What is wrong with what was sent, in words for whoever set the monitoring up. */
export interface AlertProblem {
  readonly problem: string;
}

/** Alerts in one call. A storm is for the monitoring to gather, and a longer list is refused as a whole. */
export const MOST_ALERTS = 200;
const LONGEST_TITLE = 120;
const LONGEST_TEXT = 4_000;
const LONGEST_PRINT = 200;
const MOST_LABELS = 30;

/** The alerts in what was sent; what is none of the two shapes is refused as a whole. */
export function alertsIn(body: unknown): readonly Alert[] | AlertProblem {
  if (!isRecord(body)) return { problem: 'Send a JSON object: that of Alertmanager, or {"alerts": [...]}.' };
  const list = 'alerts' in body ? body['alerts'] : [body];
  if (!Array.isArray(list) || list.length === 0)
    return { problem: '"alerts" has to be a list with at least one alert.' };
  if (list.length > MOST_ALERTS)
    return { problem: `Send at most ${MOST_ALERTS} alerts at once. Have the monitoring group them.` };
  const alerts: Alert[] = [];
  for (const [index, one] of (list as readonly unknown[]).entries()) {
    const alert = alertIn(one);
    if (typeof alert === 'string') return { problem: `Alert ${index + 1}: ${alert}` };
    alerts.push(alert);
  }
  return latestOfEach(alerts);
}

function alertIn(one: unknown): Alert | string {
  if (!isRecord(one)) return 'it is no JSON object.';
  const labels = wordsOf(one['labels']);
  const notes = wordsOf(one['annotations']);
  const fingerprint = textOf(one['fingerprint']) ?? textOf(one['id']);
  if (fingerprint === null) return 'it has no "fingerprint". By it an alert is known again.';
  if (fingerprint.length > LONGEST_PRINT) return `its fingerprint is longer than ${LONGEST_PRINT} characters.`;
  const state = textOf(one['status']) ?? 'firing';
  if (state !== 'firing' && state !== 'resolved') return '"status" has to be "firing" or "resolved".';
  const title = textOf(one['title']) ?? notes.get('summary') ?? labels.get('alertname');
  if (title === undefined) return 'it has no "title", no annotation "summary" and no label "alertname".';
  const started = textOf(one['startsAt']);
  const startedAt = started === null ? null : new Date(started);
  if (startedAt !== null && Number.isNaN(startedAt.getTime()))
    return '"startsAt" is no time. Write it as 2026-03-03T14:30:00Z.';
  const told = [...labels].slice(0, MOST_LABELS).map(([name, value]) => `${name}: ${value}`);
  const what = [textOf(one['what']) ?? notes.get('description') ?? title, ...(told.length === 0 ? [] : ['', ...told])];
  return {
    fingerprint,
    state,
    title: shortened(oneLine(title), LONGEST_TITLE),
    what: shortened(what.join('\n').trim(), LONGEST_TEXT),
    startedAt,
  };
}

/** Several of the same fingerprint in one call are one alert: the last one says how it stands. */
function latestOfEach(alerts: readonly Alert[]): readonly Alert[] {
  return [...new Map(alerts.map((alert) => [alert.fingerprint, alert])).values()];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function wordsOf(value: unknown): ReadonlyMap<string, string> {
  if (!isRecord(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([name, one]) => {
      const text = textOf(one);
      return text === null ? [] : [[oneLine(name), oneLine(text)] as const];
    }),
  );
}
