import { NotPossible } from '../../../platform/commands/problems.ts';
import { PHASES } from '../domain.ts';
import { referenceOf } from './diff.ts';
import type { KeptControl, KeptHazard, KeptLog } from './kept.ts';
import type { ImportedControl, ImportedHazard, ImportedLog, ImportedRating } from './shape.ts';
import { isOwn } from './words.ts';

/*
 * A log of our own that comes back, edited elsewhere: what of it means something to the log that it is compared with. Pure.
 */

/**
 * Our own file, made ready to be compared. Numbers mean something in the log that they were given in; of another log they
 * are forgotten, and its hazards are known by their words, as those of any file.
 * @throws NotPossible where the file says two things of one control
 */
export function settled(log: ImportedLog, kept: KeptLog): ImportedLog {
  if (!isOwn(log)) return log;
  const same = log.log?.id === kept.id;
  if (!same && kept.version > 0) return asAnyFile(log);
  const known = same ? [...kept.controls, ...kept.foreign] : [];
  const byReference = new Map(known.map((control) => [referenceOf(control), control]));
  if (same) refuseUnknown(log, byReference);
  const words = oneOfEach(log, byReference);
  const hazards = new Map(
    [...kept.hazards, ...kept.elsewhere, ...kept.retired].map((hazard) => [`HAZ-${hazard.number}`, hazard]),
  );
  return {
    ...log,
    hazards: log.hazards.map((hazard) => {
      const controls = hazard.controls?.map((control) => ({
        // A file without a column for it leaves the type as it is.
        type: byReference.get(control.id ?? '')?.type ?? null,
        ...control,
        ...words.get(control.id ?? ''),
      }));
      const was = same ? hazards.get(hazard.id ?? '') : undefined;
      return withKept({ ...hazard, ...(controls ? { controls } : {}) }, was);
    }),
  };
}

// --- Of another log ----------------------------------------------------------------------------------------------------

/** Without numbers: each control once for each cause that it answers, its state and the hazard's status in words. */
export function asAnyFile({ log: _log, ...rest }: ImportedLog): ImportedLog {
  return {
    ...rest,
    hazards: rest.hazards.map(({ id: _id, ...hazard }) => ({
      ...hazard,
      status: hazard.status ?? hazard.standing,
      controls: hazard.controls?.flatMap(({ id: _control, causes = [], declared, ...control }) => {
        const said = { ...control, state: control.state ?? (declared === 'not stated' ? null : declared) };
        const answers = causes.flatMap((place) => hazard.causes?.[place - 1]?.text ?? []);
        return answers.length === 0 ? [said] : answers.map((cause) => ({ ...said, cause }));
      }),
    })),
  };
}

// --- One control at several hazards ------------------------------------------------------------------------------------

const SAID_ONCE = [
  'text',
  'type',
  'kind',
  'declared',
  'state',
  'party',
  'owner',
  'evidence',
  'action',
  'actionStatus',
  'newHazards',
  'links',
] as const satisfies readonly (keyof ImportedControl)[];

/**
 * A control that acts on several hazards stands in several rows, and somebody edits one of them: what was changed counts.
 * @throws NotPossible where it was changed in two ways
 */
function oneOfEach(
  log: ImportedLog,
  kept: ReadonlyMap<string, KeptControl>,
): ReadonlyMap<string, Partial<ImportedControl>> {
  const rows = Map.groupBy(
    log.hazards.flatMap(({ controls = [] }) => controls),
    ({ id }) => id ?? '',
  );
  rows.delete('');
  return new Map(
    [...rows].flatMap(([id, list]) => {
      if (list.length === 1) return [];
      const was = kept.get(id);
      const before: Partial<ImportedControl> = was ? asImported(was) : {};
      const words = SAID_ONCE.map((word) => [word, changedWord(id, word, list, before)] as const);
      return [[id, Object.fromEntries(words.filter(([, value]) => value !== undefined))] as const];
    }),
  );
}

function changedWord(
  id: string,
  word: (typeof SAID_ONCE)[number],
  list: readonly ImportedControl[],
  before: Partial<ImportedControl>,
): unknown {
  const said = list.map((control) => control[word]).filter((value) => value !== undefined);
  const values = new Map(said.map((value) => [JSON.stringify(value), value]));
  const was = JSON.stringify(before[word]);
  if (values.size <= 1) return said[0];
  const changed = [...values].filter(([text]) => text !== was);
  if (changed.length <= 1) return changed[0]?.[1];
  const shown = changed.slice(0, 2).map(([text]) => (text.length > 90 ? `${text.slice(0, 90)}\u2026` : text));
  throw new NotPossible(
    `The file says two things of ${id}: ${shown.join(' and ')}. Nothing was written. It is one control in several rows: say the same in each of them.`,
  );
}

/** A kept control, as a file of ours says it. */
function asImported(control: KeptControl): Partial<ImportedControl> {
  const { newHazards, moreLinks } = control.carried;
  return {
    text: control.text,
    type: control.type,
    kind: control.existing === null ? 'unstated' : control.existing ? 'existing' : 'additional',
    declared: control.state,
    state: control.statedState,
    party: control.party,
    owner: control.owner,
    evidence: control.evidence,
    action: control.action,
    actionStatus: control.actionStatus,
    newHazards:
      newHazards === 'none' || newHazards === 'found' ? { found: newHazards, note: control.newHazardsNote } : null,
    links: (moreLinks as NonNullable<ImportedControl['links']>).map((link) => ({ ...link, text: link.text || null })),
  };
}

/** A control of another service is not known by a number in a file alone: somebody chooses it, where it can be seen. */
function refuseUnknown(log: ImportedLog, known: ReadonlyMap<string, KeptControl>): void {
  const stranger = log.hazards
    .flatMap(({ controls = [] }) => controls)
    .find(({ id }) => id?.includes('/') && !known.has(id));
  if (stranger)
    throw new NotPossible(
      `${stranger.id} is a control of another service, and no hazard of this log uses it. Nothing was written. Add it on the page of the hazard; or leave its number empty, and it is a new control here.`,
    );
}

// --- Beside what is kept -----------------------------------------------------------------------------------------------

const ERASED_ON = /^\[erased on \d{1,2} \p{L}+ \d{4}\]$/u;
const ERASED = '[erased]';

/** What is told in a file, and was not changed, is no difference. */
function withKept(hazard: ImportedHazard, kept: KeptHazard | undefined): ImportedHazard {
  const told = erasedAsKept(hazard);
  if (!kept) return told;
  const ratings = PHASES.flatMap((phase) => {
    const rating = told[phase];
    return rating ? [[phase, { ...rating, stated: statedOf(rating, kept[phase]) }]] : [];
  });
  return { ...told, ...Object.fromEntries(ratings), ...(told.extra ? { extra: inOrder(told.extra, kept) } : {}) };
}

/** What a file said of the risk once, it said of that severity and likelihood. */
function statedOf(rating: ImportedRating, kept: KeptHazard['initial']): ImportedRating['stated'] {
  if (!kept) return rating.stated;
  const same = (rating.severity ?? null) === kept.severity && (rating.likelihood ?? null) === kept.likelihood;
  if (same) return kept.stated;
  return String(rating.stated ?? '') === (kept.stated ?? '') ? null : rating.stated;
}

/** A table has one order of its columns for all hazards. */
function inOrder(extra: NonNullable<ImportedHazard['extra']>, { extra: before }: KeptHazard) {
  const left = Map.groupBy(
    extra.filter(({ text }) => text !== ERASED),
    ({ header }) => header,
  );
  const still = before.flatMap(({ header }) => left.get(header)?.splice(0, 1) ?? []);
  return [...still, ...[...left.values()].flat()];
}

/** A text that was erased is shown with its day, and kept without one. */
function erasedAsKept<T>(value: T): T {
  if (typeof value === 'string') return (ERASED_ON.test(value) ? ERASED : value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => erasedAsKept(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, erasedAsKept(one as unknown)])) as T;
}
