import type { VNode } from 'preact';
import { allows, isAssessing } from '../../platform/commands/may.ts';
import type { OnStandards } from '../../platform/feature.ts';
import { standardNames } from '../standards/index.ts';
import { ANSWERS } from './fields.ts';
import { SectionComments } from './pages/comments.tsx';
import { commentsSeen } from './queries.ts';

/** What assessors said, at the section that they said it of; and for an assessor, the way to say something there. */
export const onStandards: OnStandards = {
  load: async (tx, { service, standard, actor }) => {
    const comments = await commentsSeen(tx, service, actor, standard);
    const assesses = isAssessing(actor, service.reference);
    const answers = allows(ANSWERS, { actor, organisation: tx.organisation }, service.reference);
    const sections = (await standardNames()).find(({ id }) => id === standard)?.sections ?? [];
    const shown = [null, ...sections.map(({ id }) => id)].flatMap((section): [string, VNode][] => {
      const of = comments.filter((one) => one.section === section);
      if (of.length === 0 && !assesses) return [];
      const props = { service: service.reference, about: { standard, section }, comments: of, assesses, answers };
      return [[section ?? '', <SectionComments {...props} />]];
    });
    return new Map(shown);
  },
};
