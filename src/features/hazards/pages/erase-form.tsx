import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Radios, Textarea, WarningCallout } from '../../../ui/nhsuk/index.ts';
import { erasableTexts, type ChallengeWords } from '../domain/erasure.ts';
import type { HazardRecord, HistoryEntry } from '../domain/record.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';

export interface EraseFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly hazard: HazardRecord;
  readonly history: readonly HistoryEntry[];
  readonly challenges: readonly ChallengeWords[];
}

/** Erases one text for good. The one thing here that cannot be taken back, and it says so. */
export function EraseForm({ service, hazard, history, challenges }: EraseFormProps, form: FormContext) {
  const texts = erasableTexts(hazard, history, challenges);
  const path = hazardPath(service.reference, hazard.id);
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={`Erase a text of ${hazard.id}`}
      now={form.now}
      asAt={null}
      back={{ text: hazard.id, href: path }}
    >
      <Problems form={form} />
      <div class="app-measure">
        <span class="nhsuk-caption-l">{hazard.id}</span>
        <h1 class="nhsuk-heading-l">Erase a text</h1>
        <WarningCallout heading={{ text: 'This cannot be taken back', level: 2 }}>
          <p>
            The text goes from every version of the hazard, and from wherever else the same words were taken in with it.
            That it was there, when it was erased, by whom and why stays. Use it where the law asks for it: something
            about a patient, or a person who asked.
          </p>
        </WarningCallout>
        {texts.length === 0 ? (
          <p>No text of {hazard.id} is left to erase.</p>
        ) : (
          <form method="post" novalidate>
            {form.hidden}
            <Radios
              name="field"
              idPrefix="field"
              fieldset={{ legend: { text: 'Which text?', size: 'm' } }}
              errorMessage={problemOf(form, 'field')}
              value={valueOf(form, 'field')}
              items={texts.map(({ field, label, text }) => ({
                value: field,
                text: label,
                hint: { text: text.length > 200 ? `${text.slice(0, 200)}...` : text },
              }))}
            />
            <Textarea
              id="reason"
              name="reason"
              label={{ text: 'Reason' }}
              hint={{ text: 'Do not repeat what the text says: the reason is kept.' }}
              value={valueOf(form, 'reason')}
              errorMessage={problemOf(form, 'reason')}
              rows={3}
            />
            <Button variant="warning" preventDoubleClick>
              Erase this text for good
            </Button>
          </form>
        )}
      </div>
    </Frame>
  );
}
