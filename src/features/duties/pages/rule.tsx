import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { RULES, rulePath } from '../domain/addresses.ts';
import { sayCondition, type SaidCondition } from '../domain/condition-words.ts';
import { factOf, type Deadline, type Duty, type Pack } from '../domain/pack.ts';
import { sayConfidence, saySpan, strengthWords, unverifiedWords, verifiedWords } from '../domain/words.ts';

export interface RuleProps {
  readonly pack: Pack;
  readonly duty: Duty;
}

/** One duty: when it is owed, by whom and to whom, what belongs into the report, and on what ground all of that is said. */
export function RulePage({ pack, duty }: RuleProps, context: PageContext) {
  const unverified = unverifiedWords(duty);
  return (
    <Layout
      shell={context.shell}
      title={`${duty.id}: ${duty.title}`}
      path={rulePath(duty.id)}
      back={{ text: 'Who has to be told when harm occurs', href: RULES }}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">{duty.id}</span> {duty.title}
      </h1>
      {duty.watch && (
        <InsetText>
          <p>It is watched, and never due. {duty.binds}</p>
        </InsetText>
      )}
      {unverified !== '' && (
        <InsetText>
          <p>{unverified}</p>
        </InsetText>
      )}
      <SummaryList rows={rowsOf(pack, duty)} />
      <h2 class="nhsuk-heading-m">When it is owed</h2>
      <Condition said={sayCondition(pack, duty.when)} />
      {duty.exempt_if && (
        <>
          <h3 class="nhsuk-heading-s">When it falls away</h3>
          <Condition said={sayCondition(pack, duty.exempt_if)} />
        </>
      )}
      <p class="app-measure">While one of these is not known and could make it owed, it is shown as possible.</p>
      {duty.note !== '' && <p class="app-measure">{duty.note}</p>}
      {duty.content.length > 0 && <Content duty={duty} />}
      <Ground pack={pack} duty={duty} now={context.now} />
    </Layout>
  );
}

function rowsOf(pack: Pack, duty: Duty) {
  const { deadline, further, consent, binds, watch } = duty;
  const clock = deadline.clock === null ? null : factOf(pack, deadline.clock);
  return [
    { key: 'Whose it is', value: duty.who },
    { key: 'To whom', value: duty.to },
    { key: 'How', value: duty.how },
    { key: 'By when', value: <Limit deadline={deadline} /> },
    clock && { key: 'Its clock starts', value: clock.question },
    further.length > 0 && { key: 'Also', value: <Lines lines={further.map(({ says }) => `${capital(says)}.`)} /> },
    {
      key: 'How binding',
      value: (
        <>
          <p>{watch ? `Not known to be in force: ${duty.basis}.` : strengthWords(duty)}</p>
          {binds !== '' && !watch && <p>{binds}</p>}
        </>
      ),
    },
    consent !== '' && { key: 'Whether somebody has to agree', value: consent },
  ];
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </>
  );
}

function Limit({ deadline: { says, note, target } }: { readonly deadline: Deadline }) {
  return (
    <>
      <p>{capital(says)}.</p>
      {note !== '' && <p>{note}</p>}
      {target && <p>Our target, not law: {saySpan(target)}.</p>}
    </>
  );
}

function Condition({ said }: { readonly said: SaidCondition }) {
  if (said.parts.length === 0) return <p class="app-measure">{said.says}</p>;
  return (
    <div class="app-measure">
      <p>{said.says}:</p>
      <Parts parts={said.parts} />
    </div>
  );
}

function Parts({ parts }: { readonly parts: readonly SaidCondition[] }) {
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {parts.map((part) => (
        <li>
          {part.says}
          {part.parts.length > 0 && (
            <>
              {':'}
              <Parts parts={part.parts} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Content({ duty: { content } }: { readonly duty: Duty }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What belongs into the report</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {content.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </>
  );
}

function Ground({ pack, duty, now }: RuleProps & { readonly now: Date }) {
  const { in_force: inForce, source, review_by: reviewBy } = duty;
  const late = reviewBy < dateIn(now);
  return (
    <>
      <h2 class="nhsuk-heading-m">On what ground</h2>
      <SummaryList
        rows={[
          { key: 'How sure', value: sayConfidence(duty.confidence) },
          {
            key: 'Sources',
            value: (
              <Lines lines={source.map(({ kind, ref }) => `${kind === 'seen' ? 'Seen' : 'From memory'}: ${ref}`)} />
            ),
          },
          { key: 'Checked', value: capital(verifiedWords(duty)) },
          { key: 'To be checked again', value: `By ${sayDay(reviewBy)}${late ? ': that is late' : ''}` },
          inForce.from !== null && { key: 'In force since', value: sayDay(inForce.from) },
          inForce.to !== null && { key: 'In force until', value: sayDay(inForce.to) },
          { key: 'Rule', value: `Version ${duty.version}, of the rules of ${pack.version}` },
        ]}
      />
      <p class="app-second">Our own words, and no legal advice.</p>
    </>
  );
}
