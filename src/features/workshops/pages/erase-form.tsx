import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Radios, Textarea, WarningCallout } from '../../../ui/nhsuk/index.ts';
import { erasableTexts, workshopReference } from '../domain.ts';
import type { WholeWorkshop } from '../reading.ts';
import { backToWorkshop, Frame, FormFrame } from './frame.tsx';

/** So much of a text is shown: enough to know it. */
const SHOWN = 200;

/** Erases one text for good. The one thing here that cannot be taken back, and it says so. */
export function EraseForm({ service, workshop, room }: WholeWorkshop, form: FormContext) {
  const texts = erasableTexts({ ...workshop, ...room });
  const back = backToWorkshop(service, workshop);
  if (texts.length === 0)
    return (
      <Frame context={form} title="Erase a text" service={service} back={back}>
        <h1 class="nhsuk-heading-l">Erase a text</h1>
        <p>No text of {workshopReference(workshop.number)} is left to erase.</p>
      </Frame>
    );
  return (
    <FormFrame
      form={form}
      title="Erase a text"
      caption={workshopReference(workshop.number)}
      service={service}
      back={back}
      button="Erase it for good"
      before={
        <WarningCallout heading={{ text: 'This cannot be taken back', level: 2 }}>
          <p>
            The text goes from every version of the notes and of the minutes. That it was there, when it was erased, by
            whom and why stays. Files that somebody saved before still have it. Use it where the law asks for it:
            something about a patient, or a person who asked.
          </p>
        </WarningCallout>
      }
    >
      <Radios
        name="field"
        idPrefix="field"
        fieldset={{ legend: { text: 'Which text?', size: 'm' } }}
        errorMessage={problemOf(form, 'field')}
        value={valueOf(form, 'field')}
        items={texts.map(({ field, label, text }) => ({
          value: field,
          text: label,
          hint: { text: text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text },
        }))}
      />
      <Textarea
        id="reason"
        name="reason"
        label={{ text: 'Reason', size: 's' }}
        hint="Do not repeat what the text says: the reason is kept."
        rows={3}
        value={valueOf(form, 'reason')}
        errorMessage={problemOf(form, 'reason')}
      />
    </FormFrame>
  );
}
