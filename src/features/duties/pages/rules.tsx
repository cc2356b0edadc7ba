import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Table } from '../../../ui/nhsuk/index.ts';
import { capital, counted } from '../../../words/counting.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import { RULES, rulePath } from '../domain/addresses.ts';
import { AREAS, type Duty, type Pack } from '../domain/pack.ts';
import { sayArea, saySpan, sayStrength, unverifiedWords, verifiedWords } from '../domain/words.ts';

export interface RulesProps {
  readonly pack: Pack;
}

/** Every duty of the rules that are in force, with how binding it is and how sure that is. */
export function RulesPage({ pack }: RulesProps, context: PageContext) {
  const today = dateIn(context.now);
  const unverified = pack.duties.filter((duty) => unverifiedWords(duty) !== '').length;
  return (
    <Layout shell={context.shell} title="Who has to be told when harm occurs" path={RULES}>
      <h1 class="nhsuk-heading-l">Who has to be told when harm occurs</h1>
      <div class="app-measure">
        <p class="app-lead">
          {counted(pack.duties.length, 'duty', 'duties')} for {pack.jurisdiction}. One event can owe several of them, to
          different bodies and on different clocks. None stands in for another, unless its page says so.
        </p>
        <p>
          These are our own words for what others wrote, last held against our sources on {sayDay(pack.checked)}.{' '}
          {recheckWords(pack.recheck_by, today)} Nobody has verified {unverified} of them; each of those says so. What
          the rules suggest, a named person confirms or dismisses. This is no legal advice.
        </p>
      </div>
      {AREAS.map((area) => (
        <section aria-labelledby={`area-${AREAS.indexOf(area)}`}>
          <h2 class="nhsuk-heading-m" id={`area-${AREAS.indexOf(area)}`}>
            {sayArea(area)}
          </h2>
          <AreaTable name={sayArea(area)} duties={pack.duties.filter((duty) => duty.area === area)} today={today} />
        </section>
      ))}
      <p class="app-second">Rules of {pack.version}.</p>
    </Layout>
  );
}

function recheckWords(by: Day, today: Day): string {
  return by < today
    ? `That was to be done again by ${sayDay(by)}, and was not.`
    : `That is to be done again by ${sayDay(by)}.`;
}

interface TableProps {
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly today: Day;
}

function AreaTable({ name, duties, today }: TableProps) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: `Duties: ${name}`, classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Duty' }, { text: 'To' }, { text: 'By when' }, { text: 'How binding' }, { text: 'How sure' }]}
      rows={duties.map((duty) => [
        {
          text: (
            <>
              <a href={rulePath(duty.id)}>{duty.title}</a> <span class="app-second">{duty.id}</span>
            </>
          ),
        },
        { text: duty.to },
        { text: <LimitWords duty={duty} /> },
        { text: <StrengthWords duty={duty} /> },
        { text: <SureWords duty={duty} today={today} /> },
      ])}
    />
  );
}

function LimitWords({ duty: { watch, deadline } }: { readonly duty: Duty }) {
  if (watch) return <>Never due: it is watched</>;
  return (
    <>
      {capital(deadline.says)}
      {deadline.target && (
        <>
          <br />
          <span class="app-second">Our target, not law: {saySpan(deadline.target)}</span>
        </>
      )}
    </>
  );
}

function StrengthWords({ duty: { watch, strength, binds } }: { readonly duty: Duty }) {
  if (watch) return <>Not known to be in force</>;
  return (
    <>
      {sayStrength(strength)}
      {binds !== '' && (
        <>
          <br />
          <span class="app-second">{binds}</span>
        </>
      )}
    </>
  );
}

function SureWords({ duty, today }: { readonly duty: Duty; readonly today: Day }) {
  const unverified = unverifiedWords(duty);
  return (
    <>
      {capital(duty.confidence)}
      <br />
      {unverified === '' ? `Checked ${verifiedWords(duty)}` : <strong>{unverified}</strong>}
      <br />
      <span class="app-second">
        {duty.review_by < today ? 'To be checked again, late since' : 'To be checked again by'} {sayDay(duty.review_by)}
      </span>
    </>
  );
}
