import { problemOf, Problems, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { whyNotConfirmed } from '../domain/ratings.ts';
import type { HazardRecord } from '../domain/record.ts';
import { hazardPath, logPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { RatingMark, So } from './marks.tsx';
import { ReliedControls } from './relied-controls.tsx';

export interface ConfirmFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string; readonly scheme: RiskScheme | null };
  readonly hazards: readonly HazardRecord[];
  /** The latest of what is shown: what changes after it is not confirmed unseen. */
  readonly version: number;
}

/** The name of the ticks that say which controls the rating of a hazard relies on. */
export function reliedName(hazard: string): string {
  return `reliesOn-${hazard}`;
}

/** Residual ratings with what they rest on, for a person to confirm one by one or several at a time. */
export function ConfirmForm({ service, log, hazards }: ConfirmFormProps, form: FormContext) {
  const path = logPath(service.reference, log.number);
  const possible = hazards.filter((hazard) => refusedOf(hazard) === null);
  const chosen = valuesOf(form, 'hazards');
  const title = possible.length === 1 ? 'Confirm a residual rating' : 'Confirm residual ratings';
  const problem = problemOf(form, 'hazards') ?? problemOf(form, 'reliesOn');
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: log.title, href: path }}
    >
      <Problems form={form} />
      <h1 class="nhsuk-heading-l">{title}</h1>
      {hazards.length === 0 ? (
        <p>
          No hazard was chosen. <a href={path}>Choose them in the log</a>
        </p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          <p class="app-measure">
            To confirm a rating says: I have looked at what remains of this hazard with its controls as they are, and
            this is my rating. It is yours then, with the date, and it counts while every control that you name for it
            holds. Tick the controls that each rating relies on, and then the ratings of which you say so.
          </p>
          {problem !== undefined && (
            <p class="nhsuk-error-message" id="hazards">
              {problem}
            </p>
          )}
          {hazards.map((hazard) => (
            <Rating
              service={service.reference}
              scheme={log.scheme}
              hazard={hazard}
              chosen={chosen.includes(hazard.id)}
              relied={valuesOf(form, reliedName(hazard.id))}
            />
          ))}
          {possible.length > 0 && (
            <Button preventDoubleClick>
              {possible.length === 1 ? 'Confirm this rating' : 'Confirm the ticked ratings'}
            </Button>
          )}
        </form>
      )}
    </Frame>
  );
}

function refusedOf({ id, residual }: HazardRecord): string | null {
  return whyNotConfirmed(id, residual && { level: residual.level, confirmed: residual.confirmed });
}

interface RatingProps {
  readonly service: string;
  readonly scheme: RiskScheme | null;
  readonly hazard: HazardRecord;
  readonly chosen: boolean;
  /** The controls that are ticked. */
  readonly relied: readonly string[];
}

function Rating({ service, scheme, hazard, chosen, relied }: RatingProps) {
  const { initial, residual } = hazard;
  const refused = refusedOf(hazard);
  const words = [residual?.severity, residual?.likelihood].filter(Boolean).join(', ');
  return (
    <section class="app-confirm" aria-labelledby={`of-${hazard.id}`}>
      <h2 class="nhsuk-heading-s" id={`of-${hazard.id}`}>
        <a class="app-ref" href={hazardPath(service, hazard.id)}>
          {hazard.id}
        </a>{' '}
        {hazard.name}
      </h2>
      {refused === null && residual !== null ? (
        <>
          <p class="app-confirm__ratings">
            <span>
              Initial <RatingMark scheme={scheme} level={initial?.level ?? null} />
            </span>
            <span>
              Residual <RatingMark scheme={scheme} level={residual.level} provisional />
            </span>
            <span>
              {words}, {residual.giver}
            </span>
          </p>
          {hazard.harms.length > 0 && <p class="app-measure app-lines">Harm: {hazard.harms.join('; ')}</p>}
          {residual.stated !== null && String(residual.stated) !== String(residual.level) && (
            <p>
              The file says <strong>{residual.stated}</strong>, and its severity and likelihood give{' '}
              <strong>{residual.level}</strong>.
            </p>
          )}
          {residual.justification !== null && <p class="app-measure app-lines">{residual.justification}</p>}
          {hazard.controls.length === 0 ? (
            <p>The log names no control for it.</p>
          ) : (
            <ReliedControls
              service={service}
              phase="residual"
              controls={hazard.controls}
              name={reliedName(hazard.id)}
              id={reliedName(hazard.id)}
              chosen={relied}
              legend={`Which controls does the rating of ${hazard.id} rely on?`}
            />
          )}
          <p class="app-confirm__choose">
            <input
              type="checkbox"
              class="app-check"
              id={`confirm-${hazard.id}`}
              name="hazards"
              value={hazard.id}
              checked={chosen}
            />{' '}
            <label for={`confirm-${hazard.id}`}>I confirm the residual rating of {hazard.id}</label>
          </p>
        </>
      ) : (
        <So so={refused ?? ''} quiet>
          It is left out.
        </So>
      )}
    </section>
  );
}
