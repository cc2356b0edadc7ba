import type {
  ArisesIn,
  ControlLink,
  ControlState,
  ControlType,
  NewHazards,
  Party,
  VulnerableGroup,
} from '../domain.ts';
import { linksText } from './control-links.ts';
import type { HarmCode } from './severity.ts';
import { judge, listEdit, type Field, type KeptText } from './edit.ts';
import { CONTROL_WEIGHTS, HAZARD_WEIGHTS } from './weights.ts';

/*
 * What can be edited of a hazard and of a control: as the input names it, as pages call it, and what it weighs. The command
 * and the page, while somebody types, decide alike. Pure.
 */

export const HAZARD_FIELDS = {
  name: 'Hazard',
  description: 'Description',
  component: 'Component',
  arisesIn: 'Where it arises',
  causes: 'Causes',
  effects: 'Effects',
  harms: 'Harm',
  harmKinds: 'How bad each harm is',
  harmed: 'Who is harmed',
  vulnerable: 'Groups who are more at risk',
  owner: 'Owner',
  notes: 'Notes',
} as const;

export const CONTROL_FIELDS = {
  text: 'Control',
  type: 'Type',
  party: 'Who puts it in place',
  state: 'State, as declared',
  existing: 'Existing or additional',
  newHazards: 'New hazards that it brings',
  newHazardsNote: 'What was looked at',
  links: 'Work items and code',
  owner: 'Owner',
} as const;

/** Whether a control was there before the hazard was looked at; null where the log does not say. */
export const KIND_NAMES = { '': null, existing: true, additional: false } as const;

export function kindOf(existing: boolean | null): 'existing' | 'additional' | null {
  if (existing === null) return null;
  return existing ? 'existing' : 'additional';
}

/** The words of a hazard as they stand. */
export interface HazardWas {
  readonly name: KeptText | null;
  readonly description: KeptText | null;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effects: readonly KeptText[];
  readonly harms: readonly KeptText[];
  /** In the order of the harms; '' where nobody has said. */
  readonly harmKinds: readonly (HarmCode | '')[];
  readonly harmed: string | null;
  readonly vulnerable: readonly VulnerableGroup[];
  readonly causes: readonly KeptText[];
  readonly owner: string | null;
  readonly notes: KeptText | null;
}

/** The words of a control as they stand. */
export interface ControlWas {
  readonly text: KeptText;
  readonly type: ControlType | null;
  readonly owner: string | null;
  readonly party: Party | null;
  readonly state: ControlState;
  readonly existing: boolean | null;
  readonly newHazards: NewHazards | null;
  readonly newHazardsNote: string | null;
  readonly links: readonly ControlLink[];
}

/** A field as it stands, before anybody types. Plain data: a page carries it. */
export type FieldWas = Pick<Field, 'name' | 'label' | 'weight'> &
  (
    | { readonly kind: 'text'; readonly was: KeptText | null }
    | { readonly kind: 'list'; readonly was: readonly KeptText[]; readonly one: string }
    | { readonly kind: 'plain'; readonly was: string | null }
    /** Words of a list that has an order. */
    | { readonly kind: 'codes'; readonly was: readonly string[] }
  );

export function hazardFields(was: HazardWas): FieldWas[] {
  const of = <Name extends keyof typeof HAZARD_FIELDS>(name: Name) => ({
    name,
    label: HAZARD_FIELDS[name],
    weight: HAZARD_WEIGHTS[name],
  });
  return [
    { ...of('name'), kind: 'text', was: was.name },
    { ...of('description'), kind: 'text', was: was.description },
    { ...of('component'), kind: 'plain', was: was.component },
    { ...of('arisesIn'), kind: 'plain', was: was.arisesIn },
    { ...of('causes'), kind: 'list', was: was.causes, one: 'cause' },
    { ...of('effects'), kind: 'list', was: was.effects, one: 'effect' },
    { ...of('harms'), kind: 'list', was: was.harms, one: 'harm' },
    { ...of('harmKinds'), kind: 'codes', was: was.harmKinds },
    { ...of('harmed'), kind: 'plain', was: was.harmed },
    { ...of('vulnerable'), kind: 'codes', was: was.vulnerable },
    { ...of('owner'), kind: 'plain', was: was.owner },
    { ...of('notes'), kind: 'text', was: was.notes },
  ];
}

export function controlFields(was: ControlWas): FieldWas[] {
  const plain = (name: keyof typeof CONTROL_FIELDS, value: string | null): FieldWas => ({
    name,
    label: CONTROL_FIELDS[name],
    weight: CONTROL_WEIGHTS[name],
    kind: 'plain',
    was: value,
  });
  return [
    { name: 'text', label: CONTROL_FIELDS.text, weight: CONTROL_WEIGHTS.text, kind: 'text', was: was.text },
    plain('type', was.type),
    plain('party', was.party),
    plain('state', was.state),
    plain('existing', kindOf(was.existing)),
    plain('newHazards', was.newHazards),
    plain('newHazardsNote', was.newHazardsNote),
    plain('links', linksText(was.links) || null),
    plain('owner', was.owner),
  ];
}

/** What was typed for a field: its values in their order; undefined where nothing was sent, and then it stays. */
export type Typed = (name: string) => string | readonly string[] | undefined;

/** Fields with what was typed for them. */
export function withTyped(fields: readonly FieldWas[], typed: Typed): Field[] {
  return fields.map((field): Field => {
    const { name, label, weight } = field;
    const sent = typed(name);
    const text = [sent ?? ''].flat().at(-1) ?? '';
    if (field.kind === 'plain') {
      const { was } = field;
      return { name, label, weight, edit: { kind: 'plain', was, now: sent === undefined ? was : text || null } };
    }
    if (field.kind === 'codes') {
      const now = sent === undefined ? field.was : [sent].flat();
      return { name, label, weight, edit: { kind: 'plain', was: codesText(field.was), now: codesText(now) } };
    }
    if (field.kind === 'text') {
      const kept = field.was?.text ?? '';
      return {
        name,
        label,
        weight,
        edit: { kind: 'text', edit: { was: field.was, text: sent === undefined ? kept : text } },
      };
    }
    const { was, one } = field;
    const texts = sent === undefined ? was.map((item) => item.text) : [sent].flat();
    return { name, label, weight, edit: { kind: 'list', edit: listEdit(was, texts), kept: was, one } };
  });
}

/** The class of a change, said while one types; null where nothing is different yet. */
export function classSentence(fields: readonly FieldWas[], typed: Typed, correction: boolean): string | null {
  const { class: of, raised, lowered } = judge(withTyped(fields, typed), correction);
  if (of === null) return null;
  if (raised.length > 0) return `A material change, and no correction. ${raised.join(' ')}`;
  if (of === 'material') return 'A material change: the next signature will show it.';
  return lowered
    ? 'A correction: it is listed under your name, and lapses nothing.'
    : 'An editorial change: it is listed, and lapses nothing.';
}

/** Words of a list as one text; what is blank at its end is not said. */
function codesText(codes: readonly string[]): string | null {
  return codes.join(',').replace(/,+$/u, '') || null;
}
