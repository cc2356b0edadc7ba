import { valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { isAskedBack } from '../../../platform/personal-data.ts';
import { Checkboxes } from '../../../ui/nhsuk/index.ts';

/** The answer to what was asked back about names: it stands only where it was asked. */
export function NamesNobody({ form }: { readonly form: FormContext }) {
  if (!form.problems.some(({ message }) => isAskedBack(message))) return null;
  return (
    <Checkboxes
      name="namesNobody"
      idPrefix="namesNobody"
      values={[valueOf(form, 'namesNobody')]}
      items={[{ value: 'yes', text: 'It names nobody: send it as it is' }]}
    />
  );
}
