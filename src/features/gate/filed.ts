import type { Artefact, Filed } from '../../platform/filed.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import {
  gatePath,
  gateReference,
  isInForce,
  keptGatePath,
  overrideLine,
  releaseGatePath,
  VERDICT_WORDS,
} from './domain.ts';
import { keptAnswersAt, overridesOf } from './store.ts';

const SORT = 'Safety gate';

/** What the gate puts into the file: the last answer of each release, and every override. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const [answers, allOverrides] = await Promise.all([
      keptAnswersAt(tx, service.id, moment),
      overridesOf(tx, [service.id]),
    ]);
    const overrides = allOverrides.filter(({ seq }) => moment.seq === null || seq <= moment.seq);
    return [
      ...answers.map((one): Artefact => ({
        sort: SORT,
        title: `${gateReference(one.number)}${one.release === null ? '' : `, release ${one.release}`}`,
        href: keptGatePath(service.reference, one.number),
        state: [
          one.sort === 'switched off'
            ? `Something was switched off on ${sayDateTime(one.at)}.`
            : one.sort === 'rollback'
              ? `A rollback was recorded on ${sayDateTime(one.at)}.`
              : `${VERDICT_WORDS[one.verdict]}, as at ${sayDateTime(one.at)}.`,
        ],
        verdict: null,
        owner: one.by,
        since: one.at,
        until: null,
      })),
      ...overrides.map((one): Artefact => ({
        sort: SORT,
        title: `${one.sort === 'override' ? 'Override' : 'Urgent safety fix'}, release ${one.release}`,
        href: releaseGatePath(service.reference, one.release),
        state: [`${overrideLine(one, moment.now)}.`],
        verdict: null,
        owner: one.by,
        since: one.at,
        until: isInForce(one, moment.now) ? one.until : null,
      })),
      ...(answers.length === 0
        ? [
            {
              sort: SORT,
              title: 'Answers of the gate',
              href: gatePath(service.reference),
              state: ['None was kept yet.'],
              verdict: 'not-known',
              owner: null,
              since: null,
              until: null,
            } satisfies Artefact,
          ]
        : []),
    ];
  },
};
