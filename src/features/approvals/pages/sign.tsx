import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock, SentenceWords } from '../../../ui/sentence.tsx';
import type { Sentence } from '../../../words/sentence.ts';
import { counted } from '../domain.ts';
import { editorialCount, materialCount, type Difference } from '../domain/difference.ts';
import type { Seen } from '../domain/signing.ts';
import type { Signed } from '../signable.ts';
import { Conditions, type Owner } from './conditions.tsx';
import { EditorialChanges, MaterialChanges } from './difference.tsx';
import { SeenFields } from './seen.tsx';
import { SignedSide, type SideProps } from './side.tsx';

export interface SignPageProps {
  readonly signed: Signed;
  readonly noun: string;
  readonly number: number;
  /** The version that it is compared with, with who approved it and when; null for the first one. */
  readonly previous: { readonly number: number; readonly by: string; readonly at: Date } | null;
  readonly difference: Difference;
  readonly warnings: readonly Sentence[];
  /** Why this person cannot sign it as things stand; null where they can. */
  readonly refused: Sentence | null;
  /** The last time that somebody did not approve it, where nothing was signed since. */
  readonly rejected: { readonly by: string; readonly at: Date; readonly reason: string } | null;
  /** Who has signed these words already, where it takes several. */
  readonly signedBy: readonly string[];
  readonly needed: number;
  /** What the signature means, if it is approved without conditions; null where nobody could sign. */
  readonly meaning: string | null;
  readonly owners: readonly Owner[];
  readonly side: SideProps;
  readonly seen: Seen;
}

/** The page on which somebody reads what they sign, decides, and signs. In this order: it asks last. */
export function SignPage(props: SignPageProps, form: FormContext) {
  const { signed, number, refused } = props;
  return (
    <Layout
      shell={form.shell}
      title={`Sign version ${number}, ${signed.title}`}
      path="/services"
      service={{
        name: signed.service.name,
        href: `/services/${signed.service.reference}`,
        asAt: sayDateTime(form.now),
      }}
    >
      <Problems form={form} />
      <span class="nhsuk-caption-l">
        <a href={signed.href}>{signed.title}</a>
      </span>
      <h1 class="nhsuk-heading-l">Sign version {number}</h1>
      <Lead {...props} />
      {refused && <Refused sentence={refused} />}
      <div class="app-signing">
        <div class="app-signing__main">
          <Changed {...props} />
          <Know {...props} />
          {refused === null && props.meaning !== null && <Decide {...props} form={form} meaning={props.meaning} />}
        </div>
        <SignedSide {...props.side} />
      </div>
    </Layout>
  );
}

/** What is compared with what, and what somebody said of it the last time. */
export function Lead({ signed, number, previous, difference, rejected, signedBy, needed }: SignPageProps) {
  const { unchanged } = difference;
  return (
    <>
      <p class="app-lead app-measure">
        {previous === null
          ? `Nobody has approved a version of it yet. You see all of it.`
          : `You see only what is different from version ${previous.number}, which ${previous.by} approved on ${sayDate(previous.at)}.`}
        {previous !== null &&
          unchanged &&
          ` ${unchanged.count} of ${counted(unchanged.of, unchanged.noun)} ${unchanged.count === 1 ? 'is' : 'are'} unchanged.`}{' '}
        <a href={signed.href}>Read all of version {number}</a>
      </p>
      {rejected && (
        <SentenceBlock
          sentence={{
            so: [`It was not approved on ${sayDate(rejected.at)}`],
            because: [`${rejected.by} says: “${withoutStop(rejected.reason)}”`],
            clears: ['A version that somebody approves clears it.'],
          }}
        />
      )}
      {needed > 1 && (
        <p class="app-measure">
          It takes {counted(needed, 'signature')}, each by somebody else.{' '}
          {signedBy.length === 0 ? 'Nobody has signed it yet.' : `Signed already by ${signedBy.join(' and ')}.`}
        </p>
      )}
    </>
  );
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/u, '');
}

function Changed({ signed, number, previous, difference }: SignPageProps) {
  const { material, editorial } = difference;
  const editorialChanges = editorialCount(difference);
  const versions = { before: previous && `Version ${previous.number}`, after: `Version ${number}` };
  return (
    <>
      <h2 class="nhsuk-heading-m" id="matters">
        1. {previous === null ? 'What you approve' : 'What changed and matters'}{' '}
        <span class="app-count">({materialCount(difference)})</span>
      </h2>
      {material.length > 0 ? (
        <MaterialChanges difference={difference} versions={versions} href={signed.href} />
      ) : (
        <p>{previous === null ? 'Nothing stands in it yet.' : 'Nothing that matters has changed.'}</p>
      )}
      <h2 class="nhsuk-heading-m" id="editorial">
        2. What changed and is editorial{' '}
        <span class="app-count">({editorialChanges === 0 ? 'nothing' : editorialChanges})</span>
      </h2>
      {previous === null ? (
        <p>What is editorial has nothing to differ from yet.</p>
      ) : editorialChanges > 0 ? (
        <EditorialChanges parts={editorial} />
      ) : (
        <p>No spelling, owner or link has changed.</p>
      )}
    </>
  );
}

function Know({ warnings }: SignPageProps) {
  return (
    <>
      <h2 class="nhsuk-heading-m" id="know">
        3. What you should know before you sign{' '}
        <span class="app-count">({warnings.length === 0 ? 'nothing' : warnings.length})</span>
      </h2>
      {warnings.length === 0 ? (
        <p>Nothing stands against it that Primum knows of.</p>
      ) : (
        warnings.map((warning) => <SentenceBlock sentence={warning} />)
      )}
    </>
  );
}

/** Said before anything is read: whoever cannot sign reads for another reason. */
function Refused({ sentence }: { readonly sentence: Sentence }) {
  return (
    <p class={`app-so${sentence.clears.length === 0 ? ' app-so--quiet' : ''}`} role="note">
      <SentenceWords sentence={sentence} />
    </p>
  );
}

type DecideProps = SignPageProps & { readonly form: FormContext; readonly meaning: string };

function Decide({ number, owners, meaning, seen, form }: DecideProps) {
  const value = valueOf(form, 'decision');
  return (
    <form method="post" novalidate>
      {form.hidden}
      <SeenFields seen={seen} />
      <h2 class="nhsuk-heading-m" id="your-decision">
        4. Your decision
      </h2>
      <Radios
        idPrefix="decision"
        name="decision"
        fieldset={{ legend: { text: 'Your decision', classes: 'nhsuk-u-visually-hidden' } }}
        value={value}
        errorMessage={problemOf(form, 'decision')}
        items={[
          { value: 'approve', text: `Approve version ${number}` },
          {
            value: 'approve with conditions',
            text: 'Approve with conditions',
            hint: 'Each condition becomes an action with an owner and a date.',
            conditional: <Conditions form={form} owners={owners} />,
          },
          {
            value: 'reject',
            text: 'Do not approve',
            hint: 'Say what has to change. The team sees it at once.',
            conditional: (
              <Textarea
                id="reason"
                name="reason"
                label={{ text: 'What has to change' }}
                hint="Write nothing about a patient."
                value={valueOf(form, 'reason')}
                errorMessage={problemOf(form, 'reason')}
                rows={4}
              />
            ),
          },
        ]}
      />
      <h2 class="nhsuk-heading-m" id="means">
        5. What your signature means
      </h2>
      <blockquote class="app-so app-meaning">
        <p class="app-lead">{meaning}</p>
      </blockquote>
      <p class="app-measure">
        With conditions, it adds “with the conditions that I have set”. If you do not approve, it says that in your
        judgement it is not ready, for the reason that you give. It does not mean that the service is free of risk. It
        stays what it is for ever; later changes are shown beside it.
      </p>
      <div class="app-signing__confirm">
        <p>
          <strong>Confirm that it is you.</strong> The next page asks for it, even though you are signed in.
        </p>
        <Button preventDoubleClick>Sign my decision on version {number}</Button>
        <p>
          <a href="/sign">Come back to it later</a>
        </p>
      </div>
    </form>
  );
}
