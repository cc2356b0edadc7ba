import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { labelOf } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import {
  COMPONENT_FINDINGS,
  findingOf,
  mergedComponents,
  settingLines,
  typedComponents,
  typedReferences,
  type KeptRelease,
  type ListedComponent,
} from './domain.ts';
import {
  commitField,
  DESCRIBES,
  JUDGES,
  livingRelease,
  referencesIn,
  releaseField,
  serviceField,
  type ReleaseNamed,
} from './fields.ts';
import { kept, listed, sbomField, settingsField } from './record-command.ts';
import { keptRelease } from './record-store.ts';
import {
  componentsWritten,
  configurationWritten,
  putComponents,
  putFindings,
  putIssues,
  putRecord,
  recordOf,
  type RecordWritten,
} from './store.ts';

const feature = 'releases';

/** A type, so that it is a result. */
export type Said = { id: string; service: string; release: string };
const about = (_input: unknown, { id }: Said) => ({ kind: 'release', id });
const named = { service: serviceField, release: releaseField };

function said({ id, service, version }: ReleaseNamed): Said {
  return { id, service: service.reference, release: version };
}

async function change(tx: CommandTx, release: ReleaseNamed, part: Partial<RecordWritten>): Promise<Said> {
  await putRecord(
    tx,
    { id: release.id, service: release.service.id },
    { ...(await recordOf(tx, release.id)), ...part },
  );
  return said(release);
}

async function current(tx: CommandTx, { service, version }: ReleaseNamed): Promise<KeptRelease> {
  return (await keptRelease(tx, service.id, version, { seq: null, now: tx.at }))!;
}

export const describeRelease = command({
  feature,
  name: 'describeRelease',
  summary: 'Says what a release was built from, and what it runs on and with',
  past: ['the configuration of a release was written down', 'configurations of # releases were written down'],
  input: z.strictObject({
    ...named,
    commit: z.union([z.literal(''), commitField]).default(''),
    configuration: settingsField,
  }),
  may: DESCRIBES,
  subject: about,
  record: ({ configuration: _settings, ...input }) => input,
  run: async (tx, _actor, { service, release: version, commit, configuration }): Promise<Said> => {
    const release = await livingRelease(tx, service, version);
    const lines = settingLines(configuration.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
    return change(tx, release, {
      commit: commit === '' ? null : commit,
      configuration: configurationWritten(tx, lines),
    });
  },
});

export const sayTouches = command({
  feature,
  name: 'sayTouches',
  summary: 'Says which hazards and controls a release touches, or that it touches none',
  past: ['it was said what a release touches', 'it was said # times what a release touches'],
  input: z.strictObject({
    ...named,
    touches: z
      .array(z.string().max(2_000), 'Say which hazards and controls it touches, such as HAZ-12 and CTL-31.')
      .max(2_000),
    none: z.boolean().default(false).describe('It touches none'),
  }),
  may: DESCRIBES,
  subject: about,
  run: async (tx, actor, { service, release: version, touches: typed, none }): Promise<Said> => {
    const release = await livingRelease(tx, service, version);
    const isEmpty = typed.every((one) => one.trim() === '');
    if (isEmpty !== none)
      throw new InputProblem([
        {
          field: 'touches',
          message: none
            ? 'Either it touches these, or it touches none. Take out one of the two.'
            : 'Say what it touches, such as HAZ-12 or CTL-31; or say that it touches none.',
        },
      ]);
    const touches = await referencesIn(tx, release.service, typed, 'touches');
    return change(tx, release, { touches: { ...touches, by: labelOf(actor), seq: tx.seq } });
  },
});

/** What went live consists of what it went live with. @throws NotPossible */
function refuseRelisting({ state, version }: ReleaseNamed, { components }: KeptRelease): void {
  if (state === 'candidate' || components === null) return;
  throw new NotPossible(
    `Release ${version} is live, and what it consists of is listed. What is delivered anew is a release of its own: record it under its own version.`,
  );
}

export const listComponents = command({
  feature,
  name: 'listComponents',
  summary: 'Lists the third-party components of a release, from a bill of materials or by hand',
  past: ['the components of a release were listed', 'the components of # releases were listed'],
  input: z.strictObject({
    ...named,
    sbom: sbomField.nullable().default(null).describe('CycloneDX 1.4 to 1.6 or SPDX 2.3, as the tool wrote it'),
    lines: z
      .string()
      .max(200_000, 'Use at most 200,000 characters.')
      .default('')
      .describe('By hand: one on each line, "name, version, supplier"'),
  }),
  may: DESCRIBES,
  bodyLimit: 15 * 1024 * 1024,
  subject: about,
  record: ({ sbom, lines: _lines, ...input }) => ({
    ...input,
    sbom: sbom ? { name: sbom.name, format: sbom.read.format, components: sbom.read.components.length } : null,
  }),
  run: async (tx, _actor, { service, release: version, sbom, lines }): Promise<Said> => {
    const release = await livingRelease(tx, service, version);
    const before = await current(tx, release);
    refuseRelisting(release, before);
    if (!sbom && lines.trim() === '')
      throw new InputProblem([{ field: 'lines', message: 'Choose a file, or list the components: one on each line.' }]);
    const components = sbom ? sbom.read.components : listedByHand(lines);
    await putComponents(tx, release.id, { before: listed(before.components), now: components });
    return change(tx, release, {
      components: componentsWritten(components),
      sbom: sbom ? await kept(tx, sbom) : null,
    });
  },
});

/** @throws InputProblem */
function listedByHand(lines: string): readonly ListedComponent[] {
  const components = mergedComponents(typedComponents(lines));
  const tooLong = components.find((one) => [one.name, one.version, one.supplier].some((text) => text.length > 200));
  if (tooLong) throw new InputProblem([{ field: 'lines', message: `This is too long: ${tooLong.name.slice(0, 60)}…` }]);
  if (components.length === 0 || components.length > 2_000)
    throw new InputProblem([{ field: 'lines', message: 'List between 1 and 2,000 components, one on each line.' }]);
  return components;
}

export const declareNoComponents = command({
  feature,
  name: 'declareNoComponents',
  summary: 'Declares that a release has no third-party components (DCB0129 2.5)',
  past: ['a release was declared to have no third-party components', '# such declarations were made'],
  input: z.strictObject(named),
  may: JUDGES,
  subject: about,
  run: async (tx, _actor, { service, release: version }): Promise<Said> => {
    const release = await livingRelease(tx, service, version);
    const before = await current(tx, release);
    refuseRelisting(release, before);
    await putComponents(tx, release.id, { before: listed(before.components), now: [] });
    return change(tx, release, { components: componentsWritten([]), sbom: null });
  },
});

export const assessComponents = command({
  feature,
  name: 'assessComponents',
  summary: 'Says of third-party components that they were assessed, or that nothing of safety rests on them, and why',
  past: ['components were assessed', 'components were assessed # times'],
  input: z.strictObject({
    ...named,
    components: z
      .array(z.string().min(1).max(600), 'Choose the components that you say it of.')
      .min(1, 'Choose the components that you say it of.')
      .max(20_000),
    finding: z.enum(COMPONENT_FINDINGS, 'Choose what you say: assessed, or not safety-related.'),
    reason: paragraph(4_000, 'Say why: what was looked at, or why nothing of safety rests on them.'),
  }),
  may: JUDGES,
  subject: about,
  record: ({ components, reason: _reason, ...input }) => ({ ...input, components: components.length }),
  run: async (tx, actor, { service, release: version, components: keys, finding, reason }): Promise<Said> => {
    const release = await livingRelease(tx, service, version);
    const { components } = await current(tx, release);
    const there = new Map(listed(components).map((one) => [one.key, one]));
    const chosen = [...new Set(keys)].map((key) => there.get(key));
    if (chosen.some((one) => one === undefined))
      throw new Conflict(
        'The components of this release were listed anew while you were here. Look at them as they stand now.',
        {},
        tx.seq,
      );
    await putFindings(
      tx,
      release.service.id,
      chosen.map((one) => ({ key: one!.key, of: findingOf(one!, release.id) })),
      { finding, reason, by: labelOf(actor) },
    );
    return said(release);
  },
});

const issueField = z.strictObject({
  reference: line(100, 'Give the issue its reference, such as BUG-7.'),
  title: line(300, 'Say what the issue is.'),
  meaning: paragraph(4_000, 'Say what it means for safety, also where it means nothing.'),
  hazards: z.string().max(2_000).default('').describe('The hazards that it bears on: HAZ-12, HAZ-14'),
});

export const sayTestIssues = command({
  feature,
  name: 'sayTestIssues',
  summary: 'Says which faults are known and go along with a release, or that none is known',
  past: ['the known faults of a release were said', 'the known faults of releases were said # times'],
  input: z.strictObject({
    ...named,
    issues: z.array(issueField).max(200, 'List at most 200 issues.').default([]),
    none: z.boolean().default(false).describe('None is known'),
  }),
  may: DESCRIBES,
  subject: about,
  run: async (tx, _actor, { service, release: version, issues, none }): Promise<Said> => {
    const release = await livingRelease(tx, service, version);
    if ((issues.length === 0) !== none)
      throw new InputProblem([
        {
          field: 'none',
          message: none
            ? 'Either these are known, or none is. Take out one of the two.'
            : 'List the faults that are known, or say that none is known.',
        },
      ]);
    const hazards = issues.map((issue, index) => {
      const read = typedReferences([issue.hazards]);
      if (read.wrong.length > 0 || read.controls.length > 0)
        throw new InputProblem([
          { field: `issues.${index}.hazards`, message: 'Give hazards by their references, such as HAZ-12.' },
        ]);
      return read.hazards;
    });
    await referencesIn(tx, release.service, hazards.flat(), 'issues');
    await putIssues(
      tx,
      release.id,
      issues.map((issue, index) => ({ ...issue, hazards: hazards[index]! })),
    );
    return change(tx, release, { issuesSaid: true });
  },
});
