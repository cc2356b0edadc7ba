import type { FormContext, PageContext } from '../../../platform/http/forms.ts';
import type { Letter } from '../../../documents/letter.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { OFFICES, statementFor, type Nomination } from '../domain.ts';
import { dayOf } from '../moments.ts';
import { FormFrame, Frame, type ServiceNamed } from './frame.tsx';
import { Choose, DayField, Line, OneOf, Paragraph, type Choice } from './inputs.tsx';
import { sayState } from './person.tsx';
import { capital, OFFICE_WORDS } from './words.ts';

/** A nomination, and what stands against its acceptance. */
export interface NominationProps {
  readonly service: ServiceNamed;
  readonly nomination: Nomination;
  readonly to: Date | null;
  readonly letter: Letter;
  readonly mine: boolean;
  readonly mayEnd: boolean;
  /** Why the nominee cannot accept yet; null where they can. */
  readonly problem: Sentence | null;
  /** Whether it is the viewer’s to answer, and they have no registration here yet: what they do first. */
  readonly registersFirst: boolean;
  /** A warning that stops nothing. */
  readonly warning: Sentence | null;
}

function backTo(service: ServiceNamed) {
  return { text: 'Back to the officers', href: `/services/${service.reference}/officer` };
}

function pathOf({ service, nomination }: NominationProps): string {
  return `/services/${service.reference}/nominations/${nomination.id}`;
}

/** One nomination: its letter, how it stands, and the answer where it is asked for. */
export function NominationPage(props: NominationProps, context: PageContext) {
  const { service, nomination, to, letter, mine, mayEnd, problem } = props;
  const path = pathOf(props);
  const waits = nomination.state === 'awaits an answer';
  return (
    <Frame context={context} title="Nomination" service={service} back={backTo(service)}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{OFFICE_WORDS[nomination.office]}</span> {nomination.name}
        </h1>
        <p class="app-lead">{capital(sayState(nomination, to))}</p>
        {nomination.nominatedBy.person === nomination.person && (
          <p class="app-so app-so--quiet">
            <strong>{nomination.name} nominated themselves.</strong> Nothing has to clear this. The letter says so.
          </p>
        )}
        {waits && problem && <SentenceBlock sentence={problem} />}
        {waits && mine && (
          <p class="app-buttons">
            {!problem && <Button href={`${path}/accept`}>Read and answer</Button>}
            {props.registersFirst && <Button href="/people/me/registrations/add">Add your registration</Button>}{' '}
            <Button variant="secondary" href={`${path}/decline`}>
              Decline
            </Button>
          </p>
        )}
        {waits && mayEnd && (
          <p>
            <Button variant="secondary" small href={`${path}/end`}>
              Take the nomination back
            </Button>
          </p>
        )}
        <LetterText letter={letter} />
        <p>
          <a href={`${path}/letter.pdf`}>Save the letter as PDF</a> or{' '}
          <a href={`${path}/letter.docx`}>as a Word file</a>
        </p>
      </div>
    </Frame>
  );
}

function LetterText({ letter }: { readonly letter: Letter }) {
  return (
    <section class="app-letter" aria-labelledby="letter">
      <h2 class="nhsuk-heading-m" id="letter">
        {letter.title}
      </h2>
      <p class="app-note">
        {letter.from}, {letter.date}. To {letter.to}
      </p>
      {letter.paragraphs.map((text) => (
        <p class="app-lines">{text}</p>
      ))}
      <h3 class="nhsuk-heading-s">{letter.heading}</h3>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {letter.points.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
      {letter.signatures.map(({ as, name, said }) => (
        <p>
          {as}: <strong>{name}</strong>
          <span class="app-second"> {said}</span>
        </p>
      ))}
      <p class="app-note">{letter.foot}</p>
    </section>
  );
}

/** Accepting: what is signed stands above the button, and nothing is ticked beforehand. */
export function AcceptPage(props: NominationProps, form: FormContext) {
  const { service, nomination, problem, warning } = props;
  const statement = statementFor(nomination.office);
  return (
    <FormFrame
      form={form}
      title="Accept a nomination"
      caption={service.name}
      heading={`Accept as ${nomination.office}`}
      service={service}
      back={{ text: 'Back to the nomination', href: pathOf(props) }}
      before={
        <>
          {problem && <SentenceBlock sentence={problem} />}
          {warning && <SentenceBlock sentence={warning} />}
          <p>This is what you sign:</p>
          <div class="app-so">
            {statement.says.map((text) => (
              <p>{text}</p>
            ))}
          </div>
          <p>
            It does not mean that the service is free of risk. You can step down at any time.{' '}
            <strong>You will be asked to confirm that it is you.</strong>
          </p>
        </>
      }
      button={problem ? null : 'Accept and sign'}
    >
      <input type="hidden" name="statement" value={statement.version} />
    </FormFrame>
  );
}

export function DeclinePage(props: NominationProps, form: FormContext) {
  const { service, nomination } = props;
  return (
    <FormFrame
      form={form}
      title="Decline a nomination"
      caption={service.name}
      heading={`Decline as ${nomination.office}`}
      service={service}
      back={{ text: 'Back to the nomination', href: pathOf(props) }}
      before={<p>{nomination.nominatedBy.name} sees that you declined, and what you say here.</p>}
      button="Decline the nomination"
    >
      <Paragraph form={form} name="reason" label="Why, if you want to say" />
    </FormFrame>
  );
}

export function EndPage(props: NominationProps, form: FormContext) {
  const { service, nomination, mine } = props;
  const waits = nomination.state === 'awaits an answer';
  const heading = waits ? 'Take the nomination back' : mine ? 'Step down' : `End the office of ${nomination.name}`;
  return (
    <FormFrame
      form={form}
      title={waits ? 'Take a nomination back' : 'End an office'}
      caption={`${OFFICE_WORDS[nomination.office]}, ${service.name}`}
      heading={heading}
      service={service}
      back={{ text: 'Back to the nomination', href: pathOf(props) }}
      before={
        waits || nomination.office !== 'clinical safety officer' ? undefined : (
          <p>
            From then on the service has no clinical safety officer, and says so, until another one has accepted. To
            leave no gap, nominate the next one instead: this office then ends when theirs begins.
          </p>
        )
      }
      button={waits ? 'Take it back' : 'End this office'}
    >
      {!waits && (
        <DayField
          form={form}
          name="endsOn"
          label="Last day in office"
          hint="Leave this out to end it now."
          min={dayOf(form.now)}
        />
      )}
      <Paragraph form={form} name="reason" label="Why does it end?" hint="It stands in the history of the service." />
    </FormFrame>
  );
}

export interface LeaveProps extends NominationProps {
  readonly deputies: readonly Choice[];
  readonly known: readonly string[];
}

export function LeavePage(props: LeaveProps, form: FormContext) {
  const { service, nomination, deputies, known } = props;
  const min = dayOf(form.now);
  return (
    <FormFrame
      form={form}
      title="Record leave"
      caption={`${OFFICE_WORDS[nomination.office]}, ${service.name}`}
      heading={`Leave of ${nomination.name}`}
      service={service}
      back={backTo(service)}
      before={
        <>
          <p>They stay accountable. Whoever stands in signs meanwhile, as deputy.</p>
          {known.length > 0 && (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {known.map((text) => (
                <li>{text}</li>
              ))}
            </ul>
          )}
          {known.length > 0 && <p>Leave that overlaps one of these takes its place.</p>}
        </>
      }
      button="Record this leave"
    >
      <DayField form={form} name="from" label="First day away" />
      <DayField form={form} name="to" label="Last day away" min={min} />
      <Choose form={form} name="standIn" label="Who stands in" empty="Nobody" choices={deputies} />
    </FormFrame>
  );
}

export interface NominateProps {
  readonly service: ServiceNamed;
  readonly people: readonly Choice[];
  /** Who is accountable now, if anybody. */
  readonly before: string | null;
}

export function NominatePage({ service, people, before }: NominateProps, form: FormContext) {
  const min = dayOf(form.now);
  return (
    <FormFrame
      form={form}
      title="Nominate an officer"
      caption={service.name}
      heading="Nominate an officer"
      service={service}
      back={backTo(service)}
      before={
        <p>
          They are asked to accept, and to sign what the office means. It needs a registration as a clinician that
          somebody else has looked up.{' '}
          {before !== null &&
            `${before} stays accountable until the next one takes over. There is no gap and no overlap.`}
        </p>
      }
      button="Nominate"
    >
      <Choose
        form={form}
        name="person"
        label="Whom"
        hint="Everybody who holds a role in this service. Somebody from outside is given one first, such as viewer."
        empty="Choose a person"
        choices={people}
      />
      <OneOf
        form={form}
        name="office"
        label="As"
        choices={OFFICES.map((value) => ({ value, text: OFFICE_WORDS[value] }))}
      />
      <DayField
        form={form}
        name="beginsOn"
        label="Begins with"
        hint="Leave this out to begin when they accept."
        min={min}
      />
      {before !== null && (
        <DayField
          form={form}
          name="accessUntil"
          label={`How long ${before} keeps access after a hand-over`}
          hint="To finish what was begun. They cannot sign as officer any more. Leave this out to end it with the hand-over."
          min={min}
        />
      )}
      <Line
        form={form}
        name="employer"
        label="Employed by another organisation?"
        hint="Its name, for an officer from outside. Leave this out for your own people."
      />
      <Paragraph
        form={form}
        name="clinicianBecause"
        label="Why they are a clinician, where the register leaves it open"
        hint="For instance for a clinical scientist or a social worker. DCB0129 2.3 asks for a clinician, and you judge."
      />
      <Paragraph form={form} name="note" label="What else should stand in the letter" rows={2} />
    </FormFrame>
  );
}
