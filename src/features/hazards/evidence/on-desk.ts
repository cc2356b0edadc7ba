import { servicesWhere } from '../../../platform/commands/may.ts';
import type { DeskItem, DeskOf } from '../../../platform/feature.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { counted } from '../../../words/counting.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { controlReference } from '../domain.ts';
import { controlPath } from '../pages/addresses.ts';
import {
  failingControls,
  lapsingControls,
  servicesWaiting,
  type ControlOnDesk,
  type ServiceWaiting,
} from './desk-store.ts';
import { JUDGES } from './fields.ts';
import { controlSentences } from './holding-store.ts';

const DAY = 86_400_000;
/** Days before it lapses in which evidence comes onto a desk. */
const SOON = 14;

/**
 * What evidence puts on the desk of whoever judges it: controls that something speaks against, evidence that lapsed or soon
 * will, and tests that wait. Said with the words of the control's own page.
 */
export async function evidenceOnDesk(
  tx: ReadTx,
  { actor, now, most }: DeskOf,
): Promise<{ readonly items: readonly DeskItem[]; readonly total: number }> {
  const services = servicesWhere(actor, JUDGES.roles);
  // One more than is shown: whether there are others is all that is said of them.
  const [failing, lapsing, waiting] = await Promise.all([
    failingControls(tx, services, most + 1),
    lapsingControls(tx, services, new Date(now.getTime() + SOON * DAY), most + 1),
    servicesWaiting(tx, services, most + 1),
  ]);
  const shown = [...failing.slice(0, most), ...lapsing.slice(0, most)];
  const ids = shown.map(({ id }) => id);
  const sentences = await controlSentences(tx, null, ids, { seq: null, now });
  return {
    items: [
      ...shown.map((one) => controlItem(one, sentences.get(one.id) ?? null, now)),
      ...waiting.slice(0, most).map(waitingItem),
    ],
    total: failing.length + lapsing.length + waiting.length,
  };
}

function controlItem(control: ControlOnDesk, sentence: Sentence | null, now: Date): DeskItem {
  const reference = controlReference(control.number);
  const href = controlPath(control.service.reference, reference);
  const soon = control.lapsesAt !== null && control.lapsesAt > now;
  return {
    key: `evidence:${control.id}`,
    mark: control.lapsesAt === null ? { verdict: 'not-met', says: 'holds' } : { words: soon ? 'Due soon' : 'Lapsed' },
    sentence: sentence ?? {
      so: ['What control ', { text: reference, href }, ' rests on lapses soon'],
      because: ['nobody has looked at it again'],
      clears: ['Looking at it again, or a new pass of its test, clears it.'],
    },
    service: control.service,
    since: control.lapsesAt === null ? control.since : null,
    due: control.lapsesAt,
    action: { text: `See what ${reference} rests on`, href: `${href}#rests-on` },
  };
}

function waitingItem({ id, service, tests, since }: ServiceWaiting): DeskItem {
  const href = `/services/${encodeURIComponent(service.reference)}/evidence/accept`;
  const one = tests === 1;
  return {
    key: `waiting-tests:${id}`,
    mark: { words: 'To accept' },
    sentence: {
      so: [`${counted(tests, 'test')} of controls ${one ? 'shows' : 'show'} nothing yet`],
      because: [
        `${one ? 'it names' : 'they name'} controls and nobody has said what ${one ? 'it shows' : 'they show'}`,
      ],
      clears: ['Accepting or setting aside each of them clears it.'],
    },
    service,
    since,
    due: null,
    action: { text: one ? 'Say what it shows' : 'Say what they show', href },
  };
}
