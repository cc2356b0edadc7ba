import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Details, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import {
  DRAFT_TEXT_NAMES,
  PLACE_WORDS,
  PLACES,
  raisers,
  raiserValue,
  sayOutcome,
  sayRaiser,
  type Attendee,
  type Draft,
  type DraftText,
} from '../domain.ts';

export interface DraftFormProps {
  readonly form: FormContext;
  /** How the form calls the draft: its number, or a name for a new one. */
  readonly row: string;
  readonly legend: string;
  readonly prompt: string;
  /** Null for a new one. */
  readonly draft: Draft | null;
  readonly attendees: readonly Attendee[];
  readonly components: readonly string[];
}

/** A draft hazard while the room talks: closed until somebody opens it, or something in it has to be put right. */
export function DraftFieldset(props: DraftFormProps) {
  const { form, row, legend, prompt, draft } = props;
  if (draft && draft.state !== 'waiting')
    return (
      <p>
        {legend}. {sayOutcome(draft)}.
      </p>
    );
  const name = (field: string) => `drafts.${row}.${field}`;
  const wrong = form.problems.some(({ field }) => field.startsWith(`drafts.${row}.`));
  const typed = draft === null && Object.keys(DRAFT_TEXT_NAMES).some((field) => valueOf(form, name(field)) !== '');
  return (
    <Details summary={legend} open={wrong || typed} classes="app-draft-fields">
      <fieldset class="app-draft-fields__set">
        <legend class="nhsuk-u-visually-hidden">{legend}</legend>
        <input type="hidden" name={name('prompt')} value={prompt} />
        <Line {...props} field="name" hint="What could harm somebody, in a few words" />
        <Paragraph {...props} field="cause" hint="Why it could happen" />
        <Paragraph {...props} field="effect" hint="What somebody would meet" />
        <Paragraph {...props} field="harm" hint="What it could do to a patient" />
        <Line {...props} field="harmed" hint="Which people, and who of them most" />
        <Choices {...props} />
        {draft && <p class="app-note">To take it back, empty it. It stays in the minutes as taken back.</p>}
      </fieldset>
    </Details>
  );
}

type FieldProps = DraftFormProps & { readonly field: DraftText; readonly hint: string };

function shared({ form, row, field, hint }: FieldProps) {
  const name = `drafts.${row}.${field}`;
  return {
    id: name,
    name,
    label: DRAFT_TEXT_NAMES[field],
    hint,
    value: valueOf(form, name),
    errorMessage: problemOf(form, name),
  };
}

function Line(props: FieldProps) {
  return <Input {...shared(props)} autocomplete="off" />;
}

function Paragraph(props: FieldProps) {
  return <Textarea {...shared(props)} rows={2} />;
}

/** Where it arises, and who raised it. */
function Choices({ form, row, draft, attendees, components }: DraftFormProps) {
  const name = (field: string) => `drafts.${row}.${field}`;
  const field = (of: string) => ({
    id: name(of),
    name: name(of),
    value: valueOf(form, name(of)),
    errorMessage: problemOf(form, name(of)),
  });
  const known =
    draft?.component && !components.includes(draft.component) ? [...components, draft.component] : components;
  const inRoom = raisers(attendees);
  const before = draft?.raisedBy ?? null;
  const offered =
    before && !inRoom.some(({ value }) => value === raiserValue(before))
      ? [...inRoom, { value: raiserValue(before), raiser: before }]
      : inRoom;
  return (
    <>
      <Select
        {...field('component')}
        label="Component"
        items={[{ value: '', text: 'Not said' }, ...known.map((one) => ({ value: one, text: one }))]}
      />
      <Select
        {...field('place')}
        label="Where it arises"
        items={[{ value: '', text: 'Not said' }, ...PLACES.map((one) => ({ value: one, text: PLACE_WORDS[one] }))]}
      />
      <Select
        {...field('raisedBy')}
        label="Raised by"
        items={[
          { value: '', text: 'The room' },
          ...offered.map(({ value, raiser }) => ({ value, text: sayRaiser(raiser) })),
        ]}
      />
    </>
  );
}
