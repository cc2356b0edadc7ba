import type { FastifyReply } from 'fastify';
import {
  ConfirmationNeeded,
  Conflict,
  Denied,
  InputProblem,
  KeyReused,
  NotFound,
  NotPossible,
  type FieldProblem,
} from '../commands/problems.ts';
import { Refusal } from './errors.tsx';

/** What went wrong, for programs: problem details as in RFC 9457. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** One for each field; `pointer` is a JSON pointer (RFC 6901) into what was sent. */
  readonly problems?: readonly { readonly pointer: string; readonly detail: string }[];
  /** On a conflict: what stands there now, and its version. */
  readonly current?: Readonly<Record<string, string>>;
  readonly version?: number;
}

/** Every kind of problem that the API answers with: its status, and what it means. Each has a place on the help page. */
export const PROBLEM_TYPES = {
  'not-whole': [400, 'What was sent is not whole'],
  'sign-in': [401, 'Not signed in'],
  denied: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  method: [405, 'Not that method'],
  'not-acceptable': [406, 'Only JSON is answered'],
  'not-possible': [409, 'Not possible as things stand'],
  conflict: [409, 'Changed meanwhile'],
  'too-large': [413, 'Too large'],
  'media-type': [415, 'Only JSON is taken'],
  input: [422, 'Something in the input is wrong'],
  'key-reused': [422, 'The idempotency key was used before'],
  'too-many': [429, 'Too many requests'],
  defect: [500, 'Something went wrong on our side'],
  busy: [503, 'Busy'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ProblemType = keyof typeof PROBLEM_TYPES;

export function problem(
  type: ProblemType,
  detail: string,
  more: Pick<ProblemDetails, 'problems' | 'current' | 'version'> = {},
): ProblemDetails {
  const [status, title] = PROBLEM_TYPES[type];
  return { type: `/help/api#${type}`, title, status, detail, ...more };
}

export function sendProblem(reply: FastifyReply, details: ProblemDetails): FastifyReply {
  if (details.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(details.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(details));
}

/** What an error is to a program; null for a defect, of which nothing is told. */
export function problemFor(error: Error): ProblemDetails | null {
  if (error instanceof InputProblem) return problem('input', error.message, { problems: error.problems.map(pointed) });
  if (error instanceof Denied) return problem('denied', error.message);
  if (error instanceof ConfirmationNeeded)
    return problem(
      'denied',
      'This is signed in the browser, where a person confirms who they are. Nothing was changed.',
    );
  if (error instanceof NotFound) return problem('not-found', error.message);
  if (error instanceof NotPossible) return problem('not-possible', error.message);
  if (error instanceof Conflict)
    return problem('conflict', error.message, { current: error.current, version: error.version });
  if (error instanceof KeyReused) return problem('key-reused', error.message);
  const { statusCode: status = 500 } = error as { statusCode?: number };
  if (status === 413) return problem('too-large', 'The body is larger than this operation takes.');
  if (status === 415) return problem('media-type', 'Send the input as JSON, with the content type application/json.');
  if (status === 429) return problem('too-many', 'There were too many requests from this address. Wait a minute.');
  if (error instanceof Refusal) {
    const type = status === 403 ? 'denied' : status === 404 ? 'not-found' : status === 503 ? 'busy' : 'not-whole';
    return problem(type, error.message);
  }
  if (status >= 400 && status < 500) return problem('not-whole', 'The body is not JSON, or is there only in part.');
  return null;
}

function pointed({ field, message }: FieldProblem) {
  const pointer = field === '' ? '' : `/${field.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`;
  return { pointer, detail: message };
}
