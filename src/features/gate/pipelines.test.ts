import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';
import { MODES, type GateVerdict, type Mode } from './domain.ts';
import { gateRecord } from './record.ts';

/*
 * The steps that are shipped for pipelines: their shell, as it stands in the files, beside a `primum` that ends with a code
 * and writes what the gate writes.
 */

const folder = mkdtempSync(join(tmpdir(), 'primum-pipelines-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../docs/pipelines/${name}`, import.meta.url), 'utf8'));

interface Step {
  readonly name?: string;
  readonly run?: string;
}

const github = read('github-actions.yml') as { jobs: { 'safety-gate': { steps: readonly Step[] } } };
const gitlab = read('gitlab-ci.yml') as {
  'safety-gate': { script: readonly string[]; allow_failure: { exit_codes: number } };
};

/** How each is run, and the code that it goes on with although it has something to say. */
const STEPS = [
  {
    name: 'GitHub Actions',
    shell: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'],
    script: github.jobs['safety-gate'].steps.find(({ name }) => name === 'Safety gate')!.run!,
    warned: 0,
  },
  {
    name: 'GitLab',
    shell: ['sh', '-e', '-c'],
    script: gitlab['safety-gate'].script.join('\n'),
    warned: gitlab['safety-gate'].allow_failure.exit_codes,
  },
];

interface Case {
  /** What `primum gate` ends with. */
  readonly code: number;
  readonly mode: Mode;
  readonly overridden?: boolean;
  readonly rollback?: string;
  /** What it says. */
  readonly says?: string;
  /** It crashed before it wrote anything. */
  readonly writes?: false;
}

const VERDICTS: Readonly<Record<number, GateVerdict>> = { 0: 'go', 1: 'no-go', 3: 'cannot-tell' };

/** Runs a step in a folder of its own, in which an answer of an earlier run still lies. */
function runs(
  step: (typeof STEPS)[number],
  { code, mode, overridden = false, rollback = '', writes, says = '' }: Case,
) {
  const home = mkdtempSync(join(folder, 'run-'));
  const answer = gateRecord(
    {
      verdict: VERDICTS[code] ?? 'cannot-tell',
      mode,
      sort: 'asked',
      service: { reference: 'DEMO', name: 'A "mode": "advise", of a name' },
      release: { version: '1.4.0', state: 'candidate' },
      asAt: '2026-03-12T09:00:00.000Z',
      note: '',
      conditions: [],
      leftOut: [],
      overrides: overridden
        ? [
            {
              sort: 'override',
              by: 'Wren Applewhite',
              role: 'clinical safety officer',
              at: '2026-03-12T09:00:00.000Z',
              until: '2026-03-13T00:00:00.000Z',
              reason: '"mode": "advise",',
              review: null,
            },
          ]
        : [],
    },
    null,
  );
  const json = `${JSON.stringify(answer, null, 2)}\n`;
  writeFileSync(join(home, 'answer.json'), json);
  writeFileSync(join(home, 'gate.json'), json.replace(/"mode": "[a-z]+"/u, '"mode": "advise"'));
  mkdirSync(join(home, 'primum/bin'), { recursive: true });
  const fake = join(home, 'primum/bin/primum');
  const write = writes === false || VERDICTS[code] === undefined ? '' : 'cp answer.json gate.json\n';
  writeFileSync(fake, `#!/bin/sh\necho "$@" > called\n${says === '' ? '' : `echo "${says}"\n`}${write}exit ${code}\n`);
  chmodSync(fake, 0o755);
  const [command, ...args] = step.shell;
  const env = { PATH: process.env['PATH'] ?? '', SERVICE: 'DEMO', VERSION: '1.4.0', ROLLBACK: rollback };
  const done = spawnSync(command!, [...args, step.script], { cwd: home, env, encoding: 'utf8' });
  // What GitHub is told to take as no command is what the gate says.
  const out = done.stdout.replaceAll(/^::stop-commands::([\w-]{36})\n[^]*?^::\1::\n/gmu, '');
  return { exit: done.status, out, called: readFileSync(join(home, 'called'), 'utf8').trim() };
}

test('GitHub takes nothing that people typed as a command', () => {
  const [step] = STEPS;
  for (const code of [0, 1]) {
    const { out } = runs(step!, { code, mode: 'enforce', says: '::notice title=Safety gate::This release may go' });
    assert.doesNotMatch(out, /may go/u);
    assert.equal(out.startsWith('::error title=Safety gate::The gate says no-go'), code === 1, out);
  }
});

for (const step of STEPS)
  describe(step.name, () => {
    test('lets a go go, in every mode', () => {
      for (const mode of MODES) {
        const { exit, out, called } = runs(step, { code: 0, mode });
        assert.deepEqual([exit, out], [0, ''], mode);
        assert.match(called, /^gate --service DEMO --version 1\.4\.0 --json gate\.json --junit gate\.xml --record$/u);
      }
    });

    test('goes on where the policy advises or warns, and says so; stops where it enforces', () => {
      for (const code of [1, 3]) {
        const advised = runs(step, { code, mode: 'advise' });
        assert.equal(advised.exit, 0);
        assert.match(advised.out, new RegExp(`notice.*The gate says ${VERDICTS[code]!}\\. It advises`, 'u'));
        const warned = runs(step, { code, mode: 'warn' });
        assert.equal(warned.exit, step.warned);
        assert.match(warned.out, /warning.*It warns, and the release goes on/u);
        const stopped = runs(step, { code, mode: 'enforce' });
        assert.equal(stopped.exit, code);
        assert.match(stopped.out, /error.*and the release stops here/u);
      }
    });

    test('goes on under an override, and says so', () => {
      const { exit, out } = runs(step, { code: 1, mode: 'enforce', overridden: true });
      assert.equal(exit, step.warned);
      assert.match(out, /warning.*The gate says no-go\. An override is in force/u);
    });

    test('stops where the gate could not be asked, whatever an earlier run left behind', () => {
      for (const code of [2, 4, 127]) {
        const { exit, out } = runs(step, { code, mode: 'advise' });
        assert.equal(exit, code);
        assert.match(out, /error.*could not be asked/u);
      }
      assert.equal(runs(step, { code: 1, mode: 'advise', writes: false }).exit, 1, 'a crash is no verdict');
    });

    test('never stops going back to what was approved, also where Primum does not answer', () => {
      const back = runs(step, { code: 0, mode: 'enforce', rollback: 'It is slow' });
      assert.equal(back.exit, 0);
      assert.match(back.called, /--rollback --reason It is slow$/u);
      assert.doesNotMatch(back.called, /--record/u);
      const silent = runs(step, { code: 4, mode: 'enforce', rollback: 'It is slow' });
      assert.equal(silent.exit, step.warned);
      assert.match(silent.out, /Going back is not stopped/u);
      assert.equal(runs(step, { code: 1, mode: 'enforce', rollback: 'It is slow' }).exit, 1, 'it never was approved');
      assert.equal(runs(step, { code: 2, mode: 'enforce', rollback: 'It is slow' }).exit, 2);
    });
  });
