import type { ComponentChildren } from 'preact';
import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Select, Textarea, WarningCallout } from '../../../ui/nhsuk/index.ts';
import type { Discussed } from '../discussable.ts';
import { threadAnchor, threadPath, type About, type Comment, type Person, type Thread } from '../domain.ts';
import { Frame, type ServiceOf } from './frame.tsx';
import { ThreadBody } from './thread.tsx';

/** Somebody who can be mentioned, with what tells two of one name apart. */
export interface Askable extends Person {
  readonly roles: readonly string[];
}

export interface StartProps {
  readonly discussed: Discussed;
  readonly people: readonly Askable[];
}

export interface InThreadProps {
  readonly service: ServiceOf;
  readonly thread: Thread;
  readonly people: readonly Askable[];
  /** Something in it waits for whoever looks. */
  readonly waits: boolean;
  /** Why it cannot be done as things stand; null where it can. */
  readonly refused: string | null;
}

export interface CommentProps extends InThreadProps {
  readonly comment: Comment;
}

/** Begins a discussion. */
export function StartForm({ discussed, people }: StartProps, form: FormContext) {
  return (
    <SubjectFrame
      form={form}
      service={discussed.service}
      about={discussed}
      title={`Ask or say something about ${discussed.reference}`}
    >
      <p class="app-lead app-lines">{discussed.title}</p>
      <p>
        Everybody on the team of this service can read it, and it stays. Assessors cannot read it. It changes no rating
        and no approval: what has to be done is an action.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <TextField form={form} label="What do you want to ask or say?" people={people} />
        <MentionField form={form} people={people} />
        <Button preventDoubleClick>Begin the discussion</Button>
      </form>
    </SubjectFrame>
  );
}

export function AnswerForm(props: InThreadProps, form: FormContext) {
  const { service, thread, people, waits } = props;
  return (
    <ThreadFrame {...props} form={form} title={`Answer in the discussion of ${thread.about.reference}`}>
      <form method="post" novalidate>
        {form.hidden}
        <TextField form={form} label="Your answer" people={people} />
        <MentionField form={form} people={people} />
        <Button preventDoubleClick>Send your answer</Button>
      </form>
      {waits && (
        <p>
          Nothing to answer? <a href={`${threadPath(service.reference, thread.number)}/read`}>Mark it as read</a>, and
          it leaves your desk.
        </p>
      )}
    </ThreadFrame>
  );
}

export function ResolveForm(props: InThreadProps, form: FormContext) {
  return (
    <ThreadFrame {...props} form={form} title={`Mark as resolved: ${props.thread.about.reference}`}>
      <form method="post" novalidate>
        {form.hidden}
        <TextField form={form} label="How it was settled, if there is something to say" people={[]} />
        <p>It stays where it is, folded. Anybody can open it again.</p>
        <Button preventDoubleClick>Mark as resolved</Button>
      </form>
    </ThreadFrame>
  );
}

export function ReopenForm(props: InThreadProps, form: FormContext) {
  return (
    <ThreadFrame {...props} form={form} title={`Open again: ${props.thread.about.reference}`}>
      <form method="post" novalidate>
        {form.hidden}
        <TextField form={form} label="Why do you open it again?" people={props.people} />
        <MentionField form={form} people={props.people} />
        <Button preventDoubleClick>Open it again</Button>
      </form>
    </ThreadFrame>
  );
}

export function ReadForm(props: InThreadProps, form: FormContext) {
  const refused = props.waits ? null : 'Nothing in this discussion waits for you.';
  return (
    <ThreadFrame {...props} refused={refused} form={form} title={`You were mentioned: ${props.thread.about.reference}`}>
      <form method="post" novalidate>
        {form.hidden}
        <p>It leaves your desk, and the discussion stays open.</p>
        <Button preventDoubleClick>Mark it as read</Button>
      </form>
    </ThreadFrame>
  );
}

export function EditForm(props: CommentProps, form: FormContext) {
  return (
    <ThreadFrame {...props} form={form} title={`Change your words about ${props.thread.about.reference}`} alone>
      <p>The words that stand there now stay with it: everybody can see that it was edited, and how it was before.</p>
      <form method="post" novalidate>
        {form.hidden}
        <TextField form={form} label="Your words" people={props.people} />
        <MentionField form={form} people={props.people} />
        <Button preventDoubleClick>Save your words</Button>
      </form>
    </ThreadFrame>
  );
}

export function EraseForm(props: CommentProps, form: FormContext) {
  const { comment, thread } = props;
  return (
    <ThreadFrame {...props} form={form} title={`Erase a comment about ${thread.about.reference}`} alone>
      <p>
        <strong>{comment.author.name}</strong> said:
      </p>
      <p class="app-lines">{comment.text}</p>
      <EraseWarning>
        The words go from every wording of this comment. That it was there, when it was erased, by whom and why stays.
      </EraseWarning>
      <form method="post" novalidate>
        {form.hidden}
        <EraseReason form={form} />
        <Button variant="warning" preventDoubleClick>
          Erase this comment for good
        </Button>
      </form>
    </ThreadFrame>
  );
}

export function EraseWarning({ children }: { readonly children: ComponentChildren }) {
  return (
    <WarningCallout heading={{ text: 'This cannot be taken back', level: 2 }}>
      <p>{children} Use it where the law asks for it: something about a patient, or a person who asked.</p>
    </WarningCallout>
  );
}

export function EraseReason({ form }: { readonly form: FormContext }) {
  return (
    <Textarea
      id="reason"
      name="reason"
      label={{ text: 'Reason', size: 's' }}
      hint="Do not repeat what it says: the reason is kept."
      value={valueOf(form, 'reason')}
      errorMessage={problemOf(form, 'reason')}
      rows={3}
    />
  );
}

interface TextFieldProps {
  readonly form: FormContext;
  readonly label: string;
  /** Who can be asked by @ and a name; nobody, where nothing is asked. */
  readonly people: readonly Askable[];
}

function TextField({ form, label, people }: TextFieldProps) {
  const example = people.find(({ id }) => id !== form.actor.id);
  const how = example ? `Write @ and a name to ask somebody, such as @${example.name}. ` : '';
  return (
    <Textarea
      id="text"
      name="text"
      label={{ text: label, size: 's' }}
      hint={`${how}Nothing about a patient.`}
      value={valueOf(form, 'text')}
      errorMessage={problemOf(form, 'text')}
      rows={5}
      attributes={{ 'data-mentions': 'mentions' }}
    />
  );
}

function MentionField({ form, people }: { readonly form: FormContext; readonly people: readonly Askable[] }) {
  const chosen = valueOf(form, 'mentions');
  return (
    <Select
      id="mentions"
      name="mentions"
      label={{ text: 'Or choose who is to answer', size: 's' }}
      hint="It stands on their desk until they answer it or mark it as read."
      value={chosen}
      errorMessage={problemOf(form, 'mentions')}
      items={[
        { value: '', text: 'Nobody in particular' },
        ...people.map(({ id, name, roles }) => ({
          value: id,
          text: `${name}, ${roles.join(', ')}`,
          attributes: { 'data-name': name },
        })),
      ]}
    />
  );
}

interface SubjectFrameProps {
  readonly form: FormContext;
  readonly service: ServiceOf;
  readonly about: About;
  readonly title: string;
  readonly anchor?: string;
  readonly children: ComponentChildren;
}

const LABELS = { text: 'Your words', reason: 'Reason' };

/** A form that leads back to the page of its subject. */
export function SubjectFrame({ form, service, about, title, anchor = '', children }: SubjectFrameProps) {
  return (
    <Frame
      context={form}
      service={service}
      title={title}
      back={{ text: about.reference, href: `${about.path}${anchor}` }}
    >
      <div class="app-measure">
        <Problems form={form} labels={LABELS} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        {children}
      </div>
    </Frame>
  );
}

interface ThreadFrameProps extends InThreadProps {
  readonly form: FormContext;
  readonly title: string;
  /** Without what was said above the form. */
  readonly alone?: boolean;
  readonly children: ComponentChildren;
}

function ThreadFrame({ form, service, thread, refused, title, alone, children }: ThreadFrameProps) {
  return (
    <SubjectFrame
      form={form}
      service={service}
      about={thread.about}
      title={title}
      anchor={`#${threadAnchor(thread.number)}`}
    >
      {!alone && (
        <div class="app-talk app-talk--above">
          <ThreadBody service={service.reference} thread={thread} offers={null} />
        </div>
      )}
      {refused === null ? children : <Refused form={form} refused={refused} />}
    </SubjectFrame>
  );
}

/** Why it cannot be done; what somebody typed meanwhile is not lost. */
function Refused({ form, refused }: { readonly form: FormContext; readonly refused: string }) {
  const typed = form.refusal === null ? '' : valueOf(form, 'text');
  return (
    <>
      <p>{refused}</p>
      {typed !== '' && (
        <>
          <h2 class="nhsuk-heading-s">What you typed</h2>
          <p class="app-lines">{typed}</p>
        </>
      )}
    </>
  );
}
