import type { PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../../platform/london-time.ts';
import { Button, InsetText, SummaryList, Table } from '../../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../../ui/sentence.tsx';
import { counted } from '../../../../words/counting.ts';
import {
  deploymentPath,
  deploymentReference,
  deploymentsPath,
  itemsPath,
  supplierPath,
  type Deployment,
} from '../../domain/deployments.ts';
import {
  changesWords,
  openSentence,
  sayFingerprint,
  type ConfirmedKey,
  type StoredReceived,
  type KeptAnswer,
} from '../../domain/received.ts';
import type { Work } from '../loading.ts';

export interface DeploymentProps {
  readonly deployment: Deployment;
  readonly work: Work | null;
  readonly packets: readonly StoredReceived[];
  readonly keys: readonly ConfirmedKey[];
  readonly answers: readonly KeptAnswer[];
  /** How many documents of the supplier count, and how many points are missing in them. */
  readonly documents: number;
  readonly missing: number;
  readonly mayKeep: boolean;
  readonly mayAnswer: boolean;
  readonly mayAcceptKeys: boolean;
}

/** One deployment: its log, what came from the supplier, and what went back. */
export function DeploymentPage(props: DeploymentProps, context: PageContext) {
  const { deployment, work, mayKeep } = props;
  const { service, number, site, configuration, log } = deployment;
  const path = deploymentPath(service.reference, number);
  const open = work && openSentence(work.list, work.latest, { site, href: itemsPath(service.reference, number) });
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={deploymentReference(number)}
      back={{ text: 'Deployments', href: deploymentsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">{deploymentReference(number)}</span> {site}
      </h1>
      {work && work.warning !== '' && <InsetText>{work.warning}</InsetText>}
      {open && <SentenceBlock sentence={open} />}
      <SummaryList
        rows={[
          {
            key: 'How it is set up',
            value: configuration === '' ? 'Nobody has said' : <span class="app-lines">{configuration}</span>,
          },
          {
            key: 'Its hazard log',
            value:
              log === null ? (
                'None yet: it begins with what the supplier sends'
              ) : (
                <a href={`/services/${encodeURIComponent(service.reference)}/logs/${log}`}>
                  Log {log}, as deployed at {site}
                </a>
              ),
          },
        ]}
      />
      <PacketsPart {...props} path={path} />
      <section aria-labelledby="documents">
        <h2 class="nhsuk-heading-m" id="documents">
          Documents of the supplier
        </h2>
        <p class="app-measure">
          {props.documents === 0
            ? 'None. For a supplier who does not use Primum: take in their hazard log as Excel or Word, their report and the rest, and see what is missing.'
            : `${counted(props.documents, 'document')}, and ${counted(props.missing, 'point')} to take up with the supplier.`}
        </p>
        <p>
          <a href={supplierPath(service.reference, number)}>
            {props.documents === 0 && mayKeep
              ? 'Take in documents'
              : 'What came from the supplier, and what is missing'}
          </a>
        </p>
      </section>
    </ServiceFrame>
  );
}

function PacketsPart({
  deployment: { service, number },
  work,
  packets,
  keys,
  answers,
  mayKeep,
  mayAnswer,
  mayAcceptKeys,
  path,
}: DeploymentProps & { readonly path: string }) {
  return (
    <section aria-labelledby="packets">
      <h2 class="nhsuk-heading-m" id="packets">
        Packets of the supplier
      </h2>
      {packets.length === 0 ? (
        <p class="app-measure">
          None. A supplier who uses Primum sends one file, a packet, whose origin is proved here. Its hazard log becomes
          the beginning of yours, and each thing that it asks of you is answered.
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Packets, the latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Packet' }, { text: 'Taken in' }, { text: 'Signed with the key' }]}
          rows={packets.map(({ reference, takenIn, fingerprint, bundle }) => [
            { text: <a href={`/files/${bundle}`}>{reference}</a> },
            { text: `${takenIn.by}, ${sayDateTime(takenIn.at)}` },
            { text: <span class="app-fingerprint">{sayFingerprint(fingerprint)}</span> },
          ])}
        />
      )}
      {work && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            <a href={itemsPath(service.reference, number)}>{counted(work.list.length, 'item')}</a> handed over with
            release {work.packet.release.version} of {work.packet.service.name}
          </li>
          {work.before && (
            <li>
              Beside {work.before.reference}:{' '}
              <a href={supplierPath(service.reference, number)}>
                {changesWords(work.list, work.gone.length) || 'no item differs'}
              </a>
            </li>
          )}
          <li>
            Whom to ask: {work.packet.contact.name}, {work.packet.contact.how}
          </li>
        </ul>
      )}
      {answers.length > 0 && (
        <>
          <h3 class="nhsuk-heading-s">Answers that were written</h3>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {answers.map((one) => (
              <li>
                <a href={`${path}/answers/${one.number}`}>
                  Answer {one.number} to {one.reference}
                </a>
                , {one.made.by}, {sayDateTime(one.made.at)}
                {one.open > 0 && `; ${counted(one.open, 'item')} named as open`}
              </li>
            ))}
          </ul>
        </>
      )}
      {keys.length > 1 && (
        <p class="app-second">
          The key that is believed was accepted by {keys[0]!.by} on {sayDateTime(keys[0]!.at)}: “{keys[0]!.reason}”
        </p>
      )}
      {mayAcceptKeys && packets.length > 0 && (
        <p>
          <a href={`${path}/key`}>Accept another key of the supplier</a>
        </p>
      )}
      <div class="app-buttons app-noprint">
        {mayKeep && (
          <Button variant="secondary" href={`${path}/take-in`}>
            Take in a packet
          </Button>
        )}
        {mayAnswer && work && (
          <Button variant="secondary" href={`${path}/answers/new`}>
            Write the answer to a file
          </Button>
        )}
      </div>
    </section>
  );
}
