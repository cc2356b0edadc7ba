import type { FastifyInstance } from 'fastify';
import { Layout } from '../../ui/layout.tsx';
import { Table } from '../../ui/nhsuk/index.ts';
import { capital } from '../../words/counting.ts';
import type { Services } from '../feature.ts';
import { registerPage } from '../http/forms.ts';
import type { Decision } from './safe-contact.ts';
import { decisionCounts } from './store.ts';

const YEAR = 365 * 86_400_000;
/** What happened less often might tell of somebody; so counts go in steps of as much. */
const LEAST = 5;

const GOES: Readonly<Record<Decision['goes'], string>> = {
  'as it is': 'Went',
  neutrally: 'Went without a word of what it is about',
  no: 'Did not go',
};

/** What the gate decided of messages in the last year: how often what, and nothing of anybody. For administrators. */
export function registerDecisions(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: '/mail-decisions',
    may: { roles: ['administrator'], where: 'organisation' },
    load: (tx, { now }) => decisionCounts(tx, new Date(now.getTime() - YEAR), LEAST),
    page: (counts, { shell }) => (
      <Layout shell={shell} title="What went out, and what did not" path="/mail-decisions">
        <div class="app-measure">
          <h1 class="nhsuk-heading-l">What went out, and what did not</h1>
          <p>
            Before any message leaves Primum, it is decided whether it is safe for whoever it goes to. Here is how often
            what was decided in your organisation in the last 12 months, and why. Nobody is named, and no address is
            kept.
          </p>
          <p>
            Numbers are rounded down to fives. What happened fewer than {LEAST} times does not stand here: it might tell
            of somebody.
          </p>
          {counts.length === 0 ? (
            <p>Nothing yet that happened {LEAST} times.</p>
          ) : (
            <Table
              caption={{ text: 'Messages by what was decided', size: 'm' }}
              head={[
                { text: 'Message' },
                { text: 'Way' },
                { text: 'Decided' },
                { text: 'Because' },
                { text: 'At least' },
              ]}
              rows={counts.map(({ template, way, goes, reason, count }) => [
                { text: capital(template) },
                { text: capital(way) },
                { text: GOES[goes] },
                { text: capital(reason) },
                { text: String(count - (count % LEAST)), format: 'numeric' },
              ])}
              firstCellIsHeader
              responsive
            />
          )}
        </div>
      </Layout>
    ),
  });
}
