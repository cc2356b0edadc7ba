import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Button, Input, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import type { Holder, Nomination, OfficeHolders, Term, TrainingShown } from '../domain.ts';
import { dayOf, sayDay } from '../moments.ts';
import { Frame, type ServiceNamed } from './frame.tsx';
import { Section } from './inputs.tsx';
import { sayState } from './person.tsx';
import { Until } from './until.tsx';
import { capital, OFFICE_WORDS, STATUS_WORDS } from './words.ts';

export interface OfficerProps {
  readonly service: ServiceNamed;
  readonly retired: boolean;
  readonly holders: OfficeHolders;
  /** Every nomination that there was, latest first, and when its term ends. */
  readonly past: readonly { readonly nomination: Nomination; readonly to: Date | null }[];
  /** Null for as it is now. */
  readonly asAt: Date | null;
  /** Leave that is still to come, by the id of the nomination: "20 December 2026 to 3 January 2027. Juniper Hale stands in." */
  readonly leave: ReadonlyMap<string, readonly string[]>;
  /** What was found of that day only later. */
  readonly later: readonly Sentence[];
  readonly viewer: string;
  readonly mayNominate: boolean;
  /** Whether the viewer may see the records of people. */
  readonly seesPeople: boolean;
}

/** Who is clinical safety officer of a service, who stands beside them, and who could sign: now, or on a day. */
export function OfficerPage(props: OfficerProps, context: PageContext) {
  const { service, holders, asAt, later, mayNominate, retired } = props;
  const href = `/services/${service.reference}/officer`;
  const { accountable, deputies, problem } = holders;
  return (
    <Frame context={context} title="Clinical safety officer" service={service} asAt={asAt}>
      {asAt && (
        <p class="app-so app-so--quiet">
          <strong>This is what was known at the end of {sayDate(asAt)}.</strong> <a href={href}>See it as it is now</a>
        </p>
      )}
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.reference}</span> Clinical safety officer
        </h1>
        {mayNominate && !asAt && !retired && (
          <div class="app-title__action">
            <Button href={`${href}/nominate`} variant={accountable ? 'secondary' : undefined}>
              {accountable ? 'Hand over, or nominate a deputy' : 'Nominate an officer'}
            </Button>
          </div>
        )}
      </div>
      <div class="app-measure">
        {problem && <SentenceBlock sentence={problem} />}
        {later.map((sentence) => (
          <SentenceBlock sentence={sentence} />
        ))}
      </div>
      {accountable ? (
        <HolderCard {...props} holder={accountable} heading="h2" />
      ) : (
        <p class="app-measure">
          The clinical safety officer is a clinician, registered and trained, who sees to it that the safety of this
          service is looked after, and who signs for it. One person is accountable at any moment. Deputies can sign
          beside them.
        </p>
      )}
      <Section id="deputies" heading="Deputies">
        {deputies.length === 0 ? (
          <p class="app-measure">
            No deputy. Somebody who can sign when the clinical safety officer is away keeps the service from waiting.
          </p>
        ) : (
          deputies.map((holder) => <HolderCard {...props} holder={holder} heading="h3" />)
        )}
      </Section>
      <Waiting {...props} />
      <Past {...props} />
      <form method="get" action={href} class="app-service-search">
        <Input
          id="as-at"
          name="as-at"
          type="date"
          label="Who it was, and who could sign, on a day"
          value={dateIn(asAt ?? context.now)}
          attributes={{ max: dateIn(context.now) }}
        />
        <Button variant="secondary">Show that day</Button>
      </form>
    </Frame>
  );
}

function HolderCard({
  holder,
  service,
  asAt,
  viewer,
  mayNominate,
  seesPeople,
  holders,
  leave,
  heading: Heading,
}: OfficerProps & { readonly holder: Holder; readonly heading: 'h2' | 'h3' }) {
  const { signer, term, couldSign, why, away } = holder;
  const { registration, training } = signer;
  const nomination = `/services/${service.reference}/nominations/${term.nomination.id}`;
  const today = dayOf(holders.at);
  const coming = leave.get(term.nomination.id) ?? [];
  const mayEnd = asAt === null && (mayNominate || viewer === signer.person);
  return (
    <div class="app-registration">
      <Heading class={Heading === 'h2' ? 'nhsuk-heading-m' : 'nhsuk-heading-s'}>
        {seesPeople ? <a href={`/people/${signer.person}`}>{signer.name}</a> : signer.name}
      </Heading>
      {why.map((sentence) => (
        <SentenceBlock sentence={seesPeople ? sentence : withoutPeople(sentence)} />
      ))}
      <SummaryList
        rows={[
          {
            key: 'As',
            value: (
              <>
                {OFFICE_WORDS[term.nomination.office]} since {sayDate(term.from)}
                {term.to !== null && `, until ${sayDateTime(term.to)}`}. <a href={nomination}>Nomination</a>
              </>
            ),
          },
          { key: asAt === null ? 'Can sign' : 'Could sign', value: couldSign ? 'Yes' : 'No' },
          signer.office?.employer !== '' && { key: 'Employed by', value: signer.office?.employer },
          registration !== null && {
            key: 'Registration',
            value: (
              <>
                {registration.register.short} <span class="app-ref">{registration.number}</span>,{' '}
                {registration.profession.toLowerCase()}
                {registration.lookedUp && (
                  <>
                    . {STATUS_WORDS[registration.lookedUp.status]}
                    {registration.lookedUp.conditions !== '' && `: ${registration.lookedUp.conditions}`}. Looked up by{' '}
                    {registration.lookedUp.by} on {sayDay(registration.lookedUp.on)},{' '}
                    <Until lastDay={registration.lookedUp.nextDue} today={today} />
                  </>
                )}
              </>
            ),
          },
          {
            key: 'Training',
            value:
              training.length === 0 ? (
                <span class="app-count">None recorded</span>
              ) : (
                <>
                  {training.map((one) => (
                    <TrainingLine of={one} today={today} />
                  ))}
                </>
              ),
          },
          away !== null && {
            key: 'On leave',
            value: `${sayDay(away.from)} to ${sayDay(away.to)}. ${away.standIn ?? 'Nobody'} stands in.`,
          },
          coming.length > 0 && { key: 'Leave to come', value: coming.join(' ') },
        ]}
      />
      {mayEnd && (
        <p class="app-buttons">
          <Button variant="secondary" small href={`${nomination}/leave`}>
            Record leave
          </Button>{' '}
          <Button variant="secondary" small href={`${nomination}/end`}>
            {viewer === signer.person ? 'Step down' : 'End this office'}
          </Button>
        </p>
      )}
    </div>
  );
}

/** For whoever cannot open the records of people, such as an assessor: the names stand without links. */
function withoutPeople({ so, because, clears }: Sentence): Sentence {
  const plain = (words: Words): Words =>
    words.map((word) => (typeof word !== 'string' && word.href.startsWith('/people/') ? word.text : word));
  return { so: plain(so), because: plain(because), clears: plain(clears) };
}

function TrainingLine({ of, today }: { readonly of: TrainingShown; readonly today: string }) {
  const { course, level, expiresOn, certificate } = of;
  return (
    <p class="app-tight">
      {course}
      {level !== '' && `, ${level}`}{' '}
      {expiresOn === null ? <span class="app-second">without end</span> : <Until lastDay={expiresOn} today={today} />}
      {!certificate && <span class="app-second">, no certificate kept</span>}
    </p>
  );
}

function Waiting({ holders, service, viewer }: OfficerProps) {
  const { waiting, coming } = holders;
  if (waiting.length + coming.length === 0) return null;
  const path = (id: string) => `/services/${service.reference}/nominations/${id}`;
  return (
    <Section id="coming" heading="Coming">
      <ul class="nhsuk-list">
        {coming.map(({ nomination, from }: Term<Nomination>) => (
          <li>
            <a href={path(nomination.id)}>{nomination.name}</a> takes office as {nomination.office} on{' '}
            {sayDateTime(from)}.
          </li>
        ))}
        {waiting.map(({ id, name, office, nominatedAt, nominatedBy, person }) => (
          <li>
            <a href={path(id)}>{name}</a> was nominated as {office} by {nominatedBy.name} on {sayDate(nominatedAt)},{' '}
            {person === viewer ? 'and awaits your answer.' : 'and has not answered yet.'}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Past({ past, service }: OfficerProps) {
  if (past.length === 0) return null;
  const lines = past.map(({ nomination, to }) => ({
    nomination,
    to,
    why: nomination.endedBecause || nomination.declinedBecause || (to === null ? '' : 'Handed over'),
  }));
  const ended = lines.some(({ why }) => why !== '');
  return (
    <Section id="all" heading="Everybody who was nominated">
      <Table
        responsive
        classes="app-people"
        firstCellIsHeader
        caption={{ text: 'Nominations, latest first', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Who' }, { text: 'As' }, { text: 'How it stands' }, ended && { text: 'Why it ends' }]}
        rows={lines.map(({ nomination, to, why }) => [
          { text: nomination.name, href: `/services/${service.reference}/nominations/${nomination.id}` },
          { text: OFFICE_WORDS[nomination.office] },
          { text: capital(sayState(nomination, to)) },
          ended && { text: why === '' ? <span class="app-second">Not ended</span> : why },
        ])}
      />
    </Section>
  );
}
