import type { PageContext } from '../../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../../platform/http/service-frame.tsx';
import { Button, Details, SummaryList, Table } from '../../../../ui/nhsuk/index.ts';
import { capital, counted } from '../../../../words/counting.ts';
import { sayDay } from '../../../../words/days.ts';
import { countsWords } from '../../domain/answers.ts';
import type { StoredAnswer, StoredPacket } from '../../domain/kept.ts';
import { packetPath, packetReference, packetsPath, type Packet } from '../../domain/packet.ts';
import { sayFingerprint } from '../../domain/received.ts';
import { Items } from './items.tsx';

export interface PacketProps {
  readonly service: ServiceNamed;
  readonly packet: StoredPacket;
  readonly document: Packet;
  readonly answers: readonly StoredAnswer[];
  /** The key that whoever gets it verifies it with, and what they are asked for of it when they take it in. */
  readonly key: string;
  readonly fingerprint: string;
  readonly maySend: boolean;
  readonly mayTakeIn: boolean;
}

/** One packet: for whom it is, what is in it and what differs, how to fetch it, and what came back. */
export function PacketPage(props: PacketProps, context: PageContext) {
  const { service, packet, document } = props;
  const name = packetReference(packet.number);
  const path = packetPath(service.reference, packet.number);
  const changes = new Map(document.before?.changes.map(({ key, change }) => [key, change]));
  return (
    <ServiceFrame
      context={context}
      title={name}
      service={service}
      back={{ text: 'Hand-over packets', href: packetsPath(service.reference) }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">
            Release {packet.release} for {packet.receiver}
          </span>{' '}
          {name}
        </h1>
        <div class="app-title__action app-noprint">
          <Button href={`${path}/file`}>Download the packet</Button>
        </div>
      </div>
      <div class="app-measure">
        <p class="app-lead">
          Made by {packet.made.by} on {sayDateTime(packet.made.at)}. It stays as it was.
        </p>
        <Sent {...props} path={path} />
        <Answers {...props} path={path} />
        <h2 class="nhsuk-heading-m">What it says</h2>
        <SummaryList
          rows={[
            { key: 'Intended use', value: document.approved.intendedUse },
            {
              key: 'Hazard log',
              value: `${counted(document.log.hazards, 'hazard')}. ${document.approved.log}`,
            },
            { key: 'Safety case report', value: `${document.report.reference}. ${document.approved.report}` },
            { key: 'Configuration', value: configurationOf(document) },
            { key: 'Third parties', value: thirdPartiesOf(document) },
            { key: 'Contact', value: `${document.contact.name}: ${document.contact.how}` },
          ]}
        />
        <Differences {...props} />
        <h2 class="nhsuk-heading-m">What {packet.receiver} has to answer</h2>
        <Items items={document.items} beside={({ key }) => changes.get(key) ?? ''} />
        <HowToProve {...props} />
      </div>
    </ServiceFrame>
  );
}

type PartProps = PacketProps & { readonly path: string };

function Sent({ packet, path, maySend }: PartProps) {
  const { sent } = packet;
  return (
    <>
      <h2 class="nhsuk-heading-m">Sent</h2>
      <p>
        {sent === null
          ? 'Nobody has said that it was sent. Download it, send it your own way, and say so here: the receiver then stands in the register of who has which report.'
          : `Sent on ${sayDay(sent.on)}, as ${sent.by} says: ${sent.how}`}
      </p>
      {maySend && (
        <p class="app-noprint">
          <a href={`${path}/sent`}>{sent === null ? 'Say that it was sent' : 'Say that it was sent again'}</a>
        </p>
      )}
    </>
  );
}

function Answers({ answers, packet, path, mayTakeIn }: PartProps) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Answers</h2>
      {answers.length === 0 ? (
        <p>Nothing came back yet. The file in which {packet.receiver} answers is taken in here.</p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Answers, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Answer' }, { text: 'From' }, { text: 'Taken in' }, { text: 'What it says' }]}
          rows={answers.map((answer) => [
            { text: <a href={`${path}/answers/${answer.number}`}>Answer {answer.number}</a> },
            { text: `${answer.organisation}, ${answer.site}` },
            { text: `${sayDate(answer.takenIn.at)}, ${answer.takenIn.by}` },
            { text: countsWords(answer) },
          ])}
        />
      )}
      {mayTakeIn && (
        <p class="app-noprint">
          <a href={`${path}/answers/new`}>Take in an answer</a>
        </p>
      )}
    </>
  );
}

function configurationOf({ release: { commit, configuration } }: Packet) {
  const said = [
    ...(commit === null ? [] : [`Commit ${commit}`]),
    ...(configuration ?? []).map(({ name, value }) => `${name}: ${value}`),
  ];
  if (configuration === null) said.push('Not known: nobody has said what it runs on and with.');
  return said.length === 0 ? 'Nothing is configured' : said.join('. ');
}

function thirdPartiesOf({ thirdParties }: Packet) {
  if (thirdParties === null) return 'Not known: nobody has said.';
  if (thirdParties.length === 0) return 'None, as was declared';
  const open = thirdParties.filter(({ finding }) => finding === 'not looked at').length;
  return `${counted(thirdParties.length, 'component')}${open === 0 ? ', each looked at' : `, of which ${open} nobody has looked at`}`;
}

function Differences({ document: { before }, packet }: PacketProps) {
  if (before === null)
    return (
      <>
        <h2 class="nhsuk-heading-m">What differs</h2>
        <p>It is the first packet for {packet.receiver}.</p>
      </>
    );
  const { changes, reference, release } = before;
  const of = (change: string) => changes.filter((one) => one.change === change).map(({ key }) => key);
  return (
    <>
      <h2 class="nhsuk-heading-m">
        What differs from {reference}, release {release}
      </h2>
      {changes.length === 0 ? (
        <p>Nothing that has to be answered differs. What was answered to {reference} carries over.</p>
      ) : (
        (['new', 'changed', 'gone'] as const).map((change) => {
          const keys = of(change);
          return (
            keys.length > 0 && (
              <>
                <h3 class="nhsuk-heading-s">
                  {capital(change)} <span class="app-count">({keys.length})</span>
                </h3>
                <ul class="nhsuk-list nhsuk-list--bullet">
                  {keys.map((key) => (
                    <li>{key}</li>
                  ))}
                </ul>
              </>
            )
          );
        })
      )}
    </>
  );
}

function HowToProve({ packet: { record }, key, fingerprint }: PacketProps) {
  return (
    <>
      <h2 class="nhsuk-heading-m">How the receiver proves it</h2>
      <p>
        Where they take in the first packet, Primum asks them for the fingerprint of your key. Tell them by another way
        than the packet goes, such as a call:
      </p>
      <p class="app-command">{sayFingerprint(fingerprint)}</p>
      <p>
        With <code>primum verify FILE --key KEY</code> it is proved without a network, and without an installation. The
        key is:
      </p>
      <p class="app-command">{key}</p>
      <Details summary="Files in it">
        <ul class="nhsuk-list nhsuk-list--bullet">
          {[...Object.keys(record.files), ...Object.keys(record.signatures)].map((file) => (
            <li>{file}</li>
          ))}
        </ul>
      </Details>
    </>
  );
}
