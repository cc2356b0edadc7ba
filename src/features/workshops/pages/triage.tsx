import { problemOf, valueOf, valuesOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { Button, Checkboxes, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { VULNERABLE_GROUPS, type LikeHazard } from '../../hazards/index.ts';
import { sayDay } from '../../../words/days.ts';
import {
  PLACE_WORDS,
  PLACES,
  sayOutcome,
  whyNotTriaged,
  workshopPath,
  workshopReference,
  type Draft,
  type Workshop,
} from '../domain.ts';
import { DraftWords } from './drafts.tsx';
import { backToWorkshop, Frame, FormFrame, type ServiceNamed } from './frame.tsx';

export interface TriageProps {
  readonly service: ServiceNamed & { readonly components: readonly { readonly name: string }[] };
  readonly workshop: Workshop;
  readonly draft: Draft;
  /** Hazards of the service that it may be one of. */
  readonly like: readonly LikeHazard[];
  readonly logs: readonly { readonly number: number; readonly title: string }[];
  /** Whether whoever looks may decide. */
  readonly decides: boolean;
}

function draftPath({ service, workshop, draft }: TriageProps): string {
  return `${workshopPath(service.reference, workshop.number)}/drafts/${draft.number}`;
}

function hazardPath(service: ServiceNamed, reference: string): string {
  return `/services/${encodeURIComponent(service.reference)}/hazards/${reference}`;
}

/** A draft hazard beside what is in the log, and the three things that can become of it. */
export function DraftPage(props: TriageProps, context: PageContext) {
  const { service, workshop, draft, like, decides } = props;
  const refused = whyNotTriaged(workshop, draft);
  const path = draftPath(props);
  return (
    <Frame
      context={context}
      title={`Draft ${draft.number} of ${workshopReference(workshop.number)}`}
      service={service}
      back={backToWorkshop(service, workshop)}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          Draft {draft.number} of {workshopReference(workshop.number)}, {sayDay(workshop.day)}
        </span>{' '}
        {draft.name}
      </h1>
      <DraftWords draft={draft} />
      {draft.state !== 'waiting' ? (
        <p class="app-measure">
          <strong>
            {draft.hazard ? (
              <>
                {draft.state === 'recorded' ? 'Recorded as ' : 'Brought into '}
                <a href={hazardPath(service, draft.hazard.reference)}>{draft.hazard.reference}</a>
              </>
            ) : (
              sayOutcome(draft)
            )}
            .
          </strong>{' '}
          <span class="app-lines">{draft.reason}</span>
        </p>
      ) : (
        <>
          <Alike service={service} like={like} merge={decides && refused === null ? `${path}/merge` : null} />
          {refused !== null && <p class="app-measure">{refused}</p>}
          {decides && refused === null && (
            <section aria-labelledby="decide">
              <h2 class="nhsuk-heading-m" id="decide">
                What becomes of it
              </h2>
              <p class="app-measure">You decide. It can be decided once; what was decided stays known.</p>
              <div class="app-actions__row">
                <Button variant="secondary" href={`${path}/record`}>
                  Record a new hazard
                </Button>
                <Button variant="secondary" href={`${path}/merge`}>
                  Bring it into a hazard
                </Button>
                <Button variant="secondary" href={`${path}/decline`}>
                  Do not take it
                </Button>
              </div>
            </section>
          )}
        </>
      )}
    </Frame>
  );
}

interface AlikeProps {
  readonly service: ServiceNamed;
  readonly like: readonly LikeHazard[];
  /** Where it is brought into one of them; null for whoever may not. */
  readonly merge: string | null;
}

function Alike({ service, like, merge }: AlikeProps) {
  return (
    <section aria-labelledby="alike">
      <h2 class="nhsuk-heading-m" id="alike">
        In the log already?
      </h2>
      {like.length === 0 ? (
        <p class="app-measure">
          No hazard of this service has much in common with it, word for word. Look yourself too.
        </p>
      ) : (
        <>
          <p class="app-measure">These have words in common with it. Whether one of them is the same, you judge.</p>
          <ul class="app-logs">
            {like.map(({ reference, name, status, causes }) => (
              <li>
                <span class="app-ref">{reference}</span>{' '}
                <a class="app-logs__title" href={hazardPath(service, reference)}>
                  {name}
                </a>
                <p>
                  {status === 'open' ? 'Open' : status === 'closed' ? 'Closed' : 'Transferred'}
                  {causes.length > 0 && `. Because: ${causes.join('; ')}`}
                </p>
                {merge !== null && (
                  <p>
                    <a href={`${merge}?hazard=${reference}`}>Bring the draft into {reference}</a>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function frameOf({ service, workshop, draft, ...rest }: TriageProps) {
  return {
    service,
    caption: `Draft ${draft.number} of ${workshopReference(workshop.number)}: ${draft.name}`,
    back: { text: `Draft ${draft.number}`, href: draftPath({ service, workshop, draft, ...rest }) },
  };
}

/** Records it as a hazard: the room's words stand in the fields, and whoever decides makes them those of the log. */
export function RecordDraftForm(props: TriageProps, form: FormContext) {
  const { service, draft, logs } = props;
  const components = [...new Set([...service.components.map(({ name }) => name), draft.component])].filter(Boolean);
  return (
    <FormFrame
      {...frameOf(props)}
      form={form}
      title="Record a new hazard"
      button="Record it in the log"
      before={
        <p>
          The room’s words stand below. Change them to those of the log. The draft stays as the room put it. The hazard
          has no rating until somebody gives one.
        </p>
      }
    >
      <Area form={form} name="name" label="Hazard: what could go wrong" rows={2} />
      <Area form={form} name="causes" label="Causes" hint="One a line." rows={3} />
      <Area form={form} name="effects" label="Effects" hint="One a line." rows={2} />
      <Area form={form} name="harms" label="Harms to a patient" hint="One a line." rows={2} />
      <Area form={form} name="harmed" label="Who is harmed (optional)" rows={2} />
      <Checkboxes
        idPrefix="vulnerable"
        name="vulnerable"
        fieldset={{ legend: { text: 'Groups who may be more at risk (optional)', size: 's' } }}
        values={valuesOf(form, 'vulnerable')}
        errorMessage={problemOf(form, 'vulnerable')}
        small
        items={Object.entries(VULNERABLE_GROUPS).map(([value, text]) => ({ value, text }))}
      />
      <Select
        id="component"
        name="component"
        label={{ text: 'Component', size: 's' }}
        value={valueOf(form, 'component')}
        errorMessage={problemOf(form, 'component')}
        items={[{ value: '', text: 'Not said' }, ...components.map((name) => ({ value: name, text: name }))]}
      />
      <Select
        id="arisesIn"
        name="arisesIn"
        label={{ text: 'Where it arises', size: 's' }}
        value={valueOf(form, 'arisesIn')}
        errorMessage={problemOf(form, 'arisesIn')}
        items={[{ value: '', text: 'Not said' }, ...PLACES.map((one) => ({ value: one, text: PLACE_WORDS[one] }))]}
      />
      {logs.length > 1 && (
        <Select
          id="log"
          name="log"
          label={{ text: 'Hazard log', size: 's' }}
          value={valueOf(form, 'log')}
          errorMessage={problemOf(form, 'log')}
          items={logs.map(({ number, title }) => ({ value: String(number), text: title }))}
        />
      )}
    </FormFrame>
  );
}

/** Brings it into a hazard that is there: its cause is added, and the two point at each other. */
export function MergeDraftForm(props: TriageProps, form: FormContext) {
  return (
    <FormFrame
      {...frameOf(props)}
      form={form}
      title="Bring it into a hazard"
      button="Bring it in"
      before={
        <p>
          The causes below are added to the hazard, unless it has them already. Its ratings stay as they are: whether
          they still hold, whoever rated it judges.
        </p>
      }
    >
      <Input
        id="hazard"
        name="hazard"
        label={{ text: 'Hazard', size: 's' }}
        hint="Its number, such as HAZ-12."
        value={valueOf(form, 'hazard')}
        errorMessage={problemOf(form, 'hazard')}
        width={10}
        autocomplete="off"
      />
      <Area form={form} name="causes" label="Causes to add" hint="One a line. Empty it to add none." rows={3} />
      <Area form={form} name="reason" label="Why it is the same hazard (optional)" rows={2} />
    </FormFrame>
  );
}

export function DeclineDraftForm(props: TriageProps, form: FormContext) {
  return (
    <FormFrame
      {...frameOf(props)}
      form={form}
      title="Do not take it"
      button="Do not take it"
      before={<p>It stays in the minutes and on the page of the workshop, with your reason.</p>}
    >
      <Area form={form} name="reason" label="Why it is not taken into the log" rows={3} />
    </FormFrame>
  );
}

interface AreaProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly rows: number;
}

function Area({ form, name, label, hint, rows }: AreaProps) {
  return (
    <Textarea
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      {...(hint !== undefined && { hint })}
      rows={rows}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
    />
  );
}
