import type { FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { rulePath, type JoinedObligation, type Pack } from '../../duties/index.ts';
import type { EntryOf } from '../domain.ts';
import { Line, Lines, OneOf } from './fields.tsx';
import { FormFrame } from './frame.tsx';

export interface OwnDutyProps {
  readonly obligation: JoinedObligation;
  readonly duty: Pack['duties'][number];
  /** What was said of it last; null for nothing. */
  readonly judged: EntryOf<'duty'> | null;
}

/** What somebody owes for themselves because it was said or shown to them: nothing else of what was written stands here. */
export function OwnDutyForm({ obligation, duty, judged }: OwnDutyProps, form: FormContext) {
  return (
    <FormFrame form={form} heading="A report that only you can make" back={{ text: 'Home', href: '/' }}>
      <InsetText>
        You are named as the one to whom it was said or shown. This duty is yours: your organisation cannot do it for
        you, and a safeguarding lead helps you with it.
      </InsetText>
      <SummaryList
        rows={[
          { key: 'What', value: <a href={rulePath(duty.id)}>{duty.title}</a> },
          {
            key: 'By when',
            value: `${capital(obligation.limit)}${obligation.due ? `, by ${sayDateTime(obligation.due)}` : ''}`,
          },
          { key: 'To whom', value: duty.to },
          { key: 'How', value: duty.how },
          {
            key: 'What to say',
            value: (
              <ul class="nhsuk-list nhsuk-list--bullet">
                {duty.content.map(({ text }) => (
                  <li>{text}</li>
                ))}
              </ul>
            ),
          },
          { key: 'Why', value: duty.basis },
          ...(judged
            ? [
                {
                  key: 'Said so far',
                  value: `${capital(judged.judged)}, ${sayDateTime(new Date(judged.at))}. ${judged.reference} ${judged.why}`,
                },
              ]
            : []),
        ]}
      />
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <OneOf
          form={form}
          name="judged"
          label="What do you say?"
          items={[
            { value: 'done', text: 'I made the report' },
            { value: 'not owed', text: 'I do not owe it' },
          ]}
        />
        <Line form={form} name="reference" label="The reference that you were given (optional)" />
        <Lines form={form} name="why" label="Why do you not owe it; or what was said?" />
        <Button preventDoubleClick>Save it</Button>
      </form>
    </FormFrame>
  );
}
