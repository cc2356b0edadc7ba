import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { labelOf } from '../../platform/commands/may.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import { putFile } from '../../platform/files/files.ts';
import { evidenceStores } from '../evidence/index.ts';
import { livingService } from '../services/index.ts';
import { componentCounts, settingLines, unsaid, type ComparedComponent, type ListedComponent } from './domain.ts';
import { commitField, RECORDS, referencesIn, releaseField, serviceField } from './fields.ts';
import { readSbom, SBOM_LIMITS, SbomRefusal } from './reading/index.ts';
import { keptRelease } from './record-store.ts';
import { componentsWritten, configurationWritten, putComponents, putRecord, recordOf } from './store.ts';

const { putRelease, releaseOf } = await evidenceStores();

/** Bytes that the API takes for a release with its bill of materials. */
const BODY_LIMIT = 15 * 1024 * 1024;

/** What a record answers. A type, so that it is a result. */
export type Recorded = {
  id: string;
  service: string;
  release: string;
  state: 'candidate' | 'live';
  /** What differs from before: empty where the same was sent again. */
  changed: string[];
  /** What it consists of beside the release before; null where nobody has said. */
  components: { total: number; new: number; changed: number; same: number; gone: number; unsaid: number } | null;
};

/** A bill of materials, read while nothing is locked yet. What is wrong with it is said of the file. */
export const sbomField = z
  .strictObject({
    name: line(200, 'Give the name of the file.'),
    content: z
      .string('Send the text of the file.')
      .max(SBOM_LIMITS.characters, 'The file is too large: a bill of materials has 12 million characters at most.'),
  })
  .transform(({ name, content }, context) => {
    try {
      return { name, content, read: readSbom(content, name) };
    } catch (error) {
      if (!(error instanceof SbomRefusal)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
type SbomSent = z.output<typeof sbomField>;

export const settingsField = z
  .array(
    z.strictObject({
      name: line(100, 'Give each setting a name.').regex(/^[^=]+$/u, 'A name has no = in it.'),
      value: line(500, 'Give each setting a value.'),
    }),
  )
  .min(1, 'Give at least one setting.')
  .max(200, 'Give at most 200 settings.')
  .refine(
    (settings) => new Set(settings.map(({ name }) => name)).size === settings.length,
    'Give each setting once: two have the same name.',
  );

export const recordReleaseDetails = command({
  feature: 'releases',
  name: 'recordReleaseDetails',
  summary: 'Records a release with what it consists of and what it touches; the same again changes nothing',
  past: ['a release was recorded', '# releases were recorded'],
  input: z.strictObject({
    service: serviceField,
    release: releaseField.describe('Its version, such as 1.4.0'),
    live: z.boolean().default(false).describe('It is live. Without this, one that is new is a candidate'),
    commit: commitField.optional().describe('What it was built from'),
    configuration: settingsField.optional().describe('What it runs on and with (DCB0129 7.1.3)'),
    sbom: sbomField.optional().describe('Its components: CycloneDX 1.4 to 1.6 or SPDX 2.3, as the tool wrote it'),
    touches: z
      .array(z.string().max(2_000), 'Send references, such as HAZ-12 and CTL-31.')
      .max(2_000)
      .optional()
      .describe('The hazards and controls that the change touches; an empty list says none'),
  }),
  may: RECORDS,
  bodyLimit: BODY_LIMIT,
  subject: (_input, { id }: Recorded) => ({ kind: 'release', id }),
  record: ({ sbom, configuration: _settings, commit, touches, ...input }) => ({
    ...input,
    commit: commit ?? null,
    touches: touches ?? null,
    sbom: sbom ? { name: sbom.name, format: sbom.read.format, components: sbom.read.components.length } : null,
  }),
  run: async (tx, actor, input): Promise<Recorded> => {
    const service = await livingService(tx, input.service);
    const { release: version } = input;
    const changed: string[] = [];
    const found = await releaseOf(tx, service.id, version);
    if (found?.state === 'withdrawn')
      throw new NotPossible(`Release ${version} was withdrawn. What is said of it stays as it is. Nothing was kept.`);
    const id = found?.id ?? tx.newId();
    const state = input.live ? 'live' : (found?.state ?? 'candidate');
    const wasCandidate = found === null || found.state === 'candidate';
    const touches = input.touches && (await referencesIn(tx, service, input.touches, 'touches'));
    if (found?.state !== state) {
      await putRelease(
        tx,
        { id, service: service.id, version, state, liveSeq: state === 'live' ? tx.seq : null },
        found,
      );
      changed.push(state);
    }
    const stored = await recordOf(tx, id);
    const before = found && (await keptRelease(tx, service.id, version, now(tx)));
    let next = stored;

    if (input.commit !== undefined && input.commit !== stored.commit) {
      refuseUnless(wasCandidate || stored.commit === null, version, 'another commit');
      next = { ...next, commit: input.commit };
      changed.push('commit');
    }
    if (input.configuration) {
      const lines = settingLines(input.configuration.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
      const said = before?.configuration ?? null;
      if (said === null || settingLines(said) !== lines) {
        refuseUnless(wasCandidate || said === null, version, 'another configuration');
        next = { ...next, configuration: configurationWritten(tx, lines) };
        changed.push('configuration');
      }
    }
    if (input.sbom) {
      const isSame = before?.sbom !== null && before?.sbom !== undefined && sameList(before.components, input.sbom);
      if (!isSame) {
        refuseUnless(wasCandidate || stored.components === null, version, 'another bill of materials');
        next = { ...next, components: componentsWritten(input.sbom.read.components), sbom: await kept(tx, input.sbom) };
        await putComponents(tx, id, { before: listed(before?.components ?? null), now: input.sbom.read.components });
        changed.push('components');
      }
    }
    if (touches && !sameTouches(stored.touches, touches)) {
      next = { ...next, touches: { ...touches, by: labelOf(actor), seq: tx.seq } };
      changed.push('touches');
    }
    if (next !== stored) await putRecord(tx, { id, service: service.id }, next);
    const after = await keptRelease(tx, service.id, version, now(tx));
    return {
      id,
      service: service.reference,
      release: version,
      state,
      changed,
      components: after?.components
        ? { ...componentCounts(after.components), unsaid: unsaid(after.components).length }
        : null,
    };
  },
});

function now(tx: CommandTx) {
  return { seq: null, now: tx.at } as const;
}

function refuseUnless(may: boolean, version: string, what: string): void {
  if (may) return;
  throw new NotPossible(
    `Release ${version} is live, and ${what} was sent for it. What is delivered anew is a release of its own: record it under its own version. Nothing was kept.`,
  );
}

/** Keeps the file as it came. */
export async function kept(tx: CommandTx, { name, content, read }: SbomSent) {
  const { sha256 } = await putFile(tx, Buffer.from(content, 'utf8'), name);
  return { sha256, name, format: read.format };
}

/** What is listed now: what is gone stood in the release before. */
export function listed(components: readonly ComparedComponent[] | null): readonly ListedComponent[] {
  return (components ?? [])
    .filter(({ change }) => change !== 'gone')
    .map(({ key, name, version, supplier }) => ({ key, name, version, supplier }));
}

/** Tools write another time and another serial number into each file: what it lists is what counts. */
function sameList(components: readonly ComparedComponent[] | null, { read }: SbomSent): boolean {
  return components !== null && JSON.stringify(listed(components)) === JSON.stringify(read.components);
}

function sameTouches(
  stored: { readonly hazards: readonly string[]; readonly controls: readonly string[] } | null,
  { hazards, controls }: { readonly hazards: readonly string[]; readonly controls: readonly string[] },
): boolean {
  return stored !== null && stored.hazards.join() === hazards.join() && stored.controls.join() === controls.join();
}
