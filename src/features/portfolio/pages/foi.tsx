import type { ComponentChildren } from 'preact';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Details, Input, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { standardPath } from '../../standards/index.ts';
import type { Figures, System } from '../domain.ts';

export interface FoiProps {
  readonly figures: Figures & { readonly at: Date };
  /** Null for now. */
  readonly asAt: Date | null;
  readonly wrongDay: string | null;
  readonly maySay: boolean;
}

/** What trusts are asked in requests under the freedom of information act: five figures, each with its list and how it is counted. */
export function FoiPage({ figures, asAt, wrongDay, maySay }: FoiProps, context: PageContext) {
  const { inScope, both, onlyDcb0129, onlyDcb0160, otherDoesNotApply, none, outOfScope, notDecided } = figures;
  const one = [...onlyDcb0129, ...onlyDcb0160];
  return (
    <Layout
      shell={context.shell}
      title="Figures for freedom of information requests"
      path="/portfolio"
      back={{ text: 'Portfolio', href: '/portfolio' }}
    >
      <Notice notice={context.notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Figures for freedom of information requests</h1>
        <p>
          As at {sayDateTime(figures.at)}
          {asAt !== null && ', as it was known then'}. These are counts of what is recorded here. Somebody of your
          organisation reads them before they are sent.
        </p>
        <form method="get" class="app-service-search">
          <Input
            id="as-at"
            name="as-at"
            type="date"
            label="As at the end of"
            value={asAt ? dateIn(asAt) : ''}
            errorMessage={wrongDay ?? undefined}
          />
          <Button variant="secondary">Show</Button>
        </form>
      </div>
      {notDecided.length > 0 && (
        <p class="app-measure">
          <strong>Of {counted(notDecided.length, 'system')} nobody signed which of DCB0129 and DCB0160 apply.</strong>{' '}
          {notDecided.length === 1 ? 'It is' : 'They are'} in none of the figures below, and not out of scope. A signed
          decision on each clears it.
        </p>
      )}
      <ol class="nhsuk-list app-figures">
        <Figure
          heading="Systems in scope"
          count={counted(inScope.length, 'system')}
          how="Services that are not retired, of which somebody signed that DCB0129 or DCB0160 applies, or of which one of the two is assured."
          systems={inScope}
        />
        <Figure
          heading="Both standards assured"
          count={counted(both.length, 'system')}
          how="Of those in scope: every clause of both standards that applies was judged met by a signature that is current, here or in a document that was signed elsewhere and taken in, and nothing that it rests on has lapsed."
          systems={both}
        />
        <Figure
          heading="One of the two assured"
          count={counted(one.length, 'system')}
          how={`Of those in scope: DCB0129 alone is assured of ${onlyDcb0129.length}, DCB0160 alone of ${onlyDcb0160.length}. Of ${otherDoesNotApply.length} of them somebody signed that the other standard does not apply.`}
          systems={one}
          about={(system) =>
            `${system.dcb0129.assured ? 'DCB0129' : 'DCB0160'} assured; the other ${otherDoesNotApply.includes(system) ? 'does not apply' : 'is not'}`
          }
        />
        <Figure
          heading="Neither assured"
          count={counted(none.length, 'system')}
          how="Of those in scope: a clause of each standard that applies is not met, not known, or lapsed. Not known never counts as assured."
          systems={none}
        />
        <Capacity figures={figures} maySay={maySay} />
      </ol>
      <h2 class="nhsuk-heading-m">Not among these figures</h2>
      <Apart
        heading="Scope not decided"
        systems={notDecided}
        empty="Of every system somebody signed which standards apply."
        link="Say which standards apply"
      />
      <Apart
        heading="Out of scope"
        systems={outOfScope}
        empty="Of no system somebody signed that neither standard applies."
        link="Read the decision"
      />
    </Layout>
  );
}

interface FigureProps {
  readonly heading: string;
  readonly count: string;
  /** How it is counted. */
  readonly how: string;
  readonly systems: readonly System[];
  readonly about?: (system: System) => string;
}

function Figure({ heading, count, how, systems, about }: FigureProps) {
  return (
    <li>
      <h2 class="nhsuk-heading-m">
        {heading}: {count}
      </h2>
      <p class="app-measure">{how}</p>
      {systems.length > 0 && (
        <Details summary={`Which ones (${systems.length})`}>
          <List systems={systems} about={about} />
        </Details>
      )}
    </li>
  );
}

function List({ systems, about }: { readonly systems: readonly System[]; readonly about?: FigureProps['about'] }) {
  return (
    <ul class="nhsuk-list">
      {systems.map((system) => (
        <li>
          <a href={`/services/${system.service.reference}`}>{system.service.name}</a> ({system.service.reference})
          {about && `: ${about(system)}`}
        </li>
      ))}
    </ul>
  );
}

interface ApartProps {
  readonly heading: string;
  readonly systems: readonly System[];
  readonly empty: string;
  readonly link: string;
}

function Apart({ heading, systems, empty, link }: ApartProps) {
  return (
    <>
      <h3 class="nhsuk-heading-s">
        {heading}: {systems.length}
      </h3>
      {systems.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <ul class="nhsuk-list">
          {systems.map(({ service: { reference, name } }) => (
            <li>
              {name} ({reference}).{' '}
              <a href={standardPath(reference, 'dcb0129')}>
                {link}
                <span class="nhsuk-u-visually-hidden"> of {name}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Capacity({
  figures: { officers, hundredths, withoutOfficer, inScope },
  maySay,
}: Pick<FoiProps, 'figures' | 'maySay'>) {
  const said: ComponentChildren =
    hundredths === null
      ? 'The whole-time equivalent is not known of every one of them, and so no sum is given.'
      : `Together they have ${(hundredths / 100).toFixed(2)} whole-time equivalent for it, as your organisation said.`;
  return (
    <li>
      <h2 class="nhsuk-heading-m">
        Clinical safety officers: {officers.length === 0 ? 'none' : officers.length.toLocaleString('en-GB')}
      </h2>
      <p class="app-measure">
        People who were nominated, have accepted, and are accountable for a service that is not retired. {said}{' '}
        {withoutOfficer.length === 0
          ? `Somebody is accountable for each of the ${counted(inScope.length, 'system')} in scope.`
          : `For ${withoutOfficer.length} of the ${counted(inScope.length, 'system')} in scope nobody is.`}
      </p>
      {officers.length > 0 && (
        <Table
          responsive
          firstCellIsHeader
          caption={{ text: 'Officers, those with most services first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Who' }, { text: 'Accountable for' }, { text: 'Whole-time equivalent' }]}
          rows={officers.map(({ person, name, services, hundredths: own }) => [
            { text: name, href: `/people/${person}` },
            { text: counted(services.length, 'service') },
            {
              text: (
                <>
                  {own === null ? 'Not known' : (own / 100).toFixed(2)}{' '}
                  {maySay && (
                    <a href={`/portfolio/officers/${person}`}>
                      {own === null ? 'Say it' : 'Change it'}
                      <span class="nhsuk-u-visually-hidden"> for {name}</span>
                    </a>
                  )}
                </>
              ),
            },
          ])}
        />
      )}
      {withoutOfficer.length > 0 && (
        <Details summary={`In scope, and nobody is accountable (${withoutOfficer.length})`}>
          <List systems={withoutOfficer} />
        </Details>
      )}
    </li>
  );
}

/** What is said of a day that is none, or is still to come. */
export function wrongDayWords(now: Date): string {
  return `Give a day that is over or today, such as ${sayDate(now)}.`;
}
