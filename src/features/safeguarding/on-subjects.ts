import type { OnSubjects } from '../../platform/feature.ts';
import { INCIDENT } from '../incidents/index.ts';
import { flagPath } from './domain.ts';

/** The way to the form, the same on every incident: it says nothing of what is there, and looks for nothing. */
export const onSubjects: OnSubjects = {
  kind: INCIDENT,
  lines: async (_tx, { service, reference }) => [
    [
      'If somebody may need protecting from abuse, neglect or danger, ',
      { text: 'say so apart from this page', href: flagPath(service, reference) },
      '.',
    ],
  ],
};
