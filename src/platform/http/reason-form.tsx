import { Button, Textarea } from '../../ui/nhsuk/index.ts';
import { problemOf, valueOf, type FormContext } from './forms.ts';

interface ReasonFormProps {
  readonly form: FormContext;
  /** "Why does it not count?" */
  readonly label: string;
  /** Says the result: "Withdraw the run". */
  readonly button: string;
}

/** A form that asks for nothing but the reason: its field is `reason`. */
export function ReasonForm({ form, label, button }: ReasonFormProps) {
  return (
    <form method="post" novalidate>
      {form.hidden}
      <Textarea
        id="reason"
        name="reason"
        label={{ text: label, size: 's' }}
        rows={3}
        value={valueOf(form, 'reason')}
        errorMessage={problemOf(form, 'reason')}
      />
      <Button preventDoubleClick>{button}</Button>
    </form>
  );
}
