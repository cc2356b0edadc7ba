import { problemOf, valueOf, type FormContext } from '../../../../platform/http/forms.ts';
import { ReasonForm } from '../../../../platform/http/reason-form.tsx';
import { ServiceFormFrame } from '../../../../platform/http/service-frame.tsx';
import { dateIn } from '../../../../platform/london-time.ts';
import { Button, FileUpload, Radios } from '../../../../ui/nhsuk/index.ts';
import { counted } from '../../../../words/counting.ts';
import { listReference, type StoredList } from '../../domain/challenges.ts';
import {
  deploymentPath,
  deploymentReference,
  deploymentsPath,
  supplierPath,
  type Deployment,
} from '../../domain/deployments.ts';
import { DOCUMENT_SORTS, SORT_WORDS, type SupplierDocument } from '../../domain/documents.ts';
import { isOpen } from '../../domain/received.ts';
import { Line, Lines } from '../../inputs.tsx';
import type { Work } from '../loading.ts';

interface OfDeployment {
  readonly deployment: Deployment;
}

/** Where a form of a deployment leads back to. */
function backTo({ service, number }: Deployment) {
  return { text: deploymentReference(number), href: deploymentPath(service.reference, number) };
}

function backToSupplier({ service, number }: Deployment) {
  return { text: 'What came from the supplier', href: supplierPath(service.reference, number) };
}

/** Whatever is wrong with a file, its name or its bytes, stands at the one field that it came with. */
function atTheFile(context: FormContext, name: string): FormContext {
  const problems = context.problems.map((one) => (one.field.startsWith(`${name}.`) ? { ...one, field: name } : one));
  return { ...context, problems };
}

/** What somebody has to know whose file was not taken in. */
function again({ problems, refusal }: FormContext): string {
  return problems.length > 0 || refusal !== null ? 'Choose it again: a browser does not keep it. ' : '';
}

/** A place where the service is deployed. */
export function AddForm(
  { service }: { readonly service: { readonly reference: string; readonly name: string } },
  form: FormContext,
) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Add a deployment"
      labels={{ site: 'Where it is deployed' }}
      back={{ text: 'Deployments', href: deploymentsPath(service.reference) }}
    >
      <p>
        A deployment is one place and one way in which you use the service. It has a hazard log of its own, because the
        same product can be safe in one place and not in another.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Line form={form} name="site" label="Where it is deployed" hint="Such as “Larkmoor Hospital, outpatients”." />
        <Lines
          form={form}
          name="configuration"
          label="How it is set up there"
          hint="Modules, settings, and what it is connected with. You can leave it empty for now."
        />
        <Button preventDoubleClick>Add the deployment</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface TakeInProps extends OfDeployment {
  /** Whether no key of the supplier is known yet. */
  readonly isFirst: boolean;
}

/** A packet, as the supplier sent it. */
export function TakeInForm({ deployment, isFirst }: TakeInProps, context: FormContext) {
  const form = atTheFile(context, 'packet');
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Take in a packet"
      caption={deployment.site}
      labels={{ packet: 'The packet', fingerprint: 'The fingerprint of the supplier’s key' }}
      back={backTo(deployment)}
    >
      <p>
        Every byte of it is proved before anything is written. Its hazards come with the supplier’s ratings as they are
        stated: none of them counts here until somebody here confirms it.
      </p>
      <form method="post" novalidate enctype="multipart/form-data">
        {form.hidden}
        <FileUpload
          id="packet"
          name="packet"
          label={{ text: 'The packet', size: 's' }}
          hint={`${again(form)}One file, as the supplier sent it, up to 5 MB. Larger ones at the command line: primum packet take-in.`}
          errorMessage={problemOf(form, 'packet')}
        />
        {isFirst && (
          <Line
            form={form}
            name="fingerprint"
            label="The fingerprint of the supplier’s key"
            hint="No key of theirs is known here. Ask them for it by another way than the one the packet came by, such as a call. Leave it empty to be shown the one of the packet; nothing is taken in then."
          />
        )}
        <Button preventDoubleClick>Take in the packet</Button>
      </form>
    </ServiceFormFrame>
  );
}

/** Another key of the supplier, once somebody asked them. */
export function KeyForm({ deployment }: OfDeployment, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Accept another key of the supplier"
      labels={{ fingerprint: 'Its fingerprint', reason: 'How you know that it is theirs' }}
      back={backTo(deployment)}
    >
      <p>
        From then on packets count that are signed with this key, and those that are signed with the key before are
        refused. Accept it only if you asked the supplier by another way than the one the packet came by.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Line form={form} name="fingerprint" label="Its fingerprint" hint="All of it, such as 3f2a 90c1 and so on." />
        <Lines
          form={form}
          name="reason"
          label="How you know that it is theirs"
          hint="Whom you asked, how, and why the key is another one."
        />
        <Button preventDoubleClick>Accept the key</Button>
      </form>
    </ServiceFormFrame>
  );
}

/** The answer to the latest packet, as a file. */
export function WriteAnswerForm(
  { deployment, work }: OfDeployment & { readonly work: Work | null },
  form: FormContext,
) {
  const open = work?.list.filter(({ state }) => isOpen(state)).length ?? 0;
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Write the answer to a file"
      caption={deployment.site}
      back={backTo(deployment)}
    >
      {work ? (
        <>
          <p>
            It answers {work.list.length - open} of the {counted(work.list.length, 'item')} of {work.latest.reference}.{' '}
            {open > 0
              ? `Each of the others is named as open, so that nobody takes it for accepted. You can write another file later.`
              : 'Nothing is open.'}
          </p>
          <p>The file says who answered what, and when. The supplier can prove that it came from you as it is.</p>
          <form method="post" novalidate>
            {form.hidden}
            <Button preventDoubleClick>Write the answer</Button>
          </form>
        </>
      ) : (
        <p>No packet was taken in for this deployment: there is nothing to answer.</p>
      )}
    </ServiceFormFrame>
  );
}

/** A document of a supplier who does not use Primum. */
export function DocumentForm({ deployment }: OfDeployment, context: FormContext) {
  const form = atTheFile(context, 'document');
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Take in a document of the supplier"
      caption={deployment.site}
      labels={{
        sort: 'What it is',
        document: 'The document',
        signedOn: 'Signed on',
        reviewBy: 'To be looked at again by',
      }}
      back={backToSupplier(deployment)}
    >
      <p>
        It is kept as it is, and always shown as made outside Primum. What it says of who signed it is your word, kept
        under your name. A hazard log is read as at the front door of Primum, and the first one becomes the beginning of
        the log of this deployment: its ratings as stated, none of them confirmed.
      </p>
      <form method="post" novalidate enctype="multipart/form-data">
        {form.hidden}
        <Radios
          name="sort"
          value={valueOf(form, 'sort')}
          fieldset={{ legend: { text: 'What it is', size: 's' } }}
          errorMessage={problemOf(form, 'sort')}
          items={DOCUMENT_SORTS.map((sort) => ({ value: sort, text: SORT_WORDS[sort] }))}
        />
        <FileUpload
          id="document"
          name="document"
          label={{ text: 'The document', size: 's' }}
          hint={`${again(form)}A log as Excel, Word or a page can be read; a PDF is kept, and its rows are not known. Up to 5 MB. Nothing about a patient may stand in it.`}
          errorMessage={problemOf(form, 'document')}
        />
        <Line
          form={form}
          name="signer"
          label="Who signed or approved it"
          hint="As the document says. Leave it empty where it says nothing."
        />
        <Line form={form} name="role" label="As what" hint="Such as clinical safety officer." />
        <Line form={form} name="signedOn" label="Signed on" type="date" max={dateIn(form.now)} />
        <Lines form={form} name="scope" label="What it covers" hint="The version, the modules, the phase." />
        <Line form={form} name="reviewBy" label="To be looked at again by, if it says so" type="date" />
        <Button preventDoubleClick>Take in the document</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function WithdrawForm(
  { deployment, document }: OfDeployment & { readonly document: SupplierDocument },
  form: FormContext,
) {
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Withdraw a document"
      labels={{ reason: 'Why does it not count any more?' }}
      back={backToSupplier(deployment)}
    >
      <p class="app-lead">{document.file}</p>
      <p>It stays where it is, and counts for nothing from then on. What came of it in the hazard log stays too.</p>
      <ReasonForm form={form} label="Why does it not count any more?" button="Withdraw the document" />
    </ServiceFormFrame>
  );
}

export function SentForm({ deployment, list }: OfDeployment & { readonly list: StoredList }, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title={`Record that ${listReference(list.number)} was sent`}
      labels={{ sentOn: 'When', how: 'How, and to whom' }}
      back={{
        text: listReference(list.number),
        href: `${supplierPath(deployment.service.reference, deployment.number)}/questions/${listReference(list.number)}`,
      }}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Line form={form} name="sentOn" label="When" type="date" max={dateIn(form.now)} />
        <Line
          form={form}
          name="how"
          label="How, and to whom"
          hint="Such as “by mail to their clinical safety office”."
        />
        <Button preventDoubleClick>Record that it was sent</Button>
      </form>
    </ServiceFormFrame>
  );
}
