import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Radios } from '../../../ui/nhsuk/index.ts';

export interface MailProps {
  readonly wanted: boolean;
  readonly reachable: boolean;
}

/** Whether somebody gets the weekly mail: for themselves, in this organisation. */
export function MailPage({ reachable }: MailProps, form: FormContext) {
  return (
    <Layout shell={form.shell} title="The weekly mail" path="/" back={{ text: 'Your desk', href: '/' }}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">The weekly mail</h1>
        <p>
          On Monday mornings, Primum writes to everybody on whose desk something waits. The mail says that something
          waits, and nothing of what: mail is read on locked screens.
        </p>
        {!reachable && <p>No mail address is known of you. Until there is one, you get none.</p>}
        <form method="post" novalidate>
          {form.hidden}
          <Radios
            idPrefix="wanted"
            name="wanted"
            fieldset={{ legend: { text: 'Do you want this mail?', size: 's' } }}
            value={valueOf(form, 'wanted')}
            errorMessage={problemOf(form, 'wanted')}
            items={[
              { value: 'yes', text: 'Yes, when something waits' },
              { value: 'no', text: 'No' },
            ]}
          />
          <Button preventDoubleClick>Save this</Button>
        </form>
      </div>
    </Layout>
  );
}
