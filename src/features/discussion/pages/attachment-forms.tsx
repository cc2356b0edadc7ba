import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, FileUpload, Input, Textarea } from '../../../ui/nhsuk/index.ts';
import type { Discussed } from '../discussable.ts';
import type { Attachment } from '../domain.ts';
import { EraseReason, EraseWarning, SubjectFrame } from './forms.tsx';
import type { ServiceOf } from './frame.tsx';

/** Attaches a file or a web address. */
export function AttachForm({ discussed }: { readonly discussed: Discussed }, context: FormContext) {
  const form = { ...context, problems: context.problems.map(ofTheFile) };
  const { reference, service, title } = discussed;
  const again = form.problems.length > 0 ? 'Choose it again: a browser does not keep it. ' : '';
  return (
    <SubjectFrame
      form={form}
      service={service}
      about={discussed}
      title={`Attach something to ${reference}`}
      anchor="#attachments"
    >
      <p class="app-lead app-lines">{title}</p>
      <p>It stays: it can be withdrawn with a reason, and is never removed. Give either a file or a web address.</p>
      <form method="post" novalidate enctype="multipart/form-data">
        {form.hidden}
        <Input
          id="words"
          name="words"
          label={{ text: 'What it is', size: 's' }}
          hint="A few words, such as “Drawing of the new camera page”. Nothing about a patient."
          value={valueOf(form, 'words')}
          errorMessage={problemOf(form, 'words')}
          autocomplete="off"
        />
        <FileUpload
          id="file"
          name="file"
          label={{ text: 'A file', size: 's' }}
          hint={`${again}Up to 5 MB. Nothing about a patient may stand in it or in its name.`}
          errorMessage={problemOf(form, 'file')}
        />
        <Input
          id="link"
          name="link"
          label={{ text: 'Or a web address', size: 's' }}
          hint="A whole one, such as https://www.example.org/report."
          value={valueOf(form, 'link')}
          errorMessage={problemOf(form, 'link')}
          autocomplete="off"
          spellcheck={false}
        />
        <Button preventDoubleClick>Attach it to {reference}</Button>
      </form>
    </SubjectFrame>
  );
}

/** Whatever is wrong with a file, its name or its bytes, stands at the one field that it came with. */
function ofTheFile({ field, message }: FormContext['problems'][number]): FormContext['problems'][number] {
  return { field: field.startsWith('file.') ? 'file' : field, message };
}

export interface AttachmentProps {
  readonly service: ServiceOf;
  readonly attachment: Attachment;
  /** Why it cannot be done as things stand; null where it can. */
  readonly refused: string | null;
}

export function WithdrawForm({ service, attachment, refused }: AttachmentProps, form: FormContext) {
  const { about, words } = attachment;
  return (
    <SubjectFrame
      form={form}
      service={service}
      about={about}
      title={`Withdraw an attachment of ${about.reference}`}
      anchor="#attachments"
    >
      <p class="app-lead">{words}</p>
      {refused === null ? (
        <form method="post" novalidate>
          {form.hidden}
          <Textarea
            id="reason"
            name="reason"
            label={{ text: 'Why is it withdrawn?', size: 's' }}
            hint="It stays with your reason, told as withdrawn."
            value={valueOf(form, 'reason')}
            errorMessage={problemOf(form, 'reason')}
            rows={3}
          />
          <Button preventDoubleClick>Withdraw it</Button>
        </form>
      ) : (
        <p>{refused}</p>
      )}
    </SubjectFrame>
  );
}

export function EraseAttachmentForm({ service, attachment, refused }: AttachmentProps, form: FormContext) {
  const { about, words } = attachment;
  return (
    <SubjectFrame
      form={form}
      service={service}
      about={about}
      title={`Erase the words of an attachment of ${about.reference}`}
      anchor="#attachments"
    >
      <p class="app-lead">{words}</p>
      {refused === null ? (
        <>
          <EraseWarning>
            What it is called, the name of its file, its web address and why it was withdrawn go. The file itself stays:
            withdraw it as well.
          </EraseWarning>
          <form method="post" novalidate>
            {form.hidden}
            <EraseReason form={form} />
            <Button variant="warning" preventDoubleClick>
              Erase these words for good
            </Button>
          </form>
        </>
      ) : (
        <p>{refused}</p>
      )}
    </SubjectFrame>
  );
}
