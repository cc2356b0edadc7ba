import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { optionalLine, optionalParagraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible, type FieldProblem } from '../../platform/commands/problems.ts';
import { addAction } from '../actions/index.ts';
import { about, changed, mayFacilitate, opened, type Changed } from './commands.ts';
import {
  ANYTHING_ELSE,
  DRAFT_TEXTS,
  isBlank,
  mergeDraft,
  mergeText,
  PLACES,
  PROMPT_KEYS,
  raisers,
  raiserValue,
  workshopPath,
  workshopReference,
  type Attendee,
  type DraftFields,
  type DraftText,
  type Raiser,
} from './domain.ts';
import { named, rowsOf, versionField } from './fields.ts';
import {
  numbersOf,
  putDrafts,
  putNotes,
  roomOf,
  type NewDraft,
  type NewNote,
  type StoredDraft,
  type StoredRoom,
} from './room-store.ts';

/** A note may grow by what two people wrote: what is typed at once has room for some pages. */
const NOTE = 20_000;

const draftRow = z.strictObject({
  prompt: z
    .string()
    .refine((key) => PROMPT_KEYS.has(key), 'Name a prompt of the workshop.')
    .default(ANYTHING_ELSE),
  name: optionalLine(500).describe('The hazard, in a few words'),
  cause: optionalParagraph(4_000),
  effect: optionalParagraph(4_000),
  harm: optionalParagraph(4_000),
  harmed: optionalParagraph(1_000).describe('Who is harmed'),
  component: optionalLine(100),
  place: z.enum(PLACES, 'Choose where it arises.').nullable().default(null),
  raisedBy: z.string().max(80).default('').describe('"person:" and an id, or "guest:" and a role in the room'),
});
type DraftRow = z.output<typeof draftRow>;

const actionRow = z.strictObject({
  title: optionalLine(300),
  owner: z.string().max(60).default(''),
  due: z.string().trim().max(20).default(''),
});

export const noteWorkshop = command({
  feature: 'workshops',
  name: 'noteWorkshop',
  summary:
    'Notes what is said in a workshop, with draft hazards, decisions and actions; what others noted meanwhile is kept',
  past: ['notes of a workshop were written', 'notes of workshops were written # times'],
  input: z.strictObject({
    ...named,
    version: versionField.describe('Of the notes as you saw them: only what you changed since is written'),
    said: rowsOf(optionalParagraph(NOTE), 200).describe('What was said, by the key of the prompt: "swift-early-late"'),
    decisions: rowsOf(optionalParagraph(4_000), 200).describe('By their numbers; new ones under any other name'),
    drafts: rowsOf(draftRow, 200).describe('By their numbers; new ones under any other name'),
    actions: rowsOf(actionRow, 20).describe('New actions, under any name'),
  }),
  may: mayFacilitate,
  subject: about,
  run: async (tx, _actor, { version, said, decisions, drafts, actions, ...input }) => {
    const { service, stored } = await opened(tx, input);
    if (version >= tx.seq) throw new NotPossible('Nobody can have seen these notes yet. Look at them again.');
    const [shown, now, numbers] = await Promise.all([
      roomOf(tx, stored.id, { seq: version, now: tx.at }),
      roomOf(tx, stored.id, { seq: null, now: tx.at }),
      numbersOf(tx, stored.id),
    ]);
    const components = new Set(service.components.map(({ name }) => name));
    const notes = notesWritten(tx, { shown, now, said, decisions, last: numbers.decision });
    const hazards = draftsWritten(tx, { shown, now, drafts, last: numbers.draft, components });
    const problems = [...notes.problems, ...hazards.problems];
    if (problems.length > 0) throw new InputProblem(problems);
    await putNotes(tx, stored.id, notes.write);
    await putDrafts(tx, stored.id, hazards.write);
    const added = Object.entries(actions).filter(([, row]) => row.title + row.due !== '');
    const label = `Workshop ${workshopReference(stored.number)}`;
    const source = { kind: 'workshop', id: stored.id, label, href: workshopPath(service.reference, stored.number) };
    for (const [key, { title, owner, due }] of added) {
      if (title === '')
        throw new InputProblem([{ field: `actions.${key}.title`, message: 'Say what has to be done.' }]);
      if (!z.uuid().safeParse(owner).success)
        throw new InputProblem([{ field: `actions.${key}.owner`, message: 'Choose who does it.' }]);
      const fields = { owner: `actions.${key}.owner`, due: `actions.${key}.due` };
      await addAction(tx, { service, title, owner, due, source }, fields);
    }
    const written = notes.write.length + hazards.write.length + added.length;
    if (written === 0) throw new NotPossible('Nothing is different from what stands there already.');
    return { ...changed(service.reference, stored, tx), both: notes.both + hazards.both } satisfies Changed & {
      both: number;
    };
  },
});

interface Written<Row> {
  readonly write: Row[];
  readonly problems: FieldProblem[];
  /** Places in which two people wrote, and both stand. */
  both: number;
}

function notesWritten(
  tx: CommandTx,
  {
    shown,
    now,
    said,
    decisions,
    last,
  }: {
    readonly shown: StoredRoom;
    readonly now: StoredRoom;
    readonly said: Readonly<Record<string, string>>;
    readonly decisions: Readonly<Record<string, string>>;
    readonly last: number;
  },
): Written<NewNote> {
  const result: Written<NewNote> = { write: [], problems: [], both: 0 };
  const merge = (was: string, stands: string, typed: string, note: Omit<NewNote, 'text'>) => {
    const { text, both } = mergeText(was, stands, typed);
    if (both) result.both++;
    if (text !== stands) result.write.push({ ...note, text: tx.text(text) });
  };
  for (const [prompt, typed] of Object.entries(said)) {
    if (!PROMPT_KEYS.has(prompt)) {
      result.problems.push({ field: `said.${prompt}`, message: 'There is no such prompt.' });
      continue;
    }
    const stands = now.notes.find((note) => note.prompt === prompt);
    const was = shown.notes.find((note) => note.prompt === prompt);
    merge(was?.text ?? '', stands?.text ?? '', typed, { id: stands?.id ?? tx.newId(), prompt, number: null });
  }
  let number = last;
  for (const [key, typed] of Object.entries(decisions)) {
    const stands = now.decisions.find((one) => String(one.number) === key);
    const was = shown.decisions.find((one) => String(one.number) === key);
    if (!stands && !was && typed === '') continue;
    const own = { id: stands?.id ?? was?.id ?? tx.newId(), prompt: null, number: stands?.number ?? was?.number ?? 0 };
    merge(was?.text ?? '', stands?.text ?? '', typed, own.number > 0 ? own : { ...own, number: ++number });
  }
  return result;
}

function draftsWritten(
  tx: CommandTx,
  {
    shown,
    now,
    drafts,
    last,
    components,
  }: {
    readonly shown: StoredRoom;
    readonly now: StoredRoom;
    readonly drafts: Readonly<Record<string, DraftRow>>;
    readonly last: number;
    readonly components: ReadonlySet<string>;
  },
): Written<NewDraft> {
  const result: Written<NewDraft> = { write: [], problems: [], both: 0 };
  let number = last;
  for (const [key, row] of Object.entries(drafts)) {
    const stands = now.drafts.find((one) => String(one.number) === key);
    const was = shown.drafts.find((one) => String(one.number) === key);
    const raisedBy = raiserOf(row.raisedBy, now.attendees, stands ?? null);
    const typed = { ...row, raisedBy: raisedBy ?? null };
    if (!stands) {
      if (isBlank(typed)) continue;
      result.problems.push(...wrongWith(key, typed, raisedBy, components, null));
      result.write.push(newDraft(tx, { id: tx.newId(), number: ++number, prompt: row.prompt }, typed, null));
      continue;
    }
    const { fields, both } = mergeDraft(was ?? stands, stands, typed, sameRaiser);
    if (both) result.both++;
    if (sameDraft(fields, stands)) continue;
    if (stands.decided) {
      const message = `Somebody decided on draft ${stands.number} already, so it stays as it was.`;
      result.problems.push({ field: `drafts.${key}.name`, message });
      continue;
    }
    if (isBlank(fields)) {
      // Emptied in the room: its number, and what it said, stay known.
      result.write.push({ ...asWritten(stands), state: 'taken back' });
      continue;
    }
    result.problems.push(...wrongWith(key, fields, raisedBy, components, stands));
    result.write.push(newDraft(tx, stands, fields, stands));
  }
  return result;
}

function wrongWith(
  key: string,
  fields: DraftFields,
  raisedBy: Raiser | null | undefined,
  components: ReadonlySet<string>,
  before: StoredDraft | null,
): FieldProblem[] {
  const field = (name: string) => `drafts.${key}.${name}`;
  const strange =
    fields.component !== '' && !components.has(fields.component) && fields.component !== before?.component;
  return [
    ...(fields.name === '' ? [{ field: field('name'), message: 'Say in a few words what the hazard is.' }] : []),
    ...(strange ? [{ field: field('component'), message: 'Choose a component of this service.' }] : []),
    ...(raisedBy === undefined
      ? [{ field: field('raisedBy'), message: 'Choose somebody who is in the room, or leave it empty.' }]
      : []),
  ];
}

/** Who is meant by what a form says; null for nobody; undefined where they are not in the room. */
function raiserOf(
  value: string,
  attendees: readonly Attendee[],
  before: StoredDraft | null,
): Raiser | null | undefined {
  if (value === '') return null;
  if (before?.raisedBy && raiserValue(before.raisedBy) === value) return before.raisedBy;
  return raisers(attendees).find((one) => one.value === value)?.raiser;
}

function sameRaiser(one: Raiser | null, other: Raiser | null): boolean {
  return (one && raiserValue(one)) === (other && raiserValue(other));
}

function sameDraft(one: DraftFields, other: DraftFields): boolean {
  return (
    DRAFT_TEXTS.every((field) => one[field] === other[field]) &&
    one.component === other.component &&
    one.place === other.place &&
    sameRaiser(one.raisedBy, other.raisedBy)
  );
}

/** A draft as it stands, for writing it again with something else about it. */
export function asWritten(draft: StoredDraft): NewDraft {
  const { id, number, prompt, texts, component, place, raisedBy, state, hazard } = draft;
  const raised = raisedBy && { role: raisedBy.role, person: raisedBy.person?.id ?? null };
  return { id, number, prompt, texts, component, place, raised, state, hazard };
}

function newDraft(
  tx: CommandTx,
  { id, number, prompt }: { readonly id: string; readonly number: number; readonly prompt: string },
  fields: DraftFields,
  before: StoredDraft | null,
): NewDraft {
  const home = (field: DraftText) =>
    before && before[field] === fields[field] ? before.texts[field] : tx.text(fields[field]);
  const texts = Object.fromEntries(DRAFT_TEXTS.map((field) => [field, home(field)])) as Record<
    DraftText,
    string | null
  >;
  const { component, place, raisedBy } = fields;
  return {
    id,
    number,
    prompt,
    texts: { ...texts, reason: null },
    component,
    place,
    raised: raisedBy && { role: raisedBy.role, person: raisedBy.person?.id ?? null },
    state: 'waiting',
    hazard: null,
  };
}
