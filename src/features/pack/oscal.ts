import { v5 as madeUp } from 'uuid';
import { capital } from '../../words/counting.ts';
import {
  criteriaIn,
  type PackCriterion,
  type PackDocument,
  type PackEvidence,
  type PackFile,
  type PackStandard,
} from './domain/document.ts';
import {
  clausesInWords,
  editionInWords,
  judgementInWords,
  notKnownInWords,
  resultInWords,
  RESULT_WORDS,
} from './domain/saying.ts';

/*
 * A pack as OSCAL assessment results, for programs that gather those of many services. OSCAL knows two states of an objective,
 * satisfied and not: satisfied is only what a person judged as met, where everything that could be checked stands. Pure.
 */

const VERSION = '1.1.2';
/** Everything of a pack has the same id whenever it is written. */
const NAMESPACE = '0d3c4a5e-2a0f-4a53-9f0e-6d1f2a8c7b10';

const HOW_TO_READ =
  'Primum observes, and named people judge. What nobody has shown is not known, and is not satisfied. This document is evidence for whoever assesses; it is no approval and no certificate.';

/** A pack as OSCAL assessment results. */
export function packOscal(document: PackDocument): object {
  const { service, asAt, made, standards, files } = document;
  const id = idsOf(document);
  return {
    'assessment-results': {
      uuid: id('pack'),
      metadata: {
        title: line(`Clinical safety assessment of ${service.name} (${service.reference})`),
        'last-modified': made.at,
        version: asAt,
        'oscal-version': VERSION,
        remarks: HOW_TO_READ,
      },
      'import-ap': {
        href: `#${id('sources')}`,
        remarks: 'There is no plan in OSCAL: what is asked stands in the standards.',
      },
      results: standards.map((standard) => resultOf(standard, document, id)),
      'back-matter': { resources: [sourcesOf(standards, id), ...files.map((file) => resourceOf(file, id))] },
    },
  };
}

type Ids = (...of: readonly string[]) => string;

function idsOf({ service, asAt }: PackDocument): Ids {
  return (...of) => madeUp(JSON.stringify([service.organisation, service.reference, asAt, ...of]), NAMESPACE);
}

function resultOf(standard: PackStandard, { asAt, files }: PackDocument, id: Ids) {
  const criteria = criteriaIn(standard);
  const asked = criteria.filter(({ result }) => result !== 'not-applicable');
  const leftOut = criteria.filter(({ result }) => result === 'not-applicable');
  const controls = (some: readonly PackCriterion[]) => some.map((one) => ({ 'control-id': tokenOf(standard, one) }));
  return {
    uuid: id('result', standard.id),
    title: line(editionInWords(standard)),
    description: `${clausesInWords(standard)} ${notKnownInWords(standard)}`,
    start: asAt,
    'reviewed-controls': {
      'control-selections': [
        {
          description: 'What applies is included; what was decided not to apply is excluded.',
          ...(asked.length > 0 && { 'include-controls': controls(asked) }),
          ...(leftOut.length > 0 && { 'exclude-controls': controls(leftOut) }),
        },
      ],
    },
    ...(asked.length > 0 && {
      observations: asked.map((one) => observationOf(standard, one, { asAt, files }, id)),
      findings: asked.map((one) => findingOf(standard, one, id)),
    }),
  };
}

/** What was looked at for one thing that is asked, however many checks that are. */
function observationOf(
  standard: PackStandard,
  criterion: PackCriterion,
  { asAt, files }: Pick<PackDocument, 'asAt' | 'files'>,
  id: Ids,
) {
  const { observations, evidence, says } = criterion;
  const methods = new Set(observations.map(({ how }) => (how === 'automatic' ? 'TEST' : 'EXAMINE')));
  return {
    uuid: id('observation', standard.id, criterion.id),
    title: line(`${criterion.id} ${criterion.title}`),
    description: text([...new Set(says)].join('\n')),
    methods: methods.size === 0 ? ['UNKNOWN'] : [...methods],
    ...(evidence.length > 0 && { 'relevant-evidence': evidence.map((one) => evidenceOf(one, files, id)) }),
    collected: asAt,
    ...(observations.length > 0 && {
      remarks: observations.map(({ check, asks, result }) => `${check}: ${asks} ${RESULT_WORDS[result]}.`).join('\n'),
    }),
  };
}

function evidenceOf({ text: says, address, file }: PackEvidence, files: readonly PackFile[], id: Ids) {
  const goesAlong = files.some(({ sha256 }) => sha256 === file);
  return {
    ...(goesAlong && { href: `#${id('file', file!)}` }),
    description: text(says),
    remarks: `In the installation that made this: ${address}`,
  };
}

function findingOf(standard: PackStandard, criterion: PackCriterion, id: Ids) {
  const { judgement, says, clears } = criterion;
  return {
    uuid: id('finding', standard.id, criterion.id),
    title: line(`${criterion.id} ${criterion.title}`),
    description: text([...new Set([...says, ...clears])].join('\n')),
    target: {
      type: 'objective-id',
      'target-id': tokenOf(standard, criterion),
      title: line(criterion.title),
      status: {
        ...stateOf(criterion),
        remarks: text(`${capital(resultInWords(criterion))}. ${judgementInWords(judgement)}`),
      },
    },
    'related-observations': [{ 'observation-uuid': id('observation', standard.id, criterion.id) }],
  };
}

/** Satisfied is what was judged as met and is shown; failed what failed or was judged not met; all else is open. */
function stateOf({ result, judgement }: PackCriterion) {
  const stands = judgement !== null && judgement.outOfDate === '';
  if (result === 'passed' && stands && judgement.value === 'met') return { state: 'satisfied', reason: 'pass' };
  const failed = result === 'failed' || (stands && judgement.value === 'not met');
  return { state: 'not-satisfied', reason: failed ? 'fail' : 'other' };
}

function sourcesOf(standards: readonly PackStandard[], id: Ids) {
  return {
    uuid: id('sources'),
    title: 'The standards that this is about',
    description: text(standards.map((one) => `${editionInWords(one)}: ${one.source.title}`).join('\n')),
    rlinks: standards.map(({ source }) => ({ href: source.url })),
  };
}

function resourceOf({ sha256, type, path, text: says }: PackFile, id: Ids) {
  const hashes = [{ algorithm: 'SHA-256', value: sha256 }];
  return {
    uuid: id('file', sha256),
    title: line(says),
    ...(path === null
      ? { description: `Left out, too large. Its SHA-256 is ${sha256}.` }
      : { rlinks: [{ href: path, 'media-type': type, hashes }] }),
  };
}

/** What OSCAL calls a token: letters, digits, dots, hyphens and underscores, and no digit first. */
function tokenOf({ id }: PackStandard, criterion: PackCriterion): string {
  const token = `${id}_${criterion.id}`.replaceAll(/[^\p{L}\p{N}.\-_]/gu, '-');
  return /^[\p{L}_]/u.test(token) ? token : `_${token}`;
}

/** On one line, and never empty. */
function line(says: string): string {
  return text(says.replaceAll(/\s+/gu, ' ').trim());
}

function text(says: string): string {
  return says.trim() === '' ? 'Nothing is said of it.' : says;
}
