import type { ReadTx } from '../../../platform/database/database.ts';
import type { CaseLine, ServiceOnPage } from '../../../platform/feature.ts';
import type { Artefact, Filed } from '../../../platform/filed.ts';
import { endOfDay } from '../../../platform/london-time.ts';
import { counted } from '../../../words/counting.ts';
import { findService } from '../../services/index.ts';
import {
  deploymentPath,
  deploymentReference,
  deploymentsPath,
  supplierPath,
  type Deployment,
} from '../domain/deployments.ts';
import { standing, SORT_WORDS, type SupplierDocument } from '../domain/documents.ts';
import { deploymentsOf, openItems, receivedIn } from './store.ts';
import { documentsIn } from './supplier-store.ts';
import type { OpenItems, StoredReceived } from '../domain/received.ts';

/** "Deployments": where the service is used, and how much of what its supplier handed over is open. */
export async function deploymentsInCase(tx: ReadTx, { id, reference }: ServiceOnPage): Promise<CaseLine | null> {
  const [deployments, { role }] = await Promise.all([deploymentsOf(tx, [id]), findService(tx, reference)]);
  // Who only makes a service has none, and is led to none.
  if (deployments.length === 0 && role === 'manufacturer') return null;
  const line = { text: 'Deployments, and what came from the supplier', href: deploymentsPath(reference) };
  if (deployments.length === 0)
    return { ...line, says: ['None yet: nothing that the supplier hands over was taken in.'] };
  const open = (await openItems(tx, [id])).reduce((sum, one) => sum + one.open, 0);
  return {
    ...line,
    says: [
      `${counted(deployments.length, 'deployment')}. `,
      open === 0
        ? 'No item of a supplier’s packet is open.'
        : `${counted(open, 'item')} of the supplier’s ${open === 1 ? 'packet has' : 'packets have'} no answer.`,
    ],
  };
}

/** What lies in the file of a service: packets and documents of its supplier, deployment by deployment. */
export const receivedFiled: Filed = {
  load: async (tx, { id, reference }, moment) => {
    const deployments = await deploymentsOf(tx, [id], moment);
    const ids = deployments.map((one) => one.id);
    const [packets, documents, counts] = await Promise.all([
      receivedIn(tx, ids, moment),
      documentsIn(tx, ids, moment),
      openItems(tx, [id], moment),
    ]);
    return deployments.flatMap((deployment) => {
      const of = <One extends { readonly deployment: string }>(all: readonly One[]) =>
        all.filter((one) => one.deployment === deployment.id);
      const [open] = of(counts);
      return [
        ...of(packets).map((one, index) => packetArtefact(reference, deployment, one, index === 0 ? open : undefined)),
        ...standing(of(documents)).map((one) => documentArtefact(reference, deployment, one)),
      ];
    });
  },
};

/** @param open of the latest packet; undefined for those before it */
function packetArtefact(
  service: string,
  { number, site }: Deployment,
  { reference, takenIn }: StoredReceived,
  open: OpenItems | undefined,
): Artefact {
  return {
    sort: 'Packet of a supplier',
    title: `${reference}, deployed at ${site}`,
    href: deploymentPath(service, number),
    state: [
      !open
        ? 'A later packet took its place'
        : open.open === 0
          ? `All ${counted(open.items, 'item')} answered`
          : `${open.open} of ${counted(open.items, 'item')} not answered`,
    ],
    verdict: !open ? null : open.open === 0 ? 'met' : 'not-known',
    owner: null,
    since: takenIn.at,
    until: null,
  };
}

function documentArtefact(service: string, { number }: Deployment, one: SupplierDocument): Artefact {
  const { sort, file, signer, role, reviewBy, takenIn } = one;
  return {
    sort: 'Document of a supplier',
    title: `${SORT_WORDS[sort]}: ${file} (${deploymentReference(number)})`,
    href: supplierPath(service, number),
    state: [
      signer === ''
        ? 'Made outside Primum; it does not say who signed it'
        : `Made outside Primum, signed by ${signer}${role === '' ? '' : `, ${role}`}`,
    ],
    verdict: null,
    owner: null,
    since: takenIn.at,
    until: reviewBy === null ? null : endOfDay(reviewBy),
  };
}
