import type { HarmClass, HarmKind } from '../domain/severity.ts';

/** How bad a harm is, as short as it stands in a box; where one chooses, the whole of it is said. */
const SHORT: Readonly<Record<HarmClass, string>> = {
  minor: 'Nothing that matters',
  recovers: 'Minor injury that heals soon',
  lasting: 'Minor injury that lasts, or trauma',
  severe: 'Severe injury or trauma',
  death: 'Death, or severe injury for good',
};

/** "Severe injury or trauma, one patient" */
export function harmWords({ class: of, patients }: HarmKind): string {
  return `${SHORT[of]}, ${patients === 'single' ? 'one patient' : 'several patients'}`;
}
