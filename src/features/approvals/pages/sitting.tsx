import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button, Radios } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock, SentenceWords } from '../../../ui/sentence.tsx';
import type { Sentence } from '../../../words/sentence.ts';
import { counted } from '../domain.ts';
import { editorialCount } from '../domain/difference.ts';
import { SEEN, type Seen } from '../domain/signing.ts';
import { the } from '../domain/standing.ts';
import { EditorialChanges, MaterialChanges } from './difference.tsx';
import { Fingerprint } from './side.tsx';
import { Lead, type SignPageProps } from './sign.tsx';

/** One thing to be read and decided on. */
export interface SittingItem {
  /** "hazard-log:<id>": sent back with the decision. */
  readonly key: string;
  readonly id: string;
  readonly props: SignPageProps;
  readonly meaning: string;
}

export interface SittingProps {
  readonly items: readonly SittingItem[];
  /** What awaits a signature and is not signed among others, with why. */
  readonly apart: readonly {
    readonly title: string;
    /** "there are 24 hazards to read"; where this person cannot sign it, the sentence says it instead. */
    readonly why: string;
    readonly sentence: Sentence | null;
    readonly action: { readonly text: string; readonly href: string };
  }[];
  /** How many stand behind these. */
  readonly later: number;
}

/** The name of a field of one of them. */
export function fieldOf(name: 'decision' | keyof Seen, id: string): string {
  return `${name}-${id}`;
}

/** Several small things, each read whole and decided on, one below the other. */
export function SittingPage({ items, apart, later }: SittingProps, form: FormContext) {
  return (
    <Layout shell={form.shell} title="Sign several in one sitting" path="/sign">
      <Problems form={form} />
      <span class="nhsuk-caption-l">
        <a href="/sign">What awaits your signature</a>
      </span>
      <h1 class="nhsuk-heading-l">
        Sign several in one sitting <span class="app-count">({items.length})</span>
      </h1>
      {items.length === 0 ? <NothingSmall /> : <Sitting items={items} form={form} />}
      {apart.length > 0 && <Apart apart={apart} />}
      {later > 0 && (
        <p class="app-measure">
          {counted(later, 'signature')} more {later === 1 ? 'is' : 'are'} asked of you. They come here once these are
          signed, and stand in <a href="/sign">what awaits your signature</a>.
        </p>
      )}
    </Layout>
  );
}

function NothingSmall() {
  return (
    <p class="app-lead app-measure">
      Nothing small awaits your signature. What differs in a few places from the version before will stand here, one
      below the other, to be signed in one sitting.
    </p>
  );
}

function Sitting({ items, form }: Pick<SittingProps, 'items'> & { readonly form: FormContext }) {
  return (
    <>
      <div class="app-measure">
        <p class="app-lead">
          Read each, and decide on each. You confirm once that it is you. Each one that you approve gets a signature of
          its own, as if you had signed it alone.
        </p>
        <p>
          To set conditions, or not to approve something, open it by itself. What you leave for now stays on your desk.
        </p>
      </div>
      <form method="post" novalidate>
        {form.hidden}
        {items.map((item, index) => (
          <One item={item} place={index + 1} form={form} />
        ))}
        <div class="app-signing__confirm">
          <p>
            <strong>Confirm that it is you, once for all that you approve.</strong> The next page asks for it, even
            though you are signed in.
          </p>
          <Button preventDoubleClick>Sign what I approve</Button>
          <p>
            <a href="/sign">Come back to it later</a>
          </p>
        </div>
      </form>
    </>
  );
}

interface OneProps {
  readonly item: SittingItem;
  readonly place: number;
  readonly form: FormContext;
}

function One({ item: { key, id, props, meaning }, place, form }: OneProps) {
  const { signed, number, side } = props;
  const decision = fieldOf('decision', id);
  return (
    <section class="app-sitting__one" aria-labelledby={`one-${id}`}>
      <input type="hidden" name="subject" value={key} />
      {SEEN.map((name) => (
        <input type="hidden" name={fieldOf(name, id)} value={String(props.seen[name])} />
      ))}
      <h2 class="nhsuk-heading-m" id={`one-${id}`}>
        {place}. Version {number} of {the(signed.title)}
      </h2>
      <Lead {...props} />
      <Read {...props} />
      {props.warnings.length > 0 && (
        <>
          <h3 class="nhsuk-heading-s">
            What you should know before you sign <span class="app-count">({props.warnings.length})</span>
          </h3>
          {props.warnings.map((warning) => (
            <SentenceBlock sentence={warning} />
          ))}
        </>
      )}
      <h3 class="nhsuk-heading-s">What your signature means</h3>
      <blockquote class="app-so app-meaning">
        <p>{meaning}</p>
      </blockquote>
      <p class="app-second">
        You sign as {side.role}
        {side.signer?.registration &&
          `, with the registration ${side.signer.registration.register.short} ${side.signer.registration.number}`}
        . It is valid{' '}
        {side.until === null ? 'until it is out of date' : `until ${sayDate(side.until)}, or until it is out of date`}.
      </p>
      <div class="app-second nhsuk-u-margin-bottom-5">
        Fingerprint: <Fingerprint hex={side.fingerprint} />
      </div>
      <Radios
        idPrefix={decision}
        name={decision}
        fieldset={{ legend: { text: `Your decision on version ${number} of ${the(signed.title)}`, size: 's' } }}
        value={valueOf(form, decision)}
        errorMessage={problemOf(form, decision)}
        items={[
          { value: 'approve', text: `Approve version ${number}` },
          { value: 'leave', text: 'Leave it for now' },
        ]}
      />
      <p>
        <a href={`${signed.path}/sign`}>Open {the(signed.title)} by itself, to set conditions or not to approve it</a>
      </p>
    </section>
  );
}

function Read({ signed, number, previous, difference }: SignPageProps) {
  const { material, editorial, unchanged } = difference;
  const editorialChanges = editorialCount(difference);
  const versions = { before: previous && `Version ${previous.number}`, after: `Version ${number}` };
  return (
    <>
      {material.length === 0 ? (
        <p>{previous === null ? 'Nothing stands in it yet.' : 'Nothing that matters has changed.'}</p>
      ) : (
        <MaterialChanges difference={difference} versions={versions} href={signed.href} />
      )}
      {editorialChanges > 0 && (
        <>
          <h3 class="nhsuk-heading-s">
            What changed and is editorial <span class="app-count">({editorialChanges})</span>
          </h3>
          <EditorialChanges parts={editorial} />
        </>
      )}
      {unchanged === null && previous !== null && (
        <p>
          <a href={`${signed.path}/versions`}>All versions of it</a>
        </p>
      )}
    </>
  );
}

function Apart({ apart }: Pick<SittingProps, 'apart'>) {
  return (
    <section aria-labelledby="apart">
      <h2 class="nhsuk-heading-m" id="apart">
        Not in this sitting <span class="app-count">({apart.length})</span>
      </h2>
      <p class="app-measure">These are not small, or cannot be signed as things stand. Open each by itself.</p>
      <ul class="nhsuk-list app-waiting">
        {apart.map(({ title, why, sentence, action }) => (
          <li>
            <p class="app-so app-so--quiet">
              {sentence ? (
                <SentenceWords sentence={sentence} />
              ) : (
                <>
                  <strong>{title}</strong> is read by itself because {why}.
                </>
              )}
            </p>
            <p>
              <a href={action.href}>
                {action.text} of {the(title)}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface SignedTogetherProps {
  readonly shell: Shell;
  readonly outcomes: readonly {
    readonly title: string;
    readonly path: string;
    readonly signed: boolean;
    /** What was done; or why it was not, and that nothing of it was. */
    readonly says: string;
  }[];
}

/** What came of a sitting: what was signed, and what was not. Both are said, each by its name. */
export function SignedTogetherPage({ shell, outcomes }: SignedTogetherProps) {
  const signed = outcomes.filter((one) => one.signed);
  const not = outcomes.filter((one) => !one.signed);
  const heading =
    signed.length === 0
      ? 'Nothing was signed'
      : not.length === 0
        ? `You have signed all ${signed.length === 1 ? 'that you approved' : `${signed.length} that you approved`}`
        : `You have signed ${signed.length} of the ${outcomes.length} that you approved`;
  return (
    <Layout shell={shell} title={heading} path="/sign">
      <h1 class="nhsuk-heading-l">{heading}</h1>
      {not.length > 0 && (
        <section aria-labelledby="not-signed">
          <h2 class="nhsuk-heading-m" id="not-signed">
            Not signed <span class="app-count">({not.length})</span>
          </h2>
          <ul class="nhsuk-list app-waiting">
            {not.map(({ title, path, says }) => (
              <li>
                <p class="app-so">
                  <strong>{title} was not signed.</strong> {says}
                </p>
                <p>
                  <a href={`${path}/sign`}>Read {the(title)} as it stands now</a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {signed.length > 0 && (
        <section aria-labelledby="signed">
          <h2 class="nhsuk-heading-m" id="signed">
            Signed <span class="app-count">({signed.length})</span>
          </h2>
          <ul class="nhsuk-list app-waiting">
            {signed.map(({ title, path, says }) => (
              <li>
                <p class="app-so app-so--quiet">
                  <strong>{title}.</strong> {says}
                </p>
                <p>
                  <a href={`${path}/versions`}>All versions of {the(title)}</a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a href="/sign">What still awaits your signature</a>
      </p>
    </Layout>
  );
}
