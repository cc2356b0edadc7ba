import { Problems, problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Checkboxes, Input } from '../../../ui/nhsuk/index.ts';
import { packsPath } from '../domain/pack.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';

export interface MakeProps {
  readonly service: ServiceNamed;
  readonly standards: readonly { readonly id: string; readonly name: string; readonly edition: string }[];
}

const LABELS = { standards: 'What it is about', asAt: 'As at the end of' };

/** Makes a pack: what it is about, and as at when. */
export function MakeForm({ service, standards }: MakeProps, form: FormContext) {
  return (
    <ServiceFrame
      context={form}
      title="Make a pack"
      service={service}
      back={{ text: 'Packs for assessors', href: packsPath(service.reference) }}
    >
      <div class="app-measure">
        <Problems form={form} labels={LABELS} />
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.name}</span> Make a pack
        </h1>
        <p>
          It is kept as it is, with who made it and when. It holds the names of those who judged and signed, and the
          files that you kept as evidence: look whether they may go to whoever gets it.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <Checkboxes
            idPrefix="standards"
            name="standards"
            fieldset={{ legend: { text: LABELS.standards, size: 's' } }}
            values={valuesOf(form, 'standards')}
            errorMessage={problemOf(form, 'standards')}
            small
            items={standards.map(({ id, name, edition }) => ({ value: id, text: `${name} (edition ${edition})` }))}
          />
          <Input
            id="asAt"
            name="asAt"
            type="date"
            label={{ text: `${LABELS.asAt} (optional)`, size: 's' }}
            hint="Leave it empty for now. A day that is past shows what was known then."
            value={valueOf(form, 'asAt')}
            errorMessage={problemOf(form, 'asAt')}
            classes="app-day-field"
          />
          <Button preventDoubleClick>Make the pack</Button>
        </form>
      </div>
    </ServiceFrame>
  );
}
