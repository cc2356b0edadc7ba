import type { ComponentChildren } from 'preact';
import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { actionPath, actionReference, sayDue, whyNotOpen, whyNotTakenUp, type Action } from '../domain.ts';

/** Somebody who can own an action. */
interface Owner {
  readonly id: string;
  readonly name: string;
}

export interface AddActionProps {
  /** The service of its address; null where the form asks for it. */
  readonly service: { readonly reference: string; readonly name: string } | null;
  readonly owners: readonly Owner[];
}

export interface ChangeActionProps {
  readonly action: Action;
  readonly owners: readonly Owner[];
}

export function AddActionForm({ service, owners }: AddActionProps, form: FormContext) {
  return (
    <Frame
      form={form}
      title="Add an action"
      back={
        service
          ? { text: service.name, href: `/services/${service.reference}` }
          : { text: 'All actions', href: '/actions' }
      }
    >
      <p class="app-lead">{service ? `For ${service.name}.` : 'For the whole organisation, or for one service.'}</p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="title"
          name="title"
          label={{ text: 'What has to be done', size: 's' }}
          hint="One thing that somebody can do and say that it is done. Nothing about a patient."
          value={valueOf(form, 'title')}
          errorMessage={problemOf(form, 'title')}
          autocomplete="off"
        />
        {!service && (
          <Input
            id="service"
            name="service"
            label={{ text: 'Service', size: 's' }}
            hint="Its reference, such as DEMO. Leave it empty for the whole organisation."
            value={valueOf(form, 'service')}
            errorMessage={problemOf(form, 'service')}
            width={20}
            autocomplete="off"
          />
        )}
        <OwnerField form={form} owners={owners} />
        <DueField form={form} />
        <Button preventDoubleClick>Add the action</Button>
      </form>
    </Frame>
  );
}

export function FinishForm({ action }: ChangeActionProps, form: FormContext) {
  return (
    <ChangeForm
      form={form}
      action={action}
      title={`Say that ${actionReference(action.number)} is done`}
      button="It is done"
      refused={whyNotOpen(action)}
    >
      <Textarea
        id="evidence"
        name="evidence"
        label={{ text: 'What was done, and what shows it', size: 's' }}
        hint="For example what was tried, by whom, and what came out. Nothing about a patient."
        rows={4}
        value={valueOf(form, 'evidence')}
        errorMessage={problemOf(form, 'evidence')}
      />
      <Input
        id="link"
        name="link"
        label={{ text: 'Where to see it, if there is such a place', size: 's' }}
        hint="A web address."
        value={valueOf(form, 'link')}
        errorMessage={problemOf(form, 'link')}
        autocomplete="off"
      />
    </ChangeForm>
  );
}

export function AssignForm({ action, owners }: ChangeActionProps, form: FormContext) {
  return (
    <ChangeForm
      form={form}
      action={action}
      title={`Hand ${actionReference(action.number)} on`}
      button="Hand it on"
      refused={whyNotOpen(action)}
    >
      <p>{action.owner.name} has it now.</p>
      <OwnerField form={form} owners={owners.filter(({ id }) => id !== action.owner.id)} />
      <Reason form={form} label="Why, if there is something to say" />
    </ChangeForm>
  );
}

export function PostponeForm({ action }: ChangeActionProps, form: FormContext) {
  return (
    <ChangeForm
      form={form}
      action={action}
      title={`Change the day of ${actionReference(action.number)}`}
      button="Change the day"
      refused={whyNotOpen(action)}
    >
      <p>It {sayDue(action.due, dateIn(form.now))}. The day that it has now stays in its history.</p>
      <DueField form={form} />
      <Reason form={form} label="Why the day is another one" />
    </ChangeForm>
  );
}

export function DropForm({ action }: ChangeActionProps, form: FormContext) {
  return (
    <ChangeForm
      form={form}
      action={action}
      title={`${actionReference(action.number)} is no longer needed`}
      button="It is no longer needed"
      refused={whyNotOpen(action)}
    >
      <p>It stays in the list with your reason, and can be taken up again.</p>
      <Reason form={form} label="Why it is no longer needed" />
    </ChangeForm>
  );
}

export function TakeUpForm({ action }: ChangeActionProps, form: FormContext) {
  return (
    <ChangeForm
      form={form}
      action={action}
      title={`Take ${actionReference(action.number)} up again`}
      button="Take it up again"
      refused={whyNotTakenUp(action)}
    >
      <p>{action.owner.name} has it. What was said of it before stays in its history.</p>
      <DueField form={form} />
      <Reason form={form} label="Why it is taken up again" />
    </ChangeForm>
  );
}

interface ChangeFormProps {
  readonly form: FormContext;
  readonly action: Action;
  readonly title: string;
  readonly button: string;
  /** Why it cannot be done as the action stands; null where it can. */
  readonly refused: string | null;
  readonly children: ComponentChildren;
}

function ChangeForm({ form, action, title, button, refused, children }: ChangeFormProps) {
  const back = { text: actionReference(action.number), href: actionPath(action.number) };
  return (
    <Frame form={form} title={title} back={back}>
      <p class="app-lead">{action.title}</p>
      {refused === null ? (
        <form method="post" novalidate>
          {form.hidden}
          {children}
          <Button preventDoubleClick>{button}</Button>
        </form>
      ) : (
        <p>{refused}</p>
      )}
    </Frame>
  );
}

interface FrameProps {
  readonly form: FormContext;
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

const LABELS = { owner: 'Owner', due: 'Due', reason: 'Reason', evidence: 'What shows it' };

function Frame({ form, title, back, children }: FrameProps) {
  return (
    <Layout shell={form.shell} title={title} path="/actions" back={back}>
      <div class="app-measure">
        <Problems form={form} labels={LABELS} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        {children}
      </div>
    </Layout>
  );
}

function OwnerField({ form, owners }: { readonly form: FormContext; readonly owners: readonly Owner[] }) {
  const chosen = valueOf(form, 'owner');
  return (
    <Select
      id="owner"
      name="owner"
      label={{ text: 'Who does it', size: 's' }}
      hint="It stands on their desk until it is done."
      value={chosen}
      errorMessage={problemOf(form, 'owner')}
      items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
    />
  );
}

function DueField({ form }: { readonly form: FormContext }) {
  return (
    <Input
      id="due"
      name="due"
      type="date"
      label={{ text: 'By when', size: 's' }}
      value={valueOf(form, 'due')}
      errorMessage={problemOf(form, 'due')}
      width={10}
      attributes={{ min: dateIn(form.now) }}
    />
  );
}

function Reason({ form, label }: { readonly form: FormContext; readonly label: string }) {
  return (
    <Textarea
      id="reason"
      name="reason"
      label={{ text: label, size: 's' }}
      rows={3}
      value={valueOf(form, 'reason')}
      errorMessage={problemOf(form, 'reason')}
    />
  );
}
