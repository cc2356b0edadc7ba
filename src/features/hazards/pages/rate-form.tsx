import { problemOf, Problems, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { listed } from '../../../words/counting.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { Button, Checkboxes, Details, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { assumptionReference, assumptionStanding, type Assumption } from '../../decisions/index.ts';
import { definitionsOf, hasHarmClasses, type RiskScheme } from '../../schemes/index.ts';
import type { Phase } from '../domain.ts';
import { reliesOnControls } from '../domain/rating.ts';
import type { HazardRecord } from '../domain/record.ts';
import {
  HARM_CLASS_WORDS,
  HARM_CLASSES,
  PATIENTS,
  severityOf,
  type HarmClass,
  type HarmKind,
  type Patients,
} from '../domain/severity.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { Lookup } from './lookup.tsx';
import { RatingMark, So } from './marks.tsx';
import { ReliedControls } from './relied-controls.tsx';

export interface RateFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly phase: Phase;
  readonly scheme: RiskScheme | null;
  readonly hazard: HazardRecord;
  /** The last entry that changed what is shown. */
  readonly version: number;
  /** Why it cannot be rated; null where it can. */
  readonly refused: string | null;
  /** The assumptions that it can rest on: of a residual rating, those that are held. */
  readonly assumptions: readonly Assumption[];
  readonly today: Day;
  /** What other rooms say of it: the incidents in which it happened, and how often that is. */
  readonly happened: readonly Words[];
}

const TITLES: Readonly<Record<Phase, string>> = {
  initial: 'Give the initial rating',
  target: 'Give the target rating',
  residual: 'Give the residual rating',
  deployer: 'Rate what remains with the deployer’s controls',
};

const SAYS: Readonly<Record<Phase, string>> = {
  initial: 'How high the risk is with nothing but what is there already.',
  target:
    'How high the risk is to be once the controls that are agreed are in place. It counts nowhere: it says where you want to get to.',
  residual:
    'How high the risk is that remains with the controls that you name. It counts under your name, and only while each of them holds.',
  deployer:
    'How high the risk is that remains if the deployer puts their controls in place. It is a condition for whoever uses the service, and never counts as the residual rating.',
};

const PATIENT_WORDS: Readonly<Record<Patients, string>> = { single: 'One patient', multiple: 'Several patients' };

/** A person's rating of one phase. The page leans to no answer: nothing is filled in, and nothing is proposed. */
export function RateForm(props: RateFormProps, form: FormContext) {
  const { service, phase, scheme, hazard, refused } = props;
  const path = hazardPath(service.reference, hazard.id);
  const title = TITLES[phase];
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={`${title}, ${hazard.id}`}
      now={form.now}
      asAt={null}
      back={{ text: hazard.id, href: path }}
    >
      <Problems form={form} />
      <span class="nhsuk-caption-l">
        {hazard.id} · {hazard.name}
      </span>
      <h1 class="nhsuk-heading-l">{title}</h1>
      {refused !== null || scheme === null ? (
        <>
          <So so={refused ?? ''}>{''}</So>
          <p>
            <a href={path}>Go to {hazard.id}</a>
          </p>
        </>
      ) : (
        <>
          <p class="app-measure">{SAYS[phase]}</p>
          <Stands hazard={hazard} scheme={scheme} />
          <form method="post" novalidate>
            {form.hidden}
            <Happened lines={props.happened} />
            <Severity scheme={scheme} form={form} />
            <Likelihood scheme={scheme} form={form} />
            <Definitions scheme={scheme} />
            <Lookup scheme={scheme} chosen={chosenIn(form)} />
            {reliesOnControls(phase) && (
              <ReliedControls
                service={service.reference}
                phase={phase}
                controls={hazard.controls}
                name="reliesOn"
                id="reliesOn"
                chosen={valuesOf(form, 'reliesOn')}
                legend="Which controls does this rating rely on?"
                error={problemOf(form, 'reliesOn')}
              />
            )}
            <AssumptionChoice form={form} {...props} />
            <Textarea
              id="justification"
              name="justification"
              label={{ text: 'Why do you rate it so?', size: 's' }}
              hint={{
                text: 'What you looked at, of how many people or uses, and over which time. Write nothing about a patient.',
              }}
              value={valueOf(form, 'justification')}
              errorMessage={problemOf(form, 'justification')}
              rows={5}
            />
            <Button preventDoubleClick>Give this rating</Button>
          </form>
        </>
      )}
    </Frame>
  );
}

/** What was seen of it, before anything is chosen: it leans to no answer, and a person compares. */
function Happened({ lines }: { readonly lines: readonly Words[] }) {
  if (lines.length === 0) return null;
  return (
    <section class="app-measure" aria-labelledby="happened">
      <h2 class="nhsuk-heading-s" id="happened">
        What was seen of it
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {lines.map((words) => (
          <li>
            <InWords words={words} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the rating rests on that nobody has proved. Like the controls, none is chosen for anybody. */
function AssumptionChoice({
  form,
  assumptions,
  hazard,
  today,
}: Pick<RateFormProps, 'assumptions' | 'hazard' | 'today'> & { readonly form: FormContext }) {
  if (assumptions.length === 0) return null;
  const now = hazard.residual?.assumes ?? [];
  return (
    <>
      <input type="hidden" name="asked" value="assumptions" />
      <Checkboxes
        name="assumptions"
        idPrefix="assumptions"
        values={valuesOf(form, 'assumptions')}
        errorMessage={problemOf(form, 'assumptions')}
        fieldset={{ legend: { text: 'Which assumptions does it rest on?', size: 's' } }}
        hint={now.length === 0 ? undefined : `The rating that stands rests on ${listed(now)}.`}
        items={assumptions.map((one) => ({
          value: assumptionReference(one.number),
          text: `${assumptionReference(one.number)} ${one.text}`,
          hint:
            assumptionStanding(one, today) === 'lapsed'
              ? `It was to be looked at by ${sayDay(one.reviewBy)}: until somebody has, the rating is provisional.`
              : undefined,
        }))}
      />
    </>
  );
}

/** What was chosen so far. */
function chosenIn(form: FormContext): { severity: string; harm: HarmKind | null; likelihood: string } {
  const of = HARM_CLASSES.find((one) => one === valueOf(form, 'harmClass'));
  const patients = PATIENTS.find((one) => one === valueOf(form, 'patients'));
  return {
    severity: valueOf(form, 'severity'),
    harm: of && patients ? { class: of, patients } : null,
    likelihood: valueOf(form, 'likelihood'),
  };
}

/** The ratings that stand, so that nobody has to remember them. */
function Stands({ hazard, scheme }: { readonly hazard: HazardRecord; readonly scheme: RiskScheme }) {
  const shown = [
    ['Initial', hazard.initial],
    ['Target', hazard.target],
    ['Residual', hazard.residual],
    ['With the deployer’s controls', hazard.deployer],
  ] as const;
  return (
    <>
      <p class="app-confirm__ratings">
        {shown.flatMap(([name, rating]) =>
          rating === null
            ? []
            : [
                <span>
                  {name} <RatingMark scheme={scheme} level={rating.level} provisional={rating.provisional} />
                </span>,
              ],
        )}
      </p>
      {hazard.harms.length > 0 && <p class="app-measure app-lines">Harm: {hazard.harms.join('; ')}</p>}
    </>
  );
}

function Severity({ scheme, form }: { readonly scheme: RiskScheme; readonly form: FormContext }) {
  if (!hasHarmClasses(scheme))
    return (
      <Radios
        name="severity"
        idPrefix="severity"
        fieldset={{ legend: { text: 'How bad would the harm be?', size: 's' } }}
        errorMessage={problemOf(form, 'severity')}
        value={valueOf(form, 'severity')}
        items={scheme.severity.map((word) => ({ value: word, text: word }))}
      />
    );
  const follows = (of: HarmClass) =>
    PATIENTS.map((patients) => `${PATIENT_WORDS[patients]}: ${severityOf({ class: of, patients })}.`).join(' ');
  return (
    <>
      <Radios
        name="harmClass"
        idPrefix="harmClass"
        fieldset={{ legend: { text: 'What could happen to a patient?', size: 's' } }}
        hint={{ text: 'The severity follows from this and from how many it could happen to.' }}
        errorMessage={problemOf(form, 'harmClass')}
        value={valueOf(form, 'harmClass')}
        items={HARM_CLASSES.map((value) => ({
          value,
          text: HARM_CLASS_WORDS[value],
          hint: { text: follows(value) },
        }))}
      />
      <Radios
        name="patients"
        idPrefix="patients"
        fieldset={{ legend: { text: 'To one patient, or to several?', size: 's' } }}
        errorMessage={problemOf(form, 'patients')}
        value={valueOf(form, 'patients')}
        items={PATIENTS.map((value) => ({ value, text: PATIENT_WORDS[value] }))}
      />
    </>
  );
}

function Likelihood({ scheme, form }: { readonly scheme: RiskScheme; readonly form: FormContext }) {
  const defined = definitionsOf(scheme)?.likelihood;
  return (
    <Radios
      name="likelihood"
      idPrefix="likelihood"
      fieldset={{ legend: { text: 'How likely is it that this harm happens?', size: 's' } }}
      errorMessage={problemOf(form, 'likelihood')}
      value={valueOf(form, 'likelihood')}
      items={scheme.likelihood.map((word, index) => ({
        value: word,
        text: word,
        ...(defined ? { hint: { text: defined[index]! } } : {}),
      }))}
    />
  );
}

function Definitions({ scheme }: { readonly scheme: RiskScheme }) {
  const defined = definitionsOf(scheme);
  if (!defined)
    return (
      <p class="app-note app-measure">
        The file that this scheme came with does not say what its words mean. Say in your reason how you understand
        them, and over which time.
      </p>
    );
  return (
    <div class="app-note app-measure">
      <p>
        {defined.exposure} {defined.period}
      </p>
      <Details summary="What the severities mean, and where this is from">
        <dl>
          {scheme.severity.map((word, index) => (
            <>
              <dt>
                <strong>{word}</strong>
              </dt>
              <dd>{defined.severity[index]}</dd>
            </>
          ))}
        </dl>
        <p>
          Source: {defined.source}. Read on {sayDay(defined.checked)}, confidence {defined.confidence}.
        </p>
      </Details>
    </div>
  );
}
