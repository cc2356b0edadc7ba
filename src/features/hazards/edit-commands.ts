import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalParagraph, paragraph, seenVersion } from '../../platform/commands/fields.ts';
import type { May } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import {
  ARISES_IN,
  CONTROL_STATES,
  CONTROL_TYPES,
  controlNumber,
  controlReference,
  hazardNumber,
  hazardReference,
  LINK_KINDS,
  NEW_HAZARDS,
  PARTIES,
  VULNERABLE_GROUPS,
  type VulnerableGroup,
} from './domain.ts';
import { isWebAddress, linksText } from './domain/control-links.ts';
import { HARM_CODES, type HarmCode } from './domain/severity.ts';
import { currentText, judge, listEdit, raisedWords, type Field, type Judged, type KeptText } from './domain/edit.ts';
import { controlFields, hazardFields, KIND_NAMES, withTyped, type Typed } from './domain/edit-fields.ts';
import {
  controlToEdit,
  hazardToEdit,
  putControlWords,
  putHazardWords,
  type HazardEdited,
  type HazardToEdit,
} from './edit-store.ts';
import { controlField, hazardField, serviceField } from './queries.ts';
import { serviceNamed, type ServiceOf } from './service-store.ts';

/*
 * Editing the words of hazards and controls. What is not sent stays as it is; '' takes it away. No edit changes a rating.
 */

const feature = 'hazards';

/** As much as a log that is taken in may hold. */
const LONG = 40_000;
const SHORT = 2_000;
const MOST = 500;

export const mayEdit: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'],
  where: 'service',
};

export const versionField = seenVersion(1);
// Without their default: what is not sent is not taken away.
const text = optionalParagraph(LONG).unwrap().optional();
const short = optionalParagraph(SHORT).unwrap().optional();
const texts = z
  .array(optionalParagraph(LONG).unwrap(), 'Give a list of texts.')
  .max(MOST, `Give at most ${MOST} of them.`)
  .optional();
const orNone = <const Choices extends readonly string[]>(choices: Choices, message: string) =>
  z.enum(['', ...choices], message).optional();

/** The words of a group who are more at risk. */
export const vulnerableField = z.array(
  z.enum(Object.keys(VULNERABLE_GROUPS) as [VulnerableGroup, ...VulnerableGroup[]], 'Choose groups from the list.'),
);
/** How bad each harm is, in the order in which the harms are sent. */
export const harmKindsField = z
  .array(z.enum(['', ...HARM_CODES] as ['', ...HarmCode[]], 'Choose how bad the harm is, from the list.'))
  .max(MOST);
const linksField = z
  .array(
    z.strictObject({
      kind: z.enum(LINK_KINDS),
      url: z.string().max(SHORT).refine(isWebAddress, 'Give a web address that begins with https:// or http://.'),
      text: optionalParagraph(SHORT),
    }),
  )
  .max(50, 'Give at most 50 of them.');

/** The person's word that only spelling or wording was corrected, with the reason. */
const correction = {
  wordingOnly: z.boolean().default(false),
  wordingReason: optionalParagraph(4_000),
};

/** What an edit answers: types, so that they are results. */
export type Edited = {
  id: string;
  reference: string;
  version: number;
  class: string;
  /** Called a correction of spelling or wording. */
  corrected: boolean;
  differing: string[];
};

/** What the ledger keeps: what differs, and who called it a correction and why. The texts themselves have their homes. */
function record(
  { service, version, wordingReason }: { service: string; version: number; wordingReason: string },
  { reference, differing, class: of, corrected }: Edited,
) {
  return { service, reference, version, differing, class: of, ...(corrected && { wordingReason }) };
}

export const editHazard = command({
  feature,
  name: 'editHazard',
  summary: 'Changes the words of a hazard; its ratings stay as they are',
  past: ['the words of a hazard were changed', 'the words of hazards were changed # times'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    version: versionField,
    name: paragraph(LONG, 'Give the hazard a name: what could go wrong.').optional(),
    description: text,
    component: short,
    arisesIn: orNone(ARISES_IN, 'Choose where it arises: in the content, the process or the service.'),
    effects: texts,
    harms: texts,
    /** In the order of `harms`; one that is left out has nothing said. */
    harmKinds: harmKindsField.optional(),
    harmed: text,
    vulnerable: vulnerableField.optional(),
    causes: texts,
    owner: short,
    notes: text,
    ...correction,
  }),
  may: mayEdit,
  subject: (_input, { id }: Edited) => ({ kind: 'hazard', id }),
  record,
  run: async (tx, _actor, input): Promise<Edited> => {
    const reference = hazardReference(hazardNumber(input.hazard)!);
    const service = await livingService(tx, input.service);
    const was = await hazardToEdit(tx, service.id, hazardNumber(input.hazard)!);
    if (!was) throw new NotFound(`There is no hazard ${reference} in this service.`);
    if (was.retired)
      throw new NotPossible(
        `${reference} is retired: the version of its log that was taken in last does not have it. Its words stay as they are.`,
      );
    const edited = {
      name: { was: was.name, text: input.name ?? was.name?.text ?? '' },
      description: { was: was.description, text: input.description ?? was.description?.text ?? '' },
      component: orKept(input.component, was.component),
      arisesIn: orKept(input.arisesIn, was.arisesIn),
      effects: listEdit(was.effects, input.effects ?? textsIn(was.effects)),
      harms: listEdit(was.harms, input.harms ?? textsIn(was.harms)),
      causes: listEdit(was.causes, input.causes ?? textsIn(was.causes)),
      harmKinds: kindsOf(input.harms, input.harmKinds, was),
      harmed: orKept(input.harmed, was.harmed),
      vulnerable: input.vulnerable ? [...new Set(input.vulnerable)].toSorted() : was.vulnerable,
      owner: orKept(input.owner, was.owner),
      notes: { was: was.notes, text: input.notes ?? was.notes?.text ?? '' },
    };
    const fields = withTyped(hazardFields(was), typedIn({ ...input, ...kindsAsTyped(input, edited) }));
    refuseUnseen(reference, input.version, was.version, fields);
    const judged = classOrRefused(fields, input);
    await putHazardWords(tx, was, edited, judged.lowered ? input.wordingReason : null);
    return editedNow(tx, was.id, reference, judged);
  },
});

export const editControl = command({
  feature,
  name: 'editControl',
  summary: 'Changes the words and the declared state of a control, wherever it is used',
  past: ['the words of a control were changed', 'the words of controls were changed # times'],
  input: z.strictObject({
    service: serviceField,
    control: controlField,
    version: versionField,
    text: paragraph(LONG, 'Say what the control is: what is done, by what or whom.').optional(),
    type: orNone(CONTROL_TYPES, 'Choose a type.'),
    owner: short,
    party: orNone(PARTIES, 'Choose who puts it in place.'),
    state: z.enum(CONTROL_STATES, 'Choose the state that you declare.').optional(),
    existing: z.enum(['', 'existing', 'additional'], 'Choose whether it is there already.').optional(),
    newHazards: orNone(NEW_HAZARDS, 'Choose whether it brings new hazards, or changes others.'),
    newHazardsNote: text,
    links: linksField.optional(),
    ...correction,
  }),
  may: mayEdit,
  subject: (_input, { id }: Edited) => ({ kind: 'control', id }),
  record,
  run: async (tx, _actor, input): Promise<Edited> => {
    const reference = controlReference(controlNumber(input.control)!);
    const service = await livingService(tx, input.service);
    const was = await controlToEdit(tx, service.id, controlNumber(input.control)!);
    if (!was) throw new NotFound(`There is no control ${reference} in this service.`);
    if (was.retired)
      throw new NotPossible(`${reference} is retired: no hazard rests on it any more. Its words stay as they are.`);
    const edited = {
      text: { was: was.text, text: input.text ?? was.text.text },
      type: orKept(input.type, was.type),
      owner: orKept(input.owner, was.owner),
      party: orKept(input.party, was.party),
      state: input.state ?? was.state,
      existing: input.existing === undefined ? was.existing : KIND_NAMES[input.existing],
      newHazards: orKept(input.newHazards, was.newHazards),
      newHazardsNote: orKept(input.newHazardsNote, was.newHazardsNote),
      links: input.links ?? was.links,
    };
    const links = input.links && { links: linksText(input.links) };
    const fields = withTyped(controlFields(was), typedIn({ ...input, ...links }));
    refuseUnseen(reference, input.version, was.version, fields);
    const judged = classOrRefused(fields, input);
    await putControlWords(tx, was, edited, judged.lowered ? input.wordingReason : null);
    return editedNow(tx, was.id, reference, judged);
  },
});

/**
 * How bad each harm is, of the harms that stay: what is sent stands beside the harms as they were sent, blank ones among
 * them. Without them, a harm that says the same keeps its kind.
 */
function kindsOf(
  harms: readonly string[] | undefined,
  sent: readonly (HarmCode | '')[] | undefined,
  was: Pick<HazardToEdit, 'harms' | 'harmKinds'>,
): (HarmCode | '')[] {
  const texts = harms ?? textsIn(was.harms);
  const of = (harm: string, index: number) =>
    sent ? (sent[index] ?? '') : (was.harmKinds[was.harms.findIndex(({ text: kept }) => kept === harm)] ?? '');
  return texts.flatMap((harm, index) => (harm === '' ? [] : [of(harm, index)]));
}

/** The same as they are judged: where nothing was sent of them, nothing was said. */
function kindsAsTyped(
  input: { readonly harms?: unknown; readonly harmKinds?: unknown; readonly vulnerable?: unknown },
  { harmKinds, vulnerable }: Pick<HazardEdited, 'harmKinds' | 'vulnerable'>,
) {
  return {
    ...((input.harms !== undefined || input.harmKinds !== undefined) && { harmKinds }),
    ...(input.vulnerable !== undefined && { vulnerable }),
  };
}

/** What an input says of each field. */
function typedIn(input: Readonly<Record<string, unknown>>): Typed {
  return (name) => input[name] as ReturnType<Typed>;
}

/** The service, where it is not retired. @throws NotFound, NotPossible */
export async function livingService(tx: CommandTx, reference: string): Promise<ServiceOf> {
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  if (service.retired)
    throw new NotPossible(`${service.reference} is retired. To change its hazard log, take it up again first.`);
  return service;
}

/** What was sent; null for '', and what is kept where nothing was sent. */
function orKept<Value extends string>(sent: Value | '' | undefined, kept: Value | null): Value | null {
  if (sent === undefined) return kept;
  return sent === '' ? null : sent;
}

function textsIn(kept: readonly KeptText[]): readonly string[] {
  return kept.map((one) => one.text);
}

/** @throws Conflict where somebody changed it meanwhile: what differs stands beside what was typed */
function refuseUnseen(reference: string, seen: number, version: number, fields: readonly Field[]): void {
  if (seen === version) return;
  const { differing } = judge(fields, false);
  throw new Conflict(
    `Somebody changed ${reference} while you were here.`,
    Object.fromEntries(
      fields.filter(({ name }) => differing.includes(name)).map(({ name, edit }) => [name, currentText(edit)]),
    ),
    version,
  );
}

/** @throws InputProblem where it is no correction, or without a reason; NotPossible where nothing differs */
function classOrRefused(
  fields: readonly Field[],
  { wordingOnly, wordingReason }: { readonly wordingOnly: boolean; readonly wordingReason: string },
): Judged {
  const judged = judge(fields, wordingOnly);
  if (judged.class === null) throw new NotPossible('Nothing is different from what stands there already.');
  if (judged.raised.length > 0) throw new InputProblem([{ field: 'wordingOnly', message: raisedWords(judged.raised) }]);
  if (judged.lowered && wordingReason === '')
    throw new InputProblem([{ field: 'wordingReason', message: 'Say what you corrected, such as “spelling”.' }]);
  return judged;
}

function editedNow(tx: CommandTx, id: string, reference: string, judged: Judged): Edited {
  return {
    id,
    reference,
    version: tx.seq,
    class: judged.class!,
    corrected: judged.lowered,
    differing: [...judged.differing],
  };
}
