import { Freshness } from '../../../ui/freshness.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { dayIn, sayDay, sayDistance, lastDayTo } from '../../../words/days.ts';
import { apart, bearing, isDueSoon, wayOn, type Condition, type GateAnswer } from '../domain.ts';

interface Props {
  readonly answer: GateAnswer;
  /** Whether a page of ours opens to whoever looks. */
  readonly reaches: (href: string) => boolean;
}

/** What stops it, what is not known, and what holds: each apart, and each with its count. */
export function Conditions({ answer, reaches }: Props) {
  return (
    <>
      <Waiting heading="What stops it" id="stops" conditions={bearing(answer, 'stops')} {...{ answer, reaches }} />
      <Waiting
        heading="What is not known"
        id="open"
        conditions={bearing(answer, 'not known')}
        {...{ answer, reaches }}
      />
      <Holding conditions={bearing(answer, 'holds')} asAt={new Date(answer.asAt)} />
      {answer.leftOut.length > 0 && (
        <section aria-labelledby="left-out">
          <h2 class="nhsuk-heading-m" id="left-out">
            What is not asked <span class="app-count">({answer.leftOut.length})</span>
          </h2>
          <ul class="nhsuk-list nhsuk-list--bullet app-measure">
            {answer.leftOut.map(({ asks, reason }) => (
              <li>
                {asks} <span class="app-second">It is left out by the policy of this service: {reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface WaitingProps extends Props {
  readonly heading: string;
  readonly id: string;
  readonly conditions: readonly Condition[];
}

function Waiting({ heading, id, conditions, answer, reaches }: WaitingProps) {
  if (conditions.length === 0) return null;
  return (
    <section class="app-desk__group app-desk__group--week" aria-labelledby={id}>
      <h2 class="nhsuk-heading-m" id={id}>
        {heading} <span class="app-count">({conditions.length})</span>
      </h2>
      <ul class="app-desk__lines">
        {conditions.map((one) => (
          <Line one={one} asAt={new Date(answer.asAt)} reaches={reaches} />
        ))}
      </ul>
    </section>
  );
}

function Line({ one, asAt, reaches }: { readonly one: Condition; readonly asAt: Date } & Pick<Props, 'reaches'>) {
  const way = wayOn(one);
  const stops = one.bearing === 'stops';
  const { so, why } = apart(one.says);
  return (
    <li class="app-desk__line">
      <div class="app-desk__mark">
        <VerdictTag verdict={stops ? 'not-met' : 'not-known'} says={stops ? 'holds' : 'met'} />
      </div>
      <div class="app-desk__words">
        <p>
          <strong>
            <InWords words={so} />
          </strong>
          <InWords words={why} /> <InWords words={one.clears} />
        </p>
        <p class="app-note">{belowIt(one, asAt)}</p>
      </div>
      <div class="app-desk__action">
        {way && reaches(way.href) && (
          <Button variant="secondary" small href={way.href}>
            See what clears it<span class="nhsuk-u-visually-hidden">: {way.text}</span>
          </Button>
        )}
      </div>
    </li>
  );
}

function belowIt({ result, since, asks }: Condition, asAt: Date): string {
  if (since !== null) {
    const day = dayIn(new Date(since));
    return `Since ${sayDay(day)}, ${sayDistance(dayIn(asAt), day)}`;
  }
  if (result === 'unknown') return 'Not known never counts as a pass';
  return `Asked: ${asks}`;
}

function Holding({ conditions, asAt }: { readonly conditions: readonly Condition[]; readonly asAt: Date }) {
  return (
    <section class="app-desk__group app-desk__group--week" aria-labelledby="holds">
      <h2 class="nhsuk-heading-m" id="holds">
        What holds <span class="app-count">({conditions.length})</span>
      </h2>
      {conditions.length === 0 ? (
        <p>Nothing that was asked holds yet.</p>
      ) : (
        <ul class="app-desk__lines">
          {conditions.map((one) => (
            <li class="app-desk__later">
              <div class="app-desk__mark">
                <VerdictTag verdict="met" says="holds" />
              </div>
              <div>
                <InWords words={one.says} />
                {one.result === 'not-applicable' && <span class="app-second"> It is not asked of this release.</span>}
              </div>
              <div class="app-desk__date">
                <Until until={one.until} asAt={asAt} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Until({ until, asAt }: { readonly until: string | null; readonly asAt: Date }) {
  if (until === null) return null;
  const [today, day] = [dayIn(asAt), lastDayTo(new Date(until))];
  if (!isDueSoon({ until }, asAt)) return <>current until {sayDay(day)}</>;
  return (
    <Freshness state="due">
      due {sayDistance(today, day)}, {sayDay(day)}
    </Freshness>
  );
}
