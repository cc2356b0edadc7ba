import type { ReportOffer } from '../../../platform/feature.ts';
import { Button, Input, Select } from '../../../ui/nhsuk/index.ts';
import { CarryForm, type Carried } from './carried.tsx';

interface OffersProps {
  readonly offers: readonly ReportOffer[];
  readonly carried: Carried;
}

/** What may be done with the log besides: the log goes along, and nothing is kept before the button. */
export function Offers({ offers, carried }: OffersProps) {
  return (
    <>
      {offers.map(({ heading, text, form }) => (
        <section class="app-offer" aria-label={heading}>
          <h2 class="nhsuk-heading-m">{heading}</h2>
          <p class="app-measure">{text}</p>
          {form && (
            <CarryForm carried={carried} action={form.action}>
              {Object.entries(form.hidden).map(([name, value]) => (
                <input type="hidden" name={name} value={value} />
              ))}
              {form.choices.length > 0 ? (
                <Select
                  id={`offer-${form.field}`}
                  name={form.field}
                  label={{ text: form.question, size: 's' }}
                  items={[{ value: '', text: 'Choose' }, ...form.choices]}
                />
              ) : (
                <Input
                  id={`offer-${form.field}`}
                  name={form.field}
                  label={{ text: form.question, size: 's' }}
                  width={20}
                />
              )}
              <Button variant="secondary" preventDoubleClick>
                {form.button}
              </Button>
            </CarryForm>
          )}
        </section>
      ))}
    </>
  );
}
