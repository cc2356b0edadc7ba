import type { CommandTx } from '../../platform/commands/command.ts';
import { NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { NHS_SCHEME } from '../schemes/index.ts';
import {
  hazardReference,
  type Acts,
  type ArisesIn,
  type ControlState,
  type ControlType,
  type Party,
  type VulnerableGroup,
} from './domain.ts';
import type { HarmKind } from './domain/severity.ts';
import type { Changes } from './import/changes.ts';
import { serviceNamed } from './service-store.ts';
import { logsOf, nextNumbers, putChanges, putLog } from './write-store.ts';

/** A hazard as a person describes it, before anybody has rated it. */
export interface NewHazard {
  /** What could go wrong. */
  readonly name: string;
  readonly description?: string | null;
  readonly component?: string | null;
  readonly arisesIn?: ArisesIn | null;
  readonly causes?: readonly string[];
  readonly effects?: readonly string[];
  readonly harms?: readonly string[];
  /** How bad each harm is, in the order of the harms. */
  readonly harmKinds?: readonly (HarmKind | null)[];
  readonly harmed?: string | null;
  readonly vulnerable?: readonly VulnerableGroup[];
  readonly owner?: string | null;
  readonly notes?: string | null;
  readonly controls?: readonly NewControl[];
}

export interface NewControl {
  readonly text: string;
  readonly type?: ControlType | null;
  readonly existing?: boolean | null;
  readonly party?: Party | null;
  readonly owner?: string | null;
  readonly state?: ControlState;
  /** The causes that it acts on: their places among the causes, from 0. */
  readonly causes?: readonly number[];
  readonly acts?: Acts | null;
}

/** Where a hazard is recorded. */
export interface Recording {
  /** The reference of the service. */
  readonly service: string;
  /** The number of the log; the first one of the service where it is not said. Without any, one begins. */
  readonly log?: number | null;
  readonly hazard: NewHazard;
}

export interface Recorded {
  readonly id: string;
  readonly reference: string;
  readonly log: { readonly id: string; readonly number: number };
}

/**
 * Records a new hazard in the transaction of whatever it comes from: a form, a workshop, the library. It has no rating: a
 * person gives that.
 * @throws NotFound, NotPossible where the service is retired
 */
export async function recordHazardIn(tx: CommandTx, { service: reference, log, hazard }: Recording): Promise<Recorded> {
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  if (service.retired)
    throw new NotPossible(`${service.reference} is retired. To record a hazard for it, take it up again first.`);
  const next = await nextNumbers(tx, service.id);
  const place = await logFor(tx, service, log ?? null, next.log);
  const id = tx.newId();
  await putChanges(tx, service.id, changesOf(tx, id, place.id, hazard, next), new Map());
  return { id, reference: hazardReference(next.hazard), log: place };
}

async function logFor(
  tx: CommandTx,
  service: { readonly id: string; readonly reference: string },
  number: number | null,
  next: number,
): Promise<Recorded['log']> {
  const logs = await logsOf(tx, service.id);
  const found = number === null ? logs[0] : logs.find((one) => one.number === number);
  if (found) return { id: found.id, number: found.number };
  if (number !== null) throw new NotFound(`${service.reference} has no hazard log ${number}.`);
  const row = {
    id: tx.newId(),
    number: next,
    title: 'Hazard log',
    scheme: NHS_SCHEME,
    sources: [],
    service: service.id,
  };
  await putLog(tx, row);
  return { id: row.id, number: row.number };
}

function changesOf(
  tx: CommandTx,
  id: string,
  log: string,
  hazard: NewHazard,
  next: { readonly hazard: number; readonly control: number },
): Changes {
  const causes = (hazard.causes ?? []).map((text, position) => ({
    id: tx.newId(),
    hazard: id,
    position,
    text,
    countingText: null,
    place: null,
  }));
  const controls = (hazard.controls ?? []).map((control, index) => ({
    id: tx.newId(),
    number: next.control + index,
    text: control.text,
    countingText: null,
    carried: { newHazards: null, newHazardsNoteId: null, moreLinks: [], shared: false },
    type: control.type ?? null,
    existing: control.existing ?? null,
    owner: control.owner ?? null,
    party: control.party ?? null,
    state: control.state ?? 'proposed',
    statedState: null,
    evidence: null,
    action: null,
    actionStatus: null,
    place: null,
    retired: false,
  }));
  return {
    hazards: [
      {
        id,
        number: next.hazard,
        log,
        counting: { name: null, description: null, effects: null, harms: null },
        carried: {
          harmedId: tx.text(hazard.harmed ?? null),
          vulnerable: hazard.vulnerable ?? [],
          harmKinds: hazard.harmKinds?.some((kind) => kind !== null) ? hazard.harmKinds : null,
        },
        retired: false,
        fileRef: null,
        place: null,
        name: hazard.name,
        description: hazard.description ?? null,
        component: hazard.component ?? null,
        arisesIn: hazard.arisesIn ?? null,
        effects: hazard.effects ?? [],
        harms: hazard.harms ?? [],
        status: 'open',
        statedStatus: null,
        standingReason: null,
        owner: hazard.owner ?? null,
        receiver: null,
        notes: hazard.notes ?? null,
        evidence: null,
        extra: [],
      },
    ],
    causes,
    controls,
    links: controls.map((control, position) => ({
      hazard: id,
      control: control.id,
      position,
      causes: (hazard.controls?.[position]?.causes ?? []).flatMap((place) => causes[place]?.id ?? []),
      acts: hazard.controls?.[position]?.acts ?? null,
    })),
    ratings: [],
    ended: { hazards: [], controls: [], causes: [], links: [], ratings: [] },
    scheme: null,
    touched: [],
    judged: [],
    counts: { new: 1, changed: 0, gone: 0, moved: 0 },
  };
}
