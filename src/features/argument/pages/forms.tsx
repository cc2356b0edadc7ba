import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Checkboxes, Input, Textarea } from '../../../ui/nhsuk/index.ts';
import { dayAfter } from '../../../words/days.ts';
import { argumentPath, MOST_DAYS, type CounterEvidence } from '../domain.ts';

export interface ClaimProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly claim: string;
  /** What the claim says. */
  readonly text: string;
  readonly stored: CounterEvidence | null;
}

const LABELS = {
  against: 'What speaks against it',
  unknown: 'What is not known',
  answer: 'Answer',
  reviewBy: 'Look again by',
  title: 'Whose argument it is',
  text: 'The file',
};

function back(service: ClaimProps['service']) {
  return { text: 'Safety argument', href: argumentPath(service.reference) };
}

/** What speaks against a claim, and what is not known of it. */
export function WriteAgainstForm({ service, claim, text, stored }: ClaimProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      caption={claim}
      title="What speaks against it, and what is not known"
      labels={LABELS}
      back={back(service)}
    >
      <p class="app-lead">{text}</p>
      <p>
        Look for it as somebody would who thinks that the claim is wrong: incidents, near misses, tests that were never
        made, people nobody asked. Your name and today’s date stand beside it.
        {stored?.answer && ' The answer that stands now falls away: it was to other words.'}
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="against"
          name="against"
          label={{ text: 'What speaks against it?', size: 's' }}
          hint="Nothing about a patient."
          rows={6}
          value={valueOf(form, 'against')}
          errorMessage={problemOf(form, 'against')}
        />
        <Checkboxes
          name="nothingAgainst"
          idPrefix="nothingAgainst"
          values={valuesOf(form, 'nothingAgainst')}
          items={[{ value: 'yes', text: 'I looked, and know of nothing that speaks against it' }]}
        />
        <Textarea
          id="unknown"
          name="unknown"
          label={{ text: 'What is not known, and would matter?', size: 's' }}
          rows={5}
          value={valueOf(form, 'unknown')}
          errorMessage={problemOf(form, 'unknown')}
        />
        <Checkboxes
          name="nothingUnknown"
          idPrefix="nothingUnknown"
          values={valuesOf(form, 'nothingUnknown')}
          items={[{ value: 'yes', text: 'I looked, and know of nothing that is not known' }]}
        />
        <Input
          id="reviewBy"
          name="reviewBy"
          type="date"
          width={10}
          label={{ text: 'Look again by', size: 's' }}
          hint="Until then it counts; at most 13 months."
          value={valueOf(form, 'reviewBy')}
          errorMessage={problemOf(form, 'reviewBy')}
          attributes={{ min: dayAfter(dateIn(form.now), 1), max: dayAfter(dateIn(form.now), MOST_DAYS) }}
        />
        <Button preventDoubleClick>Save what speaks against it</Button>
      </form>
    </ServiceFormFrame>
  );
}

/** Why a claim holds all the same. */
export function AnswerForm({ service, claim, text, stored }: ClaimProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      caption={claim}
      title="Answer what speaks against it"
      labels={LABELS}
      back={back(service)}
    >
      <p class="app-lead">{text}</p>
      <h2 class="nhsuk-heading-s">What speaks against it</h2>
      <p class="app-lines">{stored?.against ?? 'Nothing that is known'}</p>
      <h2 class="nhsuk-heading-s">What is not known</h2>
      <p class="app-lines">{stored?.unknown ?? 'Nothing that is known'}</p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="answer"
          name="answer"
          label={{ text: 'Why does the claim hold all the same?', size: 's' }}
          hint="If it does not, leave this empty and change what has to be changed: the claim does not hold until then."
          rows={6}
          value={valueOf(form, 'answer')}
          errorMessage={problemOf(form, 'answer')}
        />
        <Button preventDoubleClick>Save the answer</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface ImportProps {
  readonly service: ClaimProps['service'];
}

/** An argument that somebody brings, in one file. Several go by the command line. */
export function ImportForm({ service }: ImportProps, form: FormContext) {
  return (
    <ServiceFormFrame form={form} service={service} title="Bring an argument" labels={LABELS} back={back(service)}>
      <p>
        A supplier’s argument, or one from before, in the YAML of gsn2x. It is kept whole beside the argument that
        follows from the file, and gets no verdicts: nothing in it is evidence here. Several files that belong together
        go by <code>primum argument import</code>.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="title"
          name="title"
          label={{ text: 'Whose argument is it?', size: 's' }}
          hint="Such as “Argument of the supplier, version 3”."
          value={valueOf(form, 'title')}
          errorMessage={problemOf(form, 'title')}
        />
        <Textarea
          id="text"
          name="text"
          label={{ text: 'What stands in the file', size: 's' }}
          hint="Paste all of it."
          rows={16}
          value={valueOf(form, 'text')}
          errorMessage={problemOf(form, 'text') ?? problemOf(form, 'files.0.text')}
        />
        <Button preventDoubleClick>Keep the argument</Button>
      </form>
    </ServiceFormFrame>
  );
}
