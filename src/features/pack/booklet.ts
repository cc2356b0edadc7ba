import type { Block, Booklet, Table } from '../../documents/booklet.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { capital, counted, listed } from '../../words/counting.ts';
import { sayDay } from '../../words/days.ts';
import { PHASE_WORDS, ROLE_WORDS } from '../services/index.ts';
import type { PackCriterion, PackDocument, PackEvidence, PackSection, PackStandard } from './domain/document.ts';
import { criteriaIn } from './domain/document.ts';
import { dtacAnswers, dtacIn, type DtacAnswer } from './domain/dtac.ts';
import {
  daySaid,
  editionInWords,
  footOf,
  judgementInWords,
  notKnownIn,
  RESULT_WORDS,
  resultInWords,
  summaryOf,
  VERDICT_WORDS,
  verdictInWords,
} from './domain/saying.ts';

/*
 * A pack as people read it: page, PDF and Word are made of this.
 */

/** What every reader has to know first; of every standard, and so not in any catalogue. */
const HOW_TO_READ =
  'Primum observes, and named people judge. What nobody has shown is not known, and is never counted as met. A clause is met only where a person has judged so and everything that could be checked stands. This document is evidence for whoever assesses; it is no approval and no certificate.';

export function packBooklet(document: PackDocument): Booklet {
  const asAt = asAtWords(document);
  return {
    title: `Clinical safety assessment of ${document.service.name}`,
    from: document.service.organisation,
    lines: [
      `As at ${asAt}: what was known then.`,
      `Against ${listed(document.standards.map(editionInWords))}.`,
      `Made by ${document.made.by} on ${sayDateTime(new Date(document.made.at))}, with Primum.`,
    ],
    reference: footOf(document, asAt),
    blocks: [
      ...frontPart(document),
      ...summaryPart(document),
      ...unknownPart(document),
      ...document.standards.flatMap((standard) => standardPart(standard, document)),
      ...document.standards.flatMap((standard) => answersPart(standard, document)),
      ...document.standards.flatMap((standard) => sourcePart(standard)),
      ...filesPart(document),
    ],
  };
}

function asAtWords({ asAt }: PackDocument): string {
  return sayDateTime(new Date(asAt));
}

function heading(level: 2 | 3 | 4, text: string): Block {
  return { kind: 'heading', level, text };
}

function paragraph(text: string): Block[] {
  return text.trim() === '' ? [] : [{ kind: 'text', text }];
}

function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', numbered: false, items }];
}

function pairs(
  caption: string,
  head: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): Block[] {
  const said = rows.filter(([, text]) => text.trim() !== '');
  return said.length === 0 ? [] : [{ kind: 'table', caption, head, rows: said, widths: [1, 4], quiet: true }];
}

/** Phases and parts, as the pages call them. */
const SERVICE_WORDS: ReadonlyMap<string, string> = new Map(Object.entries({ ...PHASE_WORDS, ...ROLE_WORDS }));

function frontPart({ service, intendedUse }: PackDocument): Block[] {
  return [
    heading(2, 'The service'),
    ...pairs(
      'What it is, and what it is for',
      ['What', 'As the team says it'],
      [
        ['Name', service.name],
        ['Reference', service.reference],
        ['Organisation', service.organisation],
        ['Phase', SERVICE_WORDS.get(service.phase) ?? service.phase],
        ['Part in the service', SERVICE_WORDS.get(service.role) ?? service.role],
        ...intendedUse.map(({ name, says }): [string, string] => [name, says ?? 'Not known: nobody has said it.']),
      ],
    ),
  ];
}

function summaryPart(document: PackDocument): Block[] {
  return [
    heading(2, 'In short'),
    ...summaryOf(document).map((text): Block => ({ kind: 'text', text })),
    { kind: 'text', text: HOW_TO_READ },
    ...document.standards.map(clausesTable),
  ];
}

function clausesTable({ name, sections }: PackStandard): Table {
  return {
    kind: 'table',
    caption: `Clause by clause: ${name}`,
    head: ['Clause', 'Stands', 'Judged by'],
    rows: sections.map((section) => [
      `${section.id}. ${section.title}`,
      verdictInWords(section),
      section.judgedBy.length === 0 ? 'Nobody' : section.judgedBy.join('\n'),
    ]),
    widths: [5, 3, 3],
  };
}

function unknownPart(document: PackDocument): Block[] {
  const parts = document.standards.flatMap((standard): Block[] => {
    const open = notKnownIn(standard);
    return [
      ...(open.length === 0
        ? paragraph(`Nothing that ${standard.name} asks is unknown.`)
        : [
            {
              kind: 'table',
              caption: `${counted(open.length, 'thing')} that ${standard.name} asks, and that ${open.length === 1 ? 'is' : 'are'} not known`,
              head: ['Clause', 'What is so', 'What clears it'],
              rows: open.map(({ id, title, says, clears }) => [`${id} ${title}`, says, clears]),
              widths: [3, 4, 4],
            } as const,
          ]),
      ...(standard.open.length === 0
        ? []
        : [
            ...paragraph(
              `What ${standard.name} asks depends on these questions about the service. Nobody has answered them:`,
            ),
            ...list(standard.open),
          ]),
    ];
  });
  return [heading(2, 'What is not known'), ...parts];
}

function standardPart(standard: PackStandard, document: PackDocument): Block[] {
  return [
    heading(2, editionInWords(standard)),
    ...paragraph(
      `${standard.title}. Published by ${standard.publisher}. What is asked stands here in words of our own.`,
    ),
    ...standard.sections.flatMap((section) => sectionPart(section, document)),
  ];
}

function sectionPart(section: PackSection, document: PackDocument): Block[] {
  return [
    heading(3, `${section.id}. ${section.title}: ${VERDICT_WORDS[section.verdict].toLowerCase()}`),
    ...paragraph([verdictInWords(section) + '.', section.says, section.clears].filter((text) => text !== '').join(' ')),
    ...section.criteria.flatMap((criterion) => criterionPart(criterion, document)),
  ];
}

function criterionPart(criterion: PackCriterion, document: PackDocument): Block[] {
  const { id, title, text, level, observations, confidence, source, note, result, appliesBecause } = criterion;
  const [says, clears] = [criterion.says, criterion.clears].map((texts) => [...new Set(texts)].join('\n'));
  return [
    heading(4, `${id} ${title}`),
    ...paragraph(text),
    ...pairs(
      `Where ${id} stands`,
      ['What', 'As it stands'],
      [
        ['Stands', resultInWords(criterion)],
        ['What is so', says!],
        ['What clears it', clears!],
        ['Judgement', result === 'not-applicable' ? '' : judgementInWords(criterion.judgement)],
        ['Why it applies', result === 'not-applicable' ? '' : appliesBecause],
        ['Shown by', criterion.evidence.map((one) => evidenceInWords(one, document)).join('\n')],
        ['Looked at', observations.map((one) => `${one.asks} ${RESULT_WORDS[one.result]}, ${one.how}.`).join('\n')],
        ['Asked as', level ?? ''],
        ['Source', `${source} (${confidenceInWords(confidence)})`],
        ['Note', note],
      ],
    ),
  ];
}

/** "Hazard log 1, version 4 (until 3 March 2027; file evidence/….pdf)" */
function evidenceInWords({ text, until, file }: PackEvidence, { files }: PackDocument): string {
  const kept = file === null ? undefined : files.find(({ sha256 }) => sha256 === file);
  const inside = [
    ...(until === null ? [] : [`until ${daySaid(until)}`]),
    ...(kept === undefined
      ? []
      : [kept.path === null ? `file ${kept.sha256}, not in the bundle` : `file ${kept.path}`]),
  ];
  return inside.length === 0 ? text : `${text} (${inside.join('; ')})`;
}

const CONFIDENCE_WORDS: Readonly<Record<string, string>> = {
  seen: 'read in the source itself',
  'second-hand': 'as a reader of the source says',
  partly: 'read in part',
  inferred: 'our own reading',
  memory: 'from memory, to be checked',
};

function confidenceInWords(confidence: string): string {
  return CONFIDENCE_WORDS[confidence] ?? confidence;
}

function sourcePart(standard: PackStandard): Block[] {
  const { name, source, checked, recheckBy, force, standing, notes } = standard;
  const all = criteriaIn(standard);
  const sure = Object.keys(CONFIDENCE_WORDS).flatMap((confidence) => {
    const count = all.filter((one) => one.confidence === confidence).length;
    return count === 0 ? [] : [`${count} ${confidenceInWords(confidence)}`];
  });
  return [
    heading(2, `Sources of ${name}`),
    ...pairs(
      `Where ${name} was read, and how sure that is`,
      ['What', 'As it was checked'],
      [
        ['Source', `${source.title}\n${source.url}`],
        [
          'How sure',
          `${capital(confidenceInWords(source.confidence))}. Of ${counted(all.length, 'line')}: ${listed(sure)}.`,
        ],
        ['Checked', `${sayDay(checked)}, and to be checked again by ${sayDay(recheckBy)}`],
        ['Legal force', force],
        ['Under way', standing],
        ['Worth knowing', notes.join('\n')],
      ],
    ),
  ];
}

const PARTS = { system: 'Management system', project: 'Project' } as const;

/** The answers of the compliance assessment, where the standard is one that it asks about. */
function answersPart(standard: PackStandard, document: PackDocument): Block[] {
  const { name, answers, beforeSupply } = standard;
  if (answers.length === 0) return [];
  const criteria = new Map(criteriaIn(standard).map((one) => [one.id, one]));
  return [
    heading(2, `Answers for the compliance assessment of ${name}`),
    ...paragraph(
      'The NHS compliance assessment asks apart for evidence of the management system and of the project. These answers are read off what stands above. They claim nothing: people answer the assessment.',
    ),
    ...list(beforeSupply),
    {
      kind: 'table',
      caption: `Answers to ${name}, in the order of the standard`,
      head: ['Clause', 'For the', 'Answer', 'Because, and what shows it'],
      rows: answers.map(({ criterion, part, answer, because, clears, evidence }) => {
        const { clause = criterion, title = '' } = criteria.get(criterion) ?? {};
        const shown = evidence.map((one) => evidenceInWords(one, document));
        return [
          `${clause} ${title}`.trim(),
          part === null ? 'Whole' : PARTS[part],
          answer,
          [because, clears, ...(shown.length === 0 ? [] : [`Shown by: ${listed(shown)}.`])]
            .filter((text) => text.trim() !== '')
            .join('\n'),
        ];
      }),
      widths: [4, 2, 2, 6],
    },
  ];
}

function filesPart({ files }: PackDocument): Block[] {
  if (files.length === 0) return [];
  return [
    heading(2, 'Files that go along'),
    {
      kind: 'table',
      caption: 'Files in the bundle, by which “primum verify” knows them',
      head: ['What it shows', 'File', 'SHA-256'],
      rows: files.map(({ text, path, sha256 }) => [
        text,
        path ?? 'Left out: too large for the bundle',
        grouped(sha256),
      ]),
      widths: [3, 3, 3],
    },
  ];
}

/** In groups, so that it can be read, and the line can break. */
function grouped(digest: string): string {
  return digest.match(/.{1,8}/gu)!.join(' ');
}

/** Section C1 of DTAC as it can be filled in; null where the document is not about it. */
export function dtacBooklet(document: PackDocument): Booklet | null {
  const standard = dtacIn(document);
  if (standard === null) return null;
  const asAt = asAtWords(document);
  const answers = dtacAnswers(standard);
  const waiting = answers.filter(({ ready }) => !ready);
  return {
    title: `Answers to ${editionInWords(standard)}: ${document.service.name}`,
    from: document.service.organisation,
    lines: [
      `As at ${asAt}: what was known then.`,
      waiting.length === 0
        ? 'Every question has an answer that was shown.'
        : `${counted(waiting.length, 'question')} of ${answers.length} cannot be answered yet: ${waiting.map(({ number }) => number).join(', ')}.`,
      'The questions stand here in words of our own. Hold them beside the form before you copy an answer.',
    ],
    reference: footOf({ ...document, standards: [standard] }, asAt),
    blocks: [
      ...answers.flatMap((answer) => answerPart(answer, document)),
      ...attachmentsPart(answers, document),
      ...sourcePart(standard),
    ],
  };
}

function answerPart(answer: DtacAnswer, document: PackDocument): Block[] {
  return [
    heading(2, `${answer.number} ${answer.question}`),
    ...paragraph(answer.asks),
    ...pairs(
      `Answer to ${answer.number}`,
      ['What', 'From what is known'],
      [
        ['Answer', answer.answer],
        ['What has to be done first', [...new Set(answer.clears)].join('\n')],
        ['Judgement', answer.judgement],
        ['Attach', answer.attachments.map((one) => evidenceInWords(one, document)).join('\n')],
        ['Note', answer.note],
      ],
    ),
  ];
}

function attachmentsPart(answers: readonly DtacAnswer[], document: PackDocument): Block[] {
  const rows = answers.flatMap(({ number, attachments }) =>
    attachments.map((one) => [number, evidenceInWords(one, document), one.address]),
  );
  return [
    heading(2, 'Attachments'),
    ...(rows.length === 0
      ? paragraph('Nothing is there that could be attached yet.')
      : [
          {
            kind: 'table',
            caption: 'What can be attached, question by question',
            head: ['Question', 'What', 'Where it is in Primum'],
            rows,
            widths: [2, 5, 4],
          } as const,
        ]),
  ];
}
