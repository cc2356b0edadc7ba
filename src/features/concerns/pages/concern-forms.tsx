import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { SORTS } from '../../incidents/index.ts';
import { concernInPath, SAFEGUARDING } from '../../safeguarding/index.ts';
import { concernPath, type ConcernLine } from '../domain.ts';
import { NEUTRAL } from './words.ts';

export interface OfConcern {
  readonly service: ServiceNamed;
  readonly line: ConcernLine;
}

function back({ service, line }: OfConcern) {
  return { text: `Concern ${line.reference}`, href: concernPath(service.reference, line.reference) };
}

const INCIDENT = { sort: 'What it is', title: 'In a few words', what: 'What happened', occurredOn: 'When' };

/** In the reader's own words. */
export function IncidentForm(props: OfConcern, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={props.service}
      title="Make an incident of it"
      caption={props.line.reference}
      labels={INCIDENT}
      back={back(props)}
    >
      <p>
        The whole team reads an incident. Write it in your own words, and name nobody: what they wrote stays where it
        is, and the incident says only that somebody from the public told you.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Select
          id="sort"
          name="sort"
          label={{ text: INCIDENT.sort, size: 's' }}
          value={valueOf(form, 'sort') || 'incident'}
          items={SORTS.map((sort) => ({ value: sort, text: sort.charAt(0).toUpperCase() + sort.slice(1) }))}
          errorMessage={problemOf(form, 'sort')}
        />
        <Input
          id="title"
          name="title"
          label={{ text: INCIDENT.title, size: 's' }}
          value={valueOf(form, 'title')}
          errorMessage={problemOf(form, 'title')}
        />
        <Textarea
          id="what"
          name="what"
          label={{ text: INCIDENT.what, size: 's' }}
          rows={6}
          value={valueOf(form, 'what')}
          errorMessage={problemOf(form, 'what')}
        />
        <Input
          id="occurredOn"
          name="occurredOn"
          type="date"
          label={{ text: INCIDENT.occurredOn, size: 's' }}
          hint="The day on which it happened. Leave it empty where nobody knows."
          value={valueOf(form, 'occurredOn')}
          errorMessage={problemOf(form, 'occurredOn')}
        />
        <Button preventDoubleClick>Make an incident of it</Button>
      </form>
    </ServiceFormFrame>
  );
}

/** What whoever wrote it reads. */
export function CloseForm(props: OfConcern, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={props.service}
      title="Answer them"
      caption={props.line.reference}
      labels={{ words: 'Your answer' }}
      back={back(props)}
    >
      <Answering form={form} />
    </ServiceFormFrame>
  );
}

function Answering({ form }: { readonly form: FormContext }) {
  return (
    <>
      <p>They read this when they come back with their reference and words. Nothing is sent to them.</p>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <Textarea
          id="words"
          name="words"
          label={{ text: 'Your answer', size: 's' }}
          hint="In plain words: what you found, what you did, and why it ends here, if it does."
          rows={6}
          value={valueOf(form, 'words')}
          errorMessage={problemOf(form, 'words')}
        />
        <Button preventDoubleClick>Answer</Button>
      </form>
    </>
  );
}

/** The same for what lies in a compartment. Whoever wrote it may not be alone when they read it. */
export function AnswerApartForm({ compartment }: { readonly compartment: string }, form: FormContext) {
  const back = { text: 'What they wrote', href: concernInPath(compartment) };
  return (
    <Layout shell={form.shell} title={NEUTRAL} path={SAFEGUARDING} back={back}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">Answer them</h1>
        <p>Somebody else may look at their screen: write nothing that would tell them what was said.</p>
        <Answering form={form} />
      </div>
    </Layout>
  );
}

/** To those who look after safeguarding: one sentence, one button. */
export function PassForm(props: OfConcern, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={props.service}
      title="Pass it to those who look after safeguarding"
      caption={props.line.reference}
      back={back(props)}
    >
      <p>
        From then on only they read it. To everybody else, and to you unless you are one of them, it is as if it had
        never come in. You need not be sure.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Button preventDoubleClick>Pass it on</Button>
      </form>
    </ServiceFormFrame>
  );
}
