import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, FileUpload, Input, Textarea } from '../../../ui/nhsuk/index.ts';
import { counted } from '../domain.ts';
import type { Seen } from '../domain/signing.ts';
import type { Signed } from '../signable.ts';
import { SeenFields } from './seen.tsx';

export interface OutsideProps {
  readonly signed: Signed;
  readonly noun: string;
  readonly number: number;
  readonly counts: boolean;
  /** How many signatures it takes. */
  readonly needed: number;
  /** For how many months a version is valid at most; null for no end. */
  readonly months: number | null;
  readonly seen: Seen;
}

/** Takes in a document that was signed elsewhere: who signed it, when, and what it covers. */
export function OutsidePage({ signed, noun, number, counts, needed, months, seen }: OutsideProps, form: FormContext) {
  return (
    <Layout
      shell={form.shell}
      title={`Approved outside Primum, ${signed.title}`}
      path="/services"
      service={{
        name: signed.service.name,
        href: `/services/${signed.service.reference}`,
        asAt: sayDateTime(form.now),
      }}
      back={{ text: 'Versions', href: `${signed.path}/versions` }}
    >
      <div class="app-measure">
        <Problems form={form} />
        <span class="nhsuk-caption-l">{signed.title}</span>
        <h1 class="nhsuk-heading-l">Take in a document that was signed elsewhere</h1>
        <p>
          For an approval on paper, or in another program.{' '}
          {counts && needed > 1
            ? `It counts as one of the ${needed} signatures of version ${number} of this ${noun}; somebody signs it here too. It is always shown as signed outside Primum.`
            : counts
              ? `It becomes version ${number} of this ${noun}, and is always shown as approved outside Primum.`
              : `It is shown beside this ${noun} as approved outside Primum, and makes no version of it.`}{' '}
          Primum cannot look up who signed it: that the document covers <a href={signed.href}>what stands here now</a>{' '}
          is your word, and kept under your name.
        </p>
        <form method="post" novalidate enctype="multipart/form-data">
          {form.hidden}
          <SeenFields seen={seen} />
          <FileUpload
            id="document"
            name="document"
            label={{ text: 'The signed document', size: 's' }}
            hint="A PDF, a Word file or a picture, up to 5 MB. Nothing about a patient may stand in it."
            errorMessage={problemOf(form, 'document')}
          />
          <Line form={form} name="signer" label="Who signed it" />
          <Line form={form} name="role" label="As what" hint="As the document says, such as medical director." />
          <Line form={form} name="signedOn" label="Signed on" type="date" max={dateIn(form.now)} />
          <Textarea
            id="scope"
            name="scope"
            label={{ text: 'What it covers', size: 's' }}
            hint={`Such as “all of the ${noun}, as printed on that day”.`}
            value={valueOf(form, 'scope')}
            errorMessage={problemOf(form, 'scope')}
            rows={3}
          />
          <Line
            form={form}
            name="reviewBy"
            label="To be looked at again by, if it says so"
            type="date"
            {...(counts &&
              months !== null && { hint: `It counts for ${counted(months, 'month')} after it was signed at most.` })}
          />
          <Button preventDoubleClick>{counts ? `Take it in as version ${number}` : 'Take it in'}</Button>
        </form>
      </div>
    </Layout>
  );
}

interface LineProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'date';
  readonly max?: string;
}

function Line({ form, name, label, hint, type, max }: LineProps) {
  return (
    <Input
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      {...(hint !== undefined && { hint })}
      {...(type && { type })}
      {...(max !== undefined && { attributes: { max } })}
    />
  );
}
