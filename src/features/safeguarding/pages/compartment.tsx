import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, Details, InsetText, SummaryList, Tag, WarningCallout } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import type { JoinedObligation } from '../../duties/index.ts';
import {
  compartmentPath,
  concernInPath,
  recordSummary,
  SAFEGUARDING,
  WORKSHEET_KEYS,
  WORKSHEETS,
  type Compartment,
  type CompartmentEntry,
  type OpenedAs,
  type Referral,
  type ReferralStanding,
} from '../domain.ts';
import { Frame } from './frame.tsx';

export interface CompartmentProps {
  readonly compartment: Compartment;
  readonly as: OpenedAs;
  readonly obligations: readonly JoinedObligation[];
  readonly standings: ReadonlyMap<number, ReferralStanding>;
  /** How people are called, by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

const nameIn = (names: ReadonlyMap<string, string>, id: string | null) =>
  id === null ? 'somebody who was not signed in' : (names.get(id) ?? 'somebody who left');

/** All that was written, for those to whom it opens. */
export function CompartmentPage(props: CompartmentProps, context: PageContext) {
  const { compartment, as, names } = props;
  const { id, service, on, record, flags } = compartment;
  const path = compartmentPath(id);
  const danger = record ? record.record.danger : flags.some((one) => one.danger === 'yes') ? 'yes' : 'no';
  return (
    <Frame context={context} back={{ text: 'All records', href: SAFEGUARDING }}>
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          {service.reference}
          {on && `, ${on.reference}`}
        </span>{' '}
        Raised on {sayDateTime(compartment.openedAt)}
      </h1>
      {as === 'emergency' && (
        <InsetText>You opened this in an emergency, for one hour. The safeguarding leads were told.</InsetText>
      )}
      {danger === 'yes' && (
        <WarningCallout heading={{ text: 'Somebody is in danger', level: 2 }}>
          Call 999 first, if nobody has. Then write down who called, when, and what was said.
        </WarningCallout>
      )}
      <section aria-labelledby="raised">
        <h2 class="nhsuk-heading-m" id="raised">
          What was said when it was raised
        </h2>
        {on?.kind === 'concern' && (
          <p>
            <a href={concernInPath(id)}>All that was written by the public form, and the answer</a>
          </p>
        )}
        {flags.map((flag) => (
          <SummaryList
            rows={[
              { key: 'In these words', value: <span class="app-lines">{flag.words}</span> },
              { key: 'In danger now', value: capital(flag.danger) },
              { key: 'About', value: flag.about || 'Not said' },
              {
                key: 'Said by',
                value: `${nameIn(names, flag.by)}, ${sayDateTime(new Date(flag.at))}. May be asked: ${flag.mayAsk}.`,
              },
              ...(flag.excluded.length > 0
                ? [{ key: 'Must not see it', value: flag.excluded.map((one) => nameIn(names, one)).join(', ') }]
                : []),
            ]}
          />
        ))}
      </section>
      <RecordPart {...props} path={path} />
      <DutiesPart {...props} path={path} />
      <ReferralsPart {...props} path={path} />
      <section aria-labelledby="worksheets">
        <h2 class="nhsuk-heading-m" id="worksheets">
          Worksheets
        </h2>
        <p>What a referral asks for, from the record, to be printed or read out. Your area’s own form counts.</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          {WORKSHEET_KEYS.map((key) => (
            <li>
              <a href={`${path}/worksheets/${key}`}>{WORKSHEETS[key].title}</a>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="actions">
        <h2 class="nhsuk-heading-m" id="actions">
          What was done
        </h2>
        {compartment.actions.length === 0 ? (
          <p>Nothing was written down yet.</p>
        ) : (
          <ul class="nhsuk-list nhsuk-list--bullet">
            {compartment.actions.map(({ at, by, words }) => (
              <li>
                <span class="app-lines">{words}</span>{' '}
                <span class="app-second">
                  {nameIn(names, by)}, {sayDateTime(new Date(at))}
                </span>
              </li>
            ))}
          </ul>
        )}
        <Button variant="secondary" href={`${path}/actions/new`}>
          Write down what was done
        </Button>
      </section>
      <Details summary="Everything that was written here, in its order">
        <ol class="nhsuk-list nhsuk-list--number">
          {compartment.entries.map((entry) => (
            <li>
              {ENTRY_WORDS[entry.kind]}, {nameIn(names, entry.by)}, {sayDateTime(new Date(entry.at))}
            </li>
          ))}
        </ol>
        <p>Nothing is changed or taken out. What a record said before can be read from the first to the last:</p>
        <EarlierRecords {...props} />
      </Details>
    </Frame>
  );
}

const ENTRY_WORDS: Readonly<Record<CompartmentEntry['kind'], string>> = {
  flag: 'Raised',
  record: 'The record was written',
  action: 'What was done',
  told: 'Whoever wrote it was answered',
  referral: 'A referral',
  'referral-step': 'What came of a referral',
  duty: 'A duty was judged',
};

type Part = CompartmentProps & { readonly path: string };

function RecordPart({ compartment: { record }, names, path }: Part) {
  return (
    <section aria-labelledby="record">
      <h2 class="nhsuk-heading-m" id="record">
        The record
      </h2>
      {record ? (
        <>
          <RecordList record={record} names={names} />
          <Button variant="secondary" href={`${path}/record`}>
            Write the record as it stands now
          </Button>
        </>
      ) : (
        <>
          <p>Nobody has written it yet. It begins with what was said when it was raised.</p>
          <Button href={`${path}/record`}>Write the record</Button>
        </>
      )}
    </section>
  );
}

function RecordList({ record, names }: { readonly record: NonNullable<Compartment['record']> } & Pick<Part, 'names'>) {
  const said = recordSummary(record.record, (id) => nameIn(names, id));
  const known = said.filter(({ value }) => value !== null);
  const open = said.filter(({ value }) => value === null);
  return (
    <>
      <p class="app-second">
        Written by {nameIn(names, record.by)}, {sayDateTime(new Date(record.at))}
      </p>
      <SummaryList
        rows={known.map(({ label, value }) => ({
          key: label,
          value: <span class="app-lines">{value}</span>,
        }))}
      />
      {open.length > 0 && (
        <Details summary={`Not known: ${open.length} of ${said.length}`}>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {open.map(({ label }) => (
              <li>{label}</li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

function EarlierRecords({ compartment: { entries }, names }: CompartmentProps) {
  const earlier = entries.filter((entry) => entry.kind === 'record').slice(0, -1);
  if (earlier.length === 0) return <p>There is none before the one that stands.</p>;
  return (
    <>
      {earlier.map((record) => (
        <RecordList record={record} names={names} />
      ))}
    </>
  );
}

const STATE_WORDS: Readonly<Record<JoinedObligation['state'], string>> = {
  due: 'Due',
  possible: 'Possible',
  'not-owed': 'Not owed',
  watch: 'To watch: not verified as in force',
};

function DutiesPart({ compartment, obligations, names, path }: Part) {
  const due = obligations.filter(({ state }) => state === 'due');
  const open = obligations.filter(({ state }) => state === 'possible' || state === 'watch');
  const item = (obligation: JoinedObligation) => (
    <DutyItem obligation={obligation} compartment={compartment} names={names} path={path} />
  );
  return (
    <section aria-labelledby="duties">
      <h2 class="nhsuk-heading-m" id="duties">
        Who has to be told
      </h2>
      <p class="app-measure">
        From what the record says and what is known of the incident and the service, by dated rules. They suggest; you
        judge. Where only “child” or “adult” is known, they count 17 or 18 years. These deadlines stand on this page
        alone.
      </p>
      {due.length === 0 && <p>No rule says so from what is known. What is not known settles nothing.</p>}
      {due.map(item)}
      {open.length > 0 && (
        <Details summary={`May be owed: ${open.length}, by what is not known yet`}>{open.map(item)}</Details>
      )}
    </section>
  );
}

function DutyItem({
  obligation: one,
  compartment,
  names,
  path,
}: Omit<Part, 'obligations' | 'standings' | 'as'> & { readonly obligation: JoinedObligation }) {
  const judged = compartment.duties.get(one.id);
  const professional = compartment.record?.record.professional ?? '';
  return (
    <div class="app-block">
      <h3 class="nhsuk-heading-s">
        {one.title}{' '}
        <Tag colour={one.state === 'due' && !judged ? 'red' : 'grey'}>{judged?.judged ?? STATE_WORDS[one.state]}</Tag>
      </h3>
      <p>
        {capital(one.limit)}
        {one.due && `, by ${sayDateTime(one.due)}`}
        {!one.due && one.target && `; our own target, not law: ${sayDateTime(one.target)}`}. {capital(one.strength)},
        confidence {one.confidence}.
      </p>
      {one.personal && (
        <p>
          This duty is a professional’s own and cannot be passed on:{' '}
          {professional === '' ? 'the record names nobody yet' : nameIn(names, professional)}.
        </p>
      )}
      {one.why.length > 0 && <p>{one.why.join(' ')}</p>}
      {one.further.map(({ says, due }) => (
        <p>
          {capital(says)}
          {due && `, by ${sayDateTime(due)}`}.
        </p>
      ))}
      {judged && (
        <p>
          {nameIn(names, judged.by)} said on {sayDateTime(new Date(judged.at))}: {judged.judged}.{' '}
          {judged.reference && `Reference ${judged.reference}. `}
          {judged.why}
        </p>
      )}
      <p>
        <a href={`${path}/duties/${one.id}`}>
          Say that it was done, or is not owed<span class="nhsuk-u-visually-hidden">: {one.title}</span>
        </a>
      </p>
    </div>
  );
}

function ReferralsPart({ compartment, standings, names, path }: Part) {
  return (
    <section aria-labelledby="referrals">
      <h2 class="nhsuk-heading-m" id="referrals">
        Referrals
      </h2>
      {compartment.referrals.length === 0 && <p>None was recorded.</p>}
      {compartment.referrals.map((referral) => (
        <ReferralCard
          referral={referral}
          standing={standings.get(referral.sent.number)!}
          names={names}
          href={`${path}/referrals/${referral.sent.number}`}
        />
      ))}
      <Button variant="secondary" href={`${path}/referrals/new`}>
        Record a referral
      </Button>
    </section>
  );
}

interface CardProps {
  readonly referral: Referral;
  readonly standing: ReferralStanding;
  readonly names: ReadonlyMap<string, string>;
  readonly href: string;
}

function ReferralCard({ referral: { sent, steps }, standing, names, href }: CardProps) {
  return (
    <div class="app-block">
      <h3 class="nhsuk-heading-s">
        {WORKSHEETS[sent.worksheet].title}, to {sent.to}
      </h3>
      <p>
        Sent {sayDateTime(new Date(sent.sentAt))} by {nameIn(names, sent.by)}: {sent.how}.{' '}
        {sent.reference ? `Their reference: ${sent.reference}.` : 'They gave no reference.'}
      </p>
      <p>
        <strong>{sayStanding(standing)}</strong>
      </p>
      {steps.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {steps.map(({ at, by, step, words }) => (
            <li>
              {capital(step)}, {sayDateTime(new Date(at))}, {nameIn(names, by)}: {words}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={href}>
          Write down what came of it<span class="nhsuk-u-visually-hidden">: referral {sent.number}</span>
        </a>
      </p>
    </div>
  );
}

function sayStanding(standing: ReferralStanding): string {
  if (standing.state === 'to chase')
    return `Nobody acknowledged it by ${sayDay(standing.since)}: chase it. If they disagree, raise it with their lead.`;
  if (standing.state === 'waiting')
    return `Not acknowledged yet. If nobody has by the end of ${sayDay(standing.chaseFrom)}, chase it.`;
  return standing.state === 'answered' ? 'They said what came of it.' : 'They acknowledged it.';
}
