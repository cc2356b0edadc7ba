import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Select } from '../../../ui/nhsuk/index.ts';
import { LOOK_UP_LASTS } from '../domain.ts';
import { Frame } from './frame.tsx';
import { counted } from './words.ts';

/** How often the organisation looks registrations up. */
export function LookUpLimitPage(form: FormContext) {
  const chosen = valueOf(form, 'months');
  return (
    <Frame context={form} title="How often registrations are looked up">
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">How often registrations are looked up</h1>
        <p>
          A signature that needs a registration rests on somebody else having looked it up. After this time the look-up
          has lapsed, and the registration carries no signature until somebody looks again. Your policy may ask for a
          look more often than every {LOOK_UP_LASTS} months, and never less often.
        </p>
        <p>It holds for look-ups from now on. One that was recorded before counts until the day that stands with it.</p>
        <form method="post" novalidate>
          {form.hidden}
          <Select
            id="months"
            name="months"
            label="A look-up counts at most for"
            items={Array.from({ length: LOOK_UP_LASTS }, (_, index) => ({
              value: String(index + 1),
              text: counted(index + 1, 'month', 'months'),
              selected: String(index + 1) === chosen,
            }))}
            errorMessage={problemOf(form, 'months')}
          />
          <Button preventDoubleClick>Save</Button>
        </form>
      </div>
    </Frame>
  );
}
