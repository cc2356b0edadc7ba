import { problemOf, valueOf, type FormContext } from '../../../../platform/http/forms.ts';
import { dateIn } from '../../../../platform/london-time.ts';
import { ServiceFormFrame, type ServiceNamed } from '../../../../platform/http/service-frame.tsx';
import { Button, FileUpload, Radios, Select } from '../../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../../ui/sentence.tsx';
import type { Sentence } from '../../../../words/sentence.ts';
import { MOST_ACTIONS } from '../../domain/answers.ts';
import type { StoredPacket } from '../../domain/kept.ts';
import { packetPath, packetReference, packetsPath } from '../../domain/packet.ts';
import { Line } from '../../inputs.tsx';

export interface MakeProps {
  readonly service: ServiceNamed;
  /** The latest releases, and why each cannot be handed over; nothing where it can. */
  readonly releases: readonly { readonly version: string; readonly missing: readonly Sentence[] }[];
  /** That of the last packet; null where there is none. */
  readonly contact: { readonly name: string; readonly how: string } | null;
}

const MAKE_LABELS = {
  release: 'Which release',
  receiver: 'For which organisation',
  contactName: 'Whom they can ask',
  contactHow: 'How they reach them',
};

/** Makes a packet: of which release, for whom; and what stands in the way of those that cannot be handed over. */
export function MakePacketForm({ service, releases }: MakeProps, form: FormContext) {
  const [whole, half] = [
    releases.filter(({ missing }) => missing.length === 0),
    releases.filter(({ missing }) => missing.length > 0),
  ];
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Make a packet"
      labels={MAKE_LABELS}
      back={{ text: 'Hand-over packets', href: packetsPath(service.reference) }}
    >
      <p>
        One file for whoever deploys a release: what was approved, and what they have to answer. It is kept as it is,
        and you confirm that it is you who makes it. It names those who signed.
      </p>
      {releases.length === 0 && (
        <p class="app-lead">No release is recorded yet. A packet is made of a release: record it first.</p>
      )}
      {whole.length > 0 && (
        <form method="post" novalidate>
          {form.hidden}
          <Radios
            name="release"
            idPrefix="release"
            fieldset={{ legend: { text: MAKE_LABELS.release, size: 's' } }}
            value={valueOf(form, 'release')}
            errorMessage={problemOf(form, 'release')}
            items={whole.map(({ version }) => ({ value: version, text: version }))}
          />
          <Line
            form={form}
            name="receiver"
            label={MAKE_LABELS.receiver}
            hint="Its name, the same each time: what differs from the last packet is told by it."
          />
          <Line
            form={form}
            name="contactName"
            label={MAKE_LABELS.contactName}
            hint="An office, and no person unless they agreed."
          />
          <Line
            form={form}
            name="contactHow"
            label={MAKE_LABELS.contactHow}
            hint="A mail address or a telephone number that somebody looks after."
          />
          <Button preventDoubleClick>Make the packet</Button>
        </form>
      )}
      {half.length > 0 && (
        <>
          <h2 class="nhsuk-heading-m">What cannot be handed over yet</h2>
          {half.map(({ version, missing }) => (
            <section aria-label={`Release ${version}`}>
              <h3 class="nhsuk-heading-s">Release {version}</h3>
              {missing.map((sentence) => (
                <SentenceBlock sentence={sentence} />
              ))}
            </section>
          ))}
        </>
      )}
    </ServiceFormFrame>
  );
}

export interface OfPacket {
  readonly service: ServiceNamed;
  readonly packet: StoredPacket;
}

const SENT_LABELS = { on: 'Sent on', how: 'How, and to which office' };

/** Says that a packet was sent. */
export function SentForm({ service, packet }: OfPacket, form: FormContext) {
  const name = packetReference(packet.number);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Say that ${name} was sent`}
      labels={SENT_LABELS}
      back={{ text: name, href: packetPath(service.reference, packet.number) }}
    >
      <p>
        {packet.receiver} then stands in the register of those who received the report. Primum sends nothing itself.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Line form={form} name="on" label={SENT_LABELS.on} type="date" max={dateIn(form.now)} />
        <Line
          form={form}
          name="how"
          label={SENT_LABELS.how}
          hint="Such as: by secure mail to the office of the clinical safety officer."
        />
        <Button preventDoubleClick>Say that it was sent</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface TakeInProps extends OfPacket {
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

const ANSWER_LABELS = { file: 'The file that came', owner: 'Who answers what is challenged', due: 'By when' };

/** Takes in the file that a receiver sent back. */
export function TakeInForm({ service, packet, owners }: TakeInProps, form: FormContext) {
  const name = packetReference(packet.number);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Take in an answer to ${name}`}
      labels={ANSWER_LABELS}
      back={{ text: name, href: packetPath(service.reference, packet.number) }}
    >
      <p>
        It is proved first: a file in which a byte was altered is refused. It is kept whole. Each new challenge becomes
        an action; where there are more than {MOST_ACTIONS}, one action stands for all of them.
      </p>
      <form method="post" enctype="multipart/form-data" novalidate>
        {form.hidden}
        <FileUpload
          id="file"
          name="file"
          label={{ text: ANSWER_LABELS.file, size: 's' }}
          hint="Up to 5 MB."
          errorMessage={problemOf(form, 'file')}
        />
        <Select
          id="owner"
          name="owner"
          label={{ text: ANSWER_LABELS.owner, size: 's' }}
          value={valueOf(form, 'owner')}
          errorMessage={problemOf(form, 'owner')}
          items={[
            { value: '', text: packet.made.by },
            ...owners.filter(({ id }) => id !== packet.made.byId).map(({ id, name: text }) => ({ value: id, text })),
          ]}
        />
        <Line
          form={form}
          name="due"
          label={`${ANSWER_LABELS.due} (optional)`}
          hint="Without a day: two weeks from now."
          type="date"
        />
        <Button preventDoubleClick>Take in the answer</Button>
      </form>
    </ServiceFormFrame>
  );
}
