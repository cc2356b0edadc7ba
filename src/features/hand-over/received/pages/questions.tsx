import { problemOf, valuesOf, type FormContext, type PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFormFrame, ServiceFrame } from '../../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Table } from '../../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../../words/days.ts';
import { listReference, type StoredList } from '../../domain/challenges.ts';
import { supplierPath, type Deployment } from '../../domain/deployments.ts';
import type { Gap } from '../../domain/missing.ts';
import { Line, Lines } from '../../inputs.tsx';
import { ABOUT, FORMATS } from '../write.ts';

export interface QuestionsProps {
  readonly deployment: Deployment;
  readonly gaps: readonly Gap[];
}

/** Points that one form offers: more than any list that a supplier answers. */
const MOST_OFFERED = 1_000;

/** Writes down what the supplier is asked: chosen from what is missing, and one's own. */
export function QuestionsForm({ deployment, gaps }: QuestionsProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Write to the supplier"
      caption={deployment.site}
      labels={{ to: 'To', points: 'Points', own: 'Points of your own', answerBy: 'An answer is wanted by' }}
      back={{
        text: 'What came from the supplier',
        href: supplierPath(deployment.service.reference, deployment.number),
      }}
    >
      <p>
        The list is kept as you write it, and can be sent as Word, PDF or Markdown. Points that stand in the way of a
        case are chosen already: take the tick from what you do not want to ask.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Line form={form} name="to" label="To" hint="The supplier, and the office that answers there." />
        <Lines form={form} name="opening" label="What stands before the points" hint="You can leave it empty." />
        {gaps.length > 0 && (
          <Checkboxes
            name="points"
            small
            values={[...valuesOf(form, 'points')]}
            fieldset={{ legend: { text: 'Points', size: 's' } }}
            errorMessage={problemOf(form, 'points')}
            items={gaps.slice(0, MOST_OFFERED).map(({ id, ask, where, clause }) => ({
              value: id,
              text: ask,
              hint: [where, `DCB0160 ${clause}`].filter((part) => part !== '').join('; '),
            }))}
          />
        )}
        <Lines form={form} name="own" label="Points of your own" hint="One a line." rows={4} />
        <Line form={form} name="answerBy" label="An answer is wanted by" type="date" />
        <Button preventDoubleClick>Write the list</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface ListProps {
  readonly deployment: Deployment;
  readonly list: StoredList;
  readonly maySend: boolean;
}

/** A list as it was written, to be read and sent. */
export function ListPage({ deployment, list, maySend }: ListProps, context: PageContext) {
  const { service, number, site } = deployment;
  const path = `${supplierPath(service.reference, number)}/questions/${listReference(list.number)}`;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={listReference(list.number)}
      back={{ text: 'What came from the supplier', href: supplierPath(service.reference, number) }}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">{listReference(list.number)}</span> What the supplier is asked
      </h1>
      <p class="app-measure">
        To {list.to}, about {service.name} as deployed at {site}. Written by {list.written.by}.{' '}
        {list.answerBy !== null && `An answer is wanted by ${sayDay(list.answerBy)}. `}
        {list.sent === null
          ? 'Nobody has recorded that it was sent.'
          : `Sent on ${sayDay(list.sent.on)}: ${list.sent.how}.`}
      </p>
      {list.opening !== '' && <p class="app-measure app-lines">{list.opening}</p>}
      <ul class="nhsuk-list nhsuk-list--bullet app-noprint">
        {FORMATS.map((format) => (
          <li>
            <a href={`${path}/${format}`}>{ABOUT[format].name}</a>
          </li>
        ))}
      </ul>
      {maySend && (
        <p class="app-noprint">
          <Button variant="secondary" href={`${path}/sent`}>
            {list.sent === null ? 'Record that it was sent' : 'Record that it was sent again'}
          </Button>
        </p>
      )}
      <Table
        responsive
        firstCellIsHeader
        classes="app-list"
        caption={{ text: 'Points', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Point' }, { text: 'Where in their file' }, { text: 'What is asked' }, { text: 'Clause' }]}
        rows={list.points.map(({ where, ask, clause }, index) => [
          { text: String(index + 1) },
          { text: where === '' ? 'Their documents as a whole' : where },
          { text: ask },
          { text: clause === '' ? 'None' : `DCB0160 ${clause}` },
        ])}
      />
    </ServiceFrame>
  );
}
