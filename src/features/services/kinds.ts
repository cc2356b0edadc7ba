import { subject } from '../../platform/subjects/kinds.ts';
import type { Component } from './domain.ts';
import { loadServices } from './subject-store.ts';

/** A column of a service; what it weighs stands with the kind. */
export interface ServiceRow {
  readonly reference: string;
  readonly name: string;
  readonly summary: string | null;
  readonly intendedFunction: string | null;
  readonly intendedPopulation: string | null;
  readonly intendedUser: string | null;
  readonly intendedEnvironment: string | null;
  readonly notFor: string | null;
  readonly role: string;
  readonly phase: string;
  readonly standingReason: string | null;
  readonly decommissioning: string | null;
  readonly assessment: string | null;
  readonly components: readonly Component[];
  readonly addresses: readonly string[];
}

export const serviceKind = subject<ServiceRow>({
  kind: 'service',
  names: {},
  collects: {},
  load: loadServices,
  words: {
    // What hazards were looked for in: who may be harmed, by what, and where (DCB0129 4.2). Whose duties they are.
    intendedFunction: 'material',
    intendedPopulation: 'material',
    intendedUser: 'material',
    intendedEnvironment: 'material',
    notFor: 'material',
    role: 'material',
    // A component that came after the log was signed is one in which nobody has looked for hazards.
    components: 'material',
    // Not what the argument rests on, but how it is found and told. To go live is what a log is signed for: were the
    // phase material, each signature would be out of date as soon as it was used. The release asks for the phase itself.
    name: 'editorial',
    summary: 'editorial',
    addresses: 'editorial',
    phase: 'editorial',
    standingReason: 'editorial',
    decommissioning: 'editorial',
    assessment: 'editorial',
    // Given once.
    reference: 'ignored',
  },
  own: () => ({}),
  // A service claims nothing of itself. What is claimed of it stands in what points at it, and takes its words alone.
  verdict: () => 'not-known',
});
