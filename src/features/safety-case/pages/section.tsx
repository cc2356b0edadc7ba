import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../platform/london-time.ts';
import { MarkedWords } from '../../../ui/marked.tsx';
import { marksOf, type Marked } from '../../../words/marks.ts';
import {
  reportPath,
  reportReference,
  sectionTitle,
  type SectionId,
  type StoredReport,
  type SectionVersion,
} from '../domain.ts';

export interface SectionHistoryProps {
  readonly report: StoredReport;
  readonly section: SectionId;
  /** In their order. */
  readonly versions: readonly SectionVersion[];
}

/** Who wrote what in a section, when: the latest first, each whole, with what was new in it marked. */
export function SectionHistoryPage({ report, section, versions }: SectionHistoryProps, context: PageContext) {
  const { service, number } = report;
  const title = sectionTitle(section);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`History of “${title}”, ${reportReference(number)}`}
      back={{ text: reportReference(number), href: `${reportPath(service.reference, number)}#${section}` }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{reportReference(number)}, who wrote what, when</span> {title}
      </h1>
      {versions.length === 0 && <p class="app-measure">Nobody has written anything in this section yet.</p>}
      <dl class="app-history">
        {versions
          .map((version, index) => ({ version, before: versions[index - 1] ?? null }))
          .toReversed()
          .map(({ version, before }) => (
            <div class="app-history__entry">
              <dt class="app-second">{sayDateTime(version.at)}</dt>
              <dd>
                {version.text === '' ? (
                  <p>The text was taken out.</p>
                ) : (
                  <p class="app-lines app-measure">
                    <MarkedWords words={wordsOf(before, version)} side="after" />
                  </p>
                )}
                <p class="app-note">{version.who}</p>
              </dd>
            </div>
          ))}
      </dl>
    </ServiceFrame>
  );
}

/** What stands there, with what was not there before marked; of a first version nothing is. */
function wordsOf(before: SectionVersion | null, { text }: SectionVersion): Marked {
  return before === null || before.text === '' ? [{ text, changed: false }] : marksOf(before.text, text).after;
}
