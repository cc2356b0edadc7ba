import { problemOf, valueOf, type FormContext, type PageContext } from '../../../../platform/http/forms.ts';
import { dateIn, sayDateTime } from '../../../../platform/london-time.ts';
import { capital } from '../../../../words/counting.ts';
import { sayDay } from '../../../../words/days.ts';
import { InWords } from '../../../../ui/sentence.tsx';
import { Button, Details, Fieldset, Input, Radios, Select, SummaryList, Textarea } from '../../../../ui/nhsuk/index.ts';
import { actionPath, actionReference } from '../../../actions/index.ts';
import { standardPath } from '../../domain/addresses.ts';
import type { ClauseChange } from '../../domain/changes.ts';
import {
  assessmentsPath,
  OUTCOME_WORDS,
  OUTCOMES,
  PANEL_PHASES,
  panelPath,
  panelReference,
} from '../../domain/findings.ts';
import { PEOPLE, RECOMMENDATIONS, recordAssessment } from '../panel-command.ts';
import type { PanelProps, PanelsProps, RecordingProps } from '../reading.ts';
import { ServiceFormFrame, ServiceFrame } from '../../../../platform/http/service-frame.tsx';

/** How many people and recommendations the form has open from the start. */
const OPEN_PEOPLE = 2;
const OPEN_RECOMMENDATIONS = 2;

/** The assessments of a service against a standard. */
export function PanelsPage({ service, catalogue, panels }: PanelsProps, context: PageContext) {
  const path = assessmentsPath(service.reference, catalogue.id);
  const mayRecord = service.phase !== 'retired' && context.allows(recordAssessment);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Assessments, ${catalogue.name}`}
      back={{ text: catalogue.name, href: standardPath(service.reference, catalogue.id) }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{catalogue.name}</span> Assessments by a panel
        </h1>
        {mayRecord && (
          <div class="app-title__action app-noprint">
            <Button href={`${path}/new`}>
              {panels.length === 0 ? 'Record the first assessment' : 'Record an assessment'}
            </Button>
          </div>
        )}
      </div>
      {panels.length === 0 ? (
        <p class="app-measure">
          When a panel has looked at the service, its outcome and what it recommends will stand here. Each
          recommendation becomes an action that somebody sees to, and from then on you can see what changed since.
        </p>
      ) : (
        <ul class="app-logs">
          {panels.map((panel) => (
            <li>
              <span class="app-ref">{panelReference(panel.number)}</span>{' '}
              <a class="app-logs__title" href={panelPath(service.reference, catalogue.id, panel.number)}>
                {capital(panel.phase)}, {sayDay(panel.on)}
              </a>
              <p>
                {OUTCOME_WORDS[panel.outcome]}. {panel.panel.map(({ name, part }) => `${name} (${part})`).join(', ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </ServiceFrame>
  );
}

/** One assessment, what it recommended, and what changed since. */
export function PanelPage(props: PanelProps, context: PageContext) {
  const { service, catalogue, panel, recommendations, changes } = props;
  const reference = panelReference(panel.number);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`${reference}, ${catalogue.name}`}
      back={{ text: 'All assessments', href: assessmentsPath(service.reference, catalogue.id) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          {reference}, {catalogue.name}
        </span>{' '}
        Assessment of {sayDay(panel.on)}
      </h1>
      <SummaryList
        rows={[
          { key: 'Outcome', value: <strong>{OUTCOME_WORDS[panel.outcome]}</strong> },
          { key: 'Phase', value: capital(panel.phase) },
          { key: 'Edition', value: panel.edition },
          {
            key: 'Panel',
            value: (
              <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
                {panel.panel.map(({ name, part }) => (
                  <li>
                    {name}, {part}
                  </li>
                ))}
              </ul>
            ),
          },
          panel.notes !== '' && { key: 'What the panel said', value: <span class="app-lines">{panel.notes}</span> },
          { key: 'Recorded', value: `${panel.recordedBy}, ${sayDateTime(panel.recordedAt)}` },
        ]}
      />
      <h2 class="nhsuk-heading-m">Recommendations</h2>
      {recommendations.length === 0 ? (
        <p>The panel recommended nothing.</p>
      ) : (
        <ul class="app-logs">
          {recommendations.map(({ number, title, owner, due, state }) => (
            <li>
              <span class="app-ref">{actionReference(number)}</span>{' '}
              <a class="app-logs__title" href={actionPath(number)}>
                {title}
              </a>
              <p>
                {owner.name}, {state === 'open' ? `to be done by ${sayDay(due)}` : state}
              </p>
            </li>
          ))}
        </ul>
      )}
      <h2 class="nhsuk-heading-m" id="changed">
        What changed since
      </h2>
      <Changes changes={changes} />
    </ServiceFrame>
  );
}

const HOW: Readonly<Record<ClauseChange['how'], string>> = {
  fell: 'Fell',
  rose: 'Rose',
  new: 'New',
  gone: 'No longer asked',
  changed: 'Changed',
};

/** What changed since a day, clause by clause; what fell first. */
export function Changes({ changes }: { readonly changes: readonly ClauseChange[] | null }) {
  if (changes === null)
    return <p>Nothing was kept here of this service on that day, so it cannot be said what changed since.</p>;
  if (changes.length === 0) return <p>Every clause stands as it did.</p>;
  return (
    <ul class="nhsuk-list">
      {changes.map(({ section, how, says, because }) => (
        <li>
          <strong>
            {HOW[how]}: {section.title}.
          </strong>{' '}
          <InWords words={says} />
          {because.length > 0 && (
            <>
              {' '}
              <InWords words={because} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Records an assessment, with what the panel recommends. */
export function RecordPanelForm({ service, catalogue, owners }: RecordingProps, form: FormContext) {
  const people = Array.from({ length: PEOPLE }, (_one, index) => index);
  const lines = Array.from({ length: RECOMMENDATIONS }, (_one, index) => index);
  const used = (indexes: readonly number[], names: readonly string[], list: string) =>
    indexes.some((index) => names.some((name) => valueOf(form, `${list}.${index}.${name}`) !== ''));
  const morePeople = people.slice(OPEN_PEOPLE);
  const moreLines = lines.slice(OPEN_RECOMMENDATIONS);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record an assessment"
      caption={catalogue.name}
      labels={{}}
      back={{ text: 'All assessments', href: assessmentsPath(service.reference, catalogue.id) }}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="on"
          name="on"
          type="date"
          label={{ text: 'On which day', size: 's' }}
          value={valueOf(form, 'on')}
          errorMessage={problemOf(form, 'on')}
          width={10}
          attributes={{ max: dateIn(form.now) }}
        />
        <Radios
          name="phase"
          idPrefix="phase"
          inline
          value={valueOf(form, 'phase')}
          errorMessage={problemOf(form, 'phase')}
          fieldset={{ legend: { text: 'Which phase was assessed', size: 's' } }}
          items={PANEL_PHASES.map((value) => ({ value, text: capital(value) }))}
        />
        <Radios
          name="outcome"
          idPrefix="outcome"
          value={valueOf(form, 'outcome')}
          errorMessage={problemOf(form, 'outcome')}
          fieldset={{ legend: { text: 'What the panel found', size: 's' } }}
          items={OUTCOMES.map((value) => ({ value, text: OUTCOME_WORDS[value] }))}
        />
        <h2 class="nhsuk-heading-s">Who was on the panel</h2>
        {people.slice(0, OPEN_PEOPLE).map((index) => (
          <PersonFields form={form} index={index} />
        ))}
        <Details summary="More people" open={used(morePeople, ['name', 'part'], 'panel')}>
          {morePeople.map((index) => (
            <PersonFields form={form} index={index} />
          ))}
        </Details>
        <Textarea
          id="notes"
          name="notes"
          label={{ text: 'What the panel said', size: 's' }}
          hint="In a few sentences, or leave it empty. Nothing about a patient."
          rows={4}
          value={valueOf(form, 'notes')}
          errorMessage={problemOf(form, 'notes')}
        />
        <h2 class="nhsuk-heading-s">What it recommends</h2>
        <p>Each becomes an action, with somebody who sees to it and a day by which it is done.</p>
        {lines.slice(0, OPEN_RECOMMENDATIONS).map((index) => (
          <RecommendationFields form={form} index={index} owners={owners} />
        ))}
        <Details summary="More recommendations" open={used(moreLines, ['text', 'owner', 'due'], 'recommendations')}>
          {moreLines.map((index) => (
            <RecommendationFields form={form} index={index} owners={owners} />
          ))}
        </Details>
        <Button preventDoubleClick>Record the assessment</Button>
      </form>
    </ServiceFormFrame>
  );
}

function PersonFields({ form, index }: { readonly form: FormContext; readonly index: number }) {
  const name = (part: string) => `panel.${index}.${part}`;
  return (
    <Fieldset legend={{ text: `Person ${index + 1}`, size: 's' }} classes="nhsuk-u-margin-bottom-4">
      <Input
        id={name('name')}
        name={name('name')}
        label="Name"
        value={valueOf(form, name('name'))}
        errorMessage={problemOf(form, name('name'))}
        autocomplete="off"
      />
      <Input
        id={name('part')}
        name={name('part')}
        label="Their part"
        hint="Such as lead assessor."
        value={valueOf(form, name('part'))}
        errorMessage={problemOf(form, name('part'))}
        autocomplete="off"
      />
    </Fieldset>
  );
}

interface RecommendationProps extends Pick<RecordingProps, 'owners'> {
  readonly form: FormContext;
  readonly index: number;
}

function RecommendationFields({ form, index, owners }: RecommendationProps) {
  const name = (part: string) => `recommendations.${index}.${part}`;
  return (
    <Fieldset legend={{ text: `Recommendation ${index + 1}`, size: 's' }} classes="nhsuk-u-margin-bottom-4">
      <Textarea
        id={name('text')}
        name={name('text')}
        label="What has to be done"
        rows={2}
        value={valueOf(form, name('text'))}
        errorMessage={problemOf(form, name('text'))}
      />
      <Select
        id={name('owner')}
        name={name('owner')}
        label="Who sees to it"
        value={valueOf(form, name('owner'))}
        errorMessage={problemOf(form, name('owner'))}
        items={[{ value: '', text: 'Choose somebody' }, ...owners.map(({ id, name: text }) => ({ value: id, text }))]}
      />
      <Input
        id={name('due')}
        name={name('due')}
        type="date"
        label="By when"
        value={valueOf(form, name('due'))}
        errorMessage={problemOf(form, name('due'))}
        width={10}
      />
    </Fieldset>
  );
}
