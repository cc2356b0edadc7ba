/*
 * Sends what was edited in a table to the commands, by the same API that programs use. What goes wrong comes back as words.
 */

/** What stands there now, where somebody else changed it meanwhile. */
export interface Meanwhile {
  readonly current: string;
  readonly version: number;
}

export type Sent =
  | { readonly done: { readonly version: number; readonly class: string } }
  | { readonly meanwhile: Meanwhile }
  | { readonly wrong: string };

export const NOT_SENT =
  'It could not be sent: the connection failed. What you typed is kept. Press Enter to send it again.';
const SIGNED_OUT =
  'You are no longer signed in, so nothing was changed. What you typed is kept: sign in in another tab, come back, and press Enter.';

interface Problem {
  readonly type?: string;
  readonly detail?: string;
  readonly problems?: readonly { readonly detail: string }[];
  readonly current?: Readonly<Record<string, string>>;
  readonly version?: number;
}

/** Changes one field of a hazard. @param key the same for the same edit, so that one that is sent twice is done once */
export async function sendEdit(
  service: string,
  hazard: string,
  edit: { readonly field: string; readonly value: string; readonly version: number; readonly key: string },
): Promise<Sent> {
  const { field, value, version, key } = edit;
  const input = { service, hazard, version, [field]: value };
  return asked('editHazard', input, key, field);
}

/** Takes an edit back. @param change the version that it made */
export async function sendUndo(service: string, change: number): Promise<Sent> {
  return asked('undoChange', { service, change }, `undo-${change}-${randomKey()}`, '');
}

async function asked(command: string, input: object, key: string, field: string): Promise<Sent> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1/hazards/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-primum-request': '1', 'idempotency-key': key },
      body: JSON.stringify(input),
    });
  } catch {
    return { wrong: NOT_SENT };
  }
  const body = (await answer.json().catch(() => ({}))) as Problem & { result?: { version: number; class?: string } };
  if (answer.ok && body.result) return { done: { version: body.result.version, class: body.result.class ?? '' } };
  if (answer.status === 401) return { wrong: SIGNED_OUT };
  const { current, version, problems } = body;
  if (current && version !== undefined && Object.hasOwn(current, field))
    return { meanwhile: { current: current[field]!, version } };
  return { wrong: problems?.[0]?.detail ?? body.detail ?? 'It was not saved. What you typed is kept. Try again.' };
}

/** A finding of the writing help. */
export interface Finding {
  readonly so: string;
  readonly clears: string;
  readonly clause: string | null;
}

/** What the rules say of a name that is being typed. Help alone: where it does not come, nothing is missing. */
export async function findingsOf(
  service: string,
  hazard: string,
  name: string,
  signal: AbortSignal,
): Promise<Finding[]> {
  try {
    const answer = await fetch(`/services/${encodeURIComponent(service)}/hazards/${hazard}/findings`, {
      method: 'POST',
      body: new URLSearchParams({ name }),
      signal,
    });
    return answer.ok ? ((await answer.json()) as { findings: Finding[] }).findings : [];
  } catch {
    return [];
  }
}

/** Not secret: it only tells one edit from another. Browsers have the better one only where the connection is safe. */
export function randomKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
