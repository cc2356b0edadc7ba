import type { Check } from '../../../rules/checks.ts';
import { counted } from '../../../words/counting.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import type { Catalogue, HandCheck } from '../domain/catalogue.ts';

interface ChecksProps {
  readonly shell: Shell;
  readonly automatic: readonly Pick<Check, 'id' | 'asks'>[];
  readonly byHand: readonly HandCheck[];
  readonly catalogues: readonly Catalogue[];
}

/** What is looked at for the standards: by the machine, and by people. */
export function ChecksPage({ shell, automatic, byHand, catalogues }: ChecksProps) {
  return (
    <Layout shell={shell} title="What is checked" path="/help/checks" back={{ text: 'Help', href: '/help' }}>
      <h1 class="nhsuk-heading-l">What is checked</h1>
      <p class="app-lead app-measure">
        Each standard asks for many things, and many of them for the same. So each thing is looked at once, and counts
        wherever it is asked for.
      </p>
      <p class="app-measure">
        <a href="#automatic">Automatic checks ({automatic.length})</a> look at what the team records in Primum.{' '}
        <a href="#by-hand">Checks by hand ({byHand.length})</a> are made by a person, who says what they saw and keeps
        what shows it. A check that nobody made, or that lacks what it reads, is not known, and that is never a pass.
      </p>
      <section aria-labelledby="automatic">
        <h2 class="nhsuk-heading-m" id="automatic">
          Automatic checks
        </h2>
        {automatic.map(({ id, asks }) => (
          <One id={id} asks={asks} catalogues={catalogues} />
        ))}
      </section>
      <section aria-labelledby="by-hand">
        <h2 class="nhsuk-heading-m" id="by-hand">
          Checks by hand
        </h2>
        {byHand.map(({ id, asks, good, method, every, by, keep }) => (
          <One id={id} asks={asks} catalogues={catalogues}>
            <p>{good}</p>
            <p>
              {METHODS[method]} by the {by}, again after {counted(every, 'day')} at the latest. Keep: {keep}.
            </p>
          </One>
        ))}
      </section>
    </Layout>
  );
}

const METHODS: Readonly<Record<HandCheck['method'], string>> = {
  examine: 'Read and looked at',
  interview: 'Asked of those who know',
  test: 'Tried out',
};

interface OneProps {
  readonly id: string;
  readonly asks: string;
  readonly catalogues: readonly Catalogue[];
  readonly children?: preact.ComponentChildren;
}

function One({ id, asks, catalogues, children }: OneProps) {
  const where = catalogues.flatMap(({ name, criteria }) => {
    const clauses = [...new Set(criteria.filter(({ checks }) => checks.includes(id)).map(({ clause }) => clause))];
    return clauses.length === 0 ? [] : `${name}: ${clauses.join(', ')}`;
  });
  return (
    <section class="app-one-check app-measure">
      <h3 class="nhsuk-heading-s" id={id}>
        {asks}
      </h3>
      {children}
      <p class="app-note">
        {where.length === 0 ? 'No standard here asks for it yet.' : `Counts for ${where.join('; ')}.`} Its name:{' '}
        <code>{id}</code>
      </p>
    </section>
  );
}
