import type { PageContext } from '../../../../platform/http/forms.ts';
import { sayDateTime } from '../../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../../platform/http/service-frame.tsx';
import { Table } from '../../../../ui/nhsuk/index.ts';
import { capital } from '../../../../words/counting.ts';
import { sayDay } from '../../../../words/days.ts';
import { actionPath, actionReference, type Action } from '../../../actions/index.ts';
import { countsWords } from '../../domain/answers.ts';
import type { StoredAnswer, StoredPacket } from '../../domain/kept.ts';
import { packetPath, packetReference, type Packet, type PacketAnswer, type PacketItem } from '../../domain/packet.ts';
import { Items } from './items.tsx';

export interface AnswerProps {
  readonly service: ServiceNamed;
  readonly packet: StoredPacket;
  readonly document: Packet;
  readonly stored: StoredAnswer;
  readonly answer: PacketAnswer;
  /** The actions that its challenges became. */
  readonly actions: readonly Action[];
  /** Another key signed what came from this organisation before. */
  readonly otherKey: boolean;
  /** Whether whoever looks may close hazards. */
  readonly mayClose: boolean;
}

/** What one deployment answered, item by item: what is challenged first. */
export function AnswerPage(props: AnswerProps, context: PageContext) {
  const { service, packet, document, stored, answer, actions, otherKey } = props;
  const name = packetReference(packet.number);
  const byKey = new Map(answer.answers.map((one) => [one.key, one]));
  const challenged = document.items.filter(({ key }) => byKey.get(key)?.answer === 'challenged');
  return (
    <ServiceFrame
      context={context}
      title={`Answer ${stored.number} to ${name}`}
      service={service}
      back={{ text: name, href: packetPath(service.reference, packet.number) }}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">
            {stored.organisation}, {stored.site}
          </span>{' '}
          Answer {stored.number} to {name}
        </h1>
        <p class="app-lead">{countsWords(stored)}.</p>
        <p>
          Made by {answer.made.by} on {sayDateTime(new Date(answer.made.at))}. Taken in by {stored.takenIn.by} on{' '}
          {sayDateTime(stored.takenIn.at)}, with the proof that it is as it was signed.
          {answer.deployment.configuration !== '' && ` Configuration there: ${answer.deployment.configuration}`}
        </p>
        <p>It is signed with this key. Ask the receiver, by another way than the file, whether it is theirs:</p>
        <p class="app-command">{stored.signedWith}</p>
        {otherKey && (
          <p class="app-so">
            <strong>This is another key than before</strong> because what came from {stored.organisation} earlier was
            signed with another one. Asking them by telephone whether they have a new one clears it.
          </p>
        )}
        {challenged.length > 0 && <h2 class="nhsuk-heading-m">Challenged</h2>}
        {challenged.length > 0 && (
          <Table
            responsive
            firstCellIsHeader
            classes="app-list"
            caption={{ text: 'What is challenged, and why', classes: 'nhsuk-u-visually-hidden' }}
            head={[{ text: 'Item' }, { text: 'Why' }, { text: 'By' }]}
            rows={challenged.map(({ key, title }) => [
              { text: `${key}: ${title}` },
              { text: byKey.get(key)!.reason },
              { text: `${byKey.get(key)!.by}, ${dayOf(byKey.get(key)!.on)}` },
            ])}
          />
        )}
        {actions.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">What has to be done</h2>
            <ul class="nhsuk-list">
              {actions.map(({ number, title, owner, state }) => (
                <li>
                  <a href={actionPath(number)}>{actionReference(number)}</a> {title} ({owner.name}, {state})
                </li>
              ))}
            </ul>
          </>
        )}
        <h2 class="nhsuk-heading-m">Item by item</h2>
        <Items
          items={document.items}
          beside={({ key }) => byKey.get(key)?.answer ?? 'not answered yet'}
          below={(item) => <Answered {...props} item={item} />}
        />
      </div>
    </ServiceFrame>
  );
}

function Answered({ service, answer, mayClose, item }: AnswerProps & { readonly item: PacketItem }) {
  const said = answer.answers.find(({ key }) => key === item.key);
  if (!said) return <p>Nobody there has answered it yet.</p>;
  const { answer: given, reason, by, on } = said;
  return (
    <>
      <p>
        <strong>{capital(given)}</strong> by {by} on {dayOf(on)}.{reason !== '' && ` ${reason}`}
      </p>
      {item.sort === 'transferred hazard' && given === 'accepted' && mayClose && (
        <p class="app-noprint">
          They took it over. Nothing is closed by that:{' '}
          <a href={`/services/${encodeURIComponent(service.reference)}/hazards/${item.reference}`}>
            look at {item.reference}
          </a>{' '}
          and close it there, if it is done for you.
        </p>
      )}
    </>
  );
}

/** "3 March 2026" of a day or a time. */
function dayOf(on: string): string {
  return sayDay(on.slice(0, 10));
}
