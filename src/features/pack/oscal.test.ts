import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { criteriaIn, RESULTS, type PackJudgement } from './domain/document.ts';
import { packOscal } from './oscal.ts';
import { assessmentResults } from './testing/oscal.ts';
import { anyDocument, criterion, document, section, standard } from './testing/packs.ts';

const JUDGED: PackJudgement = {
  reference: 'FND-1',
  value: 'met',
  reason: 'I looked.',
  by: 'Wren Applewhite (clinical safety officer)',
  on: '2026-03-01T09:00:00.000Z',
  until: null,
  outOfDate: '',
};

const read = (of: Parameters<typeof packOscal>[0]) => assessmentResults.parse(packOscal(of))['assessment-results'];

test('whatever is in a pack, it keeps to the model of OSCAL, and every reference leads somewhere', () => {
  fc.assert(
    fc.property(anyDocument, (any) => {
      const { results, 'back-matter': back, 'import-ap': plan } = read(any);
      const resources = new Set(back.resources.map(({ uuid }) => `#${uuid}`));
      assert.ok(resources.has(plan.href));
      for (const { observations = [], findings = [] } of results) {
        const seen = new Set(observations.map(({ uuid }) => uuid));
        for (const { 'related-observations': related = [] } of findings)
          for (const one of related) assert.ok(seen.has(one['observation-uuid']));
        for (const { 'relevant-evidence': evidence = [] } of observations)
          for (const { href } of evidence) assert.ok(href === undefined || resources.has(href));
      }
    }),
    { numRuns: 60 },
  );
});

test('satisfied is only what a person judged as met, where what could be checked stands', () => {
  const judgements = [
    null,
    JUDGED,
    { ...JUDGED, outOfDate: 'A check under it got worse.' },
    { ...JUDGED, value: 'partly met' },
    { ...JUDGED, value: 'not met' },
  ];
  for (const result of RESULTS)
    for (const judgement of judgements) {
      const one = document({
        standards: [standard({ sections: [section({ criteria: [criterion({ result, judgement })] })] })],
      });
      const [found] = read(one).results;
      if (result === 'not-applicable') {
        assert.equal(found!.findings, undefined);
        assert.equal(found!['reviewed-controls']['control-selections'][0]!['exclude-controls']?.length, 1);
        continue;
      }
      const { state, reason } = found!.findings![0]!.target.status;
      assert.equal(state === 'satisfied', result === 'passed' && judgement === JUDGED, `${result} ${judgement?.value}`);
      if (result === 'unknown' || result === 'not-run') assert.notEqual(reason, 'pass');
    }
});

test('it is the same whenever it is written, and files are named by their digest', () => {
  const sha256 = 'ab'.repeat(32);
  const evidence = [{ text: 'Letter', address: `/files/${sha256}`, until: null, file: sha256 }];
  const path = `evidence/${sha256}.pdf`;
  const one = document({
    standards: [standard({ sections: [section({ criteria: [criterion({ evidence })] })] })],
    files: [{ sha256, size: 12, type: 'application/pdf', path, text: 'Letter' }],
  });
  assert.deepEqual(packOscal(one), packOscal(structuredClone(one)));
  const { results, 'back-matter': back } = read(one);
  const resource = back.resources.find(({ rlinks }) => rlinks?.[0]?.href === path)!;
  assert.equal(resource.rlinks![0]!.hashes![0]!.value, sha256);
  assert.equal(results[0]!.observations![0]!['relevant-evidence']![0]!.href, `#${resource.uuid}`);
  assert.equal(results[0]!.findings!.length, criteriaIn(one.standards[0]!).length);
});
