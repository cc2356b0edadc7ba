import { Button, Details, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { textOf } from '../../../words/sentence.ts';
import { gapsOf, lookUpThatCounts, numberProblem, registerOf, type Registration } from '../domain.ts';
import { dayOf, sayDay } from '../moments.ts';
import { snapshotOf } from '../office.ts';
import { registrationProblem } from '../sentences.ts';
import { Until } from './until.tsx';
import { counted, sayConfidence, STATUS_WORDS } from './words.ts';

interface CardProps {
  readonly registration: Registration;
  readonly mine: boolean;
  readonly keeps: boolean;
  readonly href: string;
  readonly now: Date;
}

/** One registration: what is claimed, what was seen of it and by whom, and until when that counts. */
export function RegistrationCard(props: CardProps) {
  const { registration, mine, keeps, href, now } = props;
  const today = dayOf(now);
  const register = registerOf(registration.register);
  const seen = lookUpThatCounts(registration);
  const snapshot = snapshotOf(registration, now);
  // Whether it makes one a clinician is judged where somebody is nominated.
  const problem = registrationProblem({ person: registration.person, name: '' }, snapshot, 'judged there');
  const odd = register && numberProblem(register, registration.number);
  const path = `${href}/registrations/${registration.id}`;
  return (
    <div class="app-registration">
      <h3 class="nhsuk-heading-s">
        {register?.name ?? registration.register}: {registration.profession.toLowerCase()}
      </h3>
      {problem && (
        <p class="app-so">
          <strong>{snapshot.standing === 'not looked up' ? 'This is not verified' : 'This does not count now'}</strong>
          {problem.because.length > 0 && ' because '}
          {textOf(problem.because)}. {textOf(problem.clears)}
        </p>
      )}
      <SummaryList
        rows={[
          {
            key: 'Number',
            value: (
              <>
                <span class="app-ref">{registration.number}</span>
                {odd && <span class="app-second"> {odd.message}</span>}
              </>
            ),
          },
          { key: 'Name on the register', value: registration.name },
          {
            key: 'What was seen',
            value: seen ? (
              <>
                {STATUS_WORDS[seen.status]}
                {seen.since !== null && `, since ${sayDay(seen.since)}`}. Looked up by {seen.by.name} on{' '}
                {sayDay(seen.on)}, <Where address={seen.where} />; <Until lastDay={seen.nextDue} today={today} />.
                {seen.evidence !== null && (
                  <>
                    {' '}
                    <a href={`/files/${seen.evidence}`}>Save what was kept of it</a>.
                  </>
                )}
              </>
            ) : (
              <span class="app-count">Nobody else has looked it up yet</span>
            ),
          },
          seen !== null &&
            seen.conditions !== '' && {
              key: 'Conditions',
              value: <span class="app-lines">{seen.conditions}</span>,
            },
          seen !== null && seen.note !== '' && { key: 'Note', value: <span class="app-lines">{seen.note}</span> },
          gapsOf(registration).length > 0 && {
            key: 'Not held',
            value: <Gaps registration={registration} />,
          },
          register !== null && {
            key: 'Renewal',
            value: (
              <>
                {register.renewal.words}. <span class="app-second">{sayConfidence(register.renewal.confidence)}</span>
              </>
            ),
          },
        ]}
      />
      {registration.lookUps.length > 1 && <Earlier registration={registration} />}
      <p class="app-buttons">
        {keeps && !mine && (
          <>
            <Button variant="secondary" small href={`${path}/look-up`}>
              Record a look-up
            </Button>{' '}
            <Button variant="secondary" small href={`${path}/gap`}>
              It was not held on some days
            </Button>{' '}
          </>
        )}
        {(mine || keeps) && (
          <Button variant="secondary" small href={`${path}/withdraw`}>
            Take it back
          </Button>
        )}
      </p>
    </div>
  );
}

function Where({ address }: { readonly address: string }) {
  return (
    <a href={address} rel="noreferrer">
      on the register’s page
    </a>
  );
}

function Gaps({ registration }: { readonly registration: Registration }) {
  const gaps = gapsOf(registration);
  return (
    <ul class="nhsuk-list">
      {gaps.map(({ from, to }) => {
        const said = registration.gaps.find((one) => one.from === from);
        return (
          <li>
            {to === null ? `since ${sayDay(from)}` : `from ${sayDay(from)} to ${sayDay(to)}`}
            {said && (
              <>
                : {said.reason}{' '}
                <span class="app-second">
                  Recorded by {said.by.name}. Seen: {said.seen}
                </span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Earlier({ registration }: { readonly registration: Registration }) {
  const { lookUps } = registration;
  return (
    <Details summary={`All ${counted(lookUps.length, 'look-up', 'look-ups')}`}>
      <Table
        responsive
        classes="app-people"
        caption={{ text: 'Look-ups, latest first', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'When' }, { text: 'Who' }, { text: 'What the register said' }]}
        rows={lookUps.map(({ on, by, status, conditions }) => [
          { text: sayDay(on) },
          { text: by.name },
          { text: conditions === '' ? STATUS_WORDS[status] : `${STATUS_WORDS[status]}: ${conditions}` },
        ])}
      />
    </Details>
  );
}
