import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dutyOf } from './domain.ts';
import { draftOf, draftText, type DraftFact } from './domain/draft.ts';
import { sayCondition, type SaidCondition } from './domain/condition-words.ts';
import { packInForce } from './pack.ts';

/* A prepared report: every fact with its ground, every gap open, and nothing of a compartment for who may not see it. */

const pack = packInForce('2026-11-28');
const AT = new Date('2026-03-03T14:30:00Z');

function fact(name: string, value: DraftFact['value'], checkedBy: string | null = null): DraftFact {
  const checkedAt = checkedBy === null ? null : new Date('2026-03-04T09:00:00Z');
  return { fact: name, value, source: 'Triage of INC-12', statedAt: AT, checkedBy, checkedAt };
}

test('what is known says from where, as known when and who checked it; the rest is left open', () => {
  const duty = dutyOf(pack, 'DCB-LOG')!;
  const facts = [
    fact('harm.physical', 'severe', 'Wren Applewhite'),
    fact('t.became_aware', '2026-03-02T09:00:00+00:00'),
  ];
  const text = draftText(draftOf(pack, duty, facts, false), 'INC-12', AT);
  assert.match(text, /^Record it in the safety incident management log \(DCB-LOG, version 1 of the rule\)$/mu);
  assert.match(text, /from what was known then\. It has not been sent\.$/mu);
  assert.match(
    text,
    /Severe\. \(Triage of INC-12, as known on 3 March 2026, 2:30pm; checked by Wren Applewhite on 4 March 2026, 9:00am\)/u,
  );
  assert.match(
    text,
    /2 March 2026, 9:00am\. \(Triage of INC-12, as known on 3 March 2026, 2:30pm; nobody checked it\)/u,
  );
  assert.match(text, /\[Not known: Did somebody die\?\]/u);
  assert.match(text, /The hazards that it belongs to\n {2}\[To be written\]/u);
});

test('a rule that nobody verified says so, and "not sure" is not known', () => {
  assert.match(
    draftText(draftOf(pack, dutyOf(pack, 'MHRA-FOLLOWUP')!, [], false), 'INC-1', AT),
    /Nobody has verified/u,
  );
  const draft = draftOf(
    pack,
    dutyOf(pack, 'LFPSE-INCIDENT')!,
    [fact('harm.notifiable_safety_incident', 'unsure')],
    false,
  );
  assert.ok(
    draft.items.some(({ missing }) => missing.includes('Is it a notifiable safety incident (duty of candour)?')),
  );
});

test('facts of a compartment are neither shown nor missed where they may not be seen', () => {
  const hidden = pack.facts.filter(({ compartment }) => compartment);
  const kept = hidden.map(({ name, type }) => fact(name, type === 'yes or no' ? true : 'canary'));
  fc.assert(
    fc.property(fc.constantFrom(...pack.duties), fc.boolean(), (duty, filled) => {
      const text = draftText(draftOf(pack, duty, filled ? kept : [], false), 'INC-1', AT);
      for (const { question } of hidden) assert.ok(!text.includes(question), `${duty.id}: ${question}`);
      assert.ok(!text.includes('canary'), duty.id);
    }),
  );
  const shown = draftText(draftOf(pack, dutyOf(pack, 'SG-CHILD-S47')!, [fact('person.age', 9)], true), 'it', AT);
  assert.match(shown, /How old is the person\? 9\./u);
});

test('every item of every draft is known, missing or to be written', () => {
  for (const duty of pack.duties)
    for (const { text, known, missing, toWrite } of draftOf(pack, duty, [], true).items)
      assert.equal(known.length === 0 && missing.length > 0 !== toWrite, true, `${duty.id}: ${text}`);
});

test('conditions are said as questions with the answers that count', () => {
  const said = ({ says, parts }: SaidCondition, depth = 0): string =>
    [`${'  '.repeat(depth)}${says}`, ...parts.map((part) => said(part, depth + 1))].join('\n');
  assert.equal(
    said(sayCondition(pack, dutyOf(pack, 'RIDDOR-7DAY')!.when)),
    [
      'All of these are so',
      '  Did an accident arise out of work? Answer: yes.',
      '  For how many days was a worker unable to do their usual work? Answer: more than 7.',
    ].join('\n'),
  );
  assert.match(said(sayCondition(pack, dutyOf(pack, 'NEVER-EVENT')!.when)), /which one\? There is one\.$/u);
  assert.match(said(sayCondition(pack, dutyOf(pack, 'RIDDOR-IMMEDIATE')!.when)), /This is not so\n.*Answer: yes\./u);
  assert.match(said(sayCondition(pack, dutyOf(pack, 'CQC-REG18')!.exempt_if!)), /^All of these are so/u);
});
