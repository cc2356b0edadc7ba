import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Table } from '../../../ui/nhsuk/index.ts';

export interface ChangesProps {
  readonly changes: readonly {
    readonly at: Date;
    readonly who: string;
    readonly what: string;
    readonly service: { readonly reference: string; readonly name: string } | null;
  }[];
  /** The ledger entry to go on from; null at the end. */
  readonly next: number | null;
  /** Whether this is not the first page. */
  readonly later: boolean;
  /** Whether this person sees all of the organisation. */
  readonly all: boolean;
}

/** What was done, by whom and when, in all services of this person: from the ledger, latest first. */
export function ChangesPage({ changes, next, later, all }: ChangesProps, { shell }: PageContext) {
  return (
    <Layout shell={shell} title="Everything that changed" path="/" back={{ text: 'Your desk', href: '/' }}>
      <h1 class="nhsuk-heading-l">Everything that changed</h1>
      <p class="app-measure">
        What was done {all ? 'in your organisation' : 'in the services in which you have a role'}, the latest first. It
        stands in the ledger, and nobody can take it out. {later && <a href="/changes">Back to the latest</a>}
      </p>
      {changes.length === 0 ? (
        <p>
          {next === null
            ? 'Nothing was done here yet.'
            : 'Among the entries of this time, none is about your services.'}
        </p>
      ) : (
        <Table
          responsive
          classes="app-list"
          caption={{ text: 'Changes, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Service' }]}
          rows={changes.map(({ at, who, what, service }) => [
            { text: sayDateTime(at) },
            { text: who },
            { text: what },
            service
              ? { text: service.name, href: `/services/${service.reference}` }
              : { text: <span class="app-second">The whole organisation</span> },
          ])}
        />
      )}
      {next !== null && (
        <p>
          <a href={`/changes?before=${next}`}>Earlier changes</a>
        </p>
      )}
    </Layout>
  );
}
