import type { CommandTx } from '../../../platform/commands/command.ts';
import type { Actor } from '../../../platform/commands/may.ts';
import type { CheckReport } from '../../log-check/index.ts';
import type { LogDocument } from '../exchange/document.ts';
import { importedOf } from '../exchange/read.ts';
import { importHazardLog, type Output } from './command.ts';
import { PASTED } from './diff.ts';
import { logOfReport } from './from-report.ts';
import { asAnyFile } from './own.ts';
import type { ImportedHazard, ImportedLog } from './shape.ts';

/*
 * The log of a supplier, as the seed of a log of one's own. Its hazards keep the supplier's numbers as those of a file, and are
 * open: what the supplier settled is settled for them. Ratings are as stated, and nobody here has confirmed them.
 */

/** Of what a supplier's log is. */
type Sources = ImportedLog['sources'];

/**
 * @param leaves controls that wait for somebody to accept them, by their numbers in the supplier's log
 */
export function seedOf(document: LogDocument, sources: Sources, leaves: ReadonlySet<string>): ImportedLog {
  return { ...plain(document, sources, leaves), title: document.title === '' ? null : document.title };
}

/** The same of a log that the first door read. */
export function seedOfReport(report: CheckReport): ImportedLog {
  const log = logOfReport(report);
  return { ...log, hazards: log.hazards.map(opened) };
}

/** What of a hazard a later log may say anew: ratings and controls are given here, and stay. */
const TAKEN_OVER = ['description', 'effects', 'harms'] as const;

/**
 * What a later log of the supplier says that the one before did not: new hazards whole, and of the others only the words that
 * changed. What it says nothing of stays as it is here.
 * @param names what hazards are called here, by the supplier's numbers
 */
export function laterOf(
  before: LogDocument,
  now: LogDocument,
  names: ReadonlyMap<string, string>,
  sources: Sources,
  leaves: ReadonlySet<string>,
): ImportedLog {
  const was = new Map(before.hazards.map((hazard) => [hazard.id, hazard]));
  const byRef = new Map(now.hazards.map((hazard) => [hazard.id, hazard]));
  const whole = plain(now, sources, leaves);
  return {
    ...whole,
    // As rows of a log: what is not among them stays where it is.
    sources: sources.map((source) => ({ ...source, kind: PASTED })),
    scheme: null,
    hazards: whole.hazards.flatMap((hazard): ImportedHazard[] => {
      const [old, later] = [was.get(hazard.ref ?? ''), byRef.get(hazard.ref ?? '')];
      const here = names.get(hazard.ref ?? '');
      if (!old || !later || here === undefined) return here === undefined ? [hazard] : [];
      const changed = TAKEN_OVER.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(later[part]));
      if (changed.length === 0 && old.name === later.name) return [];
      return [
        {
          ref: hazard.ref,
          name: old.name === later.name ? here : later.name,
          ...Object.fromEntries(changed.map((part) => [part, hazard[part]])),
        },
      ];
    }),
  };
}

function plain(document: LogDocument, sources: Sources, leaves: ReadonlySet<string>): ImportedLog {
  const own = importedOf({ log: document, missing: new Set() }, sources);
  const hazards = own.hazards.map((hazard) => ({
    ...hazard,
    controls: hazard.controls?.filter(({ id }) => !leaves.has(id ?? '')),
    ref: hazard.id ?? hazard.ref ?? null,
  }));
  const file = asAnyFile({ ...own, hazards });
  return { ...file, hazards: file.hazards.map(opened) };
}

function opened({ initial, target, residual, deployer, reason: _reason, ...hazard }: ImportedHazard): ImportedHazard {
  const stated = hazard.standing && hazard.standing !== 'open' ? hazard.standing : null;
  return {
    ...hazard,
    ...(hazard.status === undefined && hazard.standing === undefined
      ? {}
      : { standing: 'open' as const, status: hazard.status ?? stated }),
    ...withoutControls({ initial, target, residual, deployer }),
  };
}

type Ratings = Pick<ImportedHazard, 'initial' | 'target' | 'residual' | 'deployer'>;

/** The supplier's numbers of controls mean nothing here; what a file has no place for stays unsaid. */
function withoutControls(ratings: Ratings): Ratings {
  const said = Object.entries(ratings).filter(([, rating]) => rating !== undefined);
  return Object.fromEntries(said.map(([phase, rating]) => [phase, rating && { ...rating, reliesOn: undefined }]));
}

/** Keeps a log in the transaction of whatever it came with. @throws NotFound, NotPossible */
export async function importLogIn(
  tx: CommandTx,
  actor: Actor,
  input: Parameters<typeof importHazardLog.run>[2],
): Promise<Output> {
  return importHazardLog.run(tx, actor, input);
}
