import type { PageContext } from '../../../../platform/http/forms.ts';
import { VerdictTag } from '../../../../ui/verdict.tsx';
import { counted } from '../../../../words/counting.ts';
import type { RiskScheme } from '../../../schemes/index.ts';
import { CONTROL_TYPE_NAMES, hazardReference } from '../../domain.ts';
import type { CommonControl } from '../../domain/views.ts';
import { controlPath, hazardPath } from '../addresses.ts';
import { Cell } from '../log-table.tsx';
import { LevelSquare } from '../marks.tsx';
import { Text } from '../text.tsx';
import { ViewFrame, type ViewProps } from './view-frame.tsx';

export interface ControlsViewProps extends ViewProps {
  readonly scheme: RiskScheme | null;
  readonly controls: readonly CommonControl[];
}

/** The controls of a log, those behind most hazards first; and what falls with each. */
export function ControlsView(props: ControlsViewProps, page: PageContext) {
  const { controls } = props;
  const common = controls.filter(({ hazards }) => hazards.length > 1);
  const others = controls.filter(({ hazards }) => hazards.length <= 1);
  return (
    <ViewFrame
      {...props}
      page={page}
      view="controls"
      lead="One control can quietly carry ten hazards. Here each stands with the hazards that rest on it, and what would count for them if it failed."
    >
      {controls.length === 0 && (
        <p class="app-second">No control stands in this log yet. A hazard’s page is where one is recorded.</p>
      )}
      {common.length > 0 && (
        <>
          <h2 class="nhsuk-heading-m">{counted(common.length, 'control')} behind more than one hazard</h2>
          <Controls {...props} controls={common} />
        </>
      )}
      {others.length > 0 && (
        <>
          <h2 class="nhsuk-heading-m">{counted(others.length, 'control')} behind one hazard</h2>
          <details class="nhsuk-details" open={common.length === 0}>
            <summary class="nhsuk-details__summary">
              <span class="nhsuk-details__summary-text">What would count if one of them failed</span>
            </summary>
            <Controls {...props} controls={others} />
          </details>
        </>
      )}
    </ViewFrame>
  );
}

function Controls(props: ControlsViewProps) {
  const { controls, service, asAt } = props;
  return (
    <table role="table" class="nhsuk-table app-cards">
      <caption class="nhsuk-u-visually-hidden">
        Controls, the hazards that rest on them, and what falls with each
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Control', 'Holds now', 'Hazards', 'If it failed'].map((heading) => (
            <th role="columnheader" scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {controls.map((one) => (
          <Row {...props} one={one} service={service.reference} day={asAt?.text ?? null} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly one: CommonControl;
  readonly scheme: RiskScheme | null;
  readonly service: string;
  readonly day: string | null;
}

function Row({ one, scheme, service, day }: RowProps) {
  const { control, hazards, falls } = one;
  const own = !control.reference.includes('/');
  return (
    <tr role="row">
      <Cell label="Control">
        {own ? (
          <a class="app-ref" href={controlPath(service, control.reference, day)}>
            {control.reference}
          </a>
        ) : (
          <strong class="app-ref">{control.reference}</strong>
        )}{' '}
        <Text text={control.text} />
        {control.type !== null && <span class="app-second app-block">{CONTROL_TYPE_NAMES[control.type]}</span>}
      </Cell>
      <Cell label="Holds now">
        <VerdictTag
          verdict={control.holds ? 'met' : control.verdict === 'met' ? 'not-known' : control.verdict}
          says="holds"
        />
      </Cell>
      <Cell label="Hazards">
        <References numbers={hazards} {...{ service, day }} />
      </Cell>
      <Cell label="If it failed">
        {falls.length === 0 ? (
          <span class="app-second">nothing that counts now would change</span>
        ) : (
          <ul class="nhsuk-list app-falls">
            {falls.map(({ number, now, without }) => (
              <li>
                <a class="app-ref" href={hazardPath(service, hazardReference(number), day)}>
                  {hazardReference(number)}
                </a>{' '}
                {now === null ? 'not known' : <LevelSquare scheme={scheme} level={now} />} becomes{' '}
                {without === null ? 'not known' : <LevelSquare scheme={scheme} level={without} />}
              </li>
            ))}
          </ul>
        )}
      </Cell>
    </tr>
  );
}

interface ReferencesProps {
  readonly numbers: readonly number[];
  readonly service: string;
  readonly day: string | null;
}

/** How many there are before the rest are counted. */
const MOST_NAMED = 12;

/** Hazards by their numbers, each a link; of many, the first ones. */
export function References({ numbers, service, day }: ReferencesProps) {
  const named = numbers.slice(0, MOST_NAMED);
  return (
    <>
      {named.map((number, index) => (
        <>
          {index > 0 && ', '}
          <a class="app-ref" href={hazardPath(service, hazardReference(number), day)}>
            {hazardReference(number)}
          </a>
        </>
      ))}
      {numbers.length > named.length && ` and ${numbers.length - named.length} more`}
      {numbers.length === 0 && <span class="app-second">none</span>}
    </>
  );
}
