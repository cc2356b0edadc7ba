import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Input, Select, Textarea, WarningCallout } from '../../../ui/nhsuk/index.ts';
import { aboutWords, assessmentPath, commentName, type About, type Comment, type Standard } from '../domain.ts';
import { Said } from './comments.tsx';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';

export interface CommentFormProps {
  readonly service: ServiceNamed;
  readonly about: About;
  readonly standards: readonly Standard[];
}

/** An assessor says something to the team. */
export function CommentForm({ service, about, standards }: CommentFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Say something to the team"
      back={{ text: 'Your comments', href: assessmentPath(service.reference) }}
    >
      <p class="app-lead">{aboutWords(about, standards)}</p>
      <p>
        The team of this service reads it with your name, and answers. It stays as you say it. It is no finding: it
        changes nothing of what they claim.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="text"
          name="text"
          label={{ text: 'What do you want the team to know?', size: 's' }}
          hint="Nothing about a patient."
          rows={6}
          value={valueOf(form, 'text')}
          errorMessage={problemOf(form, 'text')}
        />
        <Button preventDoubleClick>Send your comment</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface AnswerFormProps {
  readonly service: ServiceNamed;
  readonly comment: Comment;
  readonly standards: readonly Standard[];
  /** Who can do what has to be done. */
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

/** The team answers, and makes an action of it where something has to be done. */
export function AnswerForm({ service, comment, standards, owners }: AnswerFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Answer comment ${comment.number}`}
      back={{ text: 'Comments of assessors', href: assessmentPath(service.reference, comment.number) }}
    >
      <p class="app-lead">{aboutWords(comment, standards)}</p>
      <div class="app-talk">
        <Said comment={comment} />
      </div>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="text"
          name="text"
          label={{ text: 'Your answer', size: 's' }}
          hint="The assessor reads it with your name. It stays as you say it."
          rows={5}
          value={valueOf(form, 'text')}
          errorMessage={problemOf(form, 'text')}
        />
        <h2 class="nhsuk-heading-m">If something has to be done</h2>
        <Input
          id="action"
          name="action"
          label={{ text: 'What has to be done (optional)', size: 's' }}
          hint="An action is made of it, and the assessor sees its number."
          value={valueOf(form, 'action')}
          errorMessage={problemOf(form, 'action')}
          autocomplete="off"
        />
        <Select
          id="owner"
          name="owner"
          label={{ text: 'Who does it', size: 's' }}
          value={valueOf(form, 'owner')}
          errorMessage={problemOf(form, 'owner')}
          items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
        />
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
        <Button preventDoubleClick>Send the answer</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface EraseFormProps {
  readonly service: ServiceNamed;
  readonly comment: Comment;
}

export function EraseForm({ service, comment }: EraseFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Erase comment ${comment.number}`}
      back={{ text: 'Comments of assessors', href: assessmentPath(service.reference, comment.number) }}
    >
      <div class="app-talk">
        <Said comment={comment} />
      </div>
      <WarningCallout heading={{ text: 'This cannot be taken back', level: 2 }}>
        <p>
          What {commentName(comment.number).toLowerCase()} and its answers say goes. That it was there, when it was
          erased, by whom and why stays. Use it where the law asks for it: something about a patient, or a person who
          asked.
        </p>
      </WarningCallout>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why is it erased?', size: 's' }}
          hint="Do not repeat what it says."
          rows={3}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button variant="warning" preventDoubleClick>
          Erase this comment for good
        </Button>
      </form>
    </ServiceFormFrame>
  );
}
