import { problemOf, Problems, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Checkboxes, Textarea } from '../../../ui/nhsuk/index.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import {
  assumptionReference,
  assumptionStanding,
  type Assumption,
  type AssumptionStanding,
} from '../../decisions/index.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';

export interface RestOnProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly hazard: string;
  /** Whether a person gave or confirmed its residual rating. */
  readonly confirmed: boolean;
  readonly version: number;
  readonly today: Day;
  readonly assumptions: readonly (Assumption & { readonly chosen: boolean })[];
}

const STANDING: Readonly<Record<AssumptionStanding, (one: Assumption) => string>> = {
  current: ({ reviewBy }) => `Held, looked at again by ${sayDay(reviewBy)}.`,
  due: ({ reviewBy }) => `Held, looked at again by ${sayDay(reviewBy)}.`,
  lapsed: ({ reviewBy }) =>
    `Held, but was to be looked at by ${sayDay(reviewBy)}: until then, a rating that rests on it is provisional.`,
  'found false': ({ since }) => `Found false on ${sayDay(since)}: take it out.`,
  'no longer needed': ({ since }) => `No longer needed since ${sayDay(since)}: take it out.`,
};

/** Says on which assumptions a residual rating rests. A person judges: it is a new rating of theirs. */
export function RestOnForm(props: RestOnProps, form: FormContext) {
  const { service, hazard, confirmed, assumptions, today } = props;
  const title = `Which assumptions the rating of ${hazard} rests on`;
  const chosen = valuesOf(form, 'assumptions');
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: hazard, href: hazardPath(service.reference, hazard) }}
    >
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p class="app-lead">
          If one of them is found false or is not looked at in time, the residual rating is provisional at once.
        </p>
        {!confirmed ? (
          <p>{hazard} has no residual rating that a person gave or confirmed. Rate it or confirm it first.</p>
        ) : assumptions.length === 0 ? (
          <p>
            No assumption is recorded for this service.{' '}
            <a href={`/services/${encodeURIComponent(service.reference)}/assumptions/new`}>Record an assumption</a>
          </p>
        ) : (
          <form method="post" novalidate>
            {form.hidden}
            <Checkboxes
              name="assumptions"
              idPrefix="assumptions"
              values={chosen}
              errorMessage={problemOf(form, 'assumptions')}
              fieldset={{ legend: { text: 'It rests on', size: 's' } }}
              items={assumptions.map((one) => ({
                value: assumptionReference(one.number),
                text: `${assumptionReference(one.number)} ${one.text}`,
                hint: STANDING[assumptionStanding(one, today)](one),
              }))}
            />
            <Textarea
              id="reason"
              name="reason"
              label={{ text: 'Why what remains is as it was rated, given these', size: 's' }}
              hint="It is a new rating of yours, at the same level, which relies on the same controls. Where the level is another one, rate anew instead."
              rows={4}
              value={valueOf(form, 'reason')}
              errorMessage={problemOf(form, 'reason')}
            />
            <Button preventDoubleClick>Save what it rests on</Button>
          </form>
        )}
      </div>
    </Frame>
  );
}
