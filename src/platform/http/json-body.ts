import type { FastifyInstance } from 'fastify';
import { InputProblem } from '../commands/problems.ts';
import { Refusal } from './errors.tsx';

/** Bytes of JSON that an operation takes, unless its command says otherwise. */
export const JSON_LIMIT = 1024 * 1024;
const DEEPEST = 32;

/** Takes JSON here and below, and nothing else: whole, in UTF-8, and nothing that no input of ours has. */
export function takeJson(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_LIMIT },
    (request, body: Buffer, done) => {
      let text: string;
      try {
        text = utf8.decode(body);
      } catch {
        return done(new Refusal(400, 'The body is not text in UTF-8.'));
      }
      return parse(request, text, (error, value) => {
        if (error) return done(error);
        const problem = oddity(value);
        return problem === null ? done(null, value) : done(new Refusal(400, problem));
      });
    },
  );
}

/** What the database or the ledger could not write down as it is. Without recursion: depth is what somebody else chose. */
function oddity(value: unknown): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return 'The body is nested too deeply.';
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one === 'string' && !isText(one)) return 'A text in the body has characters that are none.';
      if (typeof one === 'object' && one !== null) for (const [key, item] of Object.entries(one)) next.push(key, item);
    }
    level = next;
  }
  return null;
}

function isText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The input of a command: a JSON object. @throws InputProblem */
export function objectIn(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new InputProblem([{ field: '', message: 'Send a JSON object with the fields of the input.' }]);
}
