import type { RiskScheme } from '../../schemes/index.ts';
import { contradictsScheme } from '../domain/contradiction.ts';
import type { Finding, Hazard, Rating, Report } from '../domain.ts';
import { counted, shortened } from '../showing/summary.ts';
import { CardTable } from './card-table.tsx';
import { anchorOf, findingsByHazard, More } from './findings.tsx';
import { RatingSquare } from './rating-square.tsx';

/** A page lists this many hazards; the workbook has them all. */
const LISTED = 500;

/** Every hazard with what the file states beside what the matrix makes of it, and what was found about it. */
export function HazardByHazard({ report }: { readonly report: Report }) {
  const findings = findingsByHazard(report);
  return (
    <section aria-labelledby="hazards">
      <h2 class="nhsuk-heading-m" id="hazards">
        Hazard by hazard <span class="app-count">({report.counts.hazards.toLocaleString('en-GB')})</span>
      </h2>
      <CardTable
        caption="Hazards with their stated and recomputed ratings"
        head={['Hazard', 'Initial', 'Stated', 'Recomputed', 'Residual', 'Stated', 'Recomputed']}
        classes="app-hazards"
      >
        {report.hazards.slice(0, LISTED).map((hazard, index) => (
          <HazardRow
            hazard={hazard}
            id={anchorOf(index)}
            scheme={report.scheme.scheme}
            findings={hazard.ref === null ? [] : (findings.get(hazard.ref) ?? [])}
          />
        ))}
      </CardTable>
      <More rest={report.hazards.length - LISTED} />
    </section>
  );
}

interface HazardRowProps {
  readonly hazard: Hazard;
  readonly id: string;
  readonly scheme: RiskScheme | null;
  readonly findings: readonly Finding[];
}

function HazardRow({ hazard, id, scheme, findings }: HazardRowProps) {
  return (
    <tr role="row" id={id} tabindex={-1}>
      <th role="rowheader" scope="row" class="app-hazards__name">
        {hazard.ref && <span class="app-ref">{hazard.ref} </span>}
        <span class="app-hazards__words">{shortened(hazard.name, 300)}</span>
        {findings.length > 0 && (
          <details class="nhsuk-details app-details">
            <summary class="nhsuk-details__summary">
              <span class="nhsuk-details__summary-text">{counted(findings.length, 'finding')}</span>
            </summary>
            <ul class="nhsuk-list app-details__list">
              {findings.slice(0, 20).map((finding) => (
                <li>
                  {finding.so} {finding.clears}
                </li>
              ))}
            </ul>
            <More rest={findings.length - 20} />
          </details>
        )}
      </th>
      <RatingCells rating={hazard.initial} scheme={scheme} />
      <RatingCells rating={hazard.residual} scheme={scheme} />
    </tr>
  );
}

function RatingCells({ rating, scheme }: { readonly rating: Rating; readonly scheme: RiskScheme | null }) {
  const phase = rating.phase === 'initial' ? 'Initial' : 'Residual';
  const words = [rating.severity, rating.likelihood].filter((word) => word !== null).join(', ');
  return (
    <>
      <td role="cell" class={`app-hazards__rating app-hazards__rating--${rating.phase}`}>
        <span class="app-hazards__label" aria-hidden="true">
          {phase}
        </span>
        {words || <span class="app-note">not rated</span>}
      </td>
      <td role="cell" class={`app-hazards__rating--${rating.phase}`}>
        <span class="app-hazards__label" aria-hidden="true">
          Stated
        </span>
        {rating.stated === null ? (
          <span class="app-note">none</span>
        ) : contradictsScheme(rating, scheme) ? (
          <strong>
            {rating.stated} {'\u2260'}
            <span class="nhsuk-u-visually-hidden"> not what the matrix gives</span>
          </strong>
        ) : (
          rating.stated
        )}
      </td>
      <td role="cell" class={`app-hazards__rating--${rating.phase}`}>
        <span class="app-hazards__label" aria-hidden="true">
          Recomputed
        </span>
        {rating.computed === null || !scheme ? (
          <span class="app-note">not known</span>
        ) : (
          <RatingSquare scheme={scheme} level={rating.computed} />
        )}
      </td>
    </>
  );
}
