import type { FormContext } from '../../../platform/http/forms.ts';
import { Button, WarningCallout } from '../../../ui/nhsuk/index.ts';
import {
  ADULT_CONCERNS,
  AGES,
  BASES,
  CAPACITIES,
  CHILD_CONCERNS,
  compartmentPath,
  CONSENTS,
  CPIS,
  FIELD_WORDS,
  OVERRIDES,
  REFERRAL_STEPS,
  SIGNIFICANT_HARMS,
  SURFACED,
  WORKSHEET_KEYS,
  WORKSHEETS,
} from '../domain.ts';
import { AnyOf, Line, Lines, OneOf, Somebody, YesNo, type Person } from './fields.tsx';
import { FormFrame } from './frame.tsx';

export interface InCompartment {
  readonly id: string;
  readonly people: readonly Person[];
}

const backTo = (id: string) => ({ text: 'The record', href: compartmentPath(id) });
const personItems = (people: readonly Person[]) => people.map(({ id, name }) => ({ value: id, text: name }));

/** The whole record on one page: nothing has to be filled in but the words, and what is left out is not known. */
export function RecordForm({ id, people }: InCompartment, form: FormContext) {
  const of = <Name extends keyof typeof FIELD_WORDS>(name: Name) => ({ form, name, label: FIELD_WORDS[name] });
  return (
    <FormFrame form={form} heading="Write the record" back={backTo(id)}>
      <p class="app-lead">
        Write what is known. What you leave out counts as not known, and what stood before is kept.
      </p>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <h2 class="nhsuk-heading-m">What was said</h2>
        <Lines {...of('words')} rows={6} />
        <Lines {...of('opinion')} hint="Apart from the words: what you conclude, and from what." />
        <OneOf {...of('surfaced')} items={SURFACED} />
        <h2 class="nhsuk-heading-m">Danger now</h2>
        <WarningCallout heading="If somebody is in danger now">Call 999 before you write on.</WarningCallout>
        <YesNo {...of('danger')} />
        <Lines {...of('emergency')} hint="Whom somebody called, when, and what they said." />
        <h2 class="nhsuk-heading-m">Who it is about</h2>
        <Line {...of('who')} hint="As they are known here. No NHS number." />
        <OneOf {...of('ageGroup')} items={AGES} inline />
        <Line {...of('age')} width={4} />
        <AnyOf {...of('adultConcerns')} items={ADULT_CONCERNS} />
        <AnyOf {...of('childConcerns')} items={CHILD_CONCERNS} />
        <YesNo {...of('serviceUser')} />
        <YesNo {...of('needs')} />
        <YesNo
          {...of('canProtectSelf')}
          hint="Because of those needs: against this abuse or neglect, or the risk of it."
        />
        <Lines {...of('wishes')} hint="In their own words, where somebody could ask safely." />
        <h2 class="nhsuk-heading-m">Capacity and consent</h2>
        <OneOf
          {...of('capacity')}
          hint="Presumed, unless there is reason for doubt. It is asked for one decision."
          items={CAPACITIES}
        />
        <Line {...of('decision')} />
        <Line {...of('assessedBy')} />
        <Lines {...of('bestInterests')} />
        <OneOf {...of('consent')} items={CONSENTS} />
        <AnyOf {...of('overrides')} items={OVERRIDES} />
        <Lines {...of('overrideWhy')} />
        <AnyOf
          {...of('bases')}
          hint="Something else than consent. Data protection law does not stand in the way of sharing that is necessary and proportionate."
          items={BASES}
        />
        <h2 class="nhsuk-heading-m">Where the harm comes from</h2>
        <Lines {...of('source')} />
        <YesNo {...of('sourceSees')} hint="As a proxy, on a shared device, through their phone number." />
        <Line {...of('sourceSeesHow')} />
        <YesNo {...of('staffAllegation')} />
        <AnyOf
          {...of('implicated')}
          hint="They cannot open this, whatever their role is."
          items={personItems(people)}
        />
        <h2 class="nhsuk-heading-m">Children</h2>
        <Lines {...of('children')} />
        <OneOf {...of('significantHarm')} items={SIGNIFICANT_HARMS} inline />
        <YesNo {...of('childInNeed')} />
        <YesNo {...of('sexualAbuseDisclosed')} />
        <YesNo {...of('fgmUnder18')} />
        <Somebody
          {...of('professional')}
          hint="Their duty to tell the police is their own, and nobody takes it over."
          people={people}
          nobody="Nobody"
        />
        <OneOf {...of('cpis')} hint="What it says is not written here." items={CPIS} inline />
        <Line {...of('cpisBy')} />
        <h2 class="nhsuk-heading-m">Domestic abuse</h2>
        <Line {...of('dashScore')} width={4} hint="0 to 24. The threshold for MARAC differs by area; 14 is common." />
        <YesNo {...of('judgedHighRisk')} />
        <YesNo {...of('escalating')} />
        <h2 class="nhsuk-heading-m">Afterwards</h2>
        <Line {...of('feedbackDue')} width={10} hint="A day, such as 2026-03-19." />
        <Button preventDoubleClick>Save the record</Button>
      </form>
    </FormFrame>
  );
}

export function ActionForm({ id }: InCompartment, form: FormContext) {
  return (
    <FormFrame form={form} heading="What was done" back={backTo(id)}>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <Lines form={form} name="words" label="What was done, when and by whom?" />
        <Button preventDoubleClick>Write it down</Button>
      </form>
    </FormFrame>
  );
}

export function ReferralForm({ id }: InCompartment, form: FormContext) {
  return (
    <FormFrame form={form} heading="Record a referral" back={backTo(id)}>
      <p>Primum sends nothing. Make the referral in the way of your area, and write down here that you did.</p>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <OneOf
          form={form}
          name="worksheet"
          label="What sort of referral is it?"
          items={WORKSHEET_KEYS.map((value) => ({ value, text: WORKSHEETS[value].title }))}
        />
        <Line form={form} name="to" label="Whom did it go to?" />
        <Line
          form={form}
          name="how"
          label="How did it go, and who took it?"
          hint="Such as by phone, to the duty worker."
        />
        <Line form={form} name="reference" label="Their reference (optional)" />
        <Button preventDoubleClick>Record the referral</Button>
      </form>
    </FormFrame>
  );
}

export function StepForm({ id, number }: InCompartment & { readonly number: number }, form: FormContext) {
  return (
    <FormFrame form={form} heading="What came of the referral" caption={`Referral ${number}`} back={backTo(id)}>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <OneOf form={form} name="step" label="What happened?" items={REFERRAL_STEPS} />
        <Lines form={form} name="words" label="What was said, and by whom?" />
        <Button preventDoubleClick>Write it down</Button>
      </form>
    </FormFrame>
  );
}

export function DutyForm({ id, duty }: InCompartment & { readonly duty: string }, form: FormContext) {
  return (
    <FormFrame form={form} heading="Was it done?" caption={duty} back={backTo(id)}>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <OneOf
          form={form}
          name="judged"
          label="What do you say?"
          items={[
            { value: 'done', text: 'It was done' },
            { value: 'not owed', text: 'It is not owed' },
          ]}
        />
        <Line form={form} name="reference" label="The reference that was given (optional)" />
        <Lines form={form} name="why" label="Why is it not owed; or what was said?" />
        <Button preventDoubleClick>Save it</Button>
      </form>
    </FormFrame>
  );
}
