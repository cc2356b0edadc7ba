import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import type { AsAt } from '../../../platform/http/looking.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn, sayDate, sayDateTime } from '../../../platform/london-time.ts';
import type { Artefact } from '../../../platform/filed.ts';
import { DayForm } from '../../../ui/day-form.tsx';
import { Freshness } from '../../../ui/freshness.tsx';
import { Details, Table } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { dayIn, lastDayTo, sayDay, sayDistance } from '../../../words/days.ts';
import { filePath, freshnessOf, sayCounts, standingOf } from '../domain.ts';
import type { Retention } from '../retention.ts';

export interface FileProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly artefacts: readonly Artefact[];
  /** How many of them do not stand, and whether only those are shown. */
  readonly open: number;
  readonly onlyOpen: boolean;
  /** Those of one sort beside each other. */
  readonly shown: readonly Artefact[];
  /** What until and since are held against. */
  readonly at: Date;
  /** Null for now. */
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly retention: Retention;
}

/** The clinical risk management file: a live index of all that is kept of a service. */
export function FilePage(props: FileProps, context: PageContext) {
  const { service, artefacts, shown, onlyOpen, at, asAt, wrongDay } = props;
  const path = filePath(service.reference);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Clinical risk management file"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
      {...(asAt && { asAt: sayDateTime(asAt.at) })}
    >
      <h1 class="nhsuk-heading-l">Clinical risk management file</h1>
      <p class="app-lead">{sayCounts(artefacts, at)}</p>
      <p class="app-measure">
        Everything that is kept of this service stands here by itself: nobody has to file it. A record that claims
        nothing, such as the minutes of a workshop, has no verdict.
      </p>
      <Narrow {...props} path={path} />
      <DayForm
        action={path}
        kept={onlyOpen ? [['show', 'open']] : []}
        asAt={asAt}
        now={path}
        wrong={wrongDay}
        today={dateIn(context.now)}
      />
      <Table
        responsive
        firstCellIsHeader
        classes="app-list"
        caption={{ text: 'What lies in the file', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Artefact' }, { text: 'How it stands' }, { text: 'Whose it is' }, { text: 'Until' }]}
        rows={shown.map((one) => [
          { text: <Named of={one} reaches={context.reaches} /> },
          { text: <Standing of={one} at={at} reaches={context.reaches} /> },
          { text: one.owner ?? <span class="app-second">Nobody is named</span> },
          { text: <Until of={one} at={at} /> },
        ])}
      />
      <Kept retention={props.retention} />
    </ServiceFrame>
  );
}

/** All of it, or what somebody has to see to. */
function Narrow({ open, onlyOpen, artefacts, asAt, path }: FileProps & { readonly path: string }) {
  const day = asAt ? `as-at=${asAt.text}` : '';
  if (onlyOpen)
    return (
      <p>
        Only what does not stand or is not known is shown ({open}).{' '}
        <a href={day === '' ? path : `${path}?${day}`}>Show all {artefacts.length}</a>
      </p>
    );
  if (open === 0) return null;
  return (
    <p>
      <a href={`${path}?show=open${day === '' ? '' : `&${day}`}`}>
        Show only what does not stand or is not known ({open})
      </a>
    </p>
  );
}

interface OfArtefact {
  readonly of: Artefact;
  readonly reaches: PageContext['reaches'];
}

function Named({ of: { sort, title, href }, reaches }: OfArtefact) {
  return (
    <>
      {!title.toLowerCase().startsWith(sort.toLowerCase()) && <span class="app-note">{sort}: </span>}
      {reaches(href) ? <a href={href}>{title}</a> : title}
    </>
  );
}

function Standing({ of, at, reaches }: OfArtefact & { readonly at: Date }) {
  const { state, since } = of;
  const standing = standingOf(of, at);
  return (
    <>
      {standing !== 'kept' && (
        <>
          <VerdictTag verdict={standing === 'lapsed' ? 'not-known' : standing} says="met" />{' '}
        </>
      )}
      <InWords words={withOpenDoors(state, reaches)} />
      {since && standing === 'kept' && <span class="app-second"> In the file since {sayDate(since)}.</span>}
    </>
  );
}

function Until({ of: { until }, at }: { readonly of: Artefact; readonly at: Date }) {
  if (until === null) return <span class="app-second">No end</span>;
  const state = freshnessOf(until, at);
  const [day, said] = [lastDayTo(until), sayDay(lastDayTo(until))];
  return (
    <Freshness state={state}>
      {state === 'lapsed' ? 'Lapsed on ' : state === 'due' ? `Due ${sayDistance(dayIn(at), day)}, ` : ''}
      {said}
    </Freshness>
  );
}

/** How long the file is kept, and how sure that is. */
function Kept({ retention: { rules, after, checked } }: { readonly retention: Retention }) {
  return (
    <section aria-labelledby="kept">
      <h2 class="nhsuk-heading-m" id="kept">
        How long it is kept
      </h2>
      <p class="app-measure">
        Nothing here is ever deleted: what no longer holds is superseded, withdrawn or voided, with the reason. All of
        it is kept for the life of the system.
      </p>
      <p class="app-measure">
        <strong>Not checked:</strong> {after.says}
      </p>
      <Details summary="Where that was read">
        <ul class="nhsuk-list nhsuk-list--bullet">
          {rules.map(({ standard, clause, says, confidence, source }) => (
            <li>
              {standard} {clause}: {says} ({CONFIDENCE[confidence]}: {source})
            </li>
          ))}
          <li>
            After the life of the system: {CONFIDENCE[after.confidence]}. {after.source}.
          </li>
        </ul>
        <p>Last held against its sources on {sayDay(checked)}.</p>
      </Details>
    </section>
  );
}

const CONFIDENCE: Readonly<Record<Retention['after']['confidence'], string>> = {
  seen: 'read in the source',
  'second-hand': 'second-hand',
  'not checked': 'not checked',
};
