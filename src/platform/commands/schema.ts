import { z } from 'zod';
import { InputProblem, type FieldProblem } from './problems.ts';

/*
 * What an input looks like from outside: as JSON Schema for the API's description, and as fields that are given as words,
 * in an address or on the command line.
 */

export type JsonSchema = { readonly [key: string]: unknown };

/** As JSON Schema 2020-12. What no schema can say (a date of JavaScript's) is left open. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return rest;
}

/** One field of an input that is given as words. */
export interface WordField {
  readonly name: string;
  /** `json`: a list of things or a thing, given as JSON. */
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'json';
  readonly items: 'text' | 'number';
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly description: string;
}

export function fieldsOf(schema: z.ZodObject): WordField[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const plain = withoutNull(property);
    const items = withoutNull((plain['items'] ?? {}) as JsonSchema);
    const kind = kindOf(plain);
    const choices = (kind === 'list' ? items : plain)['enum'];
    return {
      name,
      kind,
      items: isNumber(items) ? 'number' : 'text',
      required: required.includes(name),
      choices: Array.isArray(choices) ? choices.map(String) : [],
      description: typeof property['description'] === 'string' ? property['description'] : '',
    };
  });
}

function kindOf(property: JsonSchema): WordField['kind'] {
  const type = property['type'];
  if (isNumber(property)) return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') {
    const items = withoutNull((property['items'] ?? {}) as JsonSchema);
    return items['type'] === 'string' || isNumber(items) ? 'list' : 'json';
  }
  if (type === 'object' || '$ref' in property || 'anyOf' in property || 'oneOf' in property) return 'json';
  return 'text';
}

function isNumber(property: JsonSchema): boolean {
  return property['type'] === 'number' || property['type'] === 'integer';
}

/** "This or nothing" is this: nothing is said by leaving it out. */
function withoutNull(property: JsonSchema): JsonSchema {
  const { type, anyOf } = property;
  if (Array.isArray(type)) return { ...property, type: type.find((one) => one !== 'null') as unknown };
  if (!Array.isArray(anyOf)) return property;
  const others = (anyOf as JsonSchema[]).filter((one) => one['type'] !== 'null');
  return others.length === 1 ? others[0]! : property;
}

/**
 * The input that words say. What they cannot mean stays as it was given, so that the input's own schema says what is wrong.
 * @throws InputProblem for a field that is given several times and is no list
 */
export function inputOf(
  fields: readonly WordField[],
  given: Readonly<Record<string, readonly string[]>>,
): Record<string, unknown> {
  const problems: FieldProblem[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, words] of Object.entries(given)) {
    const field = fields.find((one) => one.name === name);
    if (field?.kind !== 'list' && words.length > 1) problems.push({ field: name, message: 'Give this once.' });
    // Not by assignment: a field may be called anything.
    Object.defineProperty(input, name, {
      value:
        field?.kind === 'list'
          ? words.map((word) => meant(word, field.items))
          : meant(words[0]!, field?.kind ?? 'text'),
      enumerable: true,
    });
  }
  if (problems.length > 0) throw new InputProblem(problems);
  return input;
}

function meant(word: string, kind: WordField['kind']): unknown {
  if (kind === 'number') return /^-?\d{1,15}(?:\.\d{1,15})?$/u.test(word) ? Number(word) : word;
  if (kind === 'boolean') return word === 'true' ? true : word === 'false' ? false : word;
  if (kind !== 'json') return word;
  try {
    return JSON.parse(word) as unknown;
  } catch {
    return word;
  }
}
