import { Notice, type PageContext } from '../../../../platform/http/forms.ts';
import { FilterChoice, FilterField } from '../../../../ui/filters.tsx';
import { Button, Details, Table } from '../../../../ui/nhsuk/index.ts';
import { counted } from '../../../../words/counting.ts';
import { sayDay } from '../../../../words/days.ts';
import { hazardReference, VULNERABLE_GROUPS } from '../../domain.ts';
import type { StarterHazard } from '../../domain/library.ts';
import { hazardPath } from '../../pages/addresses.ts';
import { Frame, servicePath } from '../../pages/frame.tsx';

export interface LibraryProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly words: string;
  /** Where is looked: "starter", the reference of a service; '' for everywhere. */
  readonly from: string;
  /** Other services that this person may see. */
  readonly services: readonly { readonly reference: string; readonly name: string }[];
  readonly starters: readonly StarterHazard[];
  readonly hazards: readonly LibraryLine[];
  /** Whether there are more hazards than were looked through. */
  readonly more: boolean;
  /** How many of these can be shown at most. */
  readonly most: number;
  /** A hazard of the starter set that is to stand open. */
  readonly open: string | null;
  readonly mayDraw: boolean;
}

export interface LibraryLine {
  readonly number: number;
  readonly name: string;
  readonly component: string | null;
  readonly service: { readonly reference: string; readonly name: string };
}

export function libraryPath(service: string): string {
  return `${servicePath(service)}/library`;
}

/** Hazards to draw from: the starter set, and those of other services that this person may see. */
export function LibraryPage(props: LibraryProps, context: PageContext) {
  const { service, words, from, starters, hazards, mayDraw } = props;
  return (
    <Frame
      shell={context.shell}
      service={service}
      title="Library of hazards"
      now={context.now}
      asAt={null}
      back={{ text: service.name, href: servicePath(service.reference) }}
    >
      <Notice notice={context.notice} />
      <h1 class="nhsuk-heading-l">Library of hazards</h1>
      <p class="app-measure">
        Hazards to draw from, in the starter set and in your other services. Nothing here is rated, and none of it is
        about this service until you have made its words your own. Where you draw one from stays known, and if its words
        change there, its page here says so.
      </p>
      <Filters {...props} />
      {from !== 'starter' && <OfServices {...props} />}
      {(from === '' || from === 'starter') && (
        <section aria-labelledby="starter-set">
          <h2 class="nhsuk-heading-m" id="starter-set">
            Starter set <span class="app-count">({starters.length})</span>
          </h2>
          {starters.length === 0 ? (
            <p>No hazard of the starter set has these words.</p>
          ) : (
            starters.map((starter) => <Starter starter={starter} {...props} />)
          )}
        </section>
      )}
      {from !== '' && from !== 'starter' && hazards.length === 0 && words === '' && (
        <p>This service has no hazard log yet.</p>
      )}
      {!mayDraw && (
        <p class="app-note">
          Clinical safety officers, deputies and safety engineers of this service draw hazards into its log.
        </p>
      )}
    </Frame>
  );
}

function Filters({ service, words, from, services }: LibraryProps) {
  return (
    <form class="app-filters" method="get" action={libraryPath(service.reference)} aria-label="Filters">
      <FilterField id="words" label="Words">
        <input class="nhsuk-input" id="words" name="words" type="search" value={words} maxlength={200} />
      </FilterField>
      <FilterChoice
        id="from"
        label="From"
        value={from === '' ? null : from}
        all="The starter set and your services"
        options={[['starter', 'The starter set'], ...services.map(({ reference, name }) => [reference, name] as const)]}
      />
      <div class="app-filters__apply">
        <Button variant="secondary" small>
          Search
        </Button>
      </div>
    </form>
  );
}

function OfServices({ service, hazards, more, most, words, mayDraw, services }: LibraryProps) {
  return (
    <section aria-labelledby="of-services">
      <h2 class="nhsuk-heading-m" id="of-services">
        Your other services <span class="app-count">({counted(hazards.length, 'hazard')})</span>
      </h2>
      {services.length === 0 ? (
        <p class="app-measure">
          You see no other service. Hazards of services in which you hold a role will stand here.
        </p>
      ) : hazards.length === 0 ? (
        <p>{words === '' ? 'There is no hazard yet.' : 'No hazard has all of these words.'}</p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Hazards of your other services', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Hazard' }, { text: 'Service' }, { text: 'Component' }, mayDraw && { text: 'To do' }]}
          rows={hazards.map(({ number, name, component, service: source }) => {
            const reference = hazardReference(number);
            return [
              {
                text: (
                  <>
                    <span class="app-ref">{reference}</span>{' '}
                    <a href={hazardPath(source.reference, reference)}>{name}</a>
                  </>
                ),
              },
              { text: source.name },
              { text: component ?? <span class="app-second">not stated</span> },
              mayDraw && {
                text: (
                  <a
                    href={`${libraryPath(service.reference)}/draw?source=${encodeURIComponent(`${source.reference}/${reference}`)}`}
                  >
                    Draw into this log<span class="nhsuk-u-visually-hidden">: {name}</span>
                  </a>
                ),
              },
            ];
          })}
        />
      )}
      {more && (
        <p class="app-note">
          {words === ''
            ? `The first ${most.toLocaleString('en-GB')} hazards are shown. Search by words, or choose one service.`
            : `Only the first ${most.toLocaleString('en-GB')} hazards were looked through. Choose one service to look through all of its hazards.`}
        </p>
      )}
    </section>
  );
}

function Starter({ starter, service, open, mayDraw }: LibraryProps & { readonly starter: StarterHazard }) {
  const { id, name, description, version, source, checked, group, causes, effects, harms, controls, prompts } = starter;
  return (
    <Details summary={name} id={id} open={open === id}>
      <p>{description}</p>
      <Part heading="Causes" lines={causes} />
      <Part heading="Effects" lines={effects} />
      <Part heading="Harm" lines={harms} />
      <Part heading="Controls to think of" lines={controls.map(({ text }) => text)} />
      {starter.vulnerable.length > 0 && (
        <Part heading="Who may be more at risk" lines={starter.vulnerable.map((code) => VULNERABLE_GROUPS[code])} />
      )}
      <Part heading="Questions to ask" lines={prompts} />
      <p class="app-note">
        {group}, version {version}. {source} Last looked at on {sayDay(checked)}.
      </p>
      {mayDraw && (
        <p>
          <a href={`${libraryPath(service.reference)}/draw?starter=${id}`}>
            Draw into this log<span class="nhsuk-u-visually-hidden">: {name}</span>
          </a>
        </p>
      )}
    </Details>
  );
}

function Part({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) {
  return (
    <>
      <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-1">{heading}</h3>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {lines.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </>
  );
}
