import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { ask } from '../../rules/conditions.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { allCatalogues, handChecks } from './catalogues.ts';
import { answersTo } from './domain/answers.ts';
import { assess } from './domain/assess.ts';
import { criteriaOf } from './domain/assessment.ts';
import type { Catalogue } from './domain/catalogue.ts';

/*
 * DCB0129 and DCB0160 as they stand in `standards/catalogues`: nothing lost, nothing surer than it is, and in our own words.
 */

const DCB0129 = edition('dcb0129', '4.2');
const DCB0160 = edition('dcb0160', '3.2');
const BOTH = [DCB0129, DCB0160];

/** Where the requirements were gathered. It is not part of the product, so it is not there everywhere. */
const GATHERED = new URL('../../../../shared/knowledge/dcb-requirements.yaml', import.meta.url);

interface Gathered {
  readonly standard: string;
  readonly clause: string;
  readonly title: string;
  readonly level: string;
  readonly requirement: string;
  readonly evidence_hint: string;
  readonly assessed_as?: readonly string[];
  readonly confidence: string;
}

function edition(id: string, wanted: string): Catalogue {
  const found = allCatalogues().find((one) => one.id === id && one.edition === wanted);
  assert.ok(found, `${id} ${wanted} is there`);
  return found;
}

function counts(values: readonly (string | null)[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const value of values) counted[String(value)] = (counted[String(value)] ?? 0) + 1;
  return counted;
}

describe('DCB0129 and DCB0160', () => {
  it('DCB0129 has 61 clauses: 58 that must be, 2 that should, 1 that informs', () => {
    assert.equal(DCB0129.criteria.length, 61);
    assert.deepEqual(counts(DCB0129.criteria.map(({ level }) => level)), { MUST: 58, SHOULD: 2, INFO: 1 });
  });

  it('DCB0160 has 66 clauses: 63 that must be, 2 that should, 1 that informs', () => {
    assert.equal(DCB0160.criteria.length, 66);
    assert.deepEqual(counts(DCB0160.criteria.map(({ level }) => level)), { MUST: 63, SHOULD: 2, INFO: 1 });
  });

  it('says how sure each line is: of DCB0160, nobody read a line first-hand', () => {
    assert.deepEqual(counts(DCB0129.criteria.map(({ confidence }) => confidence)), { seen: 61 });
    assert.deepEqual(counts(DCB0160.criteria.map(({ confidence }) => confidence)), {
      'second-hand': 20,
      partly: 27,
      inferred: 19,
    });
    for (const { criteria } of BOTH) for (const { id, source } of criteria) assert.notEqual(source, '', id);
  });

  it('names each criterion by its clause, once, in the section that the number says and in its order', () => {
    for (const { id, sections, criteria } of BOTH) {
      assert.equal(new Set(criteria.map((one) => one.id)).size, criteria.length, id);
      for (const one of criteria) {
        assert.equal(one.id, one.clause);
        assert.equal(one.section, one.clause.replace(/\.\d+$/u, ''));
      }
      const inOrder = criteria.map(({ section }) => section).filter((section, at, all) => section !== all[at - 1]);
      assert.deepEqual(
        inOrder,
        sections.map((section) => section.id),
        id,
      );
    }
  });

  it('asks DCB0129 of who makes a service, DCB0160 of who deploys it, and wants two signatures for a no', () => {
    const applying = (role: string) => BOTH.filter(({ applies }) => ask(applies!, { role }).truth === 'yes');
    assert.deepEqual(applying('manufacturer'), [DCB0129]);
    assert.deepEqual(applying('deployer'), [DCB0160]);
    assert.deepEqual(applying('both'), BOTH);
    for (const { scopeSignatures } of BOTH) assert.equal(scopeSignatures, 2);
  });

  it('asks for evidence of the management system apart from that of the project in DCB0129 alone', () => {
    for (const { id, assessedAs } of DCB0129.criteria) assert.notEqual(assessedAs.length, 0, id);
    for (const { id, assessedAs } of DCB0160.criteria) assert.deepEqual(assessedAs, [], id);
  });

  it('has something to look at for each part that DCB0129 wants answered apart', () => {
    const apart = DCB0129.criteria.filter(({ assessedAs }) => assessedAs.length === 2);
    assert.equal(apart.length, 13);
    for (const { id, checks } of apart) {
      const written = checks.filter((check) => /^processes\..+\.written$/u.test(check));
      assert.ok(written.length > 0, `${id} looks at what is written`);
      assert.ok(written.length < checks.length, `${id} looks at what was done`);
    }
  });

  it('of a service of which nothing is known, answers No to every clause', () => {
    const service: AssessedService = { id: 's', reference: 'TST', name: 'Test', phase: 'live', role: 'both' };
    const nothing = { observations: new Map(), answers: {}, questions: [], judgements: new Map(), scope: [] };
    for (const catalogue of BOTH) {
      const assessment = assess(catalogue, { service, now: new Date('2026-11-22T09:00:00Z'), ...nothing });
      const answered = criteriaOf(assessment).flatMap((one) => answersTo(one, { assessment, processReviewedOn: null }));
      assert.deepEqual([...new Set(answered.map(({ answer }) => answer))], ['No']);
    }
  });

  it('takes no legal force as its own word: what it says of it is in quotation marks, with who says so', () => {
    for (const { force, standing } of BOTH) {
      const ownWords = force.replaceAll(/“[^”]*”/gu, '');
      assert.doesNotMatch(ownWords, /must comply|have regard|mandatory|compliant/iu);
      assert.match(force, /7 July 2025/u);
      assert.match(standing, /national review/u);
    }
  });

  it('lets one piece of evidence serve both standards where they ask the same', () => {
    const looksAt = ({ criteria }: Catalogue, id: string) => criteria.find((one) => one.id === id)?.checks;
    for (const catalogue of BOTH) assert.deepEqual(looksAt(catalogue, '2.3.2'), ['people.officer-registered']);
    for (const clause of ['3.3.2', '4.4.1', '6.1.2', '6.3.2', '6.3.3', '6.4.1'])
      assert.deepEqual(looksAt(DCB0129, clause), looksAt(DCB0160, clause), clause);
  });

  it('says how often each check by hand is made, by whom, and what to keep; and some clause rests on each', () => {
    const files = ['dcb0129-4.2', 'dcb0160-3.2'].map((file) => ownChecks(file));
    const known = new Map(handChecks().map((check) => [check.id, check]));
    for (const [at, own] of files.entries()) {
      const named = new Set(BOTH[at]!.criteria.flatMap(({ checks }) => checks));
      for (const id of own) {
        assert.ok(named.has(id), `a clause of ${BOTH[at]!.name} rests on ${id}`);
        assert.ok(known.get(id)!.good.length > 0 && known.get(id)!.keep.length > 0, id);
      }
    }
  });

  it('holds the clauses that were gathered, no more and no fewer, with their level', skipWithout(), () => {
    for (const { name, criteria } of BOTH) {
      const there = gathered().filter(({ standard }) => standard === name);
      assert.deepEqual(
        criteria.map(({ clause, level, confidence }) => [clause, level, confidence]),
        there.map(({ clause, level, confidence }) => [
          clause,
          level,
          // What was "seen" of DCB0160 was seen in what readers of it wrote.
          confidence === 'seen' && name === 'DCB0160' ? 'second-hand' : confidence,
        ]),
      );
    }
    const parts = new Map(gathered().map((one) => [`${one.standard} ${one.clause}`, one.assessed_as]));
    for (const { clause, assessedAs } of DCB0129.criteria)
      assert.deepEqual(assessedAs, parts.get(`DCB0129 ${clause}`), clause);
  });

  it('has no sentence of those in which the clauses were gathered', skipWithout(), () => {
    const theirs = new Set(
      gathered()
        .flatMap(({ requirement, evidence_hint }) => [requirement, evidence_hint])
        .flatMap(sentences),
    );
    for (const { criteria } of BOTH)
      for (const { id, title, text, note } of criteria)
        for (const sentence of [title, text, note].flatMap(sentences)) assert.ok(!theirs.has(sentence), id);
    for (const { id, asks, good, keep } of handChecks())
      for (const sentence of [asks, good, keep].flatMap(sentences)) assert.ok(!theirs.has(sentence), id);
  });
});

function ownChecks(file: string): string[] {
  const read = parse(readFileSync(new URL(`../../../standards/catalogues/${file}.yaml`, import.meta.url), 'utf8')) as {
    readonly checks: readonly { readonly id: string }[];
  };
  return read.checks.map(({ id }) => id);
}

function skipWithout(): { readonly skip: boolean | string } {
  return { skip: existsSync(GATHERED) ? false : 'What was gathered is not beside the project here.' };
}

function gathered(): readonly Gathered[] {
  return (parse(readFileSync(GATHERED, 'utf8')) as { readonly requirements: readonly Gathered[] }).requirements;
}

/** The sentences of a text, without what makes no difference between two of them. */
function sentences(text: string): string[] {
  return text
    .split(/(?<=[.?!;:])\s/u)
    .map((sentence) => sentence.toLowerCase().replaceAll(/[^a-z0-9 ]/gu, ''))
    .filter((sentence) => sentence.trim() !== '');
}
