import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { DANGERS, incidentsPath } from '../domain.ts';
import { DANGER_WORDS } from './words.tsx';

export interface ReportProps {
  readonly service: { readonly reference: string; readonly name: string };
}

const LABELS = {
  what: 'What happened',
  occurredOn: 'When it happened',
  harmed: 'Whether anybody was harmed',
  danger: 'Whether anybody is in danger now',
};

/** One screen, few questions: everything else is asked at triage. */
export function ReportForm({ service }: ReportProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Report something"
      labels={LABELS}
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="what"
          name="what"
          label={{ text: 'What happened?', size: 's' }}
          hint="In your own words. Say which part of the system. Name no patient."
          rows={5}
          value={valueOf(form, 'what')}
          errorMessage={problemOf(form, 'what')}
        />
        <Input
          id="occurredOn"
          name="occurredOn"
          type="date"
          width={10}
          label={{ text: 'When did it happen?', size: 's' }}
          value={valueOf(form, 'occurredOn')}
          errorMessage={problemOf(form, 'occurredOn')}
          attributes={{ max: dateIn(form.now) }}
        />
        {(['harmed', 'danger'] as const).map((name) => (
          <Radios
            name={name}
            idPrefix={name}
            value={valueOf(form, name)}
            errorMessage={problemOf(form, name)}
            fieldset={{
              legend: {
                text: name === 'harmed' ? 'Was anybody harmed?' : 'Is anybody in danger now?',
                size: 's',
              },
            }}
            items={DANGERS.map((value) => ({ value, text: DANGER_WORDS[value] }))}
          />
        ))}
        <Button preventDoubleClick>Send the report</Button>
      </form>
    </ServiceFormFrame>
  );
}
