import type { PageContext } from '../../../platform/http/forms.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { registerOf, type Competence, type Day, type Nomination, type Registration, type Training } from '../domain.ts';
import { dayOf, sayDay } from '../moments.ts';
import { Frame } from './frame.tsx';
import { Section } from './inputs.tsx';
import { RegistrationCard } from './registration-card.tsx';
import { Until } from './until.tsx';
import { capital, OFFICE_WORDS } from './words.ts';

/** A nomination and the service that it is for. */
export interface OfficeLine {
  readonly nomination: Nomination;
  readonly service: { readonly reference: string; readonly name: string };
  /** When it ends or has ended, where that is known. */
  readonly to: Date | null;
}

export interface PersonProps {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly mine: boolean;
  /** Whether the viewer may look up, assess and add for this person. */
  readonly keeps: boolean;
  /** What keeps them from signing, where they hold an office or are nominated for one. */
  readonly problems: readonly Sentence[];
  readonly registrations: readonly Registration[];
  readonly trainings: readonly Training[];
  readonly competences: readonly Competence[];
  readonly offices: readonly OfficeLine[];
}

/** One person as far as a safety case rests on them: registrations, training, competence, offices. */
export function PersonPage(props: PersonProps, context: PageContext) {
  const { person, name, roles, mine, keeps, problems } = props;
  const href = `/people/${person}`;
  const today = dayOf(context.now);
  return (
    <Frame context={context} title={mine ? 'Your registrations and training' : 'Registrations and training'}>
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">{roles.length === 0 ? 'No role now' : capital(roles.join(', '))}</span> {name}
      </h1>
      <div class="app-measure">
        {problems.map((sentence) => (
          <SentenceBlock sentence={sentence} />
        ))}
      </div>
      <Registrations {...props} href={href} now={context.now} />
      <Trainings {...props} href={href} today={today} />
      <Competences {...props} href={href} today={today} />
      <Offices {...props} />
      {(mine || !keeps) && (
        <p class="app-note app-measure">
          Registrations are looked up, and competence is assessed, by somebody else: an administrator, a product owner,
          an accountable executive, a clinical safety officer or a deputy. What has to be looked up is on their desks.
        </p>
      )}
    </Frame>
  );
}

type PartProps = PersonProps & { readonly href: string; readonly today: Day };

function Registrations({
  registrations,
  name,
  mine,
  keeps,
  href,
  now,
}: PersonProps & { readonly href: string; readonly now: Date }) {
  const living = registrations.filter(({ withdrawn }) => !withdrawn);
  const takenBack = registrations.filter(({ withdrawn }) => withdrawn);
  const may = mine || keeps;
  return (
    <Section id="registrations" heading="Professional registrations">
      {living.length === 0 && (
        <p class="app-measure">
          {mine ? 'Your' : `${name}’s`} entry on a professional register will stand here. It counts once somebody else
          has looked it up, and it goes with each signature that needs it.
        </p>
      )}
      {living.map((registration) => (
        <RegistrationCard registration={registration} mine={mine} keeps={keeps} href={href} now={now} />
      ))}
      {keeps &&
        !mine &&
        takenBack.map(({ id, register, number }) => (
          <p class="app-measure">
            {registerOf(register)?.short ?? register} {number} was taken back. What was signed with it stands:{' '}
            <a href={`${href}/registrations/${id}/gap`}>record days on which it was not held</a>.
          </p>
        ))}
      {may && (
        <p>
          <Button
            variant={living.length === 0 && mine ? undefined : 'secondary'}
            small
            href={`${href}/registrations/add`}
          >
            Add a registration
          </Button>
        </p>
      )}
    </Section>
  );
}

function Trainings({ trainings, mine, keeps, href, today }: PartProps) {
  const living = trainings.filter(({ withdrawn }) => !withdrawn);
  const may = mine || keeps;
  return (
    <Section id="training" heading="Training">
      {living.length === 0 ? (
        <p class="app-measure">
          Training in clinical risk management will stand here. No course is the only right one. Where there is none, a
          signature says so, and is not stopped by it.
        </p>
      ) : (
        <Table
          responsive
          classes="app-people"
          caption={{ text: 'Training, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[
            { text: 'Course' },
            { text: 'Completed' },
            { text: 'Counts' },
            { text: 'Certificate' },
            may && { text: 'Change' },
          ]}
          rows={living.map(({ id, course, provider, level, takenOn, expiresOn, certificate }) => [
            {
              text: (
                <span>
                  {course}
                  {level !== '' && `, ${level}`}
                  <span class="app-second"> {provider}</span>
                </span>
              ),
            },
            { text: sayDay(takenOn) },
            { text: expiresOn === null ? 'without end' : <Until lastDay={expiresOn} today={today} /> },
            certificate === null
              ? { text: <span class="app-second">None kept</span> }
              : { text: 'Save the certificate', href: `/files/${certificate}` },
            may && { text: 'Take it back', href: `${href}/training/${id}/withdraw` },
          ])}
        />
      )}
      {may && (
        <p>
          <Button variant="secondary" small href={`${href}/training/add`}>
            Add training
          </Button>
        </p>
      )}
    </Section>
  );
}

function Competences({ competences, name, mine, keeps, href, today }: PartProps) {
  return (
    <Section id="competence" heading="Competence">
      {competences.length === 0 ? (
        <p class="app-measure">
          What makes {mine ? 'you' : name} competent for this work will stand here, as somebody else sees it. DCB0129
          2.4 asks for it for everybody who contributes.
        </p>
      ) : (
        <Table
          responsive
          classes="app-people"
          caption={{ text: 'Competence, as it was assessed', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Role' }, { text: 'Experience and training' }, { text: 'Assessed' }]}
          rows={competences.map(({ role, service, experience, training, assessedBy, assessedOn, reviewOn }) => [
            {
              text: (
                <span>
                  {role}
                  <span class="app-second"> {service ?? 'the whole organisation'}</span>
                </span>
              ),
            },
            {
              text: (
                <span>
                  <span class="app-lines">{experience}</span>
                  {training !== '' && <span class="app-second app-lines"> {training}</span>}
                </span>
              ),
            },
            {
              text: (
                <span>
                  by {assessedBy.name} on {sayDay(assessedOn)}, <Until lastDay={reviewOn} today={today} />
                </span>
              ),
            },
          ])}
        />
      )}
      {keeps && !mine && (
        <p>
          <Button variant="secondary" small href={`${href}/competence`}>
            Assess competence
          </Button>
        </p>
      )}
    </Section>
  );
}

function Offices({ offices, mine }: PersonProps) {
  return (
    <Section id="offices" heading="Offices">
      {offices.length === 0 ? (
        <p class="app-measure">
          The services for which {mine ? 'you are' : 'this person is'} clinical safety officer, or a deputy, will stand
          here. The accountable executive of a service nominates, on the page of the service.
        </p>
      ) : (
        <Table
          responsive
          classes="app-people"
          firstCellIsHeader
          caption={{ text: 'Offices, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Service' }, { text: 'Office' }, { text: 'How it stands' }]}
          rows={offices.map(({ nomination, service, to }) => [
            { text: service.name, href: `/services/${service.reference}/officer` },
            { text: OFFICE_WORDS[nomination.office] },
            {
              text: sayState(nomination, to),
              href: `/services/${service.reference}/nominations/${nomination.id}`,
            },
          ])}
        />
      )}
    </Section>
  );
}

/** How a nomination stands, in words. */
export function sayState({ state, nominatedAt, answeredAt, holdsFrom }: Nomination, to: Date | null): string {
  if (state === 'awaits an answer') return `nominated on ${sayDay(dayOf(nominatedAt))}, awaits an answer`;
  if (state !== 'accepted') return `${state} on ${sayDay(dayOf(answeredAt ?? nominatedAt))}`;
  const from = sayDay(dayOf(holdsFrom ?? nominatedAt));
  return to === null ? `since ${from}` : `from ${from} to ${sayDay(dayOf(to))}`;
}
