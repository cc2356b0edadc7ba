import { VerdictTag } from '../../../ui/verdict.tsx';
import { capital } from '../../../words/counting.ts';
import type { Phase } from '../domain.ts';
import { whyNotReliedOn } from '../domain/rating.ts';
import type { ControlRecord } from '../domain/record.ts';
import { controlPath } from './addresses.ts';
import { Text } from './text.tsx';

/** A control of another service has its page there: PLATFORM/CTL-3. */
function pathOf(service: string, control: string): string {
  const [number, elsewhere] = control.split('/').toReversed();
  return controlPath(elsewhere ?? service, number!);
}

interface ReliedControlsProps {
  readonly service: string;
  readonly phase: Phase;
  readonly controls: readonly ControlRecord[];
  /** The name of the ticks: one group on a page, or one for each hazard. */
  readonly name: string;
  /** Begins the ids: the first tick has it, so that an error leads there. */
  readonly id: string;
  readonly chosen: readonly string[];
  readonly legend: string;
  readonly error?: string | undefined;
}

/**
 * The controls of a hazard, to name those that a rating relies on. Each with its verdict and with what it rests on; none is
 * ticked for anybody. Those that cannot be relied on stand beneath, with the reason.
 */
export function ReliedControls(props: ReliedControlsProps) {
  const { service, phase, controls, name, id, chosen, legend, error } = props;
  const asked = controls.map((control) => ({
    control,
    why: whyNotReliedOn(phase, { ...control, reference: control.id, retired: false }),
  }));
  const possible = asked.filter(({ why }) => why === null).map(({ control }) => control);
  const others = asked.filter(({ why }) => why !== null);
  return (
    <fieldset class={`app-relies${error === undefined ? '' : ' nhsuk-form-group--error'}`}>
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
      {error !== undefined && (
        <p class="nhsuk-error-message" id={possible.length === 0 ? id : undefined}>
          {error}
        </p>
      )}
      {possible.length === 0 && <p>There is no control that this rating could rely on.</p>}
      <ul class="app-relies__list">
        {possible.map((control, index) => {
          const own = index === 0 ? id : `${id}-${index + 1}`;
          return (
            <li>
              <input
                type="checkbox"
                class="app-check"
                id={own}
                name={name}
                value={control.id}
                checked={chosen.includes(control.id)}
                aria-describedby={`${own}-rests`}
              />
              <div>
                <label for={own}>
                  <strong class="app-ref">{control.id}</strong> <Text text={control.text} />
                </label>
                <div class="app-relies__rests" id={`${own}-rests`}>
                  <VerdictTag verdict={control.verdict} says="holds" />
                  <span>{capital(control.state)}</span>
                  <span>
                    {control.evidence === null ? 'No note on evidence in the file' : <Text text={control.evidence} />}
                  </span>
                  <a href={pathOf(service, control.id)}>What {control.id} rests on</a>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet app-note">
          {others.map(({ why }) => (
            <li>{why}</li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
