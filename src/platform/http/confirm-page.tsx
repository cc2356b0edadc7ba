import type { ComponentChildren } from 'preact';
import type { Shell } from '../../ui/layout.tsx';
import { Layout } from '../../ui/layout.tsx';
import { Button, ErrorSummary } from '../../ui/nhsuk/index.ts';
import type { Services } from '../feature.ts';
import { waysOf, type ConfirmAnswer, type ConfirmWay } from '../sessions/confirming.tsx';
import { formToken, type SignedIn } from '../sessions/sessions.ts';
import { FROM_FIELD, KEY_FIELD, KeptFields, SENTENCE_FIELD, TOKEN_FIELD } from './form-parts.tsx';
import type { FormValues } from './form-body.ts';

/** What is about to be done, and by whom. */
export interface Confirming {
  readonly services: Services;
  readonly shell: Shell;
  readonly who: SignedIn;
  /** Where the form goes, with the proof: where it came from. */
  readonly action: string;
  /** What will be done, in one sentence. */
  readonly sentence: string;
  readonly values: FormValues;
  readonly key: string | undefined;
  /** What was sent as a proof, and was none. */
  readonly answer: ConfirmAnswer | null;
}

/** "Confirm that it is you", with everything that was typed carried on. */
export async function confirmPage(confirming: Confirming) {
  const { services, who, answer } = confirming;
  const ways = await waysOf(services, who);
  const controls = await Promise.all(
    ways.map(async (way, index) => {
      const problem = answer && 'problem' in answer && answer.way === way ? answer.problem : null;
      return way.controls({ services, who, problem, first: index === 0 });
    }),
  );
  return <ConfirmPage {...confirming} ways={ways} controls={controls} />;
}

interface ConfirmPageProps extends Confirming {
  readonly ways: readonly ConfirmWay[];
  /** Of each way. */
  readonly controls: readonly ComponentChildren[];
}

function ConfirmPage({ ways, controls, ...confirming }: ConfirmPageProps) {
  const { shell, action, sentence, answer } = confirming;
  const wrong = answer && 'problem' in answer ? answer : null;
  return (
    <Layout shell={shell} title="Confirm that it is you" path="">
      <div class="app-measure">
        {wrong && (
          <ErrorSummary
            heading="There is a problem"
            errorList={[{ text: wrong.problem, ...(ways.includes(wrong.way) && { href: `#${wrong.way.field}` }) }]}
          />
        )}
        <h1 class="nhsuk-heading-l">Confirm that it is you</h1>
        <p class="app-lead">{sentence}</p>
        {ways.length > 0 ? (
          <>
            <p>
              Nothing was changed yet.
              {Object.keys(confirming.values).length > 0 && ' What you typed is kept until you confirm.'}
            </p>
            <form method="post" action={action} novalidate>
              <Carried {...confirming} />
              {controls}
            </form>
          </>
        ) : (
          <NoWay {...confirming} />
        )}
      </div>
    </Layout>
  );
}

/** Somebody who came in with a link has nothing to confirm with. Nothing that was typed is lost. */
function NoWay(confirming: Confirming) {
  return (
    <>
      <p>
        A signature needs more than being signed in: you confirm at that moment with a passkey or a password, and you
        have neither yet. Nothing was changed. What you typed is kept on this page, as long as you leave it open.
      </p>
      <ol class="nhsuk-list nhsuk-list--number">
        <li>
          <a href="/account" target="_blank" rel="noopener noreferrer">
            Set up a passkey or a password (opens in a new tab)
          </a>
        </li>
        <li>Come back to this page, and go on.</li>
      </ol>
      <form method="post" action={confirming.action} novalidate>
        <Carried {...confirming} />
        <Button preventDoubleClick>Go on</Button>
      </form>
    </>
  );
}

/** The same rendering of the form: sent twice, it is still done once. */
function Carried({ who, key, values, action, sentence }: Omit<Confirming, 'services' | 'shell' | 'answer'>) {
  return (
    <>
      <input type="hidden" name={TOKEN_FIELD} value={formToken(who)} />
      {key !== undefined && <input type="hidden" name={KEY_FIELD} value={key} />}
      {/* For a way that leads elsewhere first. */}
      <input type="hidden" name={FROM_FIELD} value={action} />
      <input type="hidden" name={SENTENCE_FIELD} value={sentence} />
      <KeptFields values={values} />
    </>
  );
}
