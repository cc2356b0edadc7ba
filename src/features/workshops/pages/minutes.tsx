import type { RecordDocument, RecordSection } from '../../../documents/record.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Table } from '../../../ui/nhsuk/index.ts';
import { workshopPath, workshopReference, type MinutesVersion } from '../domain.ts';
import type { MinutesOf } from '../minutes.ts';
import { backToWorkshop, Frame } from './frame.tsx';

export interface MinutesProps {
  readonly of: Omit<MinutesOf, 'organisation'> & { readonly versions: readonly MinutesVersion[] };
  readonly record: RecordDocument;
}

/** A version of the minutes, as it was closed. */
export function MinutesPage(
  { of: { service, workshop, version, versions }, record }: MinutesProps,
  context: PageContext,
) {
  const path = workshopPath(service.reference, workshop.number);
  const latest = versions.at(-1)!;
  const own = `${path}/minutes/${version.version}`;
  return (
    <Frame
      context={context}
      title={`${workshopReference(workshop.number)}, minutes version ${version.version}`}
      service={service}
      back={backToWorkshop(service, workshop)}
      asAt={sayDateTime(version.at)}
    >
      <p class="app-noprint">
        <a href={`${own}/minutes.pdf`}>Save as PDF</a> or <a href={`${own}/minutes.docx`}>as a Word file</a>
      </p>
      {latest.version !== version.version && (
        <p class="app-so app-so--quiet">
          <strong>There is a later version of these minutes.</strong>{' '}
          <a href={`${path}/minutes/${latest.version}`}>Read version {latest.version}</a>
        </p>
      )}
      <article class="app-letter app-measure">
        <p class="app-second">{record.from}</p>
        <h1 class="nhsuk-heading-l">{record.title}</h1>
        <dl class="app-said">
          {record.facts.map(({ name, says }) => (
            <>
              <dt>{name}</dt>
              <dd class="app-lines">{says}</dd>
            </>
          ))}
        </dl>
        {record.sections.map((section) => (
          <Section section={section} />
        ))}
        <p class="app-note">{record.foot}</p>
      </article>
    </Frame>
  );
}

function Section({ section: { heading, paragraphs, points, table, parts } }: { readonly section: RecordSection }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      {paragraphs.map((text) => (
        <p class="app-lines">{text}</p>
      ))}
      {points.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {points.map((text) => (
            <li class="app-lines">{text}</li>
          ))}
        </ul>
      )}
      {table && (
        <Table
          responsive
          caption={{ text: heading, classes: 'nhsuk-u-visually-hidden' }}
          head={table.head.map((text) => ({ text }))}
          rows={table.rows.map((cells) => cells.map((text) => ({ text })))}
        />
      )}
      {parts.map((part) => (
        <>
          {part.heading !== '' && <h3 class="nhsuk-heading-s">{part.heading}</h3>}
          {part.paragraphs.map((text) => (
            <p class="app-lines">{text}</p>
          ))}
        </>
      ))}
    </>
  );
}
