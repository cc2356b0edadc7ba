import { z } from 'zod';
import type { AnyCommand, AnyQuery } from '../commands/command.ts';
import type { May } from '../commands/may.ts';
import { jsonSchema, type JsonSchema } from '../commands/schema.ts';
import type { Services } from '../feature.ts';
import { PROBLEM_TYPES, type ProblemType } from './problem-details.ts';

/*
 * The API, described from the commands and queries themselves (OpenAPI 3.1), so that the description cannot fall behind.
 */

const Done = z.strictObject({
  seq: z.int().min(1).describe('The number of the entry in the ledger.'),
  result: z.record(z.string(), z.unknown()).describe('Ids, references and counts of what was done.'),
});

const Problem = z.object({
  type: z.string().describe('What kind of problem it is: a place on the help page.'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What happened and what to do, in one sentence.'),
  problems: z
    .array(z.object({ pointer: z.string().describe('A JSON pointer into what was sent.'), detail: z.string() }))
    .optional(),
  current: z.record(z.string(), z.string()).optional().describe('On a conflict: what stands there now.'),
  version: z.int().optional().describe('On a conflict: the version that stands there now.'),
});

const ALWAYS: readonly ProblemType[] = [
  'sign-in',
  'denied',
  'not-found',
  'not-acceptable',
  'input',
  'too-many',
  'defect',
];
const OF_COMMANDS: readonly ProblemType[] = ['not-whole', 'not-possible', 'too-large', 'media-type', 'busy'];

/** The description, whole. */
export function describeApi(
  { version }: Pick<Services, 'version'>,
  commands: readonly AnyCommand[],
  queries: readonly AnyQuery[],
): JsonSchema {
  const schemas = new Schemas();
  const done = schemas.add('Done', jsonSchema(Done, 'output'));
  schemas.add('Problem', jsonSchema(Problem, 'output'));
  const features = [...new Set([...commands, ...queries].map((one) => one.feature))];
  const paths: Record<string, JsonSchema> = {};
  for (const query of queries) paths[`/${query.feature}/${query.name}`] = { get: queryOperation(query, schemas) };
  for (const command of commands)
    paths[`/${command.feature}/${command.name}`] = { post: commandOperation(command, schemas, done) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Primum',
      version,
      summary: 'The same commands and lists as in the browser and on the command line.',
      description:
        'A command that is answered is stored. With an Idempotency-Key it can be sent again: the answer is the same, and nothing is done twice. Errors are problem details (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: features.map((name) => ({ name })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: schemas.all,
      responses: Object.fromEntries(Object.keys(PROBLEM_TYPES).map((type) => [type, response(type as ProblemType)])),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Made with "primum token". It never signs, judges, nominates or erases.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'primum_session',
          description: 'Of a person who is signed in. A command then needs the header X-Primum-Request as well.',
        },
      },
    },
  };
}

function commandOperation(command: AnyCommand, schemas: Schemas, done: JsonSchema): JsonSchema {
  return {
    operationId: `${command.feature}.${command.name}`,
    tags: [command.feature],
    summary: command.summary,
    description: whoMay(command.may),
    ...security(command.may),
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: 'Sent again with the same key, the same input is done once and answered alike.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
        example: '0f2f6a5e-6b0e-4a55-9a43-0b8f2a8d7c11',
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: schemas.add(`${command.feature}.${command.name}`, jsonSchema(command.input, 'input')),
        },
      },
    },
    responses: {
      200: { description: 'Done, and stored.', content: { 'application/json': { schema: done } } },
      ...problems([...ALWAYS, ...OF_COMMANDS]),
    },
  };
}

function queryOperation(query: AnyQuery, schemas: Schemas): JsonSchema {
  const name = `${query.feature}.${query.name}`;
  const input = schemas.apart(`${name}.input`, jsonSchema(query.input, 'input'));
  const required = (input['required'] ?? []) as readonly string[];
  return {
    operationId: name,
    tags: [query.feature],
    summary: query.summary,
    description: whoMay(query.may),
    ...security(query.may),
    parameters: Object.entries((input['properties'] ?? {}) as Record<string, JsonSchema>).map(([field, schema]) => ({
      name: field,
      in: 'query',
      required: required.includes(field),
      ...(typeof schema['description'] === 'string' && { description: schema['description'] }),
      schema,
    })),
    responses: {
      200: {
        description: 'What was asked for, as it stands now.',
        content: { 'application/json': { schema: schemas.add(name, jsonSchema(query.output, 'output')) } },
      },
      ...problems(ALWAYS),
    },
  };
}

/** In words, because no field of OpenAPI says it. */
function whoMay({ roles, operator, token }: May): string {
  const all = [...roles, ...(token ? ['programs with a token'] : []), ...(operator ? ['the command line'] : [])];
  return all.length === 0 ? 'Nobody may do this here.' : `Open to: ${all.join(', ')}.`;
}

function security({ token }: May): JsonSchema {
  return token ? {} : { security: [{ session: [] }] };
}

/** One entry for each status; what shares one is told apart by its type. */
function problems(types: readonly ProblemType[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    types.map((type) => [String(PROBLEM_TYPES[type][0]), { $ref: `#/components/responses/${type}` }]),
  );
}

function response(type: ProblemType): JsonSchema {
  const [status, title] = PROBLEM_TYPES[type];
  return {
    description: title,
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: { type: `/help/api#${type}`, title, status, detail: title },
      },
    },
  };
}

/** Schemas by name. What a schema calls by its own `#` is called by its place here instead. */
class Schemas {
  readonly all: Record<string, JsonSchema> = {};

  /** @returns a reference to it */
  add(name: string, schema: JsonSchema): JsonSchema {
    this.all[name] = this.apart(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Puts what it defines for itself among the others. @returns it, without those */
  apart(name: string, { $defs = {}, ...schema }: JsonSchema): JsonSchema {
    const moved = (value: unknown) => relocated(value, name) as JsonSchema;
    for (const [part, definition] of Object.entries($defs as Record<string, JsonSchema>))
      this.all[`${name}.${part}`] = moved(definition);
    return moved(schema);
  }
}

function relocated(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => relocated(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string'
        ? item.replace(/^#\/\$defs\//u, `#/components/schemas/${name}.`).replace(/^#$/u, `#/components/schemas/${name}`)
        : relocated(item, name),
    ]),
  );
}
