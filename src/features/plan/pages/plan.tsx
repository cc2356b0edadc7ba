import type { ComponentChildren, VNode } from 'preact';
import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import type { AsAt } from '../../../platform/http/looking.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn, sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { DayForm } from '../../../ui/day-form.tsx';
import { Button, Details, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { capital } from '../../../words/counting.ts';
import type { Sentence } from '../../../words/sentence.ts';
import {
  ASKED_NAMES,
  authorisedBy,
  authorisedWords,
  MATTER_WORDS,
  MATTERS,
  METHOD_WORDS,
  NATURE_WORDS,
  planPath,
  sayReview,
  type KeyPerson,
  type Part,
  type Plan,
} from '../domain.ts';

export interface PlanProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** Null where nobody has written one. */
  readonly plan: Plan | null;
  /** Officer and deputies, as decided. */
  readonly people: readonly KeyPerson[];
  /** What is so and has to be cleared, besides its approval. */
  readonly sentences: readonly Sentence[];
  readonly approval: VNode | null;
  /** The day by which somebody looks again; null where nothing is approved. */
  readonly review: Date | null;
  /** Null for now. */
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly mayWrite: boolean;
}

/** The clinical risk management plan of a service: how it stands, and all that it says. */
export function PlanPage(props: PlanProps, context: PageContext) {
  const { service, plan, asAt, mayWrite } = props;
  const path = planPath(service.reference);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Clinical risk management plan"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
      {...(asAt && { asAt: sayDateTime(asAt.at) })}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Clinical risk management plan</h1>
        {mayWrite && plan && (
          <div class="app-title__action app-noprint">
            <Button variant="secondary" href={`${path}/edit`}>
              Change the plan
            </Button>
          </div>
        )}
      </div>
      {plan ? <Written {...props} plan={plan} context={context} /> : <NotYet path={path} mayWrite={mayWrite} />}
      <DayForm action={path} kept={[]} asAt={asAt} now={path} wrong={props.wrongDay} today={dateIn(context.now)} />
    </ServiceFrame>
  );
}

function NotYet({ path, mayWrite }: { readonly path: string; readonly mayWrite: boolean }) {
  return (
    <div class="app-measure">
      <p class="app-lead">
        How this service is kept safe will stand here: what the plan covers, who works on safety, who may authorise
        what, and when a risk may stay.
      </p>
      <p>
        The standard asks for it at the start of a project, and before risks are rated: a rating means something only by
        the criteria that the plan declares (DCB0129 3.2.1). The clinical safety officer approves it (3.2.2).
      </p>
      {mayWrite && <Button href={`${path}/edit`}>Write the plan</Button>}
    </div>
  );
}

function Written(props: PlanProps & { readonly plan: Plan; readonly context: PageContext }) {
  const { plan, people, sentences, approval, review, context } = props;
  const { scheme, methods } = plan;
  const said = sentences.map((one) => ({ ...one, clears: withOpenDoors(one.clears, context.reaches) }));
  return (
    <>
      {approval}
      {said.map((sentence) => (
        <SentenceBlock sentence={sentence} />
      ))}
      <Reopens />
      <Section id="project" title="The project">
        <SummaryList
          rows={[
            { key: ASKED_NAMES.nature, value: plan.nature === null ? <Nothing /> : NATURE_WORDS[plan.nature] },
            ...rowsOf(plan, ['purpose', 'lifecycle', 'impact']),
          ]}
        />
      </Section>
      <Section id="people" title="People">
        <SummaryList rows={[{ key: 'Officers', value: <People people={people} /> }, ...rowsOf(plan, ['team'])]} />
      </Section>
      <Section id="authorises" title={ASKED_NAMES.authorises}>
        <Table
          responsive
          firstCellIsHeader
          caption={{ text: 'Who may authorise what', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Matter' }, { text: 'Who may' }]}
          rows={MATTERS.map((matter) => {
            const who = authorisedBy(plan.authorises, matter);
            return [{ text: MATTER_WORDS[matter] }, { text: who.length === 0 ? <Nobody /> : authorisedWords(who) }];
          })}
        />
      </Section>
      <Section id="criteria" title="When a risk may stay">
        <SummaryList
          rows={[
            {
              key: ASKED_NAMES.scheme,
              value: scheme ? (
                <>
                  {capital(scheme.title)} <span class="app-second app-break">(version {scheme.version})</span>
                </>
              ) : (
                <Nothing />
              ),
            },
            ...rowsOf(plan, ['criteria']),
          ]}
        />
      </Section>
      <Section id="hazards" title="How hazards are looked for">
        <SummaryList
          rows={[
            {
              key: 'Methods',
              value: methods.length === 0 ? <Nothing /> : methods.map((method) => METHOD_WORDS[method]).join('; '),
            },
            ...rowsOf(plan, ['methodsWhy']),
          ]}
        />
      </Section>
      <Section id="in-use" title="In use">
        <SummaryList
          rows={[
            ...rowsOf(plan, ['monitoring', 'incidents']),
            {
              key: 'When the plan is looked at again',
              value: `${capital(sayReview(plan.reviewDays))}${review ? `: next by ${sayDate(review)}` : '. Nothing is approved yet'}`,
            },
          ]}
        />
      </Section>
    </>
  );
}

/** What puts an approved plan out of date, and on whose word. */
function Reopens() {
  return (
    <Details summary="What opens an approved plan again">
      <p>
        <strong>DCB0129 3.2.3 asks for it:</strong> when the nature of the project changes, and when key people change.
        Key people are the clinical safety officer and deputies, from the day on which it is decided.
      </p>
      <p>
        <strong>By our own rule:</strong> when the intended use of the service changes, and when a hazard log is rated
        by another risk scheme than the plan declares. Whatever else the plan says is signed too, so changing it opens
        the plan as well.
      </p>
      <p>The approved version stays approved as it was. Another signature, of the difference alone, clears it.</p>
    </Details>
  );
}

function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 class="nhsuk-heading-m" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function rowsOf(plan: Plan, parts: readonly Part[]) {
  return parts.map((part) => ({
    key: ASKED_NAMES[part],
    value: plan[part] === '' ? <Nothing /> : <span class="app-lines">{plan[part]}</span>,
  }));
}

function People({ people }: { readonly people: readonly KeyPerson[] }) {
  if (people.length === 0) return <span class="app-second">Nobody is nominated and has accepted</span>;
  return (
    <ul class="nhsuk-list">
      {people.map(({ office, name }) => (
        <li>
          {name}, {office}
        </li>
      ))}
    </ul>
  );
}

function Nothing() {
  return <span class="app-second">Nothing yet</span>;
}

function Nobody() {
  return <span class="app-second">Nobody is named</span>;
}
