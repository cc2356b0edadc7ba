import type { FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { STANDING_WORDS, dutiesPath } from '../domain/saying.ts';
import type { Standing } from '../domain/judging.ts';
import type { PackLine } from '../pack-changes.ts';

export interface PackProps {
  readonly service: ServiceNamed;
  /** The one in force. */
  readonly pack: string;
  readonly lines: readonly PackLine[];
}

/** What a new pack of duties changes, incident by incident, before it counts for them. */
export function PackForm({ service, pack, lines }: PackProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="What a new pack of duties changes"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <p>
        The pack in force is {pack}. What was judged stays judged, under the version of the rule of that day; what the
        new pack makes owed is added.
      </p>
      {lines.length === 0 ? (
        <p>Every incident of this service was settled by it. There is nothing to take up.</p>
      ) : (
        <>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {lines.map(({ reference, pack: of, changes }) => (
              <li>
                <a href={dutiesPath(service.reference, reference)}>{reference}</a>, settled by {of}:{' '}
                {changes.length === 0
                  ? 'nothing changes'
                  : changes
                      .map(({ duty, before, after }) => `${duty}: ${words(before)}, now ${words(after)}`)
                      .join('; ')}
                .
              </li>
            ))}
          </ul>
          <form method="post" novalidate>
            {form.hidden}
            <Button preventDoubleClick>Take up pack {pack}</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}

function words(standing: string | null): string {
  return standing === null ? 'not open' : STANDING_WORDS[standing as Standing].toLowerCase();
}
