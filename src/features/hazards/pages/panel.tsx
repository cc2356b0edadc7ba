import type { VNode } from 'preact';
import { sayDate } from '../../../platform/london-time.ts';
import { runsPath } from '../../evidence/index.ts';
import type { LogRecord } from '../domain/record.ts';
import { addressWith, logPath } from './addresses.ts';
import { servicePath } from './frame.tsx';

interface LogsPanelProps {
  readonly service: string;
  readonly logs: readonly LogRecord[];
  /** How each stands beside its signatures, by its number. */
  readonly approvals: ReadonlyMap<number, VNode>;
}

/** The logs of a service, on its page. */
export function LogsPanel({ service, logs, approvals }: LogsPanelProps) {
  return (
    <section aria-labelledby="hazard-logs">
      <h2 class="nhsuk-heading-m" id="hazard-logs">
        Hazard logs
      </h2>
      {logs.length === 0 ? (
        <p class="app-measure">
          This service has no hazard log yet. It is where a safety case begins: what could go wrong, whom it would harm,
          and what is done about it. <a href="/check">Take in the log that you have</a>, and every row of it is kept.
        </p>
      ) : (
        <ul class="app-logs">
          {logs.map((log) => (
            <Log service={service} log={log} approval={approvals.get(log.number) ?? null} />
          ))}
        </ul>
      )}
      <ul class="app-views__list">
        <li>
          <a href={`${servicePath(service)}/library`}>Library of hazards</a>
        </li>
        <li>
          <a href={`${servicePath(service)}/coverage`}>Tests of controls</a>
        </li>
        <li>
          <a href={runsPath(service)}>Runs of tests</a>
        </li>
      </ul>
    </section>
  );
}

interface LogProps {
  readonly service: string;
  readonly log: LogRecord;
  readonly approval: VNode | null;
}

function Log({ service, log, approval }: LogProps) {
  const path = logPath(service, log.number);
  const waiting =
    log.provisional === 1 ? '1 residual rating is provisional' : `${log.provisional} residual ratings are provisional`;
  return (
    <li>
      <a class="app-logs__title" href={path}>
        {log.title}
      </a>
      <p>
        {log.open} of {log.hazards} {log.hazards === 1 ? 'hazard' : 'hazards'} open
        {log.provisional > 0 && (
          <>
            {', '}
            <a href={addressWith(path, {}, { provisional: 'yes' })}>{waiting}</a>
          </>
        )}
        .
      </p>
      <p class="app-note">
        {log.files.length === 0 ? 'Begun here' : `From ${log.files[0]}`}
        {log.files.length > 1 && ` and ${log.files.length - 1} more`}
        {log.files.length === 0 ? ' on ' : ', taken in on '}
        {sayDate(new Date(log.takenInAt))} by {log.takenInBy}
      </p>
      {approval && <div class="app-logs__approval">{approval}</div>}
    </li>
  );
}
