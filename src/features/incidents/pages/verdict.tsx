import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { sayDay } from '../../../words/days.ts';
import { incidentPath, incidentsPath, type IncidentShown } from '../domain.ts';
import {
  ANSWER_WORDS,
  ANSWERS,
  caseSentence,
  isAsked,
  QUESTION,
  underminedWords,
  verdictWords,
  whyAlone,
  type CaseVerdict,
} from '../domain/verdict.ts';
import { PHYSICAL_WORDS, PSYCHOLOGICAL_WORDS } from './words.tsx';

/** What is said of an incident, with the version that whoever signs has seen. */
export type VerdictShown = CaseVerdict & { readonly version: number };

export interface VerdictProps {
  readonly incident: IncidentShown;
  readonly verdict: VerdictShown | null;
  /** Whether whoever looks signs what is proposed. */
  readonly maySign: boolean;
}

const LABELS = {
  answer: 'Answer',
  why: 'Why',
  undermines: 'What it undermines',
  more: 'Other hazards and controls',
  noHazard: 'Why it realised no hazard',
};

/** Whether an incident undermines the safety case: what is said of it, and the form that proposes an answer. */
export function VerdictForm(props: VerdictProps, form: FormContext) {
  const { incident, verdict, maySign } = props;
  const service = { reference: incident.service.reference, name: incident.serviceName };
  const path = incidentPath(service.reference, incident.reference);
  const sentence = caseSentence(incident, verdict);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`${incident.reference} and the safety case`}
      labels={LABELS}
      back={{ text: incident.reference, href: path }}
    >
      <p class="app-lead">{QUESTION}</p>
      <p>
        DCB0129 7.2.2 asks it of every safety incident. Whoever handles it proposes an answer, and the clinical safety
        officer signs it. <a href="/help/closing-an-incident">Help with this</a>
      </p>
      <WhatIsKnown incident={incident} />
      {!isAsked(incident) ? (
        <p>Good care undermines nothing: nobody is asked.</p>
      ) : (
        <>
          {sentence && <SentenceBlock sentence={sentence} />}
          {verdict && <Said verdict={verdict} />}
          {verdict && verdict.signed === null && maySign && (
            <p class="app-noprint">
              <a href={`${path}/verdict/sign`}>Read and sign this answer</a>
            </p>
          )}
          {incident.stage === 'closed' ? (
            <p>The incident is closed, and what was signed stands. To answer anew, reopen it first.</p>
          ) : (
            <Propose form={form} linked={linkedIn(incident)} again={verdict !== null} />
          )}
        </>
      )}
    </ServiceFormFrame>
  );
}

interface ProposeProps {
  readonly form: FormContext;
  /** The hazards and controls that it points at, to choose from. */
  readonly linked: IncidentShown['links'];
  readonly again: boolean;
}

function Propose({ form, linked, again }: ProposeProps) {
  return (
    <form method="post" novalidate>
      {form.hidden}
      <Radios
        name="answer"
        idPrefix="answer"
        value={valueOf(form, 'answer')}
        errorMessage={problemOf(form, 'answer')}
        fieldset={{ legend: { text: again ? 'Propose another answer' : 'What do you propose?', size: 'm' } }}
        items={ANSWERS.map((value) => ({ value, text: ANSWER_WORDS[value] }))}
      />
      <Textarea
        id="why"
        name="why"
        label={{ text: 'Why?', size: 's' }}
        hint="What the safety case says, what happened, and whether both can be true. Name nobody."
        rows={4}
        value={valueOf(form, 'why')}
        errorMessage={problemOf(form, 'why')}
      />
      {linked.length > 0 && (
        <Checkboxes
          name="undermines"
          idPrefix="undermines"
          values={valuesOf(form, 'undermines')}
          errorMessage={problemOf(form, 'undermines')}
          fieldset={{ legend: { text: 'Where you say yes: what does it undermine?', size: 's' } }}
          hint="Once it is signed, each is challenged, and with it the hazard log, the report, and what was approved of them."
          items={linked.map((link) => ({ value: link.reference, text: senseWords(link) }))}
        />
      )}
      <Textarea
        id="more"
        name="more"
        label={{ text: 'Other hazards and controls that it undermines', size: 's' }}
        hint="By their references, such as HAZ-12 or CTL-31. Where the log has no such hazard, record it first."
        rows={2}
        value={valueOf(form, 'more')}
        errorMessage={linked.length === 0 ? problemOf(form, 'undermines') : undefined}
      />
      <Textarea
        id="noHazard"
        name="noHazard"
        label={{ text: 'Where it realised no hazard of the log: why is it none?', size: 's' }}
        rows={2}
        value={valueOf(form, 'noHazard')}
        errorMessage={problemOf(form, 'noHazard')}
      />
      <Button preventDoubleClick>Propose this answer</Button>
    </form>
  );
}

function Said({ verdict }: { readonly verdict: CaseVerdict }) {
  return (
    <>
      <p>{verdictWords(verdict)}</p>
      <p class="app-lines">{verdict.why}</p>
      {verdict.undermines.length > 0 && <p>It undermines {underminedWords(verdict.undermines)}.</p>}
      {verdict.noHazard !== null && <p class="app-lines">It realised no hazard of the log: {verdict.noHazard}</p>}
    </>
  );
}

function WhatIsKnown({ incident }: { readonly incident: IncidentShown }) {
  const { physical, psychological } = incident;
  const harm = [
    physical === null ? 'physical harm not graded' : PHYSICAL_WORDS[physical],
    psychological === null ? 'psychological harm not graded' : PSYCHOLOGICAL_WORDS[psychological],
  ];
  const said = linkedIn(incident);
  return (
    <>
      <p>
        <strong>{incident.title}</strong>
        {incident.occurredOn !== null && `, ${sayDay(incident.occurredOn)}`}. {harm.join(', ')}.
      </p>
      {said.length > 0 && <p>{said.map(senseWords).join(', ')}.</p>}
    </>
  );
}

/** How a link is told: as something that happened. */
const SENSES: Readonly<Record<string, string>> = {
  realises: 'was realised',
  'may realise': 'may have been realised',
  failed: 'failed',
  held: 'held',
};

export interface SignVerdictProps {
  readonly incident: IncidentShown;
  readonly verdict: VerdictShown | null;
}

/** One answer, read and signed by itself. */
export function SignVerdictForm({ incident, verdict }: SignVerdictProps, form: FormContext) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  const path = incidentPath(service.reference, incident.reference);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Sign what ${incident.reference} means for the safety case`}
      labels={{ incidents: 'What is signed' }}
      back={{ text: `${incident.reference} and the safety case`, href: `${path}/verdict` }}
    >
      <WhatIsKnown incident={incident} />
      <p class="app-lines">{incident.what}</p>
      {verdict === null || verdict.signed !== null ? (
        <p>{verdict === null ? 'Nobody has proposed an answer yet.' : verdictWords(verdict)}</p>
      ) : (
        <>
          <Said verdict={verdict} />
          <p>
            By signing you say: I have read what happened, and this is what it means for the safety case as I know it
            today.
            {verdict.answer === 'yes' &&
              ' Each of the hazards and controls named is challenged at once, and so is what was approved of them.'}
          </p>
          <form method="post" novalidate>
            {form.hidden}
            <input type="hidden" name="chosen" value={chosenValue(incident.reference, verdict.version)} />
            <Button preventDoubleClick>Sign this answer</Button>
          </form>
          <p>
            You think otherwise? <a href={`${path}/verdict`}>Propose another answer</a>, and sign that.
          </p>
        </>
      )}
    </ServiceFormFrame>
  );
}

export interface VerdictsProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** Every answer that is proposed and not signed. */
  readonly waiting: readonly { readonly incident: IncidentShown; readonly verdict: VerdictShown }[];
  /** Incidents for which nobody has proposed an answer. */
  readonly unanswered: readonly IncidentShown[];
}

/** Answers that wait for a signature: those that may be signed at a time, and those that are read one by one. */
export function VerdictsForm({ service, waiting, unanswered }: VerdictsProps, form: FormContext) {
  const together = waiting.filter(({ incident, verdict }) => whyAlone(incident, verdict) === null);
  const alone = waiting.filter((one) => !together.includes(one));
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="What incidents mean for the safety case"
      labels={{ incidents: 'What is signed' }}
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <p class="app-lead">{QUESTION}</p>
      <p>
        Whoever handles an incident proposes the answer on its page; here an officer signs it.{' '}
        <a href="/help/closing-an-incident">Help with this</a>
      </p>
      <h2 class="nhsuk-heading-m">To be signed together ({together.length})</h2>
      <p>
        Only where it is proposed that it does not, harm was graded and is none or low, the hazard is known, and its
        controls held.
      </p>
      {together.length === 0 ? (
        <p class="app-second">None.</p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          <Checkboxes
            name="chosen"
            idPrefix="incidents"
            values={valuesOf(form, 'chosen')}
            errorMessage={problemOf(form, 'incidents')}
            fieldset={{
              legend: { text: 'For which do you sign that it does not undermine the safety case?', size: 's' },
            }}
            items={together.map(({ incident, verdict }) => ({
              value: chosenValue(incident.reference, verdict.version),
              text: `${incident.reference} ${incident.title}`,
              hint: `${linkedIn(incident).map(senseWords).join(', ')}. ${verdict.proposedBy}: ${verdict.why}`,
            }))}
          />
          <Button preventDoubleClick>Sign for those chosen</Button>
        </form>
      )}
      <h2 class="nhsuk-heading-m">To be read one by one ({alone.length})</h2>
      {alone.length === 0 ? (
        <p class="app-second">None.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {alone.map(({ incident, verdict }) => (
            <li>
              <a href={`${incidentPath(service.reference, incident.reference)}/verdict/sign`}>
                {incident.reference} {incident.title}
              </a>
              , because {whyAlone(incident, verdict)}
            </li>
          ))}
        </ul>
      )}
      <h2 class="nhsuk-heading-m">Without an answer ({unanswered.length})</h2>
      {unanswered.length === 0 ? (
        <p class="app-second">None.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {unanswered.map((incident) => (
            <li>
              <a href={`${incidentPath(service.reference, incident.reference)}/verdict`}>
                {incident.reference} {incident.title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </ServiceFormFrame>
  );
}

/** The hazards and controls that an incident points at. */
export function linkedIn({ links }: Pick<IncidentShown, 'links'>): IncidentShown['links'] {
  return links.filter(({ kind }) => kind === 'hazard' || kind === 'control');
}

/** "HAZ-12 was realised" */
export function senseWords({ reference, sense }: IncidentShown['links'][number]): string {
  return `${reference} ${SENSES[sense] ?? sense}`;
}

/** What is chosen, with the version of it that was seen: "INC-3 41". */
export function chosenValue(incident: string, version: number): string {
  return `${incident} ${version}`;
}

export function chosenIn(value: string): { readonly incident: string; readonly version: string } {
  const [incident = '', version = ''] = value.split(' ');
  return { incident, version };
}
