import type { FormContext } from '../../../platform/http/forms.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import { HAZARD_FIELDS } from '../domain/edit-fields.ts';
import { libraryPath } from '../library/pages/list.tsx';
import { SimilarWhileTyping } from '../library/pages/similar.tsx';
import { logPath } from './addresses.ts';
import { HazardFields } from './hazard-fields.tsx';
import { WorkingForm } from './working-form.tsx';

export interface RecordFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  readonly components: readonly string[];
  readonly refused: string | null;
}

/** Records a hazard. It asks for no rating: that needs its controls, and a reason. */
export function RecordForm({ service, log, components, refused }: RecordFormProps, form: FormContext) {
  return (
    <WorkingForm
      {...{ service, form, refused }}
      title="Record a hazard"
      caption={log.title}
      back={{ text: log.title, href: logPath(service.reference, log.number) }}
      labels={HAZARD_FIELDS}
    >
      <p>
        Say what could go wrong, what makes it happen, and what it does to the person. Controls and ratings come after,
        on its own page. Or <a href={libraryPath(service.reference)}>draw one from the library</a>.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <HazardFields
          {...{ form, components }}
          below={<SimilarWhileTyping service={service.reference} field="name" similar={[]} />}
        />
        <Button preventDoubleClick>Record the hazard</Button>
      </form>
    </WorkingForm>
  );
}
