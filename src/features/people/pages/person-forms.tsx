import { problemOf, type FormContext } from '../../../platform/http/forms.ts';
import { FileUpload } from '../../../ui/nhsuk/index.ts';
import { addMonths, LOOK_UP_LASTS, registerOf, REGISTER_STATUSES, REGISTERS, type Registration } from '../domain.ts';
import { dayOf, sayDay } from '../moments.ts';
import { FormFrame } from './frame.tsx';
import { Choose, DayField, Line, OneOf, Paragraph } from './inputs.tsx';
import { counted, sayConfidence, STATUS_WORDS } from './words.ts';

/** Whose record a form adds to. */
export interface Whose {
  readonly person: string;
  readonly name: string;
  readonly mine: boolean;
}

function back({ person, mine }: Whose) {
  return { text: mine ? 'Back to your record' : 'Back to the record', href: `/people/${person}` };
}

/** Which registration a form is about. */
export interface OfRegistration {
  readonly whose: Whose;
  readonly registration: Registration;
  /** For how many months a look-up counts at most. */
  readonly months: number;
}

/** Adding an entry on a register: first which register, since its words for the number and the professions differ. */
export function AddRegistrationPage(whose: Whose, form: FormContext) {
  const chosen = registerOf(form.query['register'] ?? '') ?? registerOf(String(form.values['register'] ?? ''));
  const title = 'Add a registration';
  if (!chosen)
    return (
      <FormFrame
        form={form}
        title={title}
        caption={whose.name}
        heading="Which register?"
        back={back(whose)}
        button="Go on"
        method="get"
      >
        <OneOf
          form={form}
          name="register"
          label="Register"
          choices={REGISTERS.map(({ id, name, short }) => ({ value: id, text: `${name} (${short})` }))}
        />
      </FormFrame>
    );
  const { short, name, number, professions, clinician } = chosen;
  return (
    <FormFrame
      form={form}
      title={title}
      caption={whose.name}
      heading={`Entry on the ${short} register`}
      back={{ text: 'Choose another register', href: `/people/${whose.person}/registrations/add` }}
      before={<p>{name}. It counts once somebody else has looked it up there.</p>}
      button="Add this registration"
    >
      <input type="hidden" name="register" value={chosen.id} />
      <Line
        form={form}
        name="number"
        label="Registration number"
        hint={`${short} numbers are ${number.words}, such as ${number.example}. ${sayConfidence(number.confidence)}`}
        width={20}
        spellcheck={false}
      />
      <Line form={form} name="name" label="Name on the register" hint="Exactly as it stands there." />
      <OneOf
        form={form}
        name="profession"
        label="Profession"
        hint={`${clinician.words} ${sayConfidence(clinician.confidence)}`}
        choices={professions.map((one) => ({
          value: one.name,
          text: one.name,
          ...(one.clinician === 'judgement' && {
            hint: 'For a clinical safety officer, the accountable executive says why this makes a clinician.',
          }),
        }))}
      />
    </FormFrame>
  );
}

/** Recording what somebody else's register entry says today. */
export function LookUpPage({ whose, registration, months }: OfRegistration, form: FormContext) {
  const register = registerOf(registration.register)!;
  const today = dayOf(form.now);
  return (
    <FormFrame
      form={form}
      title="Record a look-up"
      caption={whose.name}
      heading={`What does the ${register.short} register say?`}
      back={back(whose)}
      before={
        <>
          <p>
            Look up <span class="app-ref">{registration.number}</span> on{' '}
            <a href={register.search.address} rel="noreferrer" target="_blank">
              the {register.name}’s register (opens in a new tab)
            </a>
            , and compare the name: {registration.name}, {registration.profession.toLowerCase()}.
          </p>
          <p class="app-note">
            {sayConfidence(register.search.confidence)} If the address leads elsewhere, search for the register by its
            name.
          </p>
        </>
      }
      button="Record this look-up"
      multipart
    >
      <OneOf
        form={form}
        name="status"
        label="What the register says"
        choices={REGISTER_STATUSES.map((value) => ({ value, text: STATUS_WORDS[value] }))}
      />
      <Paragraph
        form={form}
        name="conditions"
        label="Conditions or restrictions, if any"
        hint="As the register words them. They are shown, and kept with each signature."
      />
      <DayField
        form={form}
        name="since"
        label="Since when, if they are not registered"
        hint="Only where the register gives the day. Signatures from then on that needed the registration are void."
        max={today}
      />
      <DayField form={form} name="on" label="When you looked" max={today} />
      <Line form={form} name="where" label="Address of the page that you saw" spellcheck={false} />
      <DayField
        form={form}
        name="nextDue"
        label="Look again by"
        hint={`${counted(months, 'month', 'months')} on at most${months < LOOK_UP_LASTS ? ', as your organisation has set' : ''}. Sooner, where the registration is renewed sooner.`}
      />
      <Paragraph form={form} name="note" label="Note, if there is more to say" rows={2} />
      <FileUpload
        id="evidence"
        name="evidence"
        label={{ text: 'A picture or print of the page, if you made one', size: 's' }}
        hint="A PDF or a picture, up to 5 MB."
        errorMessage={problemOf(form, 'evidence')}
      />
    </FormFrame>
  );
}

/** What the fields of a look-up hold at first. */
export function lookUpAtFirst({ registration, months }: OfRegistration, now: Date) {
  const today = dayOf(now);
  return {
    on: today,
    where: registerOf(registration.register)?.search.address ?? '',
    nextDue: addMonths(today, months),
  };
}

/** A registration turned out not to have been held. */
export function GapPage({ whose, registration }: OfRegistration, form: FormContext) {
  const register = registerOf(registration.register)!;
  const today = dayOf(form.now);
  return (
    <FormFrame
      form={form}
      title="Record that a registration was not held"
      caption={whose.name}
      heading={`On which days was the ${register.short} registration not held?`}
      back={back(whose)}
      before={
        <p>
          What was signed on these days, and needed this registration, becomes void. It stays where it is, and says why.
          Nothing else changes.
        </p>
      }
      button="Record these days"
    >
      <DayField form={form} name="from" label="First day" max={today} />
      <DayField form={form} name="to" label="Last day" hint="Leave this out where it is not over." max={today} />
      <Paragraph form={form} name="reason" label="What was found" />
      <Line form={form} name="seen" label="Where you saw it" hint="The address of a page, or a letter and its date." />
    </FormFrame>
  );
}

export function WithdrawRegistrationPage({ whose, registration }: OfRegistration, form: FormContext) {
  const register = registerOf(registration.register)!;
  return (
    <FormFrame
      form={form}
      title="Take a registration back"
      caption={whose.name}
      heading={`Take the ${register.short} registration back`}
      back={back(whose)}
      before={
        <p>
          For an entry that was typed wrongly. It counts no more from now on. What was signed with it keeps what it
          shows. Add it anew as it should be, and somebody else looks it up.
        </p>
      }
      button="Take it back"
    />
  );
}

/** Adding training; its certificate goes along, where there is one. */
export function AddTrainingPage(whose: Whose, form: FormContext) {
  const today = dayOf(form.now);
  return (
    <FormFrame
      form={form}
      title="Add training"
      caption={whose.name}
      heading="Training in clinical risk management"
      back={back(whose)}
      button="Add this training"
      multipart
    >
      <Line
        form={form}
        name="course"
        label="Course"
        hint="As the provider calls it. No course is the only right one."
      />
      <Line form={form} name="provider" label="Who gave it" />
      <Line form={form} name="level" label="Level, if it has one" width={20} />
      <DayField form={form} name="takenOn" label="When it was completed" max={today} />
      <DayField
        form={form}
        name="expiresOn"
        label="Counts until"
        hint="As the provider says. Leave this out where it has no end."
      />
      <FileUpload
        id="certificate"
        name="certificate"
        label={{ text: 'Certificate, if you have it', size: 's' }}
        hint="A PDF or a picture, up to 5 MB. Without one, the training is shown as not known."
        errorMessage={problemOf(form, 'certificate')}
      />
    </FormFrame>
  );
}

export function WithdrawTrainingPage(
  { whose, course }: { readonly whose: Whose; readonly course: string },
  form: FormContext,
) {
  return (
    <FormFrame
      form={form}
      title="Take training back"
      caption={whose.name}
      heading="Take training back"
      back={back(whose)}
      before={<p>“{course}” was entered wrongly, or another entry counts. It is shown no more from now on.</p>}
      button="Take it back"
    />
  );
}

/** Assessing what makes somebody competent for what they do. */
export function CompetencePage(
  { whose, services }: { readonly whose: Whose; readonly services: readonly { reference: string; name: string }[] },
  form: FormContext,
) {
  return (
    <FormFrame
      form={form}
      title="Assess competence"
      caption={whose.name}
      heading="What makes them competent for this work?"
      back={back(whose)}
      before={
        <p>
          DCB0129 2.4 asks for a record for everybody who contributes. It takes the place of the last one for the same
          service; that one stays in the history.
        </p>
      }
      button="Record this assessment"
    >
      <Choose
        form={form}
        name="forService"
        label="For"
        empty="The whole organisation"
        choices={services.map(({ reference, name }) => ({ value: reference, text: `${name} (${reference})` }))}
      />
      <Line
        form={form}
        name="role"
        label="What they do"
        hint="Keeps the hazard log. Reviews content. Leads the team."
      />
      <Paragraph form={form} name="experience" label="Experience" />
      <Paragraph form={form} name="training" label="Training, if not listed above" rows={2} />
      <DayField
        form={form}
        name="reviewOn"
        label="Look again by"
        hint={`2 years on, unless you choose: ${sayDay(addMonths(dayOf(form.now), 24))}.`}
      />
    </FormFrame>
  );
}
