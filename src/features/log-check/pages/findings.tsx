import type { ComponentChildren } from 'preact';
import type { Finding, Report } from '../domain.ts';
import { counted, countOfErrors, foldByRule, shownPlace, wrongFormulas, type Folded } from '../showing/summary.ts';
import { CardTable } from './card-table.tsx';

/** A list longer than this is for the workbook; a page of ten thousand lines helps nobody. */
const LISTED = 50;

/** Errors one by one, warnings folded by rule, notes, and what was not taken. */
export function Findings({ report }: { readonly report: Report }) {
  return (
    <>
      <Errors report={report} />
      <Warnings report={report} />
      <div class="app-two">
        <Notes report={report} />
        <NotTakenRows report={report} />
      </div>
    </>
  );
}

/** The id of a hazard's row in the page, by its number; null for a finding about the whole log. */
function anchorsOf(report: Report): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  report.hazards.forEach((hazard, index) => {
    if (hazard.ref !== null && !anchors.has(hazard.ref)) anchors.set(hazard.ref, anchorOf(index));
  });
  return anchors;
}

export function anchorOf(index: number): string {
  return `hazard-${index + 1}`;
}

function HazardLink({
  finding,
  anchors,
}: {
  readonly finding: Pick<Finding, 'hazard'>;
  readonly anchors: ReadonlyMap<string, string>;
}) {
  const anchor = finding.hazard === null ? undefined : anchors.get(finding.hazard);
  if (!anchor) return <strong>{finding.hazard ?? 'The log'}</strong>;
  return (
    <a class="app-ref" href={`#${anchor}`}>
      {finding.hazard}
    </a>
  );
}

function Errors({ report }: { readonly report: Report }) {
  const folded = foldByRule(report, 'error');
  if (folded.length === 0) return null;
  const anchors = anchorsOf(report);
  const many = report.sources.length > 1;
  const formulas = wrongFormulas(report);
  const others = folded
    .filter((group) => group.rule !== 'risk-formula-reads-wrong-cell')
    .flatMap((group) => group.findings);
  return (
    <section aria-labelledby="errors">
      <h2 class="nhsuk-heading-m" id="errors">
        Must be put right <span class="app-count">({countOfErrors(report).toLocaleString('en-GB')})</span>
      </h2>
      <CardTable
        caption="What must be put right"
        head={['Hazard', 'What is so, because of what, and what clears it', 'Where', 'DCB0129']}
        classes="app-errors"
      >
        {formulas.map((group) => (
          <ErrorRow
            name={<strong>Workbook</strong>}
            sentence={<Sentence so={`${group.title} ${group.detail}`} clears={group.clears} />}
            where={shownPlace({ ...group.place, cell: group.cells }, many)}
            clause={group.clause}
          />
        ))}
        {others.slice(0, LISTED * 4).map((finding) => (
          <ErrorRow
            name={<HazardLink finding={finding} anchors={anchors} />}
            sentence={<Sentence so={finding.so} clears={finding.clears} />}
            where={shownPlace(finding.place, many)}
            clause={finding.clause}
          />
        ))}
      </CardTable>
      <More rest={others.length - LISTED * 4} />
    </section>
  );
}

interface ErrorRowProps {
  readonly name: ComponentChildren;
  readonly sentence: ComponentChildren;
  readonly where: string;
  readonly clause: string | null;
}

function ErrorRow({ name, sentence, where, clause }: ErrorRowProps) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {name}
      </th>
      <td role="cell">{sentence}</td>
      <td role="cell">{where}</td>
      <td role="cell">{clause}</td>
    </tr>
  );
}

/** What is so in bold: its first sentence. The rest says why, and what clears it. */
function Sentence({ so, clears }: { readonly so: string; readonly clears: string }) {
  const end = so.search(/(?<=[.])\s/u);
  const [first, rest] = end < 0 ? [so, ''] : [so.slice(0, end), so.slice(end)];
  return (
    <>
      <strong>{first}</strong>
      {rest} {clears}
    </>
  );
}

function Warnings({ report }: { readonly report: Report }) {
  const folded = foldByRule(report, 'warning');
  if (folded.length === 0) return null;
  const all = folded.reduce((sum, group) => sum + group.findings.length, 0);
  return (
    <section aria-labelledby="warnings">
      <h2 class="nhsuk-heading-m" id="warnings">
        Should be looked at{' '}
        <span class="app-count">
          ({all.toLocaleString('en-GB')}
          {folded.length > 1 ? `, folded into ${folded.length} rules` : ''})
        </span>
      </h2>
      <ul class="app-folded">
        {folded.map((group) => (
          <Warning group={group} report={report} />
        ))}
      </ul>
    </section>
  );
}

function Warning({ group, report }: { readonly group: Folded; readonly report: Report }) {
  const anchors = anchorsOf(report);
  const many = report.sources.length > 1;
  const [only] = group.findings;
  if (group.findings.length === 1 && only) {
    return (
      <li class="app-folded__rule">
        <span class="app-folded__count">
          {only.so.startsWith(`${only.count} `) ? '' : only.count.toLocaleString('en-GB')}
        </span>
        <div>
          <strong>{only.so}</strong> {only.clears} <span class="app-note">{shownPlace(only.place, many)}</span>
        </div>
        <span class="app-folded__clause">{group.clause ? `DCB0129 ${group.clause}` : ''}</span>
      </li>
    );
  }
  return (
    <li class="app-folded__rule">
      <span class="app-folded__count">{group.count.toLocaleString('en-GB')}</span>
      <div>
        <strong>{group.headline}</strong> {only?.clears}
        <details class="nhsuk-details app-details">
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">{`Show all ${group.findings.length.toLocaleString('en-GB')}`}</span>
          </summary>
          <ul class="nhsuk-list app-details__list">
            {group.findings.slice(0, LISTED).map((finding) => (
              <li>
                <HazardLink finding={finding} anchors={anchors} /> {finding.so}{' '}
                <span class="app-note">{shownPlace(finding.place, many)}</span>
              </li>
            ))}
          </ul>
          <More rest={group.findings.length - LISTED} />
        </details>
      </div>
      <span class="app-folded__clause">{group.clause ? `DCB0129 ${group.clause}` : ''}</span>
    </li>
  );
}

function Notes({ report }: { readonly report: Report }) {
  const notes = foldByRule(report, 'note').flatMap((group) => group.findings);
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="notes">
      <h2 class="nhsuk-heading-m" id="notes">
        For your information <span class="app-count">({notes.length.toLocaleString('en-GB')})</span>
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {notes.slice(0, LISTED).map((note) => (
          <li>
            {note.so} {note.clears}
          </li>
        ))}
      </ul>
      <More rest={notes.length - LISTED} />
    </section>
  );
}

function NotTakenRows({ report }: { readonly report: Report }) {
  if (report.notTaken.length === 0) return null;
  const many = report.sources.length > 1;
  return (
    <section aria-labelledby="not-taken">
      <h2 class="nhsuk-heading-m" id="not-taken">
        Not taken as hazards <span class="app-count">({report.notTaken.length.toLocaleString('en-GB')})</span>
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {report.notTaken.slice(0, LISTED).map((one) => (
          <li>
            {shownPlace(one.place, many)}: {one.reason}
          </li>
        ))}
      </ul>
      <More rest={report.notTaken.length - LISTED} />
    </section>
  );
}

export function More({ rest }: { readonly rest: number }) {
  return rest > 0 ? <p class="app-note">{`and ${counted(rest, 'more', 'more')}, in the workbook.`}</p> : null;
}

/** The findings of each hazard, by its number. */
export function findingsByHazard(report: Report): ReadonlyMap<string, readonly Finding[]> {
  const byHazard = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    if (finding.hazard !== null) byHazard.set(finding.hazard, [...(byHazard.get(finding.hazard) ?? []), finding]);
  }
  return byHazard;
}
