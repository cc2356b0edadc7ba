import type { ComponentChildren } from 'preact';
import { Notice, problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Textarea } from '../../../ui/nhsuk/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { countsSentence, whyNotClosed, whyNotReopened } from '../domain/ratings.ts';
import type { HazardRecord } from '../domain/record.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { So } from './marks.tsx';

export interface StandingFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly scheme: RiskScheme | null;
  readonly hazard: HazardRecord;
}

/** Closes a hazard. Says what stands against it, and leans to neither: a person judges. */
export function CloseForm(props: StandingFormProps, form: FormContext) {
  const { hazard, scheme } = props;
  const open = hazard.controls.filter(({ verdict }) => verdict !== 'met').length;
  return (
    <StandingForm
      {...props}
      form={form}
      title={`Close ${hazard.id}`}
      hint="For example what was changed, or why the hazard cannot happen any more. It stands in the log and in the history."
      button={`Close ${hazard.id}`}
      refused={whyNotClosed(hazard.id, hazard.status, hazard.receiver)}
    >
      <p>
        {hazard.provisional} {countsSentence(scheme, hazard.counts, hazard.residual?.provisional === true)}{' '}
        {hazard.controls.length === 0
          ? 'The log names no control for it.'
          : `${open} of its ${hazard.controls.length} controls ${open === 1 ? 'is' : 'are'} not verified or ${open === 1 ? 'does' : 'do'} not hold.`}
      </p>
      <p>A closed hazard stays in the log with its history, and can be opened again.</p>
    </StandingForm>
  );
}

export function ReopenForm(props: StandingFormProps, form: FormContext) {
  const { hazard } = props;
  return (
    <StandingForm
      {...props}
      form={form}
      title={`Open ${hazard.id} again`}
      hint="For example what happened, or what was found. It stands in the log and in the history."
      button={`Open ${hazard.id} again`}
      refused={whyNotReopened(hazard.id, hazard.status)}
    >
      {hazard.status === 'transferred' && (
        <p>
          It was transferred{hazard.receiver === null ? '' : ` to ${hazard.receiver}`}. Opened again, it is yours to
          control.
        </p>
      )}
      {hazard.reason !== null && (
        <p>
          It was {hazard.status} because: <span class="app-lines">{hazard.reason}</span>
        </p>
      )}
    </StandingForm>
  );
}

interface Props extends StandingFormProps {
  readonly form: FormContext;
  readonly title: string;
  readonly hint: string;
  readonly button: string;
  /** Why it cannot be done as things stand. */
  readonly refused: string | null;
  readonly children: ComponentChildren;
}

function StandingForm({ service, hazard, form, title, hint, button, refused, children }: Props) {
  const path = hazardPath(service.reference, hazard.id);
  // After a conflict the form stays as it is: what was typed is not lost.
  const possible = refused === null || form.conflict !== null || form.refusal !== null;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: hazard.id, href: path }}
    >
      <Problems form={form} labels={{ reason: 'Reason' }} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        <span class="nhsuk-caption-l">{hazard.name}</span>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {!possible ? (
          <>
            <So so={refused}>{''}</So>
            <p>
              <a href={path}>Go to {hazard.id}</a>
            </p>
          </>
        ) : (
          <>
            {children}
            <form method="post" novalidate>
              {form.hidden}
              <Textarea
                id="reason"
                name="reason"
                label={{ text: 'Reason' }}
                hint={{ text: `${hint} Write nothing about a patient.` }}
                value={valueOf(form, 'reason')}
                errorMessage={problemOf(form, 'reason')}
                rows={4}
              />
              <Button preventDoubleClick>{button}</Button>
            </form>
          </>
        )}
      </div>
    </Frame>
  );
}
