import type { PageContext } from '../../../../platform/http/forms.ts';
import { sayDate } from '../../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../../platform/http/service-frame.tsx';
import { Button, Table } from '../../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../../words/days.ts';
import { countsWords, receiverStates, type ReceiverState } from '../../domain/answers.ts';
import type { StoredAnswer, StoredPacket } from '../../domain/kept.ts';
import { isSameReceiver, packetPath, packetReference, packetsPath } from '../../domain/packet.ts';

export interface PacketsProps {
  readonly service: ServiceNamed;
  readonly packets: readonly StoredPacket[];
  readonly answers: readonly StoredAnswer[];
  readonly mayMake: boolean;
}

/** The packets of a service, the latest first; and where each receiver stands. */
export function PacketsPage({ service, packets, answers, mayMake }: PacketsProps, context: PageContext) {
  return (
    <ServiceFrame
      context={context}
      title="Hand-over packets"
      service={service}
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Hand-over packets</h1>
        {mayMake && (
          <div class="app-title__action app-noprint">
            <Button href={`${packetsPath(service.reference)}/new`}>Make a packet</Button>
          </div>
        )}
      </div>
      {packets.length === 0 ? (
        <NothingYet />
      ) : (
        <>
          <h2 class="nhsuk-heading-m">Where each receiver stands</h2>
          <Receivers service={service} states={receiverStates(packets, answers, isSameReceiver)} />
          <h2 class="nhsuk-heading-m">All packets</h2>
          <Packets service={service} packets={packets} answers={answers} />
        </>
      )}
    </ServiceFrame>
  );
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">
        Each packet that is made for whoever deploys this service will stand here, with what they answered.
      </p>
      <p>
        A packet is one file: the approved hazard log and safety case report of a release, what the receiver has to put
        in place, what remains and on which assumptions. The receiver can prove that nothing in it was altered, and
        answers item by item. It can be made once the intended use, the hazard log and a report for the release are
        approved.
      </p>
    </div>
  );
}

interface OfService {
  readonly service: ServiceNamed;
}

function Receivers({
  service,
  states,
}: OfService & { readonly states: readonly ReceiverState<StoredPacket, StoredAnswer>[] }) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Receivers', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Receiver' }, { text: 'Has last' }, { text: 'Answered' }]}
      rows={states.map(({ receiver, last, deployments }) => [
        { text: receiver },
        {
          text: (
            <>
              <PacketLink service={service} packet={last} />, release {last.release}
              {last.sent === null && '. Nobody has said that it was sent'}
            </>
          ),
        },
        {
          text:
            deployments.length === 0
              ? 'Nothing came back yet'
              : deployments.map(({ answer, to, older }) => (
                  <p class="nhsuk-u-margin-bottom-1">
                    <a href={`${packetPath(service.reference, to.number)}/answers/${answer.number}`}>{answer.site}</a>:{' '}
                    {countsWords(answer)}
                    {older &&
                      `. This answers ${packetReference(to.number)}, and ${packetReference(last.number)} is newer`}
                  </p>
                )),
        },
      ])}
    />
  );
}

function Packets({
  service,
  packets,
  answers,
}: OfService & { readonly packets: readonly StoredPacket[]; readonly answers: readonly StoredAnswer[] }) {
  const many = Map.groupBy(answers, ({ packet }) => packet);
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Packets, latest first', classes: 'nhsuk-u-visually-hidden' }}
      head={[
        { text: 'Packet' },
        { text: 'Release' },
        { text: 'For' },
        { text: 'Made' },
        { text: 'Sent' },
        { text: 'Answers' },
      ]}
      rows={packets.map((packet) => [
        { text: <PacketLink service={service} packet={packet} /> },
        { text: packet.release },
        { text: packet.receiver },
        { text: `${sayDate(packet.made.at)}, ${packet.made.by}` },
        { text: packet.sent === null ? 'Not said' : sayDay(packet.sent.on) },
        { text: String(many.get(packet.id)?.length ?? 'None') },
      ])}
    />
  );
}

function PacketLink({ service, packet: { number } }: OfService & { readonly packet: StoredPacket }) {
  return <a href={packetPath(service.reference, number)}>{packetReference(number)}</a>;
}
