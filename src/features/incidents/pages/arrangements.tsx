import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { TEAM } from '../../../platform/commands/may.ts';
import { Button, Input, Select } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { DEFAULT_TARGETS, incidentsPath, sayMinutes, TARGETS, type Median, type Target } from '../domain.ts';

export interface ArrangementsProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** Null where the service has said nothing yet. */
  readonly version: number | null;
  /** Median days of what was reported. */
  readonly measured: readonly (Median & { readonly what: string })[];
}

const FIELDS: Readonly<Record<Target, string>> = {
  acknowledge: 'acknowledgeWithin',
  triage: 'triageWithin',
  safe: 'safeWithin',
  close: 'closeWithin',
};

const QUESTIONS: Readonly<Record<Target, string>> = {
  acknowledge: 'Hours until somebody has acknowledged it',
  triage: 'Hours until it is triaged',
  safe: 'Hours until it is made safe',
  close: 'Hours until it is closed',
};

const LABELS = {
  acknowledges: 'Who acknowledges',
  outOfHours: 'Whom to reach outside hours',
  reached: 'How they are reached',
  ladder: 'Who is asked where a time was missed',
  ...Object.fromEntries(TARGETS.map((target) => [FIELDS[target], QUESTIONS[target]])),
};

/** How many steps the ladder has on the page. */
const STEPS = 3;

/** How a service wants to be told: who, by when, and who is asked where a time was missed. */
export function ArrangementsForm({ service, version, measured }: ArrangementsProps, form: FormContext) {
  const roles = TEAM.map((role) => ({ value: role, text: capital(role) }));
  const ladder = valuesOf(form, 'ladder');
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Arrangements for incidents"
      labels={LABELS}
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <p class="app-lead">Who looks at what is reported, by when, and who is asked where nobody did.</p>
      {version === null && (
        <p class="app-so">
          <strong>Nobody has said yet how this service wants to be told.</strong> Until then the times below count,
          which are ours: no law sets them. Saving this form clears it.
        </p>
      )}
      <p>How long it has taken so far:</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {measured.map(({ what, days, of }) => (
          <li>
            {what}: {days === null ? 'nothing to count yet' : `${days} days (median of ${of})`}
          </li>
        ))}
      </ul>
      <form method="post" novalidate>
        {form.hidden}
        <Select
          id="acknowledges"
          name="acknowledges"
          label={{ text: 'Who acknowledges a report?', size: 's' }}
          value={valueOf(form, 'acknowledges')}
          errorMessage={problemOf(form, 'acknowledges')}
          items={[{ value: '', text: 'Choose a role' }, ...roles]}
        />
        <Input
          id="outOfHours"
          name="outOfHours"
          label={{ text: 'Whom to reach outside hours?', size: 's' }}
          hint="A role on a rota is better than a name."
          value={valueOf(form, 'outOfHours')}
          errorMessage={problemOf(form, 'outOfHours')}
        />
        <Input
          id="reached"
          name="reached"
          label={{ text: 'How are they reached?', size: 's' }}
          hint="By the exchange, a bleep, a rota. No number of somebody’s own."
          value={valueOf(form, 'reached')}
          errorMessage={problemOf(form, 'reached')}
        />
        {TARGETS.map((target) => (
          <Input
            id={FIELDS[target]}
            name={FIELDS[target]}
            inputmode="decimal"
            width={5}
            label={{ text: QUESTIONS[target], size: 's' }}
            hint={`Counted from the report. Ours: ${DEFAULT_TARGETS[target] / 60}, which is ${sayMinutes(DEFAULT_TARGETS[target])}.`}
            value={valueOf(form, FIELDS[target])}
            errorMessage={problemOf(form, FIELDS[target])}
          />
        ))}
        {Array.from({ length: STEPS }, (_one, place) => (
          <Select
            id={place === 0 ? 'ladder' : `ladder-${place + 1}`}
            name="ladder"
            label={{
              text:
                place === 0
                  ? 'Who is asked first where a time was missed?'
                  : `And when as long again has passed (step ${place + 1})?`,
              size: 's',
            }}
            value={ladder[place] ?? ''}
            errorMessage={place === 0 ? problemOf(form, 'ladder') : undefined}
            items={[{ value: '', text: place === 0 ? 'Choose a role' : 'Nobody else' }, ...roles]}
          />
        ))}
        <p class="app-second">Whoever is asked gets a mail that says only that something waits for them here.</p>
        <Button preventDoubleClick>Save the arrangements</Button>
      </form>
    </ServiceFormFrame>
  );
}
