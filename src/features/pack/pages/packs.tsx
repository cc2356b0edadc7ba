import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { standardPath } from '../../standards/index.ts';
import { packPath, packReference, packsPath, type StoredPack } from '../domain/pack.ts';
import { FORMATS } from '../formats.ts';
import { Formats } from './formats.tsx';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';

export interface PacksProps {
  readonly service: ServiceNamed;
  readonly packs: readonly StoredPack[];
  readonly mayMake: boolean;
}

/** The packs of a service, the latest first; and the assessment as it stands now, in every format. */
export function PacksPage({ service, packs, mayMake }: PacksProps, context: PageContext) {
  return (
    <ServiceFrame
      context={context}
      title="Packs for assessors"
      service={service}
      back={{ text: 'Point 16', href: standardPath(service.reference, 'point-16') }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Packs for assessors</h1>
        {mayMake && (
          <div class="app-title__action">
            <Button href={`${packsPath(service.reference)}/new`}>Make a pack</Button>
          </div>
        )}
      </div>
      {packs.length === 0 ? (
        <div class="app-measure">
          <p class="app-lead">Each pack that is made will stand here, and stays as it was.</p>
          <p>
            A pack is where the service stands, clause by clause: what was shown, who judged it, what is not known, and
            the files that show it. Whoever gets it can prove on their own computer that nothing in it was altered.
          </p>
        </div>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Packs, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Pack' }, { text: 'As at' }, { text: 'Standards' }, { text: 'Made by' }]}
          rows={packs.map(({ number, asAt, record, made }) => [
            { text: <a href={packPath(service.reference, number)}>{packReference(number)}</a> },
            { text: sayDateTime(asAt) },
            { text: editionsOf(record.editions) },
            { text: `${made.by}, ${sayDateTime(made.at)}` },
          ])}
        />
      )}
      <div class="app-measure">
        <h2 class="nhsuk-heading-m">As it stands now</h2>
        <p>To read or print point 16 as it stands at this moment. It is not kept, and carries no proof.</p>
        <Formats formats={FORMATS} href={(format) => `${packsPath(service.reference)}/now/${format}`} />
      </div>
    </ServiceFrame>
  );
}

/** "point-16 2026-01, dtac-c1 2" */
function editionsOf(editions: Readonly<Record<string, string>>): string {
  return Object.entries(editions)
    .map(([id, edition]) => `${id} ${edition}`)
    .join(', ');
}
