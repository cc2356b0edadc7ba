import { capital, counted, listed } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { sentenceText } from '../../../words/sentence.ts';
import { assumptionReference } from '../../decisions/index.ts';
import { FIELD_NAMES, INTENDED_USE } from '../../services/index.ts';
import { criteriaOf } from '../../standards/index.ts';
import { sectionTitle, unwritten, type SectionId } from '../domain.ts';
import type { LatestVersion } from '../../approvals/index.ts';
import { versionStanding, type ReportFacts } from './facts.ts';
import { deployersControls, few, standsInTheWay } from './hazard-words.ts';

/*
 * What is not known, or does not stand, and what clears it. The one home of these sentences: each stands in its own section, and
 * all of them stand together beside the statement on safety. Nothing that is not known is left out. Pure.
 */

export interface Gap {
  readonly section: SectionId;
  readonly says: string;
  /** Its section tells it anyway, and does not tell it twice. */
  readonly told?: true;
}

export function gapsOf(facts: ReportFacts): Gap[] {
  const of = (section: SectionId, says: readonly string[]) => says.map((one) => ({ section, says: one }));
  return [
    ...unwritten(facts.report.prose).map((id) => ({
      section: id,
      says: `Nobody has written the ${sectionTitle(id).toLowerCase()}. Writing it clears it.`,
    })),
    ...deployersGaps(facts),
    ...of('system', systemGaps(facts)),
    ...of('management', managementGaps(facts)),
    ...of('analysis', analysisGaps(facts)),
    ...of('evaluation', evaluationGaps(facts)),
    ...of('control', controlGaps(facts)),
    ...of('log', logGaps(facts)),
    ...of('test-issues', issueGaps(facts)),
    ...facts.failing.map((one) => ({ section: 'test-issues', says: sentenceText(one), told: true }) as const),
    ...of('quality', qualityGaps(facts)),
    ...of('configuration', configurationGaps(facts)),
  ];
}

/** What a report of who deploys says besides, and nobody can draw from a file (DCB0160 7.1 and 7.4: second-hand). */
function deployersGaps({ report }: ReportFacts): Gap[] {
  if (report.sort !== 'deployer') return [];
  const asked: readonly (readonly [SectionId, string])[] = [
    [
      'configuration',
      'Which local customisations there are, and what they mean for safety, is not known (DCB0160 7.1.1).',
    ],
    ...(report.phase === 'deployment'
      ? [['test-issues', 'What the review before deployment found is not known (DCB0160 7.1.2, 7.1.3).'] as const]
      : []),
    ...(report.phase === 'decommissioning'
      ? [['system', 'What takes the place of the service, and where its data go, is not known (DCB0160 7.4).'] as const]
      : []),
  ];
  return asked
    .filter(([section]) => report.prose[section].trim() === '')
    .map(([section, so]) => ({
      section,
      says: `${so} Writing it in the section “${sectionTitle(section)}” clears it.`,
    }));
}

/** Where an approved version is wanted: that there is none, or that it does not stand. */
function versionGap(what: string, version: LatestVersion | null, at: Date): string[] {
  const clears = 'A version that the clinical safety officer signs clears it.';
  if (version === null) return [`${capital(what)} has no approved version, as nobody has signed one. ${clears}`];
  const WHY = {
    current: '',
    expired: `its approval ended on ${sayDay(dayIn(version.validUntil ?? at))}`,
    'out of date': 'it says something else now',
    fell: 'something that supported the signature no longer holds',
  } as const;
  const why = WHY[versionStanding(version, at)];
  return why === '' ? [] : [`Version ${version.number} of ${what} does not stand, because ${why}. ${clears}`];
}

function systemGaps({ service, approved, asAt }: ReportFacts): string[] {
  const blank = INTENDED_USE.filter((field) => service[field].trim() === '').map((field) => FIELD_NAMES[field]);
  return [
    ...(blank.length === 0
      ? []
      : [`Of the intended use is not known: ${listed(blank)}. Writing it on the page of the service clears it.`]),
    ...(service.notFor.trim() === ''
      ? ['What the service is not for is not known. Writing it on the page of the service clears it.']
      : []),
    ...(service.components.length === 0
      ? ['The components of the service are not known, as nobody has listed them. Listing them clears it.']
      : []),
    ...versionGap('the intended use', approved.intendedUse, asAt),
  ];
}

function managementGaps({ holders, team, processes, approved, asAt }: ReportFacts): string[] {
  const today = dayIn(asAt);
  const unsaid = team.filter(({ competentUntil }) => competentUntil === null).map(({ name }) => name);
  const late = team.filter((one) => one.competentUntil !== null && one.competentUntil < today).map(({ name }) => name);
  const inUse = processes.filter(({ state }) => state === 'in use');
  const unapproved = inUse.filter((one) => one.approved === null || one.approved.standing !== 'stands');
  const unrun = inUse.filter(({ last }) => last === null);
  const titles = (some: typeof processes) => listed(some.map(({ title }) => `“${title}”`));
  return [
    ...(holders === null
      ? ['Who is clinical safety officer is not known. A nomination that is accepted clears it.']
      : holders.problem === null
        ? []
        : [sentenceText(holders.problem)]),
    ...versionGap('the clinical risk management plan', approved.plan, asAt),
    ...(team.length === 0
      ? ['Who works on the safety of the service is not known, as nobody holds a role in it. Giving roles clears it.']
      : []),
    ...(unsaid.length === 0
      ? []
      : [`Nothing is on record of the competence of ${listed(unsaid)}. A record of it clears it.`]),
    ...(late.length === 0
      ? []
      : [`The record of the competence of ${listed(late)} is past its review. Looking at it again clears it.`]),
    ...(processes.length === 0
      ? [
          'How the team keeps the service safe day by day is not known, as no process is written down. Writing the processes clears it.',
        ]
      : []),
    ...(unapproved.length === 0
      ? []
      : [
          `${counted(unapproved.length, 'process has', 'processes have')} no approved version that stands: ${titles(unapproved)}. Signing clears it.`,
        ]),
    ...(unrun.length === 0
      ? []
      : [
          `Whether these processes work is not known, as they were never run: ${titles(unrun)}. A run that is recorded clears it.`,
        ]),
  ];
}

function analysisGaps({ workshops, hazards, log, report }: ReportFacts): string[] {
  const held = workshops.filter(({ kind, state }) => kind === 'hazard workshop' && state === 'closed');
  return [
    ...(held.length === 0
      ? [
          'Who looked for hazards, and how, is not known, as no hazard workshop is on record. A workshop, or a file of one, clears it.',
        ]
      : []),
    ...(held.length > 0 && !held.some(({ roles }) => roles.some(({ role }) => role === 'Clinician'))
      ? ['No clinician is on record in any hazard workshop. A workshop with one clears it.']
      : []),
    ...(log === null
      ? [`There is no hazard log ${report.log}. Making one clears it.`]
      : hazards.length === 0
        ? [`Which hazards there are is not known, as hazard log ${report.log} is empty. Recording hazards clears it.`]
        : []),
  ];
}

function evaluationGaps({ log, hazards, assessment }: ReportFacts): string[] {
  const unrated = hazards.filter(({ initial }) => initial === null || initial.level === null).map(({ id }) => id);
  const unknown =
    assessment === null
      ? []
      : criteriaOf(assessment).filter(({ result }) => result === 'unknown' || result === 'not-run');
  const all = assessment === null ? 0 : criteriaOf(assessment).length;
  return [
    ...(log !== null && log.scheme === null
      ? ['By which scheme risks were rated is not known. Naming the scheme of the log clears it.']
      : []),
    ...(unrated.length === 0
      ? []
      : [
          `The initial risk of ${counted(unrated.length, 'hazard')} is not known: ${few(unrated)}. A rating by a person clears it.`,
        ]),
    ...(assessment === null
      ? ['Where the service stands beside the standard is not known. An assessment clears it.']
      : unknown.length === 0
        ? []
        : [
            `Of ${counted(all, 'thing')} that ${assessment.catalogue.name} asks, ${unknown.length} ${unknown.length === 1 ? 'is' : 'are'} not known. The page of the standard says what clears each.`,
          ]),
  ];
}

function controlGaps({ hazards, log, assumptions }: ReportFacts): string[] {
  const scheme = log?.scheme ?? null;
  const which = (some: readonly { readonly id: string }[]) => few(some.map(({ id }) => id));
  const by = Map.groupBy(hazards, (hazard) => standsInTheWay(hazard, scheme));
  const [unknown, waits, tooHigh] = [by.get('not known') ?? [], by.get('waits') ?? [], by.get('too high') ?? []];
  const provisional = hazards.filter(({ residual }) => residual?.provisional === true);
  const bare = hazards.filter(({ controls }) => controls.length === 0);
  const transferred = hazards.filter(({ status }) => status === 'transferred');
  const nobody = transferred.filter(({ receiver }) => (receiver ?? '').trim() === '');
  const nothing = transferred.filter((hazard) => deployersControls(hazard).length === 0);
  const untrue = assumptions.filter(({ state }) => state === 'found false');
  const said = (some: readonly { readonly id: string }[], says: (count: string) => string) =>
    some.length === 0 ? [] : [says(counted(some.length, 'hazard'))];
  return [
    ...(hazards.length === 0
      ? ['Which risk remains is not known, as no hazard is on record. Recording and rating hazards clears it.']
      : []),
    ...said(
      unknown,
      (count) => `The risk that remains of ${count} is not known: ${which(unknown)}. A rating by a person clears it.`,
    ),
    ...said(
      provisional,
      (count) =>
        `The residual rating of ${count} is provisional: ${which(provisional)}. The page of each hazard says why, and what clears it.`,
    ),
    ...said(
      tooHigh,
      (count) =>
        `The risk that remains of ${count} may not stay as it is: ${which(tooHigh)}. Reducing it, or an analysis that the benefit outweighs it, clears it.`,
    ),
    ...said(
      waits,
      (count) =>
        `Nobody has said why the risk that remains of ${count} is accepted: ${which(waits)}. The reason of a person clears it.`,
    ),
    ...said(bare, (count) => `No control of ${count} is known: ${which(bare)}. Recording one clears it.`),
    ...said(
      nobody,
      (count) =>
        `Who answers for ${count} that ${transferredVerb(nobody)} transferred is not known: ${which(nobody)}. Naming the receiver clears it.`,
    ),
    ...said(
      nothing,
      (count) =>
        `What the receiver has to put in place is not known of ${count} that ${transferredVerb(nothing)} transferred: ${which(nothing)}. Recording the deployer’s controls clears it.`,
    ),
    ...(untrue.length === 0
      ? []
      : [
          `${counted(untrue.length, 'assumption')} that ratings may rest on ${untrue.length === 1 ? 'was' : 'were'} found false: ${listed(untrue.map(({ number }) => assumptionReference(number)))}. Rating without ${untrue.length === 1 ? 'it' : 'them'} clears it.`,
        ]),
  ];
}

function transferredVerb(some: readonly unknown[]): string {
  return some.length === 1 ? 'was' : 'were';
}

function logGaps({ log, approved, asAt, report }: ReportFacts): string[] {
  return log === null
    ? [
        `On which hazards this report stands is not known, as there is no hazard log ${report.log}. Making one clears it.`,
      ]
    : versionGap(`hazard log ${report.log}`, approved.log, asAt);
}

function issueGaps({ report, release }: ReportFacts): string[] {
  if (report.release === null)
    return ['Which faults go along is not known, as this report names no release. Naming one clears it.'];
  return release === null || release.testIssues === null
    ? [
        `Which faults are known of release ${report.release} is not known, as nobody has said. Listing them, or saying that there are none, clears it.`,
      ]
    : [];
}

function qualityGaps({ report, approved, asAt }: ReportFacts): string[] {
  if (report.sort !== 'deployer') return [];
  const { acceptance } = approved;
  const clears = 'Their signature clears it.';
  if (acceptance === null)
    return [`No accountable executive has accepted the residual risk (DCB0160 2.2.2). ${clears}`];
  return versionStanding(acceptance, asAt) === 'current'
    ? []
    : [
        `The acceptance of the residual risk of ${sayDay(dayIn(acceptance.at))} no longer stands, as it was of something else. ${clears}`,
      ];
}

function configurationGaps({ report, release }: ReportFacts): string[] {
  if (report.release === null) return ['Which release this report is about is not known. Naming one clears it.'];
  if (release === null)
    return [
      `Release ${report.release} is not in the register, so that nothing is known of what it consists of. Recording it clears it.`,
    ];
  const { configuration, components, impact, touches } = release;
  const open = (components ?? []).filter(({ finding, change }) => finding === null && change !== 'gone');
  const of = `of release ${release.version}`;
  return [
    ...(release.commit === null ? [`The commit ${of} is not known. Recording it clears it.`] : []),
    ...(configuration === null ? [`The configuration ${of} is not known. Recording it clears it.`] : []),
    ...(components === null
      ? [
          `The components of third parties ${of} are not known. A list of them, or a declaration that there are none, clears it.`,
        ]
      : []),
    ...(open.length === 0
      ? []
      : [
          `${counted(open.length, 'component')} ${of} ${open.length === 1 ? 'has' : 'have'} not been assessed: ${few(open.map(({ name, version }) => `${name} ${version}`.trim()))}. A finding on each clears it.`,
        ]),
    ...(impact === null ? [`What the change ${of} means for safety is not known. An impact statement clears it.`] : []),
    ...(touches === null
      ? [`Which hazards and controls the change ${of} touches is not known. Naming them, or saying none, clears it.`]
      : []),
  ];
}
