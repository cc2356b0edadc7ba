import { sayMinutes } from '../../platform/accounts/domain.ts';
import { Problems, problemOf, valueOf, type FormContext } from '../../platform/http/forms.ts';
import { Layout } from '../../ui/layout.tsx';
import { Button, Select } from '../../ui/nhsuk/index.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const IDLE = [15, 30, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY];
const ABSOLUTE = [HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

/** How long people of the organisation stay signed in. */
export function SessionLimitsPage(form: FormContext) {
  return (
    <Layout shell={form.shell} title="How long people stay signed in" path="">
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">How long people stay signed in</h1>
        <p>
          This holds for everybody in the organisation, from now on and also where they are signed in already. Two
          minutes before somebody is signed out because they did nothing, the page says so. Where computers are shared,
          choose a short time. Who signs something confirms who they are each time, whatever stands here.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <Select
            id="idleMinutes"
            name="idleMinutes"
            label="Without doing anything"
            items={choices(IDLE, valueOf(form, 'idleMinutes'))}
            errorMessage={problemOf(form, 'idleMinutes')}
          />
          <Select
            id="absoluteMinutes"
            name="absoluteMinutes"
            label="In all"
            items={choices(ABSOLUTE, valueOf(form, 'absoluteMinutes'))}
            errorMessage={problemOf(form, 'absoluteMinutes')}
          />
          <Button preventDoubleClick>Save</Button>
        </form>
      </div>
    </Layout>
  );
}

/** What is usually chosen, and what stands there now if it is something else. */
function choices(usual: readonly number[], chosen: string) {
  const all = [...new Set([...usual, ...(/^\d{1,6}$/u.test(chosen) ? [Number(chosen)] : [])])];
  return all
    .toSorted((one, other) => one - other)
    .map((minutes) => ({ value: String(minutes), text: sayMinutes(minutes), selected: String(minutes) === chosen }));
}
