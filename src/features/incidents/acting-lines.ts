import type { ReadTx } from '../../platform/database/database.ts';
import type { Words } from '../../words/sentence.ts';
import { incidentPath, type IncidentRecord } from './domain.ts';
import { challengesPath } from './domain/closing.ts';
import { learningPath } from './domain/learning.ts';
import { isAsked, verdictWords } from './domain/verdict.ts';
import { challengedIn } from '../hazards/index.ts';
import { challengeable } from './closing-reading.ts';
import { learningOf } from './learning-store.ts';
import { verdictsOf } from './verdict-store.ts';

/** What the page of an incident says of what it means for the safety case, and of what was learned; each leads on. */
export async function actingLines(tx: ReadTx, incident: IncidentRecord, now: Date): Promise<readonly Words[]> {
  const { id, service, reference } = incident;
  const [verdicts, learning] = await Promise.all([verdictsOf(tx, [id], { seq: null, now }), learningOf(tx, id)]);
  const verdict = verdicts.get(id);
  const moment = { seq: null, now };
  const challenged = (
    await challengedIn(tx, service.id, challengeable(incident, verdict?.undermines ?? []), moment)
  ).filter(({ source }) => source === reference);
  return [
    ...challenged.map((one): Words => [
      { text: one.reference, href: challengesPath(service.reference, one.reference) },
      ' is challenged by it, and nobody has answered.',
    ]),
    ...(isAsked(incident)
      ? [
          [
            { text: 'The safety case', href: `${incidentPath(service.reference, reference)}/verdict` },
            verdict ? `: ${verdictWords(verdict)}` : ': nobody has answered whether this undermines it.',
          ],
        ]
      : []),
    [
      { text: 'What was learned', href: learningPath(service.reference, reference) },
      learning === null
        ? ': nobody has written it yet.'
        : learning.state === 'shared'
          ? ': it is shared with the organisation.'
          : ': it is written, and not shared.',
    ],
  ];
}
