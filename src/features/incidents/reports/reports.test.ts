import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { PHYSICAL_HARMS, PSYCHOLOGICAL_HARMS, SORTS } from '../domain.ts';
import { adverseEventOf } from '../domain/reports/adverse-event.ts';
import {
  choicesOf,
  EVENT_TYPES,
  IT_AGENT,
  IT_THEME,
  lfpseOf,
  physicalCode,
  PHYSICAL_LIST,
  psychologicalCode,
  PSYCHOLOGICAL_LIST,
  QUESTION_KEYS,
  QUESTIONS,
  questionsOf,
  validAnswers,
  wordOf,
  WORDS_AND_CODES,
  type Answers,
} from '../domain/reports/lfpse.ts';
import { mhraSheetOf } from '../domain/reports/mhra.ts';
import { pasteSheetOf } from '../domain/reports/paste-sheet.ts';
import { sheetText } from '../domain/reports/sheet.ts';
import { notAllowedIn, peopleIn } from '../domain/reports/source.ts';
import { lfpseTaxonomy } from './taxonomy.ts';
import { aSource, anIncident } from './test-source.ts';

const taxonomy = lfpseTaxonomy();
const codesOf = (list: string) => taxonomy.codeSystems[list]!.codes.map(({ code }) => code);

const anAnswer = fc.dictionary(
  fc.constantFrom(...QUESTION_KEYS),
  fc.oneof(fc.constantFrom('1', '4', '9', 'y', 'n', 'u'), fc.string({ maxLength: 4 })),
) as fc.Arbitrary<Answers>;
const anything = fc.record({
  sort: fc.constantFrom(...SORTS),
  physical: fc.option(fc.constantFrom(...PHYSICAL_HARMS)),
  psychological: fc.option(fc.constantFrom(...PSYCHOLOGICAL_HARMS)),
  occurredOn: fc.option(fc.constant('2026-03-03')),
  cause: fc.option(fc.string()),
  what: fc.string(),
  release: fc.option(fc.constant('1.4.0')),
});

describe('the words of LFPSE', () => {
  test('every word has one code, of the list, and comes back from it; every code has a word', () => {
    for (const [list, words] of Object.entries(WORDS_AND_CODES)) {
      assert.deepEqual(Object.values(words).toSorted(), codesOf(list).toSorted(), list);
      for (const [word, code] of Object.entries(words)) assert.equal(wordOf(list, code), word);
      assert.equal(wordOf(list, '0'), null);
    }
    assert.deepEqual(PHYSICAL_HARMS.map(physicalCode), ['5', '4', '3', '2', '1']);
    assert.deepEqual(PSYCHOLOGICAL_HARMS.map(psychologicalCode), ['4', '3', '2', '1']);
  });

  test('the code of each grade says the same in its list', () => {
    const says = (list: string, code: string) =>
      taxonomy.codeSystems[list]!.codes.find((one) => one.code === code)!.display;
    for (const harm of PHYSICAL_HARMS)
      assert.match(
        says(PHYSICAL_LIST, physicalCode(harm)).toLowerCase(),
        harm === 'none' ? /^no / : new RegExp(`^${harm}`, 'u'),
      );
    for (const harm of PSYCHOLOGICAL_HARMS)
      assert.match(
        says(PSYCHOLOGICAL_LIST, psychologicalCode(harm)).toLowerCase(),
        harm === 'none' ? /^no / : new RegExp(`^${harm}`, 'u'),
      );
    assert.equal(says('agent-type-5', IT_AGENT), 'IT Systems or Software');
    assert.equal(says('risk-themes-5', IT_THEME), 'Information Technology or transfer of information');
    assert.deepEqual(Object.keys(EVENT_TYPES).toSorted(), [...SORTS].toSorted());
  });

  test('every question has a list with choices, and every sort of event has questions', () => {
    for (const question of QUESTIONS) assert.ok(choicesOf(question, taxonomy).length > 1, question.key);
    for (const sort of SORTS) assert.ok(questionsOf(sort).length > 0, sort);
  });

  test('no code leaves that is not in its list, and what nobody said is listed', () => {
    fc.assert(
      fc.property(anything, anAnswer, (given, answers) => {
        const source = aSource(given);
        const { resource, missing } = lfpseOf(source, answers, taxonomy);
        const kept = validAnswers(answers, given.sort, taxonomy);
        const sent = [...JSON.stringify(resource).matchAll(/"url":"(\w+)","valueCode":"(.*?)"/gu)];
        for (const [, element, code] of sent) {
          const list =
            QUESTIONS.find((one) => one.element === element)?.list ??
            {
              InvolvedAgents: 'agent-type-5',
              RiskTheme: 'risk-themes-5',
              PhysicalHarm: PHYSICAL_LIST,
              PsychologicalHarm: PSYCHOLOGICAL_LIST,
              StrengthOfAssociation: 'strength-of-association-5',
              LevelOfConcern: 'worry-scale-5',
              ITSystemsInvolvementFactors: 'it-systems-and-software-involved-5',
            }[element!];
          assert.ok(codesOf(list!).includes(code!), `${element} ${code}`);
        }
        for (const { key, asks } of questionsOf(given.sort))
          assert.equal(
            missing.some((one) => one.includes(asks)),
            kept[key] === undefined,
          );
        if (given.sort !== 'risk')
          assert.equal(
            missing.some((one) => one.includes('which day')),
            given.occurredOn === null,
          );
      }),
    );
  });

  test('nobody graded is never no harm', () => {
    const { resource, missing } = lfpseOf(aSource({ physical: null, psychological: null }), {}, taxonomy);
    assert.doesNotMatch(JSON.stringify(resource), /Harm/u);
    assert.equal(missing.filter((one) => one.includes('Nobody graded')).length, 2);
    assert.match(sheetText(pasteSheetOf(aSource({ physical: null }), {}, taxonomy)), /Physical harm\n {2}Not known/u);
  });

  test('the file has the shape of the profile that the taxonomy names', () => {
    const { resource } = lfpseOf(aSource(), { process: '5', sharing: 'n', challenge: '6' }, taxonomy);
    const meta = JSON.stringify(resource['meta']);
    assert.match(meta, /StructureDefinition\/patient-safety-adverse-event-5/u);
    assert.match(meta, /Structure not verified/u);
    const text = JSON.stringify(resource);
    assert.match(text, /"url":"DataSharingOptOut","valueBoolean":false/u);
    assert.match(text, /"url":"Process","valueCode":"5"/u);
    assert.match(text, /"url":"PhysicalHarm","valueCode":"4"/u);
  });

  test('the paste sheet says that nothing was sent, and what was not seen', () => {
    const text = sheetText(pasteSheetOf(aSource(), {}, taxonomy));
    assert.match(text, /not connected to LFPSE: nothing was sent/u);
    assert.match(text, /The form of today was not seen/u);
    assert.match(text, /Describe it\n {2}The page of one wound/u);
  });
});

describe('what may not stand in a report', () => {
  test('what was noticed is said, with what to do; people of the team are found in whatever case', () => {
    const text = 'I told juniper hale.';
    assert.deepEqual(peopleIn(text, ['Juniper Hale', 'Percival Lark', '']), ['juniper hale']);
    const source = { ...aSource({ what: text }), noticed: [{ in: 'description', words: 'juniper hale' }] };
    assert.deepEqual(lfpseOf(source, {}, taxonomy).notAllowed, notAllowedIn(source));
    assert.match(
      notAllowedIn(source)[0]!,
      /The description has \u201Cjuniper hale\u201D.*change the description of INC-3 first/u,
    );
  });

  test('nothing of a safeguarding compartment has a place in what a report is made of', () => {
    const keys = Object.keys(anIncident());
    assert.ok(!keys.some((key) => /safeguard|compartment|flag/iu.test(key)));
    for (const sort of SORTS) {
      const all = [
        lfpseOf(aSource({ sort }), {}, taxonomy).resource,
        adverseEventOf(aSource({ sort }))?.resource,
        mhraSheetOf(aSource({ sort })),
        pasteSheetOf(aSource({ sort }), {}, taxonomy),
      ];
      assert.doesNotMatch(JSON.stringify(all), /safeguard/iu);
    }
  });
});

/** A FHIR R4 AdverseEvent as far as we write one, by hand from hl7.org/fhir/R4: what is not named there is refused. */
const coding = z.strictObject({ system: z.url(), code: z.string().regex(/^\S+$/u), display: z.string() });
const concept = z.strictObject({ coding: z.array(coding).min(1).optional(), text: z.string().optional() });
const fhirDate = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/u);
const adverseEvent = z.strictObject({
  resourceType: z.literal('AdverseEvent'),
  text: z.strictObject({
    status: z.literal('generated'),
    div: z.string().startsWith('<div xmlns="http://www.w3.org/1999/xhtml">'),
  }),
  contained: z.tuple([
    z.strictObject({
      resourceType: z.literal('Device'),
      id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/u),
      deviceName: z.array(z.strictObject({ name: z.string().min(1), type: z.literal('user-friendly-name') })),
      type: concept,
      version: z.array(z.strictObject({ value: z.string().min(1) })).optional(),
    }),
  ]),
  identifier: z.strictObject({ value: z.string(), assigner: z.strictObject({ display: z.string() }) }),
  actuality: z.enum(['actual', 'potential']),
  category: z.array(concept),
  event: concept,
  subject: z.strictObject({
    extension: z.tuple([
      z.strictObject({
        url: z.literal('http://hl7.org/fhir/StructureDefinition/data-absent-reason'),
        valueCode: z.literal('masked'),
      }),
    ]),
    display: z.string(),
  }),
  date: fhirDate.optional(),
  detected: fhirDate,
  recordedDate: fhirDate,
  severity: concept.optional(),
  outcome: concept.optional(),
  suspectEntity: z.tuple([
    z.strictObject({ instance: z.strictObject({ reference: z.literal('#software'), display: z.string() }) }),
  ]),
});

describe('a FHIR R4 AdverseEvent', () => {
  test('has the shape of R4, whatever is known', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const made = adverseEventOf(aSource(given));
        if (given.sort === 'good care') assert.equal(made, null);
        else adverseEvent.parse(made!.resource);
      }),
    );
  });

  test('has no severity where nobody graded it, and escapes what people typed', () => {
    const { resource, missing } = adverseEventOf(aSource({ physical: null, what: '<script>alert(1)</script>' }))!;
    assert.ok(!('severity' in resource));
    assert.ok(missing.some((one) => one.includes('no severity is given')));
    assert.match((resource['text'] as { div: string }).div, /&lt;script&gt;/u);
  });
});
