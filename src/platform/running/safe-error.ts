/*
 * What may stand in a log of an error. Errors quote what they choke on: PostgreSQL the value that it could not read, V8 the
 * JSON that it could not parse. So of an error only that is kept which cannot be somebody's words.
 */

/** An error without anything that a person typed. */
export interface SafeError {
  readonly type: string;
  readonly code?: string;
  /** Names in the schema, where it is an error of PostgreSQL's. */
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** The function of PostgreSQL's source that complained: what a message would say, without its values. */
  readonly routine?: string;
  readonly message?: string;
  /** Frames of the stack. */
  readonly at?: readonly string[];
  readonly cause?: SafeError;
}

/** Their messages are made of what they were given. */
const TELLTALES = new Set(['SyntaxError', 'ZodError', '$ZodError', 'AssertionError', 'URIError']);
const FRAME = /^ {4}at .+(?::\d+:\d+|<anonymous>|native)\)?$/u;
const MOST_FRAMES = 20;
const MOST_CHARACTERS = 300;
const MOST_CAUSES = 3;

/** @param typed what the request held, if there was one: no word of it stays in the message */
export function safeError(error: unknown, typed = '', depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error };
  const fields = error as Error & Readonly<Record<string, unknown>>;
  const type = nameOf(fields['constructor']?.name ?? error.name);
  const at = framesOf(error);
  const code = nameOf(fields['code']);
  const cause =
    error.cause !== undefined && depth < MOST_CAUSES ? { cause: safeError(error.cause, typed, depth + 1) } : {};
  const known = { type: type ?? 'Error', ...(code !== undefined && { code }), ...(at.length > 0 && { at }), ...cause };
  if (typeof fields['severity'] === 'string') return { ...known, ...namesOf(fields) };
  if (TELLTALES.has(known.type) || TELLTALES.has(error.name)) return known;
  return { ...known, message: messageOf(error.message, typed) };
}

function namesOf(fields: Readonly<Record<string, unknown>>) {
  const names = ['schema', 'table', 'column', 'constraint', 'routine'] as const;
  return Object.fromEntries(names.flatMap((name) => (nameOf(fields[name]) ? [[name, nameOf(fields[name])]] : [])));
}

/** Names are short and have no spaces; whatever else stands there is none. */
function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w$.:-]{1,100}$/u.test(value) ? value : undefined;
}

/** What stands behind the message, which may itself have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const end = stack.indexOf(message);
  const lines = (end < 0 ? stack : stack.slice(end + message.length)).split('\n');
  const first = lines.findLastIndex((line) => !FRAME.test(line)) + 1;
  return lines.slice(first, first + MOST_FRAMES).map((line) => line.trim().slice('at '.length));
}

function messageOf(message: string, typed: string): string {
  const unquoted = message.replace(/["'`\u2018\u201C].*["'`\u2019\u201D]/su, '\u2026');
  const said = typed.toLowerCase();
  const clean =
    said === ''
      ? unquoted
      : unquoted.replaceAll(/[\p{L}\p{N}]{3,}/gu, (word) => (said.includes(word.toLowerCase()) ? '\u2026' : word));
  return [...clean.replaceAll(/\p{Cc}/gu, ' ')].slice(0, MOST_CHARACTERS).join('');
}
