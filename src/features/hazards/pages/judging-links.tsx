import { acceptanceOf, type RiskScheme } from '../../schemes/index.ts';
import { askedOf } from '../domain/accepting.ts';
import { hasDeployerControl } from '../domain/rating.ts';
import type { HazardRecord } from '../domain/record.ts';
import { handedOver } from '../domain/standing.ts';

interface JudgingProps {
  /** The address of the hazard. */
  readonly path: string;
  readonly scheme: RiskScheme | null;
  readonly hazard: HazardRecord;
  /** Whether they judge what remains. */
  readonly judges: boolean;
}

/** Where a person judges the risk of a hazard. Only what can be done as it stands. */
export function Judging({ path, scheme, hazard, judges }: JudgingProps) {
  const controls = hazard.controls.map((control) => ({ ...control, reference: control.id, retired: false }));
  const { residual } = hazard;
  const asked =
    judges && residual?.confirmed && residual.level !== null
      ? askedOf(acceptanceOf(scheme, residual.level))
      : 'nothing';
  const links = [
    ['rate/initial', 'Rate it initially', true],
    ['rate/target', 'Rate the target', true],
    ['rate/residual', 'Rate what remains', judges],
    ['rate/deployer', 'Rate it with the deployer’s controls', judges && hasDeployerControl(controls)],
    ['accept', 'Accept the residual risk', asked === 'acceptance'],
    ['benefit-risk', 'Weigh it against the benefit', asked === 'benefit-risk'],
    ['transfer', 'Transfer it', handedOver(controls).length > 0],
  ] as const;
  return (
    <ul class="app-judging app-noprint">
      {links
        .filter(([, , possible]) => possible)
        .map(([to, text]) => (
          <li>
            <a href={`${path}/${to}`}>{text}</a>
          </li>
        ))}
    </ul>
  );
}
