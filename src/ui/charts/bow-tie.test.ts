import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Box } from './bow-tie-boxes.ts';
import { layBowTie, type BowTieLayout } from './bow-tie-layout.ts';
import { strandsOf, worstWay, wayOf, type BowTieData, type BowTieSide } from './bow-tie-parts.ts';
import { textWidth, wrapped } from './text-width.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(
    'x'.repeat(200),
    'https://tests.example.org/runs/8812/second-scan-blocks-save',
    '',
    'a\nb',
    'مرحبا',
    '👩‍⚕️',
  ),
);
const verdict = fc.constantFrom('met', 'not-met', 'not-known');

function sideOf(most: { readonly ends: number; readonly controls: number }): fc.Arbitrary<BowTieSide> {
  return fc
    .record({
      texts: fc.array(fc.record({ text, strong: fc.option(text) }), { maxLength: most.ends, size: 'max' }),
      controls: fc.array(
        fc.record({ text, verdict, ends: fc.array(fc.nat(most.ends), { maxLength: 4 }), all: fc.boolean() }),
        { maxLength: most.controls, size: 'max' },
      ),
      way: fc.constantFrom('maybe' as const, 'open' as const),
    })
    .map(({ texts, controls, way }) => ({
      title: 'Causes',
      none: 'None is named.',
      ends: texts.map((one, index) => ({ ...one, name: `Cause ${index + 1}`, href: `#cause-${index + 1}` })),
      controlsTitle: 'Controls that prevent',
      controls: controls.map(({ all, ends, ...one }, index) => ({
        ...one,
        // Some name causes that there are not, and some name all that there are.
        ends: all ? texts.map((_one, end) => end) : ends,
        name: index % 7 === 3 ? `PLATFORM/CTL-${index + 1}` : `CTL-${index + 1}`,
        href: `/controls/CTL-${index + 1}`,
      })),
      noControl: { name: 'No control', text: 'Nothing prevents this yet.', way },
    }));
}

function bowTie(most = { ends: 8, controls: 10 }): fc.Arbitrary<BowTieData> {
  return fc.record({
    causes: sideOf(most),
    hazard: fc.record({ name: fc.constant('HAZ-12'), text, href: fc.constant('#ratings') }),
    harm: sideOf(most),
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** What is wrong with a layout: in words, for whoever reads the failure. */
function faults({ width, height, boxes, lines }: BowTieLayout): string[] {
  const said: string[] = [];
  for (const [index, box] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) if (overlap(box, other)) said.push(`${box.key} lies on ${other.key}`);
    if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height)
      said.push(`${box.key} leaves the picture`);
    let above = 0;
    for (const line of box.words) {
      const bold = line.look === 'strong';
      if (line.x + textWidth(line.text, { size: 15, bold }) > box.width - 9.9 && [...line.text].length > 1)
        said.push(`${box.key}: “${line.text}” is too wide`);
      if (line.y - above < 19) said.push(`${box.key}: “${line.text}” lies on the line above`);
      above = line.y;
    }
    if (above > box.height - 10) said.push(`${box.key}: its words leave it`);
    const { tag } = box;
    if (tag && (tag.x < 10 || tag.x + tag.width > box.width - 9.9 || tag.y + 24 > box.height))
      said.push(`${box.key}: its tag leaves it`);
    for (const line of tag ? box.words : []) {
      const right = line.x + textWidth(line.text, { size: 15 });
      if (line.y > tag!.y && line.y - 12 < tag!.y + 24 && right > tag!.x)
        said.push(`${box.key}: “${line.text}” lies on its tag`);
    }
  }
  const at = new Map(boxes.map((box) => [box.key, box]));
  if (at.size !== boxes.length) said.push('two boxes have one key');
  for (const line of lines) {
    const [from, to] = [line.from, line.to].map((key) => (key === null ? null : at.get(key)));
    if (from === undefined || to === undefined) said.push(`${line.path} joins what is not there`);
    if (from && (line.start.x !== from.x + from.width || !besideOf(from, line.start.y)))
      said.push(`${line.path} does not leave ${from.key}`);
    if (to && (line.finish.x !== to.x || !besideOf(to, line.finish.y)))
      said.push(`${line.path} does not reach ${to.key}`);
    if (line.from === null || line.to === null) {
      const open = line.from === null ? line.start : line.finish;
      const meets = lines.some(
        (other) => other !== line && other.leaves.some((key) => line.leaves.includes(key)) && onIt(other, open),
      );
      if (!meets) said.push(`${line.path} ends in the air`);
    }
  }
  return said;
}

function besideOf(box: Box, y: number): boolean {
  return y >= box.y && y <= box.y + box.height;
}

function onIt({ start, finish }: BowTieLayout['lines'][number], { x, y }: { x: number; y: number }): boolean {
  const within = (value: number, a: number, b: number) =>
    value >= Math.min(a, b) - 0.1 && value <= Math.max(a, b) + 0.1;
  return within(x, start.x, finish.x) && within(y, start.y, finish.y);
}

describe('a bow-tie in its place', () => {
  test('no box lies on another, all words stand in their boxes, every line leaves a box and reaches one', () => {
    fc.assert(
      fc.property(bowTie(), (data) => assert.deepEqual(faults(layBowTie(data)), [])),
      { numRuns: 150 },
    );
  });

  test('with 40 controls and 30 causes too', () => {
    fc.assert(
      fc.property(bowTie({ ends: 30, controls: 40 }), (data) => assert.deepEqual(faults(layBowTie(data)), [])),
      { numRuns: 8 },
    );
  });

  test('the same data make the same picture; all ends, controls and what has none are in it, and all of the words', () => {
    fc.assert(
      fc.property(bowTie(), (data) => {
        const { boxes } = layBowTie(data);
        assert.deepEqual(layBowTie(structuredClone(data)).boxes, boxes);
        for (const side of [data.causes, data.harm]) {
          const named = new Set(side.controls.flatMap(({ ends }) => ends));
          const without = side.ends.filter((_end, index) => !named.has(index)).length;
          const here = boxes.filter((box) => box.key.startsWith(side === data.causes ? 'cause-' : 'harm-'));
          assert.equal(here.filter(({ kind }) => kind === 'end').length, side.ends.length);
          assert.equal(here.filter(({ kind }) => kind === 'control').length, side.controls.length);
          assert.equal(here.filter(({ kind }) => kind === 'none').length, without);
          for (const control of side.controls) {
            const box = here.find(
              ({ words }) =>
                words[0]!.text === control.name ||
                words
                  .slice(0, 2)
                  .map((line) => line.text)
                  .join('') === control.name,
            );
            const said = box!.words.map((line) => line.text).join('');
            assert.equal(bare(said), bare(control.name + control.text));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a line says how the way stands: behind a control by its verdict, and open on both sides of no control', () => {
    fc.assert(
      fc.property(bowTie(), (data) => {
        const { lines, boxes } = layBowTie(data);
        const at = new Map(boxes.map((box) => [box.key, box]));
        for (const { from, to, way } of lines) {
          const [left, right] = [from === null ? null : at.get(from)!, to === null ? null : at.get(to)!];
          const none = [left, right].find((box) => box?.kind === 'none');
          if (none) assert.equal(way, none.way);
          else if (left?.kind === 'control') assert.equal(way, left.way);
          else if (right?.kind === 'control') assert.equal(way, 'closed');
        }
        for (const side of [data.causes, data.harm]) {
          for (const { ends, barriers, complete } of strandsOf(side)) {
            if (!complete || ends.length < 2 || barriers.length < 2 || side === data.causes) continue;
            const reaching = lines.filter((line) => line.from === null && line.to === `harm-${ends[0]}`);
            assert.deepEqual(
              reaching.map(({ way }) => way),
              [worstWay(barriers.map(({ way }) => way))],
            );
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('what is not known may be open', () => {
    assert.deepEqual((['met', 'not-known', 'not-met'] as const).map(wayOf), ['closed', 'maybe', 'open']);
    assert.equal(worstWay(['closed', 'maybe', 'closed']), 'maybe');
    assert.equal(worstWay(['maybe', 'open']), 'open');
    assert.equal(worstWay([]), 'closed');
  });
});

describe('words in lines', () => {
  test('they break at blanks, in a long word, and never within a letter', () => {
    const lines = (words: string, width: number) => wrapped(words, width, { size: 15 });
    assert.deepEqual(lines('Two patients are open on one tablet', 208), ['Two patients are open on one', 'tablet']);
    assert.deepEqual(lines('a\n\nb   c', 208), ['a', 'b c']);
    assert.deepEqual(lines('', 208), ['']);
    assert.deepEqual(lines('👩‍⚕️👩‍⚕️', 1), ['👩‍⚕️', '👩‍⚕️']);
    assert.ok(textWidth('WWW', { size: 15 }) > textWidth('iii', { size: 15 }) * 3);
    assert.equal(textWidth('é', { size: 15 }), textWidth('e', { size: 15 }));
  });
});

function bare(words: string): string {
  return words.replaceAll(/\s+/gu, '');
}
