import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { listed } from '../../../words/counting.ts';
import { VULNERABLE_GROUPS, type ArisesIn } from '../domain.ts';
import { handedOver } from '../domain/standing.ts';
import { hazardPath, logPath } from './addresses.ts';
import { DayForm } from './frame.tsx';
import type { HazardPageProps } from './hazard.tsx';
import { STATUS_WORDS } from './log-table.tsx';
import { So } from './marks.tsx';
import { Text } from './text.tsx';

const ARISES: Readonly<Record<ArisesIn, string>> = {
  content: 'in the content',
  process: 'in the process',
  service: 'in the service',
};

interface HeadProps extends HazardPageProps, Pick<PageContext, 'now'> {
  /** What is worst about it: before what may be done. */
  readonly children: ComponentChildren;
}

/** What the hazard is called, how it stands, whom it harms; what may be done; and the day that is looked at. */
export function HazardHead({ now, children, ...props }: HeadProps) {
  const { service, log, hazard, asAt } = props;
  const path = hazardPath(service.reference, hazard.id);
  const caption = [hazard.id, hazard.component, hazard.arisesIn && ARISES[hazard.arisesIn]].filter(Boolean).join(' · ');
  return (
    <div class="app-head">
      <div class="app-head__words">
        <span class="nhsuk-caption-l">{caption}</span>
        <h1 class="nhsuk-heading-l">
          <Text text={hazard.name} />
        </h1>
        <Status hazard={hazard} />
        {props.approved !== null && (
          <p class="app-measure">
            {props.approved} <a href={`${logPath(service.reference, log.number)}/versions`}>All versions</a>
          </p>
        )}
        {children}
        {hazard.description !== null && (
          <p class="app-measure app-lines">
            <Text text={hazard.description} />
          </p>
        )}
        {props.said.map((words) => (
          <p class="app-measure">
            <InWords words={words} />
          </p>
        ))}
        {asAt === null && <Doing {...props} />}
      </div>
      <DayForm action={path} kept={[]} asAt={asAt} now={path} wrong={props.wrongDay} today={dateIn(now)} />
    </div>
  );
}

function Status({ hazard }: Pick<HazardPageProps, 'hazard'>) {
  const said = hazard.statedStatus !== null && hazard.statedStatus.toLowerCase() !== hazard.status;
  return (
    <>
      <p class="app-facts">
        <span>
          <strong>{STATUS_WORDS[hazard.status]}</strong>
          {hazard.status === 'transferred' && hazard.receiver !== null && ` to ${hazard.receiver}`}
        </span>
        <span>Owner {hazard.owner ?? <span class="app-second">not stated</span>}</span>
        {hazard.ref !== null && <span>{hazard.ref} in the file</span>}
        {said && <span>Status in the file: {hazard.statedStatus}</span>}
      </p>
      <Harmed hazard={hazard} />
      {hazard.retired && (
        <So so={`${hazard.id} is retired`}>
          because the version of its log that was taken in last does not have it. It stays here with its history, and is
          in no list.
        </So>
      )}
      {hazard.reason !== null && (
        <p class="app-measure">
          {hazard.retired ? 'Retired' : hazard.status === 'open' ? 'Opened again' : STATUS_WORDS[hazard.status]}{' '}
          because:{' '}
          <span class="app-lines">
            <Text text={hazard.reason} />
          </span>
        </p>
      )}
    </>
  );
}

/** Who is harmed, and which groups are more at risk. */
function Harmed({ hazard: { harmed, vulnerable } }: Pick<HazardPageProps, 'hazard'>) {
  return (
    <p class="app-measure">
      Who is harmed:{' '}
      {harmed === null ? (
        <span class="app-second">not stated</span>
      ) : (
        <span class="app-lines">
          <Text text={harmed} />
        </span>
      )}
      {vulnerable.length > 0 && (
        <>
          <br />
          More at risk: {listed(vulnerable.map((group) => uncapital(VULNERABLE_GROUPS[group])))}
        </>
      )}
    </p>
  );
}

function uncapital(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function Doing({ service, hazard, may }: Pick<HazardPageProps, 'service' | 'hazard' | 'may'>) {
  const path = hazardPath(service.reference, hazard.id);
  const open = hazard.status === 'open';
  if (hazard.retired || !(may.stand || may.edit)) return null;
  const goes = handedOver(hazard.controls.map((control) => ({ ...control, reference: control.id, retired: false })));
  return (
    <p class="app-noprint app-buttons">
      {may.edit && (
        <Button variant="secondary" small href={`${path}/edit`}>
          Change its words
        </Button>
      )}
      {may.edit && (
        <Button variant="secondary" small href={`${path}/controls/record`}>
          Add a control
        </Button>
      )}
      {may.stand && open && goes.length > 0 && (
        <Button variant="secondary" small href={`${path}/transfer`}>
          Transfer {hazard.id}
        </Button>
      )}
      {may.stand && (
        <Button variant="secondary" small href={`${path}/${open ? 'close' : 'reopen'}`}>
          {open ? `Close ${hazard.id}` : `Open ${hazard.id} again`}
        </Button>
      )}
    </p>
  );
}
