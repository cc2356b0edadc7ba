import { whyListMaterial, whyMaterial, type ChangeClass } from './change-class.ts';

/*
 * Editing words: which of them differ, of what class the change is, and which wording counts afterwards. Pure.
 */

/** A text as it is kept. */
export interface KeptText {
  readonly id: string;
  readonly text: string;
  /** The wording that counts, where the text is a correction of it. */
  readonly counting: { readonly id: string; readonly text: string } | null;
}

/** A text and what somebody typed for it; '' for none. */
export interface TextEdit {
  readonly was: KeptText | null;
  readonly text: string;
}

/** Texts in a list: those that stay or are new, in their order, and whether they are the same ones in the same order. */
export interface ListEdit {
  readonly items: readonly TextEdit[];
  readonly gone: readonly KeptText[];
}

/** Which kept text each typed one is: the one that says the same, else the one at the same place. What is left blank goes. */
export function listEdit(kept: readonly KeptText[], typed: readonly string[]): ListEdit {
  const free = new Set(kept.keys());
  const take = (index: number | undefined) => {
    if (index === undefined || !free.delete(index)) return null;
    return kept[index]!;
  };
  const equal = typed.map((text, index) =>
    take(kept[index]?.text === text ? index : [...free].find((one) => kept[one]!.text === text)),
  );
  const items = typed.flatMap((text, index): TextEdit[] =>
    text === '' ? [] : [{ was: equal[index] ?? take(index), text }],
  );
  return { items, gone: [...free].map((index) => kept[index]!) };
}

/** Something of a hazard or a control that can be edited. */
export type FieldEdit =
  | { readonly kind: 'text'; readonly edit: TextEdit }
  /** `one` is what one of the texts is called. */
  | { readonly kind: 'list'; readonly edit: ListEdit; readonly kept: readonly KeptText[]; readonly one: string }
  /** A choice or a short word. Of a material one no change is spelling. */
  | { readonly kind: 'plain'; readonly was: string | null; readonly now: string | null };

export interface Field {
  /** As the input names it. */
  readonly name: string;
  /** As a page calls it. */
  readonly label: string;
  readonly weight: ChangeClass;
  readonly edit: FieldEdit;
}

export interface Judged {
  /** Names of the fields that differ. */
  readonly differing: readonly string[];
  /** Null where nothing differs. */
  readonly class: ChangeClass | null;
  /** A person called a change of material words a correction, and nothing shows that it is more. */
  readonly lowered: boolean;
  /** Why it cannot be called a correction; one sentence for each field. */
  readonly raised: readonly string[];
}

/** @param correction whether the person says that only spelling or wording was corrected */
export function judge(fields: readonly Field[], correction: boolean): Judged {
  const differing = fields.filter((field) => differs(field.edit));
  const material = differing.filter((field) => field.weight === 'material');
  const raised = correction ? material.flatMap(whyRaised) : [];
  const lowered = correction && material.length > 0 && raised.length === 0;
  return {
    differing: differing.map((field) => field.name),
    class: differing.length === 0 ? null : material.length > 0 && !lowered ? 'material' : 'editorial',
    lowered,
    raised,
  };
}

function differs(field: FieldEdit): boolean {
  if (field.kind === 'plain') return field.was !== field.now;
  if (field.kind === 'text') return changes(field.edit);
  return !isSameList(field) || field.edit.items.some(changes);
}

function changes({ was, text }: TextEdit): boolean {
  return (was?.text ?? '') !== text;
}

/** Whether a list has the texts that it had, in their order, whatever they say now. */
function isSameList({ edit, kept }: Extract<FieldEdit, { kind: 'list' }>): boolean {
  return edit.items.length === kept.length && edit.items.every(({ was }, index) => was === kept[index]);
}

function whyRaised({ label, edit }: Field): string[] {
  if (edit.kind === 'plain') return [`${label} is another, and that is always material.`];
  const why = edit.kind === 'text' ? whyTextRaised(edit.edit) : whyListRaised(edit);
  return why === null ? [] : [`${label}: ${why}`];
}

/** Compared with the wording that counts, and not with the last correction of it: many small steps are one large one. */
function whyTextRaised({ was, text }: TextEdit): string | null {
  return whyMaterial(was ? (was.counting ?? was).text : '', text);
}

function whyListRaised(field: Extract<FieldEdit, { kind: 'list' }>): string | null {
  const { edit, kept, one } = field;
  if (edit.items.length === kept.length && !isSameList(field) && edit.gone.length === 0)
    return `It puts the ${one}s in another order.`;
  return whyListMaterial(
    one,
    kept.map((was) => (was.counting ?? was).text),
    edit.items.map(({ text }) => text),
  );
}

/** What stands there now, as one text. */
export function currentText(field: FieldEdit): string {
  if (field.kind === 'plain') return field.was ?? '';
  if (field.kind === 'text') return field.edit.was?.text ?? '';
  return field.kept.map(({ text }) => text).join('\n');
}

/** Where a text lives afterwards: where it lived, or in a new home. */
export type Home = { readonly id: string } | { readonly text: string };

/** Which wording is shown and which counts, once an edit is made; null for what is shown, and for none. */
export function wordingAfter(
  { was, text }: TextEdit,
  lowered: boolean,
): { readonly shown: Home | null; readonly counting: string | null } {
  if (text === '') return { shown: null, counting: null };
  if (was?.text === text) return { shown: { id: was.id }, counting: was.counting?.id ?? null };
  const counts = was && (was.counting ?? was);
  // Back to the wording that counts: nothing is corrected any more.
  if (counts?.text === text) return { shown: { id: counts.id }, counting: null };
  return { shown: { text }, counting: lowered && counts ? counts.id : null };
}

/** What is said to somebody who called it a correction, and of which the machine says that it is more. */
export function raisedWords(raised: readonly string[]): string {
  return `This is a material change. ${raised.join(' ')} Untick this to save it as a material change, or take that part back. Nothing was saved yet.`;
}
