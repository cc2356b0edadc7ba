import { problemOf, valueOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { Notice } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Checkboxes, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../words/days.ts';
import { incidentPath, incidentsPath, type IncidentShown } from '../domain.ts';
import { learningPath, type Learning } from '../domain/learning.ts';
import { UNITS, type UsageSaid } from '../domain/rates.ts';

export interface LearningProps {
  readonly incident: IncidentShown;
  readonly learning: Learning | null;
  readonly mayShare: boolean;
}

/** What was learned from an incident: how it stands, and the form that writes it. */
export function LearningForm({ incident, learning, mayShare }: LearningProps, form: FormContext) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  const path = learningPath(service.reference, incident.reference);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`What was learned from ${incident.reference}`}
      labels={{ learned: 'What was learned', forWhom: 'For whom' }}
      back={{ text: incident.reference, href: incidentPath(service.reference, incident.reference) }}
    >
      <p>
        Written for somebody who knows nothing of it: what happened is not told again, and nobody can be recognised. An
        officer looks at it before the whole organisation sees it.
      </p>
      {learning && <Standing learning={learning} />}
      {learning && mayShare && learning.state !== 'shared' && (
        <p class="app-noprint">
          <a href={`${path}/share`}>Read it and share it</a>
        </p>
      )}
      {learning?.state === 'shared' && mayShare && (
        <p class="app-noprint">
          <a href={`${path}/withdraw`}>Take it back</a>
        </p>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="learned"
          name="learned"
          label={{ text: 'What was learned?', size: 's' }}
          hint="What turned out to be so, and what others could do about it before it happens to them."
          rows={6}
          value={valueOf(form, 'learned')}
          errorMessage={problemOf(form, 'learned')}
        />
        <Input
          id="forWhom"
          name="forWhom"
          label={{ text: 'Who should know it?', size: 's' }}
          hint="For example: teams that let people upload photos."
          value={valueOf(form, 'forWhom')}
          errorMessage={problemOf(form, 'forWhom')}
        />
        <Button preventDoubleClick>Save what was learned</Button>
      </form>
    </ServiceFormFrame>
  );
}

function Standing({ learning: { state, by, reviewedBy, own, reason, at } }: { readonly learning: Learning }) {
  if (state === 'written')
    return (
      <p>
        {by} wrote it on {sayDate(at)}. Nobody has looked at it, and it is not shared.
      </p>
    );
  if (state === 'shared')
    return (
      <p>
        {by} wrote it. {reviewedBy} looked at it and shared it on {sayDate(at)}
        {own && ', and had written it themself'}. Other words are shared anew.
      </p>
    );
  return (
    <p class="app-lines">
      {reviewedBy} took it back on {sayDate(at)}: {reason}
    </p>
  );
}

export interface ShareProps {
  readonly incident: IncidentShown;
  readonly learning: Learning | null;
}

export function ShareForm({ incident, learning }: ShareProps, form: FormContext) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Share what was learned from ${incident.reference}`}
      labels={{ reviewed: 'What you looked at' }}
      back={{
        text: `What was learned from ${incident.reference}`,
        href: learningPath(service.reference, incident.reference),
      }}
    >
      {learning === null ? (
        <p>Nobody has written what was learned.</p>
      ) : (
        <>
          <p>This is what everybody of the organisation will read, with the name of the service and nothing else:</p>
          <blockquote class="app-quote app-lines">
            {learning.learned}
            {'\n'}
            For: {learning.forWhom}
          </blockquote>
          <form method="post" novalidate>
            {form.hidden}
            <Checkboxes
              name="reviewed"
              idPrefix="reviewed"
              values={valueOf(form, 'reviewed') === 'yes' ? ['yes'] : []}
              errorMessage={problemOf(form, 'reviewed')}
              fieldset={{ legend: { text: 'What you looked at', size: 's' } }}
              items={[
                {
                  value: 'yes',
                  text: 'I have read it, and nobody is named in it or can be recognised by it: no patient, no colleague, nobody who reported.',
                },
              ]}
            />
            <Button preventDoubleClick>Share it with the organisation</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}

export function WithdrawLearningForm({ incident }: { readonly incident: IncidentShown }, form: FormContext) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Take back what was learned from ${incident.reference}`}
      labels={{ reason: 'Reason' }}
      back={{
        text: `What was learned from ${incident.reference}`,
        href: learningPath(service.reference, incident.reference),
      }}
    >
      <ReasonForm form={form} label="Why is it taken back?" button="Take it back" />
    </ServiceFormFrame>
  );
}

export interface LearningsProps {
  readonly learnings: readonly Learning[];
}

/** What services learned and share: for everybody of the organisation. */
export function LearningsPage({ learnings }: LearningsProps, { shell, notice }: PageContext) {
  return (
    <Layout shell={shell} title="What was learned" path="/learning">
      <Notice notice={notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">What was learned</h1>
        <p class="app-lead">From incidents of all services: not what happened, but what to do about it.</p>
        {learnings.length === 0 && (
          <p>
            Nothing is shared yet. What a team learned from an incident is written on the page of that incident, and
            stands here once an officer has looked at it.
          </p>
        )}
        {learnings.map(({ learned, forWhom, serviceName, reviewedBy, at }) => (
          <section>
            <h2 class="nhsuk-heading-s">{forWhom}</h2>
            <p class="app-lines">{learned}</p>
            <p class="app-note">
              {serviceName}. Looked at by {reviewedBy}, {sayDate(at)}.
            </p>
          </section>
        ))}
      </div>
    </Layout>
  );
}

export interface UsageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly said: readonly UsageSaid[];
}

/** How much a service is used: what incidents are counted beside. */
export function UsageForm({ service, said }: UsageProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="How much the service is used"
      labels={{ since: 'Since when', unit: 'What is counted', perMonth: 'How many a month', source: 'Source' }}
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <p>
        Three incidents in a hundred uses are another thing than three in a million. Where this is said, the page of a
        hazard says how often it was reported as realised, beside the likelihood that somebody judged.
      </p>
      {said.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {said.map(({ since, unit, perMonth, source, by }) => (
            <li>
              About {perMonth.toLocaleString('en-GB')} {unit} a month since {sayDay(since)} ({source}; said by {by})
            </li>
          ))}
        </ul>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="perMonth"
          name="perMonth"
          inputmode="numeric"
          width={10}
          label={{ text: 'About how many a month?', size: 's' }}
          value={valueOf(form, 'perMonth')}
          errorMessage={problemOf(form, 'perMonth')}
        />
        <Select
          id="unit"
          name="unit"
          label={{ text: 'Of what?', size: 's' }}
          value={valueOf(form, 'unit')}
          errorMessage={problemOf(form, 'unit')}
          items={UNITS.map((value) => ({ value, text: value }))}
        />
        <Input
          id="since"
          name="since"
          width={10}
          label={{ text: 'Since when?', size: 's' }}
          hint="For example 2026-03-01. It stands until another number is said for a later day."
          value={valueOf(form, 'since')}
          errorMessage={problemOf(form, 'since')}
        />
        <Input
          id="source"
          name="source"
          label={{ text: 'From where do you have it?', size: 's' }}
          hint="A dashboard, a report, an estimate and by which role."
          value={valueOf(form, 'source')}
          errorMessage={problemOf(form, 'source')}
        />
        <Button preventDoubleClick>Save how much it is used</Button>
      </form>
    </ServiceFormFrame>
  );
}
