import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Table } from '../../../ui/nhsuk/index.ts';
import type { Loads } from '../load.ts';
import { Frame } from './frame.tsx';
import { Section } from './inputs.tsx';
import { counted } from './words.ts';

export interface OfficersProps extends Loads {
  /** For how many months a look-up counts at most, and whether they may say so. */
  readonly lookUps: { readonly months: number; readonly maySet: boolean };
  /** Everybody whom the viewer knows of, and what is missing for each. */
  readonly people: readonly { readonly person: string; readonly name: string; readonly missing: readonly string[] }[];
}

/** Who is clinical safety officer of how many services, and which services have none. */
export function OfficersPage({ loads, without, withoutTotal, people, lookUps }: OfficersProps, context: PageContext) {
  return (
    <Frame context={context} title="Officers and people">
      <h1 class="nhsuk-heading-l">Officers and people</h1>
      {without.length > 0 && (
        <Section id="without" heading={`Without a clinical safety officer (${withoutTotal})`}>
          <div class="app-measure">
            {without.map(({ problem }) => (
              <SentenceBlock sentence={problem} />
            ))}
            {withoutTotal > without.length && <p>And {withoutTotal - without.length} more.</p>}
          </div>
        </Section>
      )}
      <Section id="load" heading="Who carries how much">
        {loads.length === 0 ? (
          <p class="app-measure">
            The clinical safety officers of your services will stand here, with how many services each of them carries.
            The accountable executive nominates them on the page of a service.
          </p>
        ) : (
          <Table
            responsive
            classes="app-people"
            firstCellIsHeader
            caption={{ text: 'Officers, those with most services first', classes: 'nhsuk-u-visually-hidden' }}
            head={[{ text: 'Who' }, { text: 'Accountable for' }, { text: 'Services' }]}
            rows={loads.map(({ person, name, accountable, held }) => [
              { text: name, href: `/people/${person}` },
              { text: accountable === 0 ? 'None' : counted(accountable, 'service', 'services') },
              {
                text: (
                  <ul class="nhsuk-list app-tight">
                    {held.map(({ reference, term }) => (
                      <li>
                        <a href={`/services/${reference}/officer`}>{reference}</a>{' '}
                        {term.nomination.office === 'clinical safety officer' ? 'accountable' : 'deputy'} since{' '}
                        {sayDate(term.from)}
                        {term.nomination.employer !== '' && `, employed by ${term.nomination.employer}`}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ])}
          />
        )}
      </Section>
      <Section id="people" heading={`Everybody who contributes (${people.length})`}>
        <p class="app-measure">
          DCB0129 2.4 asks for a record of competence for everybody who contributes to the safety of a service.
        </p>
        <Table
          responsive
          classes="app-people"
          firstCellIsHeader
          caption={{ text: 'People and what their records lack', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Who' }, { text: 'What is not there' }]}
          rows={people.map(({ person, name, missing }) => [
            { text: name, href: `/people/${person}` },
            { text: missing.length === 0 ? 'Nothing' : missing.join(', ') },
          ])}
        />
        <p class="app-measure">
          A look-up of a registration counts for {counted(lookUps.months, 'month', 'months')} at most.{' '}
          {lookUps.maySet && <a href="/organisation/look-ups">Change how often registrations are looked up</a>}
        </p>
      </Section>
    </Frame>
  );
}
