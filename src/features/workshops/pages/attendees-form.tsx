import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Checkboxes, Input, Select } from '../../../ui/nhsuk/index.ts';
import { nameOf, ROOM_ROLE_WORDS, ROOM_ROLES, workshopReference, type Attendee, type Workshop } from '../domain.ts';
import { backToWorkshop, FormFrame, type ServiceNamed } from './frame.tsx';

export interface AttendeesProps {
  readonly service: ServiceNamed;
  readonly workshop: Workshop;
  readonly attendees: readonly Attendee[];
  /** Who of the organisation can be in the room. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** Rows of the form: so many people can be added at once. */
export const ATTENDEE_ROWS = ['1', '2', '3', '4', '5', '6'] as const;

/** Who is in the room: rows to add, and those who are there already. */
export function AttendeesForm({ service, workshop, attendees, people }: AttendeesProps, form: FormContext) {
  return (
    <FormFrame
      form={form}
      wide
      title="Who is in the room"
      caption={workshopReference(workshop.number)}
      service={service}
      back={backToWorkshop(service, workshop)}
      button="Save who is there"
      before={
        <div class="app-measure">
          <p>
            A hazard workshop should have people who look after patients, people who use or run the service, people who
            build it, and somebody for clinical safety.
          </p>
          <p class="app-note">
            Of a guest the name stands here and in the minutes. Draft hazards that they raise carry their role alone.
            Never name somebody as a patient: their role says that they speak for those who use the service.
          </p>
        </div>
      }
    >
      {attendees.length > 0 && (
        <Checkboxes
          idPrefix="remove"
          name="remove"
          fieldset={{ legend: { text: 'There already', size: 's' } }}
          hint="Tick whoever was not there after all."
          values={valuesOf(form, 'remove')}
          errorMessage={problemOf(form, 'remove')}
          small
          items={attendees.map((attendee) => ({
            value: attendee.id,
            text: `${nameOf(attendee)}${attendee.person ? '' : ' (guest)'}, ${ROOM_ROLE_WORDS[attendee.role]}`,
          }))}
        />
      )}
      {ATTENDEE_ROWS.map((row) => (
        <AttendeeRow form={form} row={row} people={people} />
      ))}
      <p>More than six? Save these, and open this page again.</p>
    </FormFrame>
  );
}

interface RowProps {
  readonly form: FormContext;
  readonly row: string;
  readonly people: AttendeesProps['people'];
}

function AttendeeRow({ form, row, people }: RowProps) {
  const name = (field: string) => `add.${row}.${field}`;
  return (
    <fieldset class="app-row">
      <legend class="nhsuk-u-visually-hidden">Somebody who is there, row {row}</legend>
      <Select
        id={name('person')}
        name={name('person')}
        label="Person of your organisation"
        value={valueOf(form, name('person'))}
        errorMessage={problemOf(form, name('person'))}
        items={[
          { value: '', text: 'Nobody, or a guest' },
          ...people.map(({ id, name: text }) => ({ value: id, text })),
        ]}
      />
      <Input
        id={name('guest')}
        name={name('guest')}
        label="Or the name of a guest"
        value={valueOf(form, name('guest'))}
        errorMessage={problemOf(form, name('guest'))}
        autocomplete="off"
      />
      <Select
        id={name('role')}
        name={name('role')}
        label="Role in the room"
        value={valueOf(form, name('role'))}
        errorMessage={problemOf(form, name('role'))}
        items={[
          { value: '', text: 'Choose a role' },
          ...ROOM_ROLES.map((role) => ({ value: role, text: ROOM_ROLE_WORDS[role] })),
        ]}
      />
    </fieldset>
  );
}
