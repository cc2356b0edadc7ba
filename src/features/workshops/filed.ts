import type { Artefact, Filed } from '../../platform/filed.ts';
import { sayDay } from '../../words/days.ts';
import { workshopPath, workshopReference } from './domain.ts';
import { workshopsFiled, type WorkshopFiled } from './filed-store.ts';

/** What workshops put into the file of a service: the record of each workshop and meeting. */
export const filed: Filed = {
  load: async (tx, service, moment) =>
    (await workshopsFiled(tx, service.id, moment)).map((one) => artefactOf(one, service.reference)),
};

function artefactOf({ number, kind, title, day, state, minutes, at }: WorkshopFiled, service: string): Artefact {
  return {
    sort: kind === 'hazard workshop' ? 'Record of a hazard workshop' : 'Record of a safety group meeting',
    title: `${workshopReference(number)}: ${title}`,
    href: workshopPath(service, number),
    state: [`${sayDay(day)}. ${STATE_WORDS[state](minutes)}`],
    verdict: null,
    owner: null,
    since: at,
    until: null,
  };
}

const STATE_WORDS: Readonly<Record<WorkshopFiled['state'], (minutes: number) => string>> = {
  open: () => 'Its minutes are not closed.',
  closed: (minutes) => `Minutes closed, version ${minutes}.`,
  'called off': () => 'It was called off.',
};
