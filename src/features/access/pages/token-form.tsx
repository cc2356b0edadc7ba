import type { Scope } from '../../../platform/commands/may.ts';
import { Problems, problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Checkboxes, Input } from '../../../ui/nhsuk/index.ts';
import { MOST_DAYS } from '../domain.ts';
import { OWN } from './tokens.tsx';
import { SCOPE_SENTENCES, SCOPE_WORDS } from './words.ts';

export interface TokenFormProps {
  /** What each scope opens to a program of this person as their roles stand, in the words of the commands. */
  readonly scopes: readonly { readonly scope: Scope; readonly opens: readonly string[] }[];
}

/** What a program is to be let do, and for how long. */
export function TokenForm({ scopes }: TokenFormProps, form: FormContext) {
  return (
    <Layout shell={form.shell} title="Make a token" path="" back={{ text: 'Your tokens', href: OWN }}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">Make a token</h1>
        <form method="post" novalidate>
          {form.hidden}
          <Input
            id="label"
            name="label"
            label={{ text: 'What it is for', size: 's' }}
            hint="So that you and your administrators know it again: “Nightly import”. No secrets, and nobody’s name."
            value={valueOf(form, 'label')}
            errorMessage={problemOf(form, 'label')}
            autocomplete="off"
          />
          <Checkboxes
            idPrefix="scopes"
            name="scopes"
            fieldset={{ legend: { text: 'What the program may do', size: 's' } }}
            hint={
              <>
                Give it no more than it needs. It never may what you may not.{' '}
                <a href="/help/who-may-do-what?role=token-read">What a program may do</a>
              </>
            }
            values={valuesOf(form, 'scopes')}
            errorMessage={problemOf(form, 'scopes')}
            items={scopes.map(({ scope, opens }) => ({
              value: scope,
              text: SCOPE_WORDS[scope],
              hint: (
                <>
                  {SCOPE_SENTENCES[scope]} {opensText(opens)}
                </>
              ),
            }))}
          />
          <Input
            id="service"
            name="service"
            label={{ text: 'Only for one service (optional)', size: 's' }}
            hint="Its reference, such as DEMO. Left empty, the token is for every service in which you hold a role."
            value={valueOf(form, 'service')}
            errorMessage={problemOf(form, 'service')}
            width={20}
            autocomplete="off"
          />
          <Input
            id="days"
            name="days"
            label={{ text: 'For how many days it works', size: 's' }}
            hint={`${MOST_DAYS} at most. After that, make another one.`}
            value={valueOf(form, 'days')}
            errorMessage={problemOf(form, 'days')}
            width={3}
            inputmode="numeric"
            autocomplete="off"
          />
          <Button preventDoubleClick>Make the token</Button>
        </form>
      </div>
    </Layout>
  );
}

/** More than this is not read on a form. */
const MOST_NAMED = 4;

function opensText(opens: readonly string[]): string {
  if (opens.length === 0) return 'With your roles there is nothing yet that this opens.';
  if (opens.length > MOST_NAMED) return `With your roles it opens ${opens.length} lists and records.`;
  return `With your roles: ${opens.map((one) => one.charAt(0).toLowerCase() + one.slice(1)).join('; ')}.`;
}
