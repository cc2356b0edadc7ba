import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assess } from '../standards/domain/assess.ts';
import { STANDARD, STATES } from '../standards/testing/made-up.ts';
import { criteriaIn } from './domain/document.ts';
import { filesShown, packOf } from './from-assessments.ts';
import { document } from './testing/packs.ts';

test('the document that was signed elsewhere shows the judgement, and goes along as a file', () => {
  const digest = 'ab'.repeat(32);
  const judgements = new Map([...STATES.judgements].map(([key, one]) => [key, { ...one, documents: [digest] }]));
  const assessment = assess(STANDARD, { ...STATES, judgements });
  const { service, intendedUse, made } = document();
  const pack = packOf([assessment], { service, intendedUse, made, asAt: STATES.now, files: [] });
  const judged = criteriaIn(pack.standards[0]!).filter(({ judgement }) => judgement !== null);
  assert.ok(judged.length > 0);
  for (const { judgement, evidence } of judged)
    assert.ok(
      evidence.some(({ text, file }) => file === digest && text === `Signed document of ${judgement!.reference}`),
    );
  assert.equal([...filesShown([assessment]).keys()].includes(digest), true);
});
