import { stringify } from 'yaml';
import {
  challengeText,
  sortOf,
  type Argument,
  type Carried,
  type Element,
  type ModuleInfo,
  type Sort,
} from '../domain/gsn.ts';

/** Writes an argument in YAML as gsn2x reads it. What says nothing is left out; read again, it means the same. */
export function writeArgument({ module, elements }: Argument): string {
  const all = {
    ...(module && { module: moduleFields(module) }),
    ...Object.fromEntries(elements.map((one) => [one.id, elementFields(one)])),
  };
  return stringify(all, { lineWidth: 0, version: '1.2', aliasDuplicateObjects: false });
}

const TYPES: Readonly<Record<Sort, string>> = {
  goal: 'Goal',
  strategy: 'Strategy',
  solution: 'Solution',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  'counter goal': 'CounterGoal',
  'counter solution': 'CounterSolution',
};

function elementFields(one: Element): Record<string, Carried> {
  const { text, supportedBy, inContextOf, challenges, undeveloped, defeated, defeatedRelation, other } = one;
  return {
    // What the name says already is not said again, unless somebody did.
    ...(one.sort !== null && (one.named !== undefined || sortOf(one.id) !== one.sort) && { nodeType: TYPES[one.sort] }),
    ...(text !== '' && { text }),
    ...(undeveloped && { undeveloped }),
    ...(supportedBy.length > 0 && { supportedBy }),
    ...(inContextOf.length > 0 && { inContextOf }),
    ...(challenges.length > 0 && { challenges: challenges.map(challengeText) }),
    ...(defeated && { defeated }),
    ...(defeatedRelation.length > 0 && { defeatedRelation }),
    ...other,
  };
}

function moduleFields({ name, uses, extends: extending, other }: ModuleInfo): Record<string, Carried> {
  return {
    ...(name !== null && { name }),
    ...(uses.length > 0 && { uses }),
    ...(extending.length > 0 && {
      extends: extending.map(({ module, develops }) => ({ module, develops: { ...develops } })),
    }),
    ...other,
  };
}
