import { Notice, Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input } from '../../../ui/nhsuk/index.ts';

export interface CapacityProps {
  readonly name: string;
}

/** How much of a week an officer has for it. */
export function CapacityPage({ name }: CapacityProps, form: FormContext) {
  return (
    <Layout
      shell={form.shell}
      title="Capacity of a clinical safety officer"
      path="/portfolio"
      back={{ text: 'Figures for freedom of information requests', href: '/portfolio/foi' }}
    >
      <Notice notice={form.notice} />
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{name}</span> How much time they have for being clinical safety officer
        </h1>
        <p>
          Only your organisation knows it. It is given in answers to requests as you say it, and nothing is worked out
          from it.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <Input
            id="wholeTimeEquivalent"
            name="wholeTimeEquivalent"
            label="Whole-time equivalent"
            hint="From 0 to 1: one day a week is 0.2. Leave it empty where it is not known."
            inputmode="decimal"
            width={5}
            value={valueOf(form, 'wholeTimeEquivalent')}
            errorMessage={problemOf(form, 'wholeTimeEquivalent')}
          />
          <Button preventDoubleClick>Save the capacity</Button>
        </form>
      </div>
    </Layout>
  );
}
