import { Notice, Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { actionPath, actionReference } from '../../actions/index.ts';
import {
  ANYTHING_ELSE,
  promptsOf,
  whyNotOpen,
  workshopPath,
  workshopReference,
  type KeyedPrompt,
  type PromptGroup,
} from '../domain.ts';
import type { WholeWorkshop } from '../reading.ts';
import { DraftFieldset, type DraftFormProps } from './draft-fields.tsx';
import { backToWorkshop, Frame } from './frame.tsx';

export interface NotesProps extends WholeWorkshop {
  /** Who can do what has to be done. */
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

/** Rows for new decisions and actions: more come once these are saved. */
export const NEW_ROWS = ['new-1', 'new-2'] as const;

/** Under which prompt the new draft of a row stands. */
export const NEW_DRAFT = 'new-';

const ELSE: KeyedPrompt = {
  id: ANYTHING_ELSE,
  key: ANYTHING_ELSE,
  word: 'Anything else',
  asks: 'What was said that fits under none of these?',
};

/** One page to type into while the room talks: under each prompt what was said and which hazards came up. */
export function NotesForm(props: NotesProps, form: FormContext) {
  const { service, workshop, room } = props;
  const groups = promptsOf(
    workshop,
    [...room.notes, ...room.drafts].map(({ prompt }) => prompt),
  );
  const path = workshopPath(service.reference, workshop.number);
  const refused = whyNotOpen(workshop);
  return (
    <Frame
      context={{ ...form, notice: null }}
      title={`Notes of ${workshopReference(workshop.number)}`}
      service={service}
      back={backToWorkshop(service, workshop)}
    >
      <Notice notice={form.notice} />
      <Problems form={form} />
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">
          {workshopReference(workshop.number)} {workshop.title}
        </span>{' '}
        Notes
      </h1>
      {refused !== null && (
        <p class="app-so">
          <strong>{refused.replace(/ Nothing was changed\.$/u, '')}</strong>{' '}
          {workshop.state === 'closed' && <a href={`${path}/correct`}>Open them for a correction</a>}
        </p>
      )}
      <p class="app-measure">
        Write what is said as it is said. Save often: each button saves everything on this page. Several people can
        write at once: nothing that anybody typed is lost. Nothing about a patient.{' '}
        <span id="notes-keys" hidden>
          Ctrl and S saves as well.
        </span>
      </p>
      {room.attendees.length === 0 && (
        <p class="app-measure">
          Nobody is named yet. <a href={`${path}/attendees`}>Say who is there</a> first: then each draft hazard can keep
          who raised it.
        </p>
      )}
      <Jumps groups={groups} />
      <form method="post" novalidate id="notes">
        {form.hidden}
        {groups.map((group) => (
          <Group group={group} props={props} form={form} />
        ))}
        <PromptPart prompt={ELSE} props={props} form={form} />
        <DecisionsPart props={props} form={form} />
        <ActionsPart props={props} form={form} />
        <Button preventDoubleClick>Save the notes</Button>
      </form>
    </Frame>
  );
}

function Jumps({ groups }: { readonly groups: readonly PromptGroup[] }) {
  return (
    <nav aria-label="Parts of the notes" class="app-noprint">
      <ul class="app-jumps">
        {groups.map(({ set }) => (
          <li>
            <a href={`#set-${set.id}`}>{set.name}</a>
          </li>
        ))}
        <li>
          <a href={`#p-${ANYTHING_ELSE}`}>Anything else</a>
        </li>
        <li>
          <a href="#decisions">Decisions</a>
        </li>
        <li>
          <a href="#actions">Actions</a>
        </li>
      </ul>
    </nav>
  );
}

interface PartProps {
  readonly props: NotesProps;
  readonly form: FormContext;
}

function Group({ group: { set, prompts }, props, form }: PartProps & { readonly group: PromptGroup }) {
  return (
    <section aria-labelledby={`set-${set.id}`}>
      <h2 class="nhsuk-heading-m" id={`set-${set.id}`}>
        {set.title}
      </h2>
      <p class="app-measure">{set.explains}</p>
      {prompts.map((prompt) => (
        <PromptPart prompt={prompt} props={props} form={form} />
      ))}
    </section>
  );
}

/** A prompt: what was said, the drafts that came up under it, and room for another one. */
function PromptPart({ prompt, props, form }: PartProps & { readonly prompt: KeyedPrompt }) {
  const { room, service } = props;
  const { key, word, asks } = prompt;
  const field = `said.${key}`;
  const shared: Omit<DraftFormProps, 'row' | 'legend' | 'draft'> = {
    form,
    prompt: key,
    attendees: room.attendees,
    components: service.components.map(({ name }) => name),
  };
  const drafts = room.drafts.filter((draft) => draft.prompt === key && draft.state !== 'taken back');
  return (
    <div class="app-prompt" id={`p-${key}`}>
      <div>
        <Textarea
          id={field}
          name={field}
          label={{ text: word, size: 's' }}
          hint={asks}
          rows={3}
          value={valueOf(form, field)}
          errorMessage={problemOf(form, field)}
        />
      </div>
      <div class="app-prompt__drafts">
        {drafts.map((draft) => (
          <DraftFieldset
            {...shared}
            row={String(draft.number)}
            legend={`Draft ${draft.number}: ${draft.name}`}
            draft={draft}
          />
        ))}
        <DraftFieldset {...shared} row={`${NEW_DRAFT}${key}`} legend="Add a draft hazard" draft={null} />
        <Button
          variant="secondary"
          small
          attributes={{ formaction: `?at=p-${key}` }}
          ariaLabel={`Save, and go on with ${word}`}
        >
          Save
        </Button>
      </div>
    </div>
  );
}

function DecisionsPart({ props: { room }, form }: PartProps) {
  const rows = [
    ...room.decisions.map(({ number }) => [String(number), `Decision ${number}`] as const),
    ...NEW_ROWS.map((row) => [row, 'Another decision'] as const),
  ];
  return (
    <section aria-labelledby="decisions">
      <h2 class="nhsuk-heading-m" id="decisions">
        Decisions
      </h2>
      <p class="app-measure">What the room decided itself. Empty a decision to take it out.</p>
      <div class="app-measure">
        {rows.map(([row, label]) => (
          <Textarea
            id={`decisions.${row}`}
            name={`decisions.${row}`}
            label={label}
            rows={2}
            value={valueOf(form, `decisions.${row}`)}
            errorMessage={problemOf(form, `decisions.${row}`)}
          />
        ))}
      </div>
    </section>
  );
}

function ActionsPart({ props: { actions, owners }, form }: PartProps) {
  return (
    <section aria-labelledby="actions">
      <h2 class="nhsuk-heading-m" id="actions">
        Actions
      </h2>
      {actions.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {actions.map(({ number, title, owner }) => (
            <li>
              <a href={actionPath(number)}>
                {actionReference(number)} {title}
              </a>
              , {owner.name}
            </li>
          ))}
        </ul>
      )}
      {NEW_ROWS.map((row) => (
        <ActionRow row={row} owners={owners} form={form} />
      ))}
    </section>
  );
}

interface ActionRowProps {
  readonly row: string;
  readonly owners: NotesProps['owners'];
  readonly form: FormContext;
}

function ActionRow({ row, owners, form }: ActionRowProps) {
  const name = (field: string) => `actions.${row}.${field}`;
  return (
    <fieldset class="app-row">
      <legend class="nhsuk-u-visually-hidden">Another action</legend>
      <Input
        id={name('title')}
        name={name('title')}
        label="What has to be done"
        value={valueOf(form, name('title'))}
        errorMessage={problemOf(form, name('title'))}
        autocomplete="off"
      />
      <Select
        id={name('owner')}
        name={name('owner')}
        label="Who does it"
        value={valueOf(form, name('owner'))}
        errorMessage={problemOf(form, name('owner'))}
        items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name: text }) => ({ value: id, text }))]}
      />
      <Input
        id={name('due')}
        name={name('due')}
        type="date"
        label="By when"
        value={valueOf(form, name('due'))}
        errorMessage={problemOf(form, name('due'))}
        attributes={{ min: dateIn(form.now) }}
      />
    </fieldset>
  );
}
