import type { PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFrame, type ServiceNamed } from '../../../../platform/http/service-frame.tsx';
import { Button, Table } from '../../../../ui/nhsuk/index.ts';
import {
  deploymentPath,
  deploymentReference,
  deploymentsPath,
  itemsPath,
  type Deployment,
} from '../../domain/deployments.ts';
import type { OpenItems } from '../../domain/received.ts';

export interface DeploymentsProps {
  readonly service: ServiceNamed;
  /** Whether the service is deployed here, and not only made here. */
  readonly isDeployed: boolean;
  readonly deployments: readonly Deployment[];
  readonly open: readonly OpenItems[];
  readonly mayAdd: boolean;
}

/** Where a service is deployed, and how much of what its supplier handed over is answered. */
export function DeploymentsPage(props: DeploymentsProps, context: PageContext) {
  const { service, isDeployed, deployments, open, mayAdd } = props;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Deployments"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Deployments</h1>
        {mayAdd && isDeployed && (
          <div class="app-title__action app-noprint">
            <Button variant="secondary" href={`${deploymentsPath(service.reference)}/new`}>
              Add a deployment
            </Button>
          </div>
        )}
      </div>
      {!isDeployed && (
        <p class="app-measure">
          As far as is said, you make this service and others deploy it. To deploy it here as well, change your part in
          it on the page of the service to both.
        </p>
      )}
      {deployments.length === 0 ? (
        <div class="app-measure">
          <p class="app-lead">Each place where you use this service will stand here, with a hazard log of its own.</p>
          <p>
            The supplier’s safety case is about their product. Yours is about the product as it is set up and used with
            you (DCB0160). Add the place, then take in what the supplier sends: their packet, or their documents.
          </p>
        </div>
      ) : (
        <DeploymentTable {...props} open={new Map(open.map((one) => [one.deployment, one]))} />
      )}
    </ServiceFrame>
  );
}

function DeploymentTable({
  service: { reference },
  deployments,
  open,
}: Pick<DeploymentsProps, 'service' | 'deployments'> & { readonly open: ReadonlyMap<string, OpenItems> }) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Deployments', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Deployment' }, { text: 'Where' }, { text: 'Its hazard log' }, { text: 'From the supplier' }]}
      rows={deployments.map(({ id, number, site, log }) => [
        { text: <a href={deploymentPath(reference, number)}>{deploymentReference(number)}</a> },
        { text: site },
        {
          text:
            log === null ? (
              'None yet'
            ) : (
              <a href={`/services/${encodeURIComponent(reference)}/logs/${log}`}>Log {log}</a>
            ),
        },
        { text: <FromSupplier service={reference} number={number} open={open.get(id)} /> },
      ])}
    />
  );
}

function FromSupplier({
  service,
  number,
  open,
}: {
  readonly service: string;
  readonly number: number;
  readonly open: OpenItems | undefined;
}) {
  if (!open) return <>No packet</>;
  const { reference, items } = open;
  return (
    <>
      {reference}:{' '}
      <a href={itemsPath(service, number)}>
        {open.open === 0 ? `all ${items} answered` : `${open.open} of ${items} not answered`}
      </a>
    </>
  );
}
