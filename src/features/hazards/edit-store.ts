import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { ArisesIn, VulnerableGroup } from './domain.ts';
import { wordingAfter, type KeptText, type ListEdit, type TextEdit } from './domain/edit.ts';
import type { ControlWas, HazardWas } from './domain/edit-fields.ts';
import { harmCode, harmKindIn, type HarmCode, type HarmKind } from './domain/severity.ts';
import { textsOf, type Texts } from './store.ts';

/*
 * Hazards and controls as far as editing their words needs them, and their next versions.
 */

/** A hazard's words as they stand now. */
export interface HazardToEdit extends HazardWas {
  readonly id: string;
  readonly version: number;
  readonly retired: boolean;
  readonly causes: readonly (KeptText & { readonly cause: string })[];
}

interface HazardRow extends Pick<
  HazardToEdit,
  'id' | 'version' | 'retired' | 'component' | 'arisesIn' | 'owner' | 'vulnerable'
> {
  readonly harmedId: string | null;
  readonly harmKinds: readonly (HarmKind | null)[] | null;
  readonly nameId: string;
  readonly countingNameId: string | null;
  readonly descriptionId: string | null;
  readonly countingDescriptionId: string | null;
  readonly effectIds: readonly string[];
  readonly countingEffectIds: readonly string[] | null;
  readonly harmIds: readonly string[];
  readonly countingHarmIds: readonly string[] | null;
  readonly notesId: string | null;
}

interface CauseRow {
  readonly id: string;
  readonly textId: string;
  readonly countingTextId: string | null;
}

/** The hazard of this number in a service, retired or not; null where there is none. */
export async function hazardToEdit(tx: ReadTx, service: string, number: number): Promise<HazardToEdit | null> {
  const [[hazard], causes] = await Promise.all([
    tx.rows<HazardRow>(sql`
      select h.id, h.from_seq as version, h.retired, h.name_id as "nameId", h.counting_name_id as "countingNameId",
        h.description_id as "descriptionId", h.counting_description_id as "countingDescriptionId", h.component,
        h.arises_in as "arisesIn", h.effect_ids as "effectIds", h.counting_effect_ids as "countingEffectIds",
        h.harm_ids as "harmIds", h.counting_harm_ids as "countingHarmIds", h.owner, h.notes_id as "notesId",
        h.harmed_id as "harmedId", h.vulnerable, h.harm_kinds as "harmKinds"
      from hazard h
      where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
        and ${standsNow('h')}`),
    tx.rows<CauseRow>(sql`
      select c.id, c.text_id as "textId", c.counting_text_id as "countingTextId"
      from hazard h
      join hazard_cause c on c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${standsNow('c')}
      where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
        and ${standsNow('h')}
      order by c.position, c.id`),
  ]);
  if (!hazard) return null;
  const texts = await textsOf(tx, [
    hazard.nameId,
    hazard.countingNameId,
    hazard.descriptionId,
    hazard.countingDescriptionId,
    hazard.notesId,
    hazard.harmedId,
    ...hazard.effectIds,
    ...(hazard.countingEffectIds ?? []),
    ...hazard.harmIds,
    ...(hazard.countingHarmIds ?? []),
    ...causes.flatMap((cause) => [cause.textId, cause.countingTextId]),
  ]);
  const { id, version, retired, component, arisesIn, owner, vulnerable } = hazard;
  return {
    id,
    version,
    retired,
    component,
    arisesIn,
    owner,
    vulnerable,
    harmed: hazard.harmedId === null ? null : (texts.get(hazard.harmedId) ?? ''),
    harmKinds: hazard.harmIds.map((_harm, index) => {
      const kind = hazard.harmKinds?.[index];
      return kind ? harmCode(kind) : '';
    }),
    name: keptText(texts, hazard.nameId, hazard.countingNameId),
    description: keptText(texts, hazard.descriptionId, hazard.countingDescriptionId),
    effects: keptTexts(texts, hazard.effectIds, hazard.countingEffectIds),
    harms: keptTexts(texts, hazard.harmIds, hazard.countingHarmIds),
    causes: causes.flatMap((cause) => {
      const text = keptText(texts, cause.textId, cause.countingTextId);
      return text ? [{ ...text, cause: cause.id }] : [];
    }),
    notes: keptText(texts, hazard.notesId, null),
  };
}

/** @param counting null, and the same id, where what is shown counts */
function keptText(texts: Texts, id: string | null, counting: string | null): KeptText | null {
  if (id === null) return null;
  const corrected = counting !== null && counting !== id;
  return {
    id,
    text: texts.get(id) ?? '',
    counting: corrected ? { id: counting, text: texts.get(counting) ?? '' } : null,
  };
}

function keptTexts(texts: Texts, ids: readonly string[], counting: readonly string[] | null): KeptText[] {
  return ids.map((id, index) => keptText(texts, id, counting?.[index] ?? null)!);
}

/** What a hazard says from now on. */
export interface HazardEdited {
  readonly name: TextEdit;
  readonly description: TextEdit;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effects: ListEdit;
  readonly harms: ListEdit;
  readonly causes: ListEdit;
  /** In the order of the harms; '' where nobody has said. */
  readonly harmKinds: readonly (HarmCode | '')[];
  readonly harmed: string | null;
  readonly vulnerable: readonly VulnerableGroup[];
  readonly owner: string | null;
  readonly notes: TextEdit;
}

/** @param lowered why the change is a correction of spelling or wording; null where it is none */
export async function putHazardWords(
  tx: CommandTx,
  was: HazardToEdit,
  edited: HazardEdited,
  lowered: string | null,
): Promise<void> {
  const text = (edit: TextEdit) => written(tx, edit, lowered !== null);
  const [name, description, notes] = [text(edited.name), text(edited.description), text(edited.notes)];
  const list = ({ items }: ListEdit) => {
    const texts = items.map(text);
    const corrected = texts.some(({ counting }) => counting !== null);
    return {
      shown: texts.map(({ shown }) => shown!),
      counting: corrected ? texts.map(({ shown, counting }) => counting ?? shown!) : null,
    };
  };
  const [effects, harms] = [list(edited.effects), list(edited.harms)];
  const said = edited.harmKinds.some((code) => code !== '');
  const kinds = said ? edited.harmKinds.map((code) => (code === '' ? null : harmKindIn(code))) : null;
  await tx.rows(sql`
    with ended as (
      update hazard h set to_seq = ${tx.seq}
      where h.organisation_id = current_organisation() and h.id = ${was.id} and ${standsNow('h')}
      returning h.*
    )
    insert into hazard (organisation_id, id, from_seq, service_id, log_id, number, name_id, counting_name_id,
      description_id, counting_description_id, component, arises_in, effect_ids, counting_effect_ids, harm_ids,
      counting_harm_ids, status, stated_status, standing_reason_id, owner, receiver, notes_id, evidence_id, extra_id,
      file_ref, place, retired, wording_reason_id, harmed_id, vulnerable, harm_kinds)
    select organisation_id, id, ${tx.seq}, service_id, log_id, number, ${name.shown}::uuid, ${name.counting}::uuid,
      ${description.shown}::uuid, ${description.counting}::uuid, ${edited.component}, ${edited.arisesIn},
      ${effects.shown}::uuid[], ${effects.counting}::uuid[], ${harms.shown}::uuid[], ${harms.counting}::uuid[], status,
      stated_status, standing_reason_id, ${edited.owner}, receiver, ${notes.shown}::uuid, evidence_id, extra_id, file_ref,
      place, retired, ${tx.text(lowered)}::uuid,
      ${edited.harmed === was.harmed ? sql`harmed_id` : sql`${tx.text(edited.harmed)}::uuid`},
      ${edited.vulnerable}::text[], ${kinds === null ? null : JSON.stringify(kinds)}::jsonb
    from ended`);
  await putCauses(tx, was, edited.causes, lowered !== null);
  tx.touch({ kind: 'hazard', id: was.id });
}

async function putCauses(tx: CommandTx, was: HazardToEdit, { items, gone }: ListEdit, lowered: boolean) {
  const causeOf = new Map(was.causes.map((one) => [one.id, one.cause]));
  const placeOf = new Map(was.causes.map((one, index) => [one.cause, index]));
  const changed = items.flatMap((edit, position) => {
    const cause = edit.was && causeOf.get(edit.was.id)!;
    const stays = edit.was?.text === edit.text && placeOf.get(cause!) === position;
    return stays ? [] : [{ id: cause ?? tx.newId(), isNew: cause === null, position, ...written(tx, edit, lowered) }];
  });
  const removed = gone.map((one) => causeOf.get(one.id)!);
  const ended = [...changed.filter((one) => !one.isNew).map((one) => one.id), ...removed];
  if (changed.length + removed.length === 0) return;
  await tx.rows(sql`
    with was as (
      update hazard_cause c set to_seq = ${tx.seq}
      where c.organisation_id = current_organisation() and c.hazard_id = ${was.id} and c.id = any(${ended}::uuid[])
        and ${standsNow('c')}
      returning c.id, c.place
    )
    insert into hazard_cause (organisation_id, id, from_seq, hazard_id, position, text_id, counting_text_id, place)
    select ${tx.organisation}::uuid, n.id, ${tx.seq}, ${was.id}, n.position, n.shown, n.counting, was.place
    from json_to_recordset(${JSON.stringify(changed)}::json) as n (id uuid, position int, shown uuid, counting uuid)
    left join was on was.id = n.id`);
  if (removed.length > 0) await loosenLinks(tx, was.id, removed);
}

/** A control answers no cause that has gone. */
async function loosenLinks(tx: CommandTx, hazard: string, causes: readonly string[]): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update hazard_control l set to_seq = ${tx.seq}
      where l.organisation_id = current_organisation() and l.hazard_id = ${hazard} and ${standsNow('l')}
        and l.cause_ids && ${causes}::uuid[]
      returning l.*
    )
    insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, acts, cause_ids)
    select organisation_id, hazard_id, control_id, ${tx.seq}, position, acts,
      array(select cause from unnest(cause_ids) with ordinality as c (cause, place)
        where cause <> all (${causes}::uuid[]) order by place)
    from ended`);
}

/** The ids of a text once it is written: as it is shown, and of the wording that counts where that is another. */
function written(tx: CommandTx, edit: TextEdit, lowered: boolean) {
  const { shown, counting } = wordingAfter(edit, lowered);
  return { shown: shown && ('id' in shown ? shown.id : tx.text(shown.text)), counting };
}

/** A control's words as they stand now. */
export interface ControlToEdit extends ControlWas {
  readonly id: string;
  readonly version: number;
  readonly retired: boolean;
}

/** The control of this number in a service, retired or not; null where there is none. */
export async function controlToEdit(tx: ReadTx, service: string, number: number): Promise<ControlToEdit | null> {
  type Row = Omit<ControlToEdit, 'text' | 'newHazardsNote'> & {
    textId: string;
    countingTextId: string | null;
    noteId: string | null;
  };
  const [row] = await tx.rows<Row>(sql`
    select k.id, k.from_seq as version, k.retired, k.text_id as "textId", k.counting_text_id as "countingTextId", k.type,
      k.owner, k.party, k.state, k.existing, k.new_hazards as "newHazards", k.new_hazards_note_id as "noteId", k.links
    from control k
    where k.organisation_id = current_organisation() and k.service_id = ${service} and k.number = ${number}
      and ${standsNow('k')}`);
  if (!row) return null;
  const { textId, countingTextId, noteId, ...rest } = row;
  const texts = await textsOf(tx, [textId, countingTextId, noteId]);
  const newHazardsNote = noteId === null ? null : (texts.get(noteId) ?? '');
  return { ...rest, newHazardsNote, text: keptText(texts, textId, countingTextId)! };
}

/** What a control says from now on. */
export interface ControlEdited extends Pick<
  ControlToEdit,
  'type' | 'owner' | 'party' | 'state' | 'existing' | 'newHazards' | 'newHazardsNote' | 'links'
> {
  readonly text: TextEdit;
}

/** @param lowered why the change is a correction of spelling or wording; null where it is none */
export async function putControlWords(
  tx: CommandTx,
  was: ControlToEdit,
  edited: ControlEdited,
  lowered: string | null,
): Promise<void> {
  const text = written(tx, edited.text, lowered !== null);
  await tx.rows(sql`
    with ended as (
      update control k set to_seq = ${tx.seq}
      where k.organisation_id = current_organisation() and k.id = ${was.id} and ${standsNow('k')}
      returning k.*
    )
    insert into control (organisation_id, id, from_seq, service_id, number, text_id, counting_text_id, existing, type,
      owner, party, state, stated_state, evidence_id, action_id, action_status, place, retired, wording_reason_id,
      new_hazards, new_hazards_note_id, links, shared)
    select organisation_id, id, ${tx.seq}, service_id, number, ${text.shown}::uuid, ${text.counting}::uuid,
      ${edited.existing}, ${edited.type}, ${edited.owner}, ${edited.party}, ${edited.state}, stated_state, evidence_id,
      action_id, action_status, place, retired, ${tx.text(lowered)}::uuid, ${edited.newHazards},
      ${edited.newHazardsNote === was.newHazardsNote ? sql`new_hazards_note_id` : sql`${tx.text(edited.newHazardsNote)}::uuid`},
      ${JSON.stringify(edited.links)}::jsonb, shared
    from ended`);
  tx.touch({ kind: 'control', id: was.id });
}
