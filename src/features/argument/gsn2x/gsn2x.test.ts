import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { formFindings } from '../domain/form.ts';
import { joined } from '../domain/modules.ts';
import { GsnProblem, readArgument } from './read.ts';
import { writeArgument } from './write.ts';

/*
 * Arguments in the YAML of gsn2x: what is read and written again means the same. The examples of gsn2x stand beside the
 * repository, where they are there at all; look-alikes of ours stand in the folder testing.
 */

const EXAMPLES = join(import.meta.dirname, '../../../../../shared/data/hazard-logs/gsn-examples');
const OURS = join(import.meta.dirname, '../testing/gsn');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name))
    .toSorted();
}

/** A file as YAML says it, with what may be said in two ways said in one: the yardstick, apart from our own reading. */
function meaning(text: string): unknown {
  const lists = ['supportedBy', 'inContextOf', 'challenges', 'defeatedRelation', 'uses'];
  const all = parse(text) as Record<string, Record<string, unknown> | null>;
  return Object.fromEntries(
    Object.entries(all).map(([id, fields]) => [
      id,
      Object.fromEntries(
        Object.entries(fields ?? {})
          .filter(([name, value]) => !((name === 'undeveloped' || name === 'defeated') && value === false))
          .map(([name, value]) => [name, lists.includes(name) && !Array.isArray(value) ? [value] : value]),
      ),
    ]),
  );
}

function comesBack(path: string): void {
  const text = readFileSync(path, 'utf8');
  const read = readArgument(text);
  const written = writeArgument(read);
  assert.deepEqual(readArgument(written), read, path);
  assert.deepEqual(meaning(written), meaning(text), path);
  assert.equal(writeArgument(readArgument(written)), written, path);
}

describe('an argument in the YAML of gsn2x', () => {
  test('comes back as it was: our look-alikes', () => {
    const files = filesIn(OURS);
    assert.ok(files.length >= 5);
    for (const path of files) comesBack(path);
  });

  test('comes back as it was: the examples of gsn2x', { skip: existsSync(EXAMPLES) ? false : `no ${EXAMPLES}` }, () => {
    const files = filesIn(EXAMPLES);
    assert.equal(files.length, 13);
    for (const path of files) comesBack(path);
  });

  test('of several modules is read as one', () => {
    const named = (folder: string, names: readonly string[]) =>
      names.map((file) => ({ file, argument: readArgument(readFileSync(join(OURS, folder, file), 'utf8')) }));
    const modules = joined(named('modular', ['index.gsn.yaml', 'wounds.gsn.yaml']));
    assert.deepEqual([...modules.findings, ...formFindings(modules.argument)], []);
    const alone = joined(named('modular', ['index.gsn.yaml']));
    assert.deepEqual(
      [...alone.findings, ...formFindings(alone.argument)].map(({ rule }) => rule),
      ['module-missing', 'dangling', 'dangling'],
    );
    const developed = joined(named('template', ['template.gsn.yaml', 'instance.gsn.yaml']));
    assert.deepEqual([...developed.findings, ...formFindings(developed.argument)], []);
    const template = joined(named('template', ['template.gsn.yaml']));
    assert.deepEqual(
      formFindings(template.argument).map(({ rule, elements }) => `${rule} ${elements.join()}`),
      ['undeveloped G2'],
    );
    const instance = joined(named('template', ['instance.gsn.yaml']));
    assert.deepEqual(
      instance.findings.map(({ says }) => says),
      ['instance.gsn.yaml extends the module template, which is not here.'],
    );
  });

  test('says what is wrong with a file, and where', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['- G1', /elements by their names/u],
      ['G1:\n  text: a\nG1:\n  text: b\n', /^Line 3: two elements have the same name/u],
      ['G1: {\n', /not YAML/u],
      ['G1: text', /G1: give it fields/u],
      ['G1:\n  nodeType: Hope\n', /G1: nodeType is one of Goal/u],
      // What every object has by itself is no sort of element.
      ['G1:\n  nodeType: constructor\n', /G1: nodeType is one of Goal/u],
      ['G1:\n  nodeType: __proto__\n', /G1: nodeType is one of Goal/u],
      ['G1:\n  text: a\n  text: b\n', /^Line 3: two elements have the same name/u],
      ['G1:\n  undeveloped: perhaps\n', /G1: undeveloped is true or false/u],
      ['G1:\n  supportedBy: [[G2]]\n', /G1: supportedBy names one element/u],
      ['a: &a [x, x]\nG1:\n  supportedBy: *a\n', /aliases|give it fields/u],
      ['G 1:\n  text: x\n', /is no name of an element/u],
      [`G1:\n  text: ${'x'.repeat(1_000_001)}`, /more than 1,000,000 characters/u],
    ];
    for (const [text, says] of wrong)
      assert.throws(
        () => readArgument(text),
        (error) => error instanceof GsnProblem && says.test(error.message),
        text.slice(0, 60),
      );
  });

  test('of very many names is looked at in no more time than others of its length', () => {
    const names = Array.from({ length: 15_000 }, (_none, index) => `n${index}: `);
    const began = performance.now();
    assert.throws(() => readArgument(names.join('\n')), /more than 5,000 elements/u);
    // Far more than it takes, and far less than the half minute of comparing each name with each.
    readArgument(`G1:\n  ${names.join('\n  ')}`);
    assert.ok(performance.now() - began < 10_000);
  });
});
