import { sayDate } from '../../../platform/london-time.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import type { OfficeHolders } from '../domain.ts';

/** Who is clinical safety officer, on the page of a service; loud where nobody is. */
export function OfficerPanel({ service, holders }: { readonly service: string; readonly holders: OfficeHolders }) {
  const { accountable, deputies, problem } = holders;
  return (
    <section aria-labelledby="officer">
      <h2 class="nhsuk-heading-m" id="officer">
        Clinical safety officer
      </h2>
      {problem && (
        <div class="app-measure">
          <SentenceBlock sentence={problem} />
        </div>
      )}
      <p>
        {accountable ? (
          <>
            {accountable.signer.name}, since {sayDate(accountable.term.from)}
            {accountable.away && `, away until ${sayDate(new Date(`${accountable.away.to}T12:00:00Z`))}`}.{' '}
          </>
        ) : (
          'Nobody. '
        )}
        {deputies.length > 0 && `Deputies: ${deputies.map(({ signer }) => signer.name).join(', ')}. `}
        <a href={`/services/${service}/officer`}>Who it is, was, and could sign</a>
      </p>
    </section>
  );
}
