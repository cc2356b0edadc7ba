import { sayDay } from '../words/days.ts';
import { Button } from './nhsuk/index.ts';

interface DayFormProps {
  readonly action: string;
  /** What else the address holds, and is kept. */
  readonly kept: readonly (readonly [string, string])[];
  /** The day that is looked at, as it stands in the address; null for now. */
  readonly asAt: { readonly text: string } | null;
  /** The page as it stands now. */
  readonly now: string;
  /** What was asked for, where it is no day. */
  readonly wrong: string | null;
  /** The last day that can be asked for: today. */
  readonly today: string;
}

/** Looks at any day: the same page, as it was known then. */
export function DayForm({ action, kept, asAt, now, wrong, today }: DayFormProps) {
  return (
    <form class="app-day" method="get" action={action}>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label class="app-field__label" for="as-at">
        As at the end of
      </label>
      <div class="app-day__line">
        <input
          class="nhsuk-input app-day__input"
          type="date"
          id="as-at"
          name="as-at"
          max={today}
          value={asAt?.text ?? ''}
          aria-describedby={wrong === null ? undefined : 'as-at-problem'}
        />
        <Button variant="secondary" small classes="app-day__button">
          Show that day
        </Button>
      </div>
      {wrong !== null && (
        <p class="nhsuk-error-message app-day__wrong" id="as-at-problem">
          “{wrong}” is no day. Give one such as 2026-03-03. This is as at now.
        </p>
      )}
      {asAt && (
        <p class="app-note app-day__now">
          This is what was known at the end of {sayDay(asAt.text)}. <a href={now}>Back to now</a>
        </p>
      )}
    </form>
  );
}
