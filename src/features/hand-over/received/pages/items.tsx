import { problemOf, valueOf, valuesOf, type FormContext, type PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFormFrame, ServiceFrame } from '../../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../../platform/london-time.ts';
import { Button, Checkboxes, Input, Radios, Textarea } from '../../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../../ui/sentence.tsx';
import { counted } from '../../../../words/counting.ts';
import { deploymentPath, deploymentReference, itemsPath, type Deployment } from '../../domain/deployments.ts';
import { changedParts } from '../../domain/difference.ts';
import type { PacketItem } from '../../domain/packet.ts';
import { isOpen, openSentence, sortWords, type ItemState, type WorkItem } from '../../domain/received.ts';
import type { Work } from '../loading.ts';
import { Changes } from './changes.tsx';

export interface ItemsProps {
  readonly deployment: Deployment;
  readonly work: Work | null;
  /** Hazards of the deployment's own log, by the supplier's numbers. */
  readonly here: ReadonlyMap<string, string>;
  readonly mayAnswer: boolean;
}

/** Items that one page shows: a longer packet is worked through by what is open. */
const MOST_SHOWN = 500;

const STATE_WORDS: Readonly<Record<ItemState, string>> = {
  again: 'To be looked at again',
  open: 'Not answered',
  challenged: 'Challenged',
  accepted: 'Accepted',
  'not applicable': 'Not applicable here',
};

/** What the supplier asks of whoever deploys, item by item, what is open first. */
export function ItemsPage({ deployment, work, here, mayAnswer }: ItemsProps, context: PageContext) {
  const { service, number, site } = deployment;
  const open =
    work && openSentence(work.list, work.latest, { site, href: `${itemsPath(service.reference, number)}/answer` });
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Items of ${deploymentReference(number)}`}
      back={{ text: deploymentReference(number), href: deploymentPath(service.reference, number) }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{site}</span> What the supplier hands over to you
        </h1>
        {mayAnswer && work && work.list.length > 0 && (
          <div class="app-title__action app-noprint">
            <Button href={`${itemsPath(service.reference, number)}/answer`}>Answer items</Button>
          </div>
        )}
      </div>
      {!work ? (
        <p class="app-measure app-lead">
          Hazards that are transferred to you, controls that you have to put in place, what remains, and what the
          supplier takes to be so will stand here, once a packet is taken in.
        </p>
      ) : (
        <>
          {open && <SentenceBlock sentence={open} />}
          <ul class="app-logs">
            {work.list.slice(0, MOST_SHOWN).map((one) => (
              <Item one={one} here={here} service={service.reference} />
            ))}
          </ul>
          {work.list.length > MOST_SHOWN && (
            <p>
              {counted(work.list.length - MOST_SHOWN, 'more item is', 'more items are')} in the API: deploymentItems.
            </p>
          )}
          <Gone items={work.gone} />
        </>
      )}
    </ServiceFrame>
  );
}

function Item({
  one,
  here,
  service,
}: {
  readonly one: WorkItem;
  readonly here: ItemsProps['here'];
  readonly service: string;
}) {
  const { item, state, answer, before, change } = one;
  return (
    <li>
      <p>
        <strong>{STATE_WORDS[state]}.</strong> {sortWords(item)} {item.reference}
      </p>
      <p class="app-logs__title app-lines">{item.title}</p>
      <Says one={one} />
      {item.voidIf !== '' && <p class="app-lines">Void if: {item.voidIf}</p>}
      {item.hazards.length > 0 && (
        <p class="app-second">
          About{' '}
          {item.hazards.map((id, index) => (
            <>
              {index > 0 && ', '}
              {id}
              {here.has(id) && (
                <>
                  {' '}
                  (here <a href={`/services/${encodeURIComponent(service)}/hazards/${here.get(id)!}`}>{here.get(id)}</a>
                  )
                </>
              )}
            </>
          ))}
        </p>
      )}
      {change === 'new' && <p class="app-second">New in this packet.</p>}
      {change === 'changed' && before === null && <p class="app-second">Changed in this packet.</p>}
      {answer && (
        <p class="app-second app-lines">
          {isOpen(state) ? `Its words before were ${answer.answer}` : STATE_WORDS[state]} by {answer.by} on{' '}
          {sayDateTime(answer.at)}
          {answer.reason !== '' &&
            // Where the sentence goes on, its own full stop would stand beside ours.
            `: “${answer.control === null ? answer.reason : answer.reason.trim().replace(/\.$/u, '')}”`}
          {answer.control !== null && (
            <>
              . It is control{' '}
              <a href={`/services/${encodeURIComponent(service)}/controls/${answer.control}`}>{answer.control}</a> here
            </>
          )}
        </p>
      )}
    </li>
  );
}

/** What an item says; where it changed, old and new words beside each other. */
function Says({ one: { item, before, change } }: { readonly one: WorkItem }) {
  if (change !== 'changed' || !before)
    return (
      <>
        {item.says
          .filter(({ text }) => text !== item.title)
          .map(({ name, text }) => (
            <p class="app-lines">
              {name}: {text}
            </p>
          ))}
      </>
    );
  return <Changes parts={changedParts(partsOf(before), partsOf(item))} />;
}

/** Everything of an item that can be another one in a later packet. */
function partsOf({ title, says, voidIf, hazards }: PacketItem): ReadonlyMap<string, string> {
  return new Map([
    ['What it is', title],
    ...says.map(({ name, text }) => [name, text] as const),
    ['Void if', voidIf],
    ['About', hazards.join(', ')],
  ]);
}

function Gone({ items }: { readonly items: readonly PacketItem[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="gone">
      <h2 class="nhsuk-heading-m" id="gone">
        No longer in the packet
      </h2>
      <p class="app-measure">
        Nothing is taken out of your log by it. Look whether you still need what you put in place.
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {items.map((item) => (
          <li>
            {sortWords(item)} {item.reference}: {item.title}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Answers one item, or many with one reason. */
export function AnswerForm({ deployment, work }: ItemsProps, form: FormContext) {
  const { service, number, site } = deployment;
  const list = work?.list ?? [];
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Answer items"
      caption={site}
      labels={{ items: 'Items', answer: 'What do you say of them?', reason: 'Why', owner: 'Who puts it in place here' }}
      back={{ text: 'All items', href: itemsPath(service.reference, number) }}
    >
      {list.length === 0 ? (
        <p>No packet was taken in for this deployment: there is nothing to answer.</p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          <input type="hidden" name="number" value={work!.latest.number} />
          <Checkboxes
            name="items"
            small
            values={[...valuesOf(form, 'items')]}
            fieldset={{ legend: { text: 'Items', size: 's' } }}
            hint="Those that are open stand first. Choose several where one reason is true of all of them."
            errorMessage={problemOf(form, 'items')}
            items={list.slice(0, MOST_SHOWN).map(({ item, state }) => ({
              value: item.key,
              text: `${sortWords(item)} ${item.reference}: ${item.title}`,
              hint: STATE_WORDS[state],
            }))}
          />
          <Radios
            name="answer"
            value={valueOf(form, 'answer')}
            fieldset={{ legend: { text: 'What do you say of them?', size: 's' } }}
            errorMessage={problemOf(form, 'answer')}
            items={[
              { value: 'accepted', text: 'Accepted', hint: 'It holds here, or you take it on.' },
              { value: 'challenged', text: 'Challenged', hint: 'The supplier has to put it right, or explain it.' },
              {
                value: 'not applicable',
                text: 'Not applicable here',
                hint: 'It is about something that you do not use.',
              },
            ]}
          />
          <Textarea
            id="reason"
            name="reason"
            label={{ text: 'Why', size: 's' }}
            hint="Needed for a challenge, and for what does not apply. The supplier reads it: nothing about a patient."
            rows={3}
            value={valueOf(form, 'reason')}
            errorMessage={problemOf(form, 'reason')}
          />
          <Input
            id="owner"
            name="owner"
            label={{ text: 'Who puts it in place here', size: 's' }}
            hint="Needed to accept a control that is yours to put in place: a role or a team. It is then a control in the log of this deployment."
            value={valueOf(form, 'owner')}
            errorMessage={problemOf(form, 'owner')}
          />
          <Button preventDoubleClick>Record the answer</Button>
        </form>
      )}
    </ServiceFormFrame>
  );
}
