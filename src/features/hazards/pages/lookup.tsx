import { signOf, toneOf, type RiskScheme } from '../../schemes/index.ts';
import { placeOf } from '../domain/rating.ts';
import { sayLevel } from '../domain/ratings.ts';
import type { HarmKind } from '../domain/severity.ts';

interface LookupProps {
  readonly scheme: RiskScheme;
  readonly chosen: { readonly severity: string; readonly harm: HarmKind | null; readonly likelihood: string };
}

/** "Major and Low give 3, Undesirable." Null while one of them is not chosen. */
export function outcomeWords(scheme: RiskScheme, chosen: LookupProps['chosen']): string | null {
  const found = placeOf(scheme, chosen);
  if ('problems' in found) return null;
  const { severity, likelihood, level } = found.placed;
  return `${severity} and ${likelihood} give ${sayLevel(scheme, level)}.`;
}

/**
 * The scheme as it is, with the square that results. Where scripts run it follows what is chosen; without them the page that
 * comes back says it, and so does the sentence after saving.
 */
export function Lookup({ scheme, chosen }: LookupProps) {
  const found = placeOf(scheme, chosen);
  const placed = 'placed' in found ? found.placed : null;
  return (
    <div class="app-lookup" id="lookup" data-scheme={JSON.stringify(schemeForScript(scheme))}>
      <table class="app-lookup__table">
        <caption class="nhsuk-table__caption">{`What ${scheme.title} makes of it`}</caption>
        <thead>
          <tr>
            <td />
            {scheme.severity.map((word) => (
              <th scope="col">
                <span>{word}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scheme.likelihood
            .map((word, row) => (
              <tr>
                <th scope="row">{word}</th>
                {scheme.matrix[row]!.map((level, column) => {
                  const isHere = placed?.likelihoodIndex === row && placed.severityIndex === column;
                  return (
                    <td
                      class={`app-tone-${toneOf(scheme, level)}${isHere ? ' app-lookup__here' : ''}`}
                      data-square={`${row}-${column}`}
                      aria-current={isHere ? 'true' : undefined}
                    >
                      {signOf(scheme, level)}
                    </td>
                  );
                })}
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
      <p class="app-lookup__outcome" role="status">
        {outcomeWords(scheme, chosen) ??
          'Choose a severity and a likelihood. The level is looked up, and proposed by nobody.'}
      </p>
    </div>
  );
}

/** As much of a scheme as looking up needs. */
function schemeForScript({ id, title, kind, severity, likelihood, matrix, levels }: RiskScheme): RiskScheme {
  return { id, title, kind, severity, likelihood, matrix, levels };
}
