import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import type { ProcessFact } from '../checks.ts';
import { isDue, processesPath, processPath, type Template } from '../domain.ts';
import type { Service } from '../../services/index.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { LastRun, NextDue, WrittenState } from './words.tsx';

export interface ProcessesProps {
  readonly service: { readonly reference: string; readonly name: string; readonly phase: Service['phase'] };
  readonly facts: readonly ProcessFact[];
  /** Those of the list that nobody has begun. */
  readonly missing: readonly Template[];
  /** When somebody last held the list against its sources. */
  readonly checked: string;
  readonly mayWrite: boolean;
}

/** The processes of a service: what is written, approved and run; and below them, quietly, what nobody has begun. */
export function ProcessesPage(props: ProcessesProps, context: PageContext) {
  const { service, facts, missing, checked, mayWrite } = props;
  const path = processesPath(service.reference);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Processes"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Processes</h1>
        {mayWrite && (
          <div class="app-title__action app-noprint">
            <Button variant="secondary" href={`${path}/new`}>
              Add a process of our own
            </Button>
          </div>
        )}
      </div>
      {facts.length === 0 ? <NothingYet /> : <ProcessTable facts={facts} context={context} />}
      {missing.length > 0 && (
        <section aria-labelledby="not-begun">
          <h2 class="nhsuk-heading-m" id="not-begun">
            Nobody has begun these
          </h2>
          <p class="app-measure">
            Each has a template that says what good looks like. Not every service needs all of them: which ones apply is
            decided with the standards.
          </p>
          <Missing service={service} missing={missing} mayWrite={mayWrite} />
        </section>
      )}
      <p class="app-second">The list was last held against its sources on {sayDay(checked)}.</p>
    </ServiceFrame>
  );
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">
        What the team does again and again to keep the service safe will stand here: what, who, how often, and when it
        was last done.
      </p>
      <p>
        A document that exists is not a process that works. So each process is written in your own words, approved, and
        run: every run says who did it and what was found. One that was never run is written, not working. Begin with
        the one that you do already, and record its last run.
      </p>
    </div>
  );
}

function ProcessTable({ facts, context }: { readonly facts: readonly ProcessFact[]; readonly context: PageContext }) {
  const today = dateIn(context.now);
  return (
    <>
      <p>
        <strong>{counted(facts.length, 'process', 'processes')}</strong> begun.
      </p>
      <Table
        responsive
        firstCellIsHeader
        classes="app-list"
        caption={{ text: 'Processes', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Process' }, { text: 'Written and approved' }, { text: 'Last run' }, { text: 'Next due' }]}
        rows={facts.map((fact) => [
          { text: <a href={processPath(fact.service.reference, fact.key)}>{fact.title}</a> },
          { text: <WrittenState fact={fact} now={context.now} /> },
          { text: <LastRun fact={fact} /> },
          { text: <NextDue fact={fact} today={today} /> },
        ])}
      />
    </>
  );
}

function Missing({ service, missing, mayWrite }: Pick<ProcessesProps, 'service' | 'missing' | 'mayWrite'>) {
  return (
    <ul class="app-logs">
      {missing.map((template) => {
        const { id, name, purpose, from } = template;
        const path = processPath(service.reference, id);
        return (
          <li>
            <a class="app-logs__title" href={path}>
              {name}
            </a>
            <p>
              {purpose}
              {!isDue(template, service.phase) && ` Not yet due: from ${from} on.`}{' '}
              {mayWrite && (
                <a href={`${path}/write`}>
                  Start from the template<span class="nhsuk-u-visually-hidden"> of “{name}”</span>
                </a>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
