import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { DANGERS, incidentsPath, SORTS, type Sort } from '../domain.ts';
import { NamesNobody } from './names-nobody.tsx';
import { OutOfHours, type Reach } from './out-of-hours.tsx';
import { DANGER_WORDS, SORT_HINTS, SORT_WORDS } from './words.tsx';

export interface ReportProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** What was chosen in one tap; null where the form asks. */
  readonly sort: Sort | null;
  /** Whom to reach outside hours; null where nobody has said. */
  readonly reach: Reach | null;
}

const LABELS = {
  sort: 'What it is',
  what: 'What happened',
  occurredOn: 'When it happened',
  harmed: 'Whether anybody was harmed',
  danger: 'Whether anybody is in danger now',
  namesNobody: 'Whether it names somebody',
};

const TITLES: Partial<Record<Sort, string>> = {
  'near miss': 'Report a near miss',
  'good care': 'Report good care',
};

const QUESTIONS: Partial<Record<Sort, string>> = {
  'near miss': 'What nearly went wrong?',
  'good care': 'What went well?',
};

/** One screen, few questions: everything else is asked at triage. In one tap, one sentence is enough. */
export function ReportForm({ service, sort, reach }: ReportProps, form: FormContext) {
  const path = incidentsPath(service.reference);
  const short = sort === 'near miss' || sort === 'good care';
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={(sort && TITLES[sort]) ?? 'Report something'}
      labels={LABELS}
      back={{ text: 'All incidents', href: path }}
    >
      {!short && (
        <>
          <p class="app-so">
            <strong>Is somebody’s life at risk? Ring 999 first.</strong> Then come back: this form is not read at once.
          </p>
          <OutOfHours reach={reach} />
          <p class="app-noprint">
            One sentence is enough for a <a href={`${path}/new?sort=near-miss`}>near miss</a> or for{' '}
            <a href={`${path}/new?sort=good-care`}>good care</a>.
          </p>
        </>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="what"
          name="what"
          label={{ text: (sort && QUESTIONS[sort]) ?? 'What happened?', size: 's' }}
          hint="In your own words. Name the system, the screen, the list. Name no patient, and no colleague: it is about the system."
          rows={short ? 3 : 5}
          value={valueOf(form, 'what')}
          errorMessage={problemOf(form, 'what')}
        />
        <NamesNobody form={form} />
        {!short && <More form={form} />}
        <Button preventDoubleClick>Send the report</Button>
        <p class="app-second">
          It comes under your name, so that you can be told what came of it. Everything else is asked later, of whoever
          looks at it. <a href="/help/reporting">What becomes of a report</a>
        </p>
      </form>
    </ServiceFormFrame>
  );
}

function More({ form }: { readonly form: FormContext }) {
  return (
    <>
      <Input
        id="occurredOn"
        name="occurredOn"
        type="date"
        width={10}
        label={{ text: 'When did it happen?', size: 's' }}
        hint="Leave it empty if nobody knows."
        value={valueOf(form, 'occurredOn')}
        errorMessage={problemOf(form, 'occurredOn')}
        attributes={{ max: dateIn(form.now) }}
      />
      <Choice form={form} name="harmed" question="Was anybody harmed?" />
      <Choice form={form} name="danger" question="Is anybody in danger now?" />
      <Radios
        name="sort"
        idPrefix="sort"
        value={valueOf(form, 'sort')}
        errorMessage={problemOf(form, 'sort')}
        fieldset={{ legend: { text: 'What is it?', size: 's' } }}
        hint="Not sure? Leave it: whoever looks at it decides."
        items={SORTS.map((value) => ({ value, text: SORT_WORDS[value], hint: SORT_HINTS[value] }))}
      />
    </>
  );
}

function Choice({
  form,
  name,
  question,
}: {
  readonly form: FormContext;
  readonly name: 'harmed' | 'danger';
  readonly question: string;
}) {
  return (
    <Radios
      name={name}
      idPrefix={name}
      inline
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      fieldset={{ legend: { text: question, size: 's' } }}
      items={DANGERS.map((value) => ({ value, text: DANGER_WORDS[value] }))}
    />
  );
}
