import { dateIn } from '../../../platform/london-time.ts';
import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Input, Select } from '../../../ui/nhsuk/index.ts';
import type { HazardRecord } from '../domain/record.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';

export interface ActionFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly hazard: HazardRecord;
  /** Who can own an action of this service. */
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

/** Adds something that has to be done about a hazard. */
export function ActionForm({ service, hazard, owners }: ActionFormProps, form: FormContext) {
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={`Add an action to ${hazard.id}`}
      now={form.now}
      asAt={null}
      back={{ text: hazard.id, href: hazardPath(service.reference, hazard.id) }}
    >
      <Problems form={form} labels={{ title: 'What has to be done', owner: 'Who does it', due: 'By when' }} />
      <div class="app-measure">
        <span class="nhsuk-caption-l">{hazard.name}</span>
        <h1 class="nhsuk-heading-l">Add an action to {hazard.id}</h1>
        <form method="post" novalidate>
          {form.hidden}
          <Input
            id="title"
            name="title"
            label={{ text: 'What has to be done', size: 's' }}
            hint="One thing that somebody can do and say that it is done. Nothing about a patient."
            value={valueOf(form, 'title')}
            errorMessage={problemOf(form, 'title')}
            autocomplete="off"
          />
          <Select
            id="owner"
            name="owner"
            label={{ text: 'Who does it', size: 's' }}
            hint="It stands on their desk until it is done."
            value={valueOf(form, 'owner')}
            errorMessage={problemOf(form, 'owner')}
            items={[
              { value: '', text: 'Choose a person' },
              ...owners.map(({ id, name }) => ({ value: id, text: name })),
            ]}
          />
          <Input
            id="due"
            name="due"
            type="date"
            label={{ text: 'By when', size: 's' }}
            value={valueOf(form, 'due')}
            errorMessage={problemOf(form, 'due')}
            width={10}
            attributes={{ min: dateIn(form.now) }}
          />
          <Button preventDoubleClick>Add the action</Button>
        </form>
      </div>
    </Frame>
  );
}
