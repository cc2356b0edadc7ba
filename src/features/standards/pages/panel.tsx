import { standardPath } from '../domain/addresses.ts';
import type { Assessment } from '../domain/assessment.ts';
import { Summary } from './standard.tsx';
import { standardAddress, standardsPath } from '../domain/viewing.ts';

/** Where a service stands beside point 16, on its own page. */
export function StandardsPanel({ assessment }: { readonly assessment: Assessment }) {
  const { catalogue, service } = assessment;
  return (
    <section aria-labelledby="point-16">
      <h2 class="nhsuk-heading-m" id="point-16">
        Point 16
      </h2>
      <Summary assessment={assessment} href={(open) => standardAddress(service.reference, catalogue.id, { open })} />
      <p>
        <a href={standardPath(service.reference, catalogue.id)}>See point 16, clause by clause</a>, or{' '}
        <a href={standardsPath(service.reference)}>all standards</a>
      </p>
    </section>
  );
}
