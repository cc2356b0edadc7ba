import { problemOf, valuesOf, type FormContext } from '../../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../../platform/http/service-frame.tsx';
import { Button, Checkboxes } from '../../../../ui/nhsuk/index.ts';
import type { ShownDiff } from '../../../hazards/index.ts';
import { supplierPath, type Deployment } from '../../domain/deployments.ts';

export interface TakeOverProps {
  readonly deployment: Deployment;
  /** Null where the latest packet says nothing that could be taken over. */
  readonly shown: ShownDiff | null;
}

/** What of a later log of the supplier is taken over into the log of the deployment. */
export function TakeOverForm({ deployment, shown }: TakeOverProps, form: FormContext) {
  const rows = shown ? [...shown.diff.new, ...shown.diff.changed] : [];
  return (
    <ServiceFormFrame
      form={form}
      service={deployment.service}
      title="Take over what the supplier says anew"
      caption={deployment.site}
      labels={{ accept: 'Hazards' }}
      back={{
        text: 'What came from the supplier',
        href: supplierPath(deployment.service.reference, deployment.number),
      }}
    >
      {rows.length === 0 ? (
        <p>The latest packet says nothing of hazards that is not in your log. There is nothing to take over.</p>
      ) : (
        <>
          <p>
            New hazards come whole, with the supplier’s ratings as they are stated. Of the others only words of the
            supplier are changed: your ratings and your controls stay as they are, and so does what you do not tick.
          </p>
          <form method="post" novalidate>
            {form.hidden}
            <Checkboxes
              name="accept"
              values={[...valuesOf(form, 'accept')]}
              fieldset={{ legend: { text: 'Hazards', size: 's' } }}
              errorMessage={problemOf(form, 'accept')}
              items={rows.map(({ row, id, ref, name, changes }) => ({
                value: row,
                text: `${id ?? `${ref ?? ''}, new`}: ${name}`,
                hint:
                  changes.map(({ field, from, to }) => `${field}: “${from ?? ''}” becomes “${to ?? ''}”`).join('. ') ||
                  'New hazard',
              }))}
            />
            <Button preventDoubleClick>Take over what is ticked</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}
