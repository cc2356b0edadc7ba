export {
  addressWith,
  CHOOSING,
  choiceOf,
  choosingWords,
  NARROWING,
  queryIn,
  sortAddress,
  squareText,
} from '../domain/log-choice.ts';

export function logPath(service: string, log: number): string {
  return `/services/${encodeURIComponent(service)}/logs/${log}`;
}

/** @param asAt keeps the day that is looked at */
export function hazardPath(service: string, hazard: string, asAt: string | null = null): string {
  const path = `/services/${encodeURIComponent(service)}/hazards/${hazard}`;
  return asAt === null ? path : `${path}?as-at=${encodeURIComponent(asAt)}`;
}

/**
 * @param control CTL-31; or PLATFORM/CTL-3, which leads to the service that it belongs to
 * @param asAt keeps the day that is looked at
 */
export function controlPath(service: string, control: string, asAt: string | null = null): string {
  const [own = control, elsewhere = null] = control.split('/').toReversed();
  const path = `/services/${encodeURIComponent(elsewhere ?? service)}/controls/${own}`;
  return asAt === null ? path : `${path}?as-at=${encodeURIComponent(asAt)}`;
}

/** The record of a new hazard, the pasting of rows, and what is downloaded: doors of a log. */
export function logDoor(
  service: string,
  log: number,
  door: 'record' | 'paste' | 'download' | 'change' | 'filters',
): string {
  return `${logPath(service, log)}/${door}`;
}
