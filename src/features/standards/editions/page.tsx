import type { VNode } from 'preact';
import type { FormContext } from '../../../platform/http/forms.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { standardPath } from '../domain/addresses.ts';
import type { Criterion } from '../domain/catalogue.ts';
import type { EditionChanges } from '../domain/editions.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';

export interface EditionProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly changes: EditionChanges;
}

/** What moves from one edition of a standard to another, before it is taken up. */
export function AdoptEditionForm({ service, changes }: EditionProps, form: FormContext) {
  const { from, to, kept, changed, added, gone, judgeAgain, appliesOtherwise } = changes;
  const title = `From edition ${from.edition} to edition ${to.edition}`;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={title}
      caption={from.name}
      back={{ text: from.name, href: standardPath(service.reference, from.id) }}
    >
      {from.edition === to.edition ? (
        <p>{service.name} is looked at against this edition already.</p>
      ) : (
        <>
          <p class="app-lead">
            Unchanged: {counted(kept.length, 'criterion', 'criteria')}. Changed: {changed.length}. New: {added.length}.
            Gone: {gone.length}.
          </p>
          {appliesOtherwise && <p>Whether it applies at all turns on something else than before.</p>}
          <List heading="To be judged again" criteria={judgeAgain} empty="No judgement has to be given again." />
          <h2 class="nhsuk-heading-m">Changed</h2>
          {changed.length === 0 ? (
            <p>None.</p>
          ) : (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {changed.map(({ after, what }) => (
                <li>
                  <Named criterion={after} />: {what.join(', ')}
                </li>
              ))}
            </ul>
          )}
          <List heading="New" criteria={added} empty="None." />
          <List heading="Gone" criteria={gone} empty="None." />
          <form method="post" novalidate>
            {form.hidden}
            <input type="hidden" name="from" value={from.edition} />
            <Button preventDoubleClick>Take up edition {to.edition}</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}

interface ListProps {
  readonly heading: string;
  readonly criteria: readonly Criterion[];
  readonly empty: string;
}

function List({ heading, criteria, empty }: ListProps): VNode {
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      {criteria.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {criteria.map((criterion) => (
            <li>
              <Named criterion={criterion} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Named({ criterion: { clause, title } }: { readonly criterion: Criterion }) {
  return (
    <>
      {clause} {title}
    </>
  );
}
