import type { ComponentChildren } from 'preact';
import type { Sentence } from '../../../words/sentence.ts';
import { SentenceWords } from '../../../ui/sentence.tsx';
import { Notice, problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Input, Textarea } from '../../../ui/nhsuk/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { countsSentence, whyNotClosed, whyNotReopened } from '../domain/ratings.ts';
import type { HazardRecord } from '../domain/record.ts';
import { handedOver, whyNotTransferred } from '../domain/standing.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { So } from './marks.tsx';

export interface StandingFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly scheme: RiskScheme | null;
  readonly hazard: HazardRecord;
}

export interface CloseFormProps extends StandingFormProps {
  /** What is still to be done before it can be closed. */
  readonly left: readonly Sentence[];
}

/** Closes a hazard. Says what is still to be done first; where nothing is, it leans to neither: a person judges. */
export function CloseForm(props: CloseFormProps, form: FormContext) {
  const { hazard, scheme, left } = props;
  return (
    <StandingForm
      {...props}
      form={form}
      title={`Close ${hazard.id}`}
      hint="For example what was changed, or why the hazard cannot happen any more. It stands in the log and in the history."
      button={`Close ${hazard.id}`}
      refused={whyNotClosed(hazard.id, hazard.status, hazard.receiver)}
      left={left}
    >
      <p>
        {countsSentence(scheme, hazard.counts, false)} The controls that it relies on hold, the risk may stay, and no
        action of it is open.
      </p>
      <p>A closed hazard stays in the log with its history, and can be opened again.</p>
    </StandingForm>
  );
}

/** Hands a hazard over to whoever puts its controls in place. */
export function TransferForm(props: StandingFormProps, form: FormContext) {
  const { hazard } = props;
  const controls = hazard.controls.map((control) => ({ ...control, reference: control.id, retired: false }));
  const theirs = handedOver(controls);
  return (
    <StandingForm
      {...props}
      form={form}
      title={`Transfer ${hazard.id}`}
      hint="For example why it is theirs, and when and how they were told. It stands in the log and in the history."
      button={`Transfer ${hazard.id}`}
      refused={whyNotTransferred(hazard.id, hazard.status, hazard.receiver, controls)}
      fields={
        <Input
          id="receiver"
          name="receiver"
          label={{ text: 'Who takes it over?' }}
          hint={{ text: 'The organisation, and who there, such as the trust and its clinical safety officer.' }}
          value={valueOf(form, 'receiver')}
          errorMessage={problemOf(form, 'receiver')}
          autocomplete="off"
        />
      }
    >
      <p>
        To hand a hazard over is not to be rid of it: tell them in writing, and keep what they answer. With it{' '}
        {theirs.length === 1 ? 'goes this control' : 'go these controls'}, for whoever takes it over to put in place:
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {theirs.map(({ id, text }) => (
          <li class="app-lines">
            {id}: {text}
          </li>
        ))}
      </ul>
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
  /** What is to be done first. */
  readonly left?: readonly Sentence[];
  /** What is asked besides the reason. */
  readonly fields?: ComponentChildren;
  readonly children: ComponentChildren;
}

function StandingForm({ service, hazard, form, title, hint, button, refused, left = [], fields, children }: Props) {
  const path = hazardPath(service.reference, hazard.id);
  // After a conflict the form stays as it is: what was typed is not lost.
  const possible = (refused === null && left.length === 0) || form.conflict !== null || form.refusal !== null;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: hazard.id, href: path }}
    >
      <Problems form={form} labels={{ reason: 'Reason', receiver: 'Who takes it over' }} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        <span class="nhsuk-caption-l">{hazard.name}</span>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {!possible ? (
          <>
            {refused !== null ? (
              <So so={refused}>{''}</So>
            ) : (
              <>
                <p>Before {hazard.id} can be closed, this is to be done:</p>
                {left.map((sentence) => (
                  <p class="app-so">
                    <SentenceWords sentence={sentence} />
                  </p>
                ))}
              </>
            )}
            <p>
              <a href={path}>Go to {hazard.id}</a>
            </p>
          </>
        ) : (
          <>
            {children}
            <form method="post" novalidate>
              {form.hidden}
              {fields}
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
