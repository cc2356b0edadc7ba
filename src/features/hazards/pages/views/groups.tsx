import type { PageContext } from '../../../../platform/http/forms.ts';
import { counted } from '../../../../words/counting.ts';
import type { RiskScheme } from '../../../schemes/index.ts';
import { GROUPINGS, type Group, type Grouping } from '../../domain/views.ts';
import { logPath } from '../addresses.ts';
import { Cell } from '../log-table.tsx';
import { RatingMark } from '../marks.tsx';
import { References } from './controls.tsx';
import { ViewFrame, type ViewProps } from './view-frame.tsx';

export const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  component: 'Component',
  owner: 'Owner',
  group: 'Group that is more at risk',
  arises: 'Where it arises',
  party: 'Who puts its controls in place',
};

export interface GroupsViewProps extends ViewProps {
  readonly scheme: RiskScheme | null;
  readonly by: Grouping;
  readonly groups: readonly Group[];
}

/** How a log stands by one of its parts. */
export function GroupsView(props: GroupsViewProps, page: PageContext) {
  const { service, log, scheme, by, groups, asAt } = props;
  const path = `${logPath(service.reference, log.number)}/groups`;
  const day = asAt?.text ?? null;
  const overlapping = by === 'group' || by === 'party';
  return (
    <ViewFrame
      {...props}
      page={page}
      view="groups"
      kept={[['by', by]]}
      lead={`How the hazards stand, by one of their parts.${overlapping ? ' A hazard can stand in more than one row.' : ''}`}
    >
      <ul class="app-views__list app-noprint" aria-label="By what">
        {GROUPINGS.map((one) => (
          <li>
            {one === by ? (
              <strong aria-current="true">{GROUPING_NAMES[one]}</strong>
            ) : (
              <a href={`${path}?by=${one}${day === null ? '' : `&as-at=${day}`}`}>{GROUPING_NAMES[one]}</a>
            )}
          </li>
        ))}
      </ul>
      {groups.length === 0 ? (
        <p class="app-second">No hazard stands in this log.</p>
      ) : (
        <table role="table" class="nhsuk-table app-cards">
          <caption class="nhsuk-table__caption nhsuk-table__caption--m">By {GROUPING_NAMES[by].toLowerCase()}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {[GROUPING_NAMES[by], 'Hazards', 'What counts now', 'Provisional', 'Which'].map((heading) => (
                <th role="columnheader" scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {groups.map(({ name, hazards, levels, provisional }) => (
              <tr role="row">
                <th role="rowheader" scope="row">
                  {name ?? <span class="app-second">Not stated</span>}
                </th>
                <Cell label="Hazards">{hazards.length}</Cell>
                <Cell label="What counts now">
                  <ul class="nhsuk-list app-falls">
                    {levels.map(({ level, count }) => (
                      <li>
                        {count} <RatingMark scheme={scheme} level={level} />
                      </li>
                    ))}
                  </ul>
                </Cell>
                <Cell label="Provisional">
                  {provisional === 0 ? <span class="app-second">none</span> : counted(provisional, 'rating')}
                </Cell>
                <Cell label="Which">
                  <References numbers={hazards.map((line) => line.number)} service={service.reference} day={day} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ViewFrame>
  );
}
