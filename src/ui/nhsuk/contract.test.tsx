import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { adapters } from './contract-adapters.tsx';
import type { Adapter, Fixture } from './contract-adapters.tsx';
import { normalise } from './contract-dom.ts';
import { exclusions } from './contract-exclusions.ts';

const require = createRequire(import.meta.url);
const totals = { passed: 0, excluded: 0 };

for (const [component, adapter] of Object.entries(adapters)) {
  test(`${component} renders what the macro of nhsuk-frontend renders`, (t) => {
    const reasons = exclusions[component] ?? {};
    const unused = new Set(Object.keys(reasons));
    let passed = 0;
    let excluded = 0;
    const failures: string[] = [];
    for (const [label, fixture] of labelled(readFixtures(adapter.folder ?? component))) {
      const exclusion = [label, fixture.name].find((name) => name in reasons);
      const expected = normalise(fixture.html, adapter.amendment?.amend);
      const actual = outcome(adapter, fixture);
      if (exclusion === undefined) {
        if (actual === expected) passed += 1;
        else failures.push(`${label}: differs\n${difference(expected, actual)}`);
      } else {
        unused.delete(exclusion);
        if (actual === expected) failures.push(`${label}: passes, so it must not be excluded`);
        else excluded += 1;
      }
    }
    failures.push(...[...unused].map((name) => `${name}: excluded, but there is no such fixture`));
    const amended = adapter.amendment ? ` (compared with ${adapter.amendment.summary})` : '';
    t.diagnostic(`${component}: ${passed} passed, ${excluded} excluded${amended}`);
    totals.passed += passed;
    totals.excluded += excluded;
    assert.ok(failures.length === 0, failures.join('\n\n'));
  });
}

test('every exclusion is of a known component and has a reason', (t) => {
  for (const [component, reasons] of Object.entries(exclusions)) {
    assert.ok(component in adapters, component);
    for (const [name, reason] of Object.entries(reasons)) assert.ok(reason.trim(), `${component}: ${name}`);
  }
  t.diagnostic(`nhsuk-frontend fixtures: ${totals.passed} passed, ${totals.excluded} excluded`);
});

function readFixtures(folder: string): Fixture[] {
  const path = require.resolve(`nhsuk-frontend/dist/nhsuk/components/${folder}/fixtures.json`);
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(readFileSync(path, 'utf8'));
  return fixtures;
}

/** Names are not unique, so all but the first of a name get a number. */
function labelled(fixtures: readonly Fixture[]): [string, Fixture][] {
  const counts = new Map<string, number>();
  return fixtures.map((fixture) => {
    const count = (counts.get(fixture.name) ?? 0) + 1;
    counts.set(fixture.name, count);
    return [count === 1 ? fixture.name : `${fixture.name} [${count}]`, fixture];
  });
}

/** The rendered document, or the error when the component cannot take the options of the macro. */
function outcome(adapter: Adapter, fixture: Fixture): string {
  try {
    return normalise(adapter.render(fixture));
  } catch (error) {
    return String(error);
  }
}

/** The first lines in which two documents differ. */
function difference(expected: string, actual: string): string {
  const [wanted, got] = [expected.split('\n'), actual.split('\n')];
  const start = wanted.findIndex((line, index) => line !== got[index]);
  const from = start === -1 ? wanted.length : start;
  return [
    ...wanted.slice(from, from + 3).map((line) => `  expected ${line}`),
    ...got.slice(from, from + 3).map((line) => `  actual   ${line}`),
  ].join('\n');
}
