import type { At, Check, Found } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { quoted } from '../../words/naming.ts';
import type { Words } from '../../words/sentence.ts';
import { FIELD_NAMES, INTENDED_USE, type TextField } from './domain.ts';

/*
 * What the standards ask of a service itself: that it says what it is for, and what it consists of. Pure.
 */

export interface ServiceFacts {
  /** The parts of the intended use, and what it is not for, that anything is said of; not known where nothing is. */
  readonly intendedUse: readonly TextField[];
  /** How many components are named; not known where none is. */
  readonly components: number;
}

/** What a service is asked to say of its use. */
export const PARTS: readonly TextField[] = [...INTENDED_USE, 'notFor'];

function page({ service }: At, part = '') {
  return `/services/${service.reference}${part}`;
}

/** @param what "Saying what is missing" */
function edits(what: string, at: At): Words {
  return [{ text: what, href: page(at, '/edit') }, ' clears it.'];
}

const intendedUseSaid: Check<ServiceFacts> = {
  id: 'services.intended-use-said',
  asks: 'What the service does, for whom, who uses it, where, and what it is not for are said.',
  how: 'automatic',
  reads: ['intendedUse'],
  begins: (at) => edits('Saying what it does, for whom, who uses it, where, and what it is not for', at),
  decide: ({ intendedUse }, at): Found => {
    const missing = PARTS.filter((part) => !intendedUse.includes(part)).map((part) => FIELD_NAMES[part].toLowerCase());
    const rest = { until: null, shown: [{ text: 'Intended use', href: page(at, '#intended-use'), until: null }] };
    if (missing.length === 0)
      return {
        ...rest,
        result: 'passed',
        says: ['All four parts of the intended use are said, and what it is not for.'],
        clears: [],
      };
    return {
      ...rest,
      result: 'failed',
      says: [`The intended use is not complete: ${quoted(missing)} ${missing.length === 1 ? 'is' : 'are'} not said.`],
      clears: edits('Saying what is missing', at),
    };
  },
};

const componentsSaid: Check<ServiceFacts> = {
  id: 'services.components-said',
  asks: 'The components that the service consists of are named.',
  how: 'automatic',
  reads: ['components'],
  begins: (at) => edits('Naming the components that it consists of', at),
  decide: ({ components }, at) => ({
    result: 'passed',
    says: [`${counted(components, 'component')} of the service ${components === 1 ? 'is' : 'are'} named.`],
    clears: [],
    until: null,
    shown: [{ text: 'Components', href: page(at, '#components'), until: null }],
  }),
};

export const checks: readonly Check<ServiceFacts>[] = [intendedUseSaid, componentsSaid];
