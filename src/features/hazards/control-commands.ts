import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { servicesSeen } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import {
  ACTS,
  CONTROL_STATES,
  CONTROL_TYPES,
  controlAt,
  controlReference,
  hazardNumber,
  hazardReference,
  PARTIES,
} from './domain.ts';
import { KIND_NAMES } from './domain/edit-fields.ts';
import { livingService, mayEdit, versionField } from './edit-commands.ts';
import {
  controlNow,
  endLink,
  hazardWithControls,
  putControl,
  putControlFlags,
  putLink,
  restingOn,
  type ControlNow,
  type HazardWithControls,
} from './link-store.ts';
import { hazardField, serviceField } from './queries.ts';
import type { ServiceOf } from './service-store.ts';

/*
 * Controls by hand: recorded for a hazard, used for another, taken off one, shared with other services.
 */

const feature = 'hazards';

/** CTL-31, or PLATFORM/CTL-3 of another service. */
export const anyControlField = z
  .string('Say which control: its number, such as CTL-31.')
  .refine((text) => controlAt(text) !== null, 'Give the number of a control, such as CTL-31 or PLATFORM/CTL-3.');

/** How it acts on the hazard. */
const acting = {
  /** The causes that it acts on: their places among the causes, from 1. */
  causes: z.array(z.coerce.number().int().min(1), 'Choose causes from the list.').max(500).default([]),
  acts: z.enum(['', ...ACTS], 'Choose whether it keeps the hazard from happening, or limits the harm.').default(''),
};

/** What changes of a hazard's controls answer: types, so that they are results. */
export type Acting = { id: string; hazard: string; control: string };
export type SharedControl = { id: string; control: string; shared: boolean };

const onHazard = (_input: unknown, { id }: Acting) => ({ kind: 'hazard', id });

export const recordControl = command({
  feature,
  name: 'recordControl',
  summary: 'Records a new control for a hazard',
  past: ['a control was recorded', '# controls were recorded'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    text: paragraph(40_000, 'Say what the control is: what is done, by what or whom.'),
    type: z.enum(['', ...CONTROL_TYPES], 'Choose a type.').default(''),
    existing: z.enum(['', 'existing', 'additional'], 'Choose whether it is there already.').default(''),
    party: z.enum(['', ...PARTIES], 'Choose who puts it in place.').default(''),
    owner: optionalParagraph(2_000),
    state: z.enum(CONTROL_STATES, 'Choose the state that you declare.').default('proposed'),
    ...acting,
  }),
  may: mayEdit,
  subject: onHazard,
  run: async (tx, _actor, input): Promise<Acting> => {
    const service = await livingService(tx, input.service);
    const hazard = await hazardOf(tx, service, input.hazard);
    const causes = causesOf(hazard, input.causes);
    const made = await putControl(tx, service.id, {
      text: input.text,
      type: input.type || null,
      existing: KIND_NAMES[input.existing],
      party: input.party || null,
      owner: input.owner || null,
      state: input.state,
    });
    await putLink(tx, hazard.id, { control: made.id, position: lastOf(hazard), causes, acts: input.acts || null });
    return { id: hazard.id, hazard: referenceOf(input.hazard), control: controlReference(made.number) };
  },
});

export const useControl = command({
  feature,
  name: 'useControl',
  summary: 'Puts a control on a hazard, or says how it acts there; also one that another service shares',
  past: ['a control was put on a hazard', 'controls were put on hazards # times'],
  input: z.strictObject({ service: serviceField, hazard: hazardField, control: anyControlField, ...acting }),
  may: mayEdit,
  subject: onHazard,
  run: async (tx, _actor, input): Promise<Acting> => {
    const service = await livingService(tx, input.service);
    const [hazard, control] = await Promise.all([
      hazardOf(tx, service, input.hazard),
      usableControl(tx, service, input.control),
    ]);
    const was = hazard.links.find((link) => link.control === control.id);
    const causes = causesOf(hazard, input.causes);
    const acts = input.acts || null;
    if (was && was.acts === acts && was.causes.toSorted().join() === causes.toSorted().join())
      throw new NotPossible(`${sayControl(service, input.control)} acts on ${referenceOf(input.hazard)} so already.`);
    await putLink(tx, hazard.id, { control: control.id, position: was?.position ?? lastOf(hazard), causes, acts });
    return { id: hazard.id, hazard: referenceOf(input.hazard), control: sayControl(service, input.control) };
  },
});

export const dropControl = command({
  feature,
  name: 'dropControl',
  summary: 'Takes a control off a hazard, with the reason; no rating may rely on it',
  past: ['a control was taken off a hazard', 'controls were taken off hazards # times'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    control: anyControlField,
    reason: paragraph(4_000, 'Say why the control is taken off this hazard.'),
  }),
  may: mayEdit,
  subject: onHazard,
  run: async (tx, _actor, input): Promise<Acting> => {
    const service = await livingService(tx, input.service);
    const hazard = await hazardOf(tx, service, input.hazard);
    const { service: home, number } = controlAt(input.control)!;
    const control = await controlNow(tx, home ?? service.reference, number);
    const said = sayControl(service, input.control);
    const reference = referenceOf(input.hazard);
    if (!control || !hazard.links.some((link) => link.control === control.id))
      throw new NotPossible(`${said} does not act on ${reference}. Nothing was changed.`);
    const relying = hazard.relied.find((one) => one.control === control.id);
    if (relying)
      throw new NotPossible(
        `The ${relying.phase} rating of ${reference} relies on ${said}. Rate it without ${said} first. Nothing was changed.`,
      );
    tx.text(input.reason);
    await endLink(tx, hazard.id, control.id);
    const left = await restingOn(tx, control.id, service.id);
    // As when a file no longer has it: a control that acts on no hazard is retired, and no longer listed. One of another
    // service is for its own people to retire.
    if (left.all === 0 && control.service === service.id) await putControlFlags(tx, control.id, { retired: true });
    return { id: hazard.id, hazard: reference, control: said };
  },
});

export const shareControl = command({
  feature,
  name: 'shareControl',
  summary: 'Lets hazards of other services of the organisation rest on a control, or no longer',
  past: ['a control was shared, or no longer', 'controls were shared, or no longer, # times'],
  input: z.strictObject({
    service: serviceField,
    control: z
      .string('Say which control: its number, such as CTL-31.')
      .refine((text) => controlAt(text)?.service === null, 'Give the number of a control, such as CTL-31.'),
    version: versionField,
    shared: z.boolean('Say whether other services may use it.'),
  }),
  may: mayEdit,
  subject: (_input, { id }: SharedControl) => ({ kind: 'control', id }),
  run: async (tx, actor, input): Promise<SharedControl> => {
    const service = await livingService(tx, input.service);
    const { number } = controlAt(input.control)!;
    const reference = controlReference(number);
    const control = await controlNow(tx, service.reference, number);
    if (!control) throw new NotFound(`There is no control ${reference} in this service.`);
    if (control.version !== input.version)
      throw new Conflict(`Somebody changed ${reference} while you were here.`, {}, control.version);
    if (control.retired) throw new NotPossible(`${reference} is retired: no hazard rests on it any more.`);
    if (control.shared === input.shared)
      throw new NotPossible(
        input.shared ? `${reference} is shared already.` : `${reference} is not shared. Nothing was changed.`,
      );
    const { elsewhere } = await restingOn(tx, control.id, service.id);
    if (!input.shared && elsewhere.length > 0)
      throw new NotPossible(
        `Hazards of ${servicesNamed(elsewhere, servicesSeen(actor))} rest on ${reference}. It can be taken back once they no longer do. Nothing was changed.`,
      );
    await putControlFlags(tx, control.id, { shared: input.shared });
    return { id: control.id, control: reference, shared: input.shared };
  },
});

/** Services by their references; of those that somebody may not see only that there are some. @param seen null for all */
function servicesNamed(services: readonly string[], seen: readonly string[] | null): string {
  const known = services.filter((one) => seen === null || seen.includes(one));
  return known.length === services.length ? known.join(', ') : [...known, 'services that you cannot see'].join(', ');
}

function referenceOf(hazard: string): string {
  return hazardReference(hazardNumber(hazard)!);
}

/** CTL-31 in its own service, PLATFORM/CTL-3 from elsewhere. */
function sayControl(service: ServiceOf, control: string): string {
  const { service: home, number } = controlAt(control)!;
  return home === null || home === service.reference ? controlReference(number) : `${home}/${controlReference(number)}`;
}

/** @throws NotFound, NotPossible where it is retired */
async function hazardOf(tx: CommandTx, service: ServiceOf, hazard: string): Promise<HazardWithControls> {
  const found = await hazardWithControls(tx, service.id, hazardNumber(hazard)!);
  const reference = referenceOf(hazard);
  if (!found) throw new NotFound(`There is no hazard ${reference} in this service.`);
  if (found.retired) throw new NotPossible(`${reference} is retired. Its controls stay as they are.`);
  return found;
}

/** @throws InputProblem where there is no such control, or it is not shared; NotPossible where it is retired */
async function usableControl(tx: CommandTx, service: ServiceOf, reference: string): Promise<ControlNow> {
  const { service: home, number } = controlAt(reference)!;
  const control = await controlNow(tx, home ?? service.reference, number);
  const said = sayControl(service, reference);
  // One that another service does not share is not told from one that is not there.
  if (!control || (control.service !== service.id && !control.shared))
    throw new InputProblem([
      { field: 'control', message: `There is no control ${said} that hazards of this service may rest on.` },
    ]);
  if (control.retired) throw new NotPossible(`${said} is retired. Record it as a new control.`);
  return control;
}

/** The ids of causes by their places. @throws InputProblem where there is no such cause */
function causesOf(hazard: HazardWithControls, places: readonly number[]): string[] {
  const unknown = places.find((place) => place > hazard.causes.length);
  if (unknown !== undefined)
    throw new InputProblem([
      { field: 'causes', message: `There is no cause ${unknown}. Choose causes from the list.` },
    ]);
  return [...new Set(places)].toSorted((a, b) => a - b).map((place) => hazard.causes[place - 1]!);
}

function lastOf(hazard: HazardWithControls): number {
  return Math.max(-1, ...hazard.links.map((link) => link.position)) + 1;
}
