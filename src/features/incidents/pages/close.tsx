import type { FormContext } from '../../../platform/http/forms.ts';
import { problemOf, valueOf } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { Button, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { capital } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { incidentPath, type IncidentShown } from '../domain.ts';
import {
  CANDOUR_STATES,
  CANDOUR_STEPS,
  CANDOUR_WORDS,
  candourAsked,
  GATE_WORDS,
  gatesOf,
  missingOf,
  STRENGTH_WORDS,
  STRENGTHS,
  weakActions,
  type ClosingFacts,
  type Gate,
} from '../domain/closing.ts';
import { verdictWords } from '../domain/verdict.ts';
import { linkedIn, senseWords } from './verdict.tsx';
import { PHYSICAL_WORDS, PSYCHOLOGICAL_WORDS } from './words.tsx';

export interface CloseProps {
  readonly incident: IncidentShown;
  readonly facts: ClosingFacts;
  readonly mayHandle: boolean;
}

function serviceOf(incident: IncidentShown) {
  return { reference: incident.service.reference, name: incident.serviceName };
}

function backTo(incident: IncidentShown) {
  return { text: incident.reference, href: incidentPath(incident.service.reference, incident.reference) };
}

function backToClosing(incident: IncidentShown) {
  const { text, href } = backTo(incident);
  return { text: `Closing ${text}`, href: `${href}/close` };
}

/** All that closing asks: what is answered, what is missing, and where each is answered. */
export function CloseForm({ incident, facts, mayHandle }: CloseProps, form: FormContext) {
  const missing = missingOf(facts);
  const weak = weakActions(facts.actions);
  const closed = incident.stage === 'closed';
  const path = incidentPath(incident.service.reference, incident.reference);
  return (
    <ServiceFormFrame
      form={form}
      service={serviceOf(incident)}
      title={closed ? `What closing ${incident.reference} rested on` : `Close ${incident.reference}`}
      back={backTo(incident)}
    >
      <p class="app-lead">
        {closed
          ? 'It is closed.'
          : missing.length === 0
            ? 'Everything that closing asks is answered.'
            : `${missing.length === 1 ? 'One answer is' : `${missing.length} answers are`} missing.`}{' '}
        <a href="/help/closing-an-incident">What closing asks</a>
      </p>
      {gatesOf(incident).map((gate) => {
        const left = missing.filter((one) => one.gate === gate);
        return (
          <section>
            <h2 class="nhsuk-heading-s">
              {GATE_WORDS[gate]} <span class="app-second">{left.length === 0 ? 'answered' : 'missing'}</span>
            </h2>
            {left.map(({ sentence }) => (
              <SentenceBlock sentence={sentence} />
            ))}
            <Answered gate={gate} facts={facts} path={path} changing={mayHandle && !closed} />
          </section>
        );
      })}
      {weak && !closed && <SentenceBlock sentence={weak} />}
      {closed ? (
        mayHandle && (
          <p class="app-noprint">
            <a href={`${path}/reopen`}>Reopen {incident.reference}</a>
          </p>
        )
      ) : missing.length === 0 ? (
        <form method="post" novalidate>
          {form.hidden}
          <Button preventDoubleClick>Close {incident.reference}</Button>
        </form>
      ) : (
        <p class="app-second">It can be closed once all of it is answered.</p>
      )}
    </ServiceFormFrame>
  );
}

interface AnsweredProps {
  readonly gate: Gate;
  readonly facts: ClosingFacts;
  readonly path: string;
  readonly changing: boolean;
}

/** What is answered of a gate, and the way to more of it. */
function Answered({ gate, facts, path, changing }: AnsweredProps) {
  const { incident, actions, noAction, verdict, candour, candourSteps, reports } = facts;
  const add = (door: string, text: string) =>
    changing && (
      <p class="app-noprint">
        <a href={`${path}${door}`}>{text}</a>
      </p>
    );
  switch (gate) {
    case 'safe':
      return incident.madeSafeAt && <p>Made safe on {sayDate(incident.madeSafeAt)}.</p>;
    case 'harm':
      return incident.physical && incident.psychological ? (
        <p>
          {PHYSICAL_WORDS[incident.physical]}. {PSYCHOLOGICAL_WORDS[incident.psychological]}.
        </p>
      ) : null;
    case 'cause':
      return incident.cause === null ? null : (
        <>
          <p class="app-lines">{incident.cause}</p>
          {add('/close/cause', 'Say it otherwise')}
        </>
      );
    case 'actions':
      return (
        <>
          {actions.length > 0 && (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {actions.map(({ action, strength, check }) => (
                <li>
                  <a href={action.href}>{action.title}</a> ({STRENGTH_WORDS[strength].name}), {action.state}.{' '}
                  {check.state === 'open' ? (
                    <>
                      Whether it worked is looked at on {sayDay(check.due)}: <a href={check.href}>{check.reference}</a>.
                    </>
                  ) : (
                    <>
                      Whether it worked: <a href={check.href}>{check.reference}</a>, {check.state}.
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
          {noAction !== null && <p class="app-lines">Nothing has to be done: {noAction}</p>}
          {actions.length > 0 && add('/close/action', 'Add an action')}
        </>
      );
    case 'hazard':
      return (
        <>
          {linkedIn(incident).length > 0 && <p>{linkedIn(incident).map(senseWords).join(', ')}.</p>}
          {verdict?.noHazard != null && <p class="app-lines">It realised no hazard of the log: {verdict.noHazard}</p>}
        </>
      );
    case 'case':
      return (
        verdict && (
          <p>
            {verdictWords(verdict)} <a href={`${path}/verdict`}>What is said of it</a>
          </p>
        )
      );
    case 'candour':
      if (!candourAsked(incident)) return <p>Not asked: the harm is none or low.</p>;
      return (
        candour && (
          <>
            <p class="app-lines">
              {candour.applies ? 'It applies' : 'It does not apply'}: {candour.reason}
            </p>
            {candour.applies && (
              <ul class="nhsuk-list nhsuk-list--bullet">
                {candourSteps.map(({ step, state, on, note }) => (
                  <li>
                    {CANDOUR_WORDS[step]}: {state}, {sayDay(on)}. {note}
                  </li>
                ))}
              </ul>
            )}
            {add('/close/candour', 'Say it otherwise')}
          </>
        )
      );
    case 'duties':
      return facts.incident.triagedAt === null ? null : (
        <p>
          <a href={`${path}/duties`}>Who has to be told, by when</a>
        </p>
      );
    default:
      if (reports.length === 0) return <p>It came from a program or a list. There is nobody who could be told.</p>;
      return (
        <>
          {reports.map(({ by, toldAt, unanswered }) =>
            toldAt !== null ? (
              <p>
                {by} was told on {sayDate(toldAt)}.
              </p>
            ) : unanswered !== null ? (
              <p class="app-lines">
                {by} is told nothing: {unanswered}
              </p>
            ) : null,
          )}
        </>
      );
  }
}

export interface OfIncident {
  readonly incident: IncidentShown;
}

export function CauseForm({ incident }: OfIncident, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={serviceOf(incident)}
      title={`Why ${incident.reference} happened`}
      labels={{ cause: 'Cause' }}
      back={backToClosing(incident)}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="cause"
          name="cause"
          label={{ text: 'What led to it?', size: 's' }}
          hint="How the system, the task and the circumstances came together. Not who: nobody is named. That it could not be found is an answer."
          rows={6}
          value={valueOf(form, 'cause')}
          errorMessage={problemOf(form, 'cause')}
        />
        <Button preventDoubleClick>Save the cause</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface ActionProps extends OfIncident {
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

export function IncidentActionForm({ incident, owners }: ActionProps, form: FormContext) {
  const labels = {
    title: 'What is done',
    strength: 'How strong it is',
    owner: 'Who does it',
    due: 'By when',
    checkOn: 'When it is checked',
  };
  return (
    <ServiceFormFrame
      form={form}
      service={serviceOf(incident)}
      title={`Add an action against ${incident.reference}`}
      labels={labels}
      back={backToClosing(incident)}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="title"
          name="title"
          label={{ text: 'What is to be done?', size: 's' }}
          value={valueOf(form, 'title')}
          errorMessage={problemOf(form, 'title')}
        />
        <Radios
          name="strength"
          idPrefix="strength"
          value={valueOf(form, 'strength')}
          errorMessage={problemOf(form, 'strength')}
          fieldset={{ legend: { text: 'How strong is it?', size: 's' } }}
          hint="The strongest stand first. What rests on people to remember seldom holds alone."
          items={STRENGTHS.map((value) => ({
            value,
            text: STRENGTH_WORDS[value].name,
            hint: STRENGTH_WORDS[value].hint,
          }))}
        />
        <Select
          id="owner"
          name="owner"
          label={{ text: 'Who does it?', size: 's' }}
          value={valueOf(form, 'owner')}
          errorMessage={problemOf(form, 'owner')}
          items={[{ value: '', text: 'Choose somebody' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Input
          id="due"
          name="due"
          label={{ text: 'By when?', size: 's' }}
          hint="For example 2026-03-31"
          width={10}
          value={valueOf(form, 'due')}
          errorMessage={problemOf(form, 'due')}
        />
        <Input
          id="checkOn"
          name="checkOn"
          label={{ text: 'When is it checked that it worked?', size: 's' }}
          hint="A day after that, for example 2026-06-30. It becomes an action of its own, and may still be open when the incident is closed."
          width={10}
          value={valueOf(form, 'checkOn')}
          errorMessage={problemOf(form, 'checkOn')}
        />
        <Button preventDoubleClick>Add this action</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function NoActionForm({ incident }: OfIncident, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={serviceOf(incident)}
      title={`Say why nothing is done against ${incident.reference}`}
      labels={{ reason: 'Reason' }}
      back={backToClosing(incident)}
    >
      <ReasonForm form={form} label="Why does nothing have to be done?" button="Save the reason" />
    </ServiceFormFrame>
  );
}

export function CandourForm({ incident }: OfIncident, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={serviceOf(incident)}
      title={`Whether the duty of candour applies to ${incident.reference}`}
      labels={{ applies: 'Whether it applies', reason: 'Reason' }}
      back={backToClosing(incident)}
    >
      <p>
        Whether it applies in law turns on who provides the care, where, and how badly somebody was harmed. To be open
        with people is right in any case. A person decides: ask whoever is responsible for it in your organisation.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="applies"
          idPrefix="applies"
          value={valueOf(form, 'applies')}
          errorMessage={problemOf(form, 'applies')}
          fieldset={{ legend: { text: 'Does the duty of candour apply?', size: 's' } }}
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ]}
        />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why, and who decided it?', size: 's' }}
          hint="By role, without a name."
          rows={3}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Save this</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function CandourStepForm({ incident }: OfIncident, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={serviceOf(incident)}
      title={`Record a step of the duty of candour for ${incident.reference}`}
      labels={{ step: 'Step', state: 'What became of it', on: 'Day', note: 'How' }}
      back={backToClosing(incident)}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="step"
          idPrefix="step"
          value={valueOf(form, 'step')}
          errorMessage={problemOf(form, 'step')}
          fieldset={{ legend: { text: 'Which step?', size: 's' } }}
          items={CANDOUR_STEPS.map((value) => ({ value, text: CANDOUR_WORDS[value] }))}
        />
        <Radios
          name="state"
          idPrefix="state"
          value={valueOf(form, 'state')}
          errorMessage={problemOf(form, 'state')}
          fieldset={{ legend: { text: 'What became of it?', size: 's' } }}
          items={CANDOUR_STATES.map((value) => ({ value, text: capital(value) }))}
        />
        <Input
          id="on"
          name="on"
          label={{ text: 'On which day?', size: 's' }}
          hint="For example 2026-03-12"
          width={10}
          value={valueOf(form, 'on')}
          errorMessage={problemOf(form, 'on')}
        />
        <Textarea
          id="note"
          name="note"
          label={{ text: 'How was it done, or what was tried?', size: 's' }}
          hint="By role, without a name. Nothing about a patient."
          rows={3}
          value={valueOf(form, 'note')}
          errorMessage={problemOf(form, 'note')}
        />
        <Button preventDoubleClick>Record this step</Button>
      </form>
    </ServiceFormFrame>
  );
}
