import type { ReadTx } from '../../../platform/database/database.ts';
import type { CaseLine, ServiceOnPage } from '../../../platform/feature.ts';
import type { Filed } from '../../../platform/filed.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { countsWords, receiverStates } from '../domain/answers.ts';
import { isSameReceiver, packetPath, packetReference, packetsPath } from '../domain/packet.ts';
import { answersTo, packetsOf } from './store.ts';

/** The line of packets in the safety case on the page of a service. */
export async function packetsInCase(tx: ReadTx, { id, reference }: ServiceOnPage): Promise<CaseLine> {
  const packets = await packetsOf(tx, [id]);
  const answers = await answersTo(
    tx,
    packets.map((one) => one.id),
  );
  const text = 'Hand-over packets';
  const href = packetsPath(reference);
  const states = receiverStates(packets, answers, isSameReceiver);
  if (states.length === 0) return { text, href, says: ['None was made yet.'] };
  const silent = states.filter(({ deployments }) => deployments.every(({ older }) => older)).length;
  const challenged = states.flatMap(({ deployments }) => deployments).filter(({ answer }) => answer.challenged > 0);
  return {
    text,
    href,
    says: [
      `${counted(states.length, 'receiver has', 'receivers have')} a packet.`,
      silent > 0 ? ` ${silent === 1 ? '1 has' : `${silent} have`} not answered the latest.` : '',
      challenged.length > 0 ? ` Challenged by ${counted(challenged.length, 'deployment')}.` : '',
    ].filter((words) => words !== ''),
  };
}

/** What packets put into the clinical risk management file: each receiver's latest, and what they answered. */
export const packetsFiled: Filed = {
  load: async (tx, { id, reference }, { seq }) => {
    const packets = (await packetsOf(tx, [id])).filter((one) => seq === null || one.seq <= seq);
    const answers = await answersTo(
      tx,
      packets.map((one) => one.id),
    );
    return receiverStates(packets, answers, isSameReceiver).map(({ receiver, last, deployments }) => ({
      sort: 'Hand-over packet',
      title: `${packetReference(last.number)}, release ${last.release}, for ${receiver}`,
      href: packetPath(reference, last.number),
      state: [
        last.sent === null ? 'Nobody has said that it was sent. ' : `Sent on ${sayDay(last.sent.on)}. `,
        deployments.length === 0
          ? 'Nothing came back yet.'
          : deployments.map(({ answer }) => `${answer.site}: ${countsWords(answer)}.`).join(' '),
      ],
      verdict: null,
      owner: last.made.by,
      since: last.made.at,
      until: null,
    }));
  },
};
