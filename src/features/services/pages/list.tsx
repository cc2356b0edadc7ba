import type { PageContext } from '../../../platform/http/forms.ts';
import { Notice } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input, Pagination, Select, Table } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import type { Words } from '../../../words/sentence.ts';
import { SERVICE_PHASES, type ServicePhase, type ServiceRole } from '../domain.ts';
import { counted, PHASE_WORDS, ROLE_WORDS } from './words.ts';

export interface ServicesProps {
  readonly services: readonly {
    readonly id: string;
    readonly reference: string;
    readonly name: string;
    readonly phase: ServicePhase;
    readonly role: ServiceRole;
  }[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** What is asked for. */
  readonly search: string;
  readonly phase: string;
  /** What later features say of each service, by its id. */
  readonly columns: readonly { readonly heading: string; readonly words: ReadonlyMap<string, string | Words> }[];
  /** Whether the organisation has a service at all. */
  readonly any: boolean;
  readonly mayAdd: boolean;
}

/** The organisation's first page: its services. */
export function ServicesPage(props: ServicesProps, { shell, notice }: PageContext) {
  const { page, pages, any, mayAdd } = props;
  return (
    <Layout shell={shell} title={page > 1 ? `Services (page ${page} of ${pages})` : 'Services'} path="/services">
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Services</h1>
        {any && mayAdd && (
          <div class="app-title__action">
            <Button href="/services/new">Add a service</Button>
          </div>
        )}
      </div>
      {any ? <Listed {...props} /> : <NothingYet mayAdd={mayAdd} />}
    </Layout>
  );
}

function NothingYet({ mayAdd }: { readonly mayAdd: boolean }) {
  return (
    <div class="app-measure">
      <p class="app-lead">Your services will stand here: what each is for, its hazard logs, and what needs you.</p>
      <p>
        A service is what a safety case is about. Hazards are looked for in what it does, for which people, who uses it
        and where. So say first what the service is.
      </p>
      {mayAdd ? (
        <Button href="/services/new">Add your first service</Button>
      ) : (
        <p>
          A service is added by an administrator, a product owner or a clinical safety officer. Ask one of them in your
          organisation.
        </p>
      )}
    </div>
  );
}

function Listed(props: ServicesProps) {
  const { services, total, page, pages, search, phase, columns } = props;
  const filtered = search !== '' || phase !== '';
  return (
    <>
      <Filters search={search} phase={phase} />
      {total === 0 ? (
        <p>
          No service{' '}
          {search === '' ? 'is in this phase' : `has a name or reference with words that begin with “${search}”`}.{' '}
          <a href="/services?phase=all">Show all services</a>, retired ones too.
        </p>
      ) : services.length === 0 ? (
        <p>
          The list has no page {page}. <a href={address(props, 1)}>Go to its first page</a>.
        </p>
      ) : (
        <>
          <p>
            {counted(total, 'service', 'services')}
            {filtered && ' found'}
            {pages > 1 && `, page ${page} of ${pages}`}
            {filtered && (
              <>
                {'. '}
                <a href="/services">Clear the search</a>
              </>
            )}
          </p>
          <Table
            responsive
            firstCellIsHeader
            classes="app-services"
            caption={{ text: 'Services', classes: 'nhsuk-u-visually-hidden' }}
            head={[
              { text: 'Service' },
              { text: 'Reference' },
              { text: 'Phase' },
              { text: 'Your part' },
              ...columns.map(({ heading }) => ({ text: heading })),
            ]}
            rows={services.map((service) => [
              { text: service.name, href: `/services/${service.reference}` },
              { text: <span class="app-ref">{service.reference}</span> },
              { text: PHASE_WORDS[service.phase] },
              { text: ROLE_WORDS[service.role] },
              ...columns.map(({ words }) => ({ text: cellOf(words.get(service.id)) })),
            ])}
          />
          {pages > 1 && <Pages {...props} />}
        </>
      )}
    </>
  );
}

function cellOf(words: string | Words = 'None') {
  return typeof words === 'string' ? words : <InWords words={words} />;
}

function Filters({ search, phase }: { readonly search: string; readonly phase: string }) {
  return (
    <form method="get" action="/services" class="app-service-search" role="search" aria-label="Services">
      <Input
        id="search"
        name="search"
        label="Name or reference"
        type="search"
        value={search}
        width={20}
        autocomplete="off"
        attributes={{ maxlength: 200 }}
      />
      <Select
        id="phase"
        name="phase"
        label="Phase"
        value={phase}
        items={[
          { value: '', text: 'Not retired', selected: phase === '' },
          ...SERVICE_PHASES.map((value) => ({ value, text: PHASE_WORDS[value] })),
          { value: 'all', text: 'All, retired too' },
        ]}
      />
      <Button variant="secondary">Search</Button>
    </form>
  );
}

function address({ search, phase }: Pick<ServicesProps, 'search' | 'phase'>, page: number): string {
  const query = new URLSearchParams({
    ...(search !== '' && { search }),
    ...(phase !== '' && { phase }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return query === '' ? '/services' : `/services?${query}`;
}

function Pages(props: ServicesProps) {
  const { page, pages } = props;
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const numbers = [...new Set(near)];
  return (
    <Pagination
      ariaLabel="Pages of services"
      previous={page > 1 ? { href: address(props, page - 1) } : undefined}
      next={page < pages ? { href: address(props, page + 1) } : undefined}
      items={numbers.flatMap((number, index) => [
        index > 0 && number > numbers[index - 1]! + 1 && { ellipsis: true as const },
        { number, href: address(props, number), current: number === page },
      ])}
    />
  );
}
