import { sayDay } from '../../../words/days.ts';
import { counted } from '../../../words/counting.ts';
import { Table, WarningCallout } from '../../../ui/nhsuk/index.ts';
import type { OfficerShown, PartState, PublicDocument, PublicHazard } from '../domain.ts';
import { caseSentence, LEAST, withheldSentence } from '../domain.ts';

/*
 * The parts of what everybody may read: the same on the page itself, in its archive, and where an officer looks before it is published.
 */

/** What the service is and is not for, as it was approved. */
export function UsePart({ use }: Pick<PublicDocument, 'use'>) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What it is for, and what it is not for</h2>
      {use.parts.map(({ name, says }) => (
        <>
          <h3 class="nhsuk-heading-s">{name}</h3>
          <p class="app-lines">{says}</p>
        </>
      ))}
      <p class="app-note">
        Version {use.approved}, approved on {sayDay(use.on)}.
      </p>
    </>
  );
}

/** Who answers for it: the office, and a name only where that person agreed. */
export function OfficerPart({ officer }: { readonly officer: OfficerShown | null }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Who answers for its safety</h2>
      {officer === null ? (
        <p>Nobody holds the office of clinical safety officer of this service at present.</p>
      ) : (
        <p>
          The clinical safety officer of this service{officer.name === null ? '' : `, ${officer.name}`}. An officer
          signs what is approved.
        </p>
      )}
    </>
  );
}

/** How to say that something is not safe; who is in danger comes first. */
export function ConcernPart({ concern: { text, phone, address } }: Pick<PublicDocument, 'concern'>) {
  return (
    <>
      <h2 class="nhsuk-heading-m" id="concern">
        If something is not safe
      </h2>
      <WarningCallout heading="Is somebody in danger now?">
        <p>Call 999 first. Nobody watches this page for emergencies.</p>
      </WarningCallout>
      <p class="app-lines">{text}</p>
      <ul class="nhsuk-list">
        {phone !== '' && (
          <li>
            By telephone: <a href={`tel:${phone.replaceAll(/[^\d+]/gu, '')}`}>{phone}</a>
          </li>
        )}
        {address.includes('@') && (
          <li>
            By email: <a href={`mailto:${address}`}>{address}</a>
          </li>
        )}
        {address !== '' && !address.includes('@') && <li>At this address: {address}</li>}
      </ul>
    </>
  );
}

/** How each part of the case stands now, and what that means for whoever reads it. */
export function StatePart({ states, asAt }: { readonly states: readonly PartState[]; readonly asAt: string }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">How its safety case stands</h2>
      <p>
        <strong>{caseSentence(states)}</strong>
      </p>
      <p class="app-note">As at {asAt}.</p>
      {states.map(({ what, so, means }) => (
        <>
          <h3 class="nhsuk-heading-s">{what}</h3>
          <p>
            {so} {means}
          </p>
        </>
      ))}
    </>
  );
}

/** How many hazards are known, at which risk, and how many are not shown. */
export function HazardCounts({ document }: { readonly document: PublicDocument }) {
  const { hazards, withheld, logs } = document;
  if (logs.length === 0) return <p>No list of hazards is approved yet, so none is shown here.</p>;
  const total = hazards.length + withheld.reduce((sum, one) => sum + one.hazards, 0);
  const levels = [...Map.groupBy(hazards, ({ now }) => now)];
  return (
    <>
      <p>
        The team has looked for what could go wrong and harm somebody. They call each of these a hazard. They know of{' '}
        {counted(total, 'hazard')}.
      </p>
      {levels.length > 0 && (
        <Table
          caption={{ text: 'Hazards shown here, by the risk that remains', size: 's' }}
          head={[{ text: 'Risk now' }, { text: 'Hazards', format: 'numeric' }]}
          rows={levels.map(([level, some]) => [{ text: level }, { text: String(some.length), format: 'numeric' }])}
          firstCellIsHeader
        />
      )}
      {withheld.map((one) => (
        <p>{withheldSentence(one)}</p>
      ))}
    </>
  );
}

const STATUS: Readonly<Record<PublicHazard['status'], string>> = {
  open: 'The team still works on it.',
  closed: 'The team has finished its work on it.',
  transferred: 'Whoever uses the service in care has to deal with it.',
};

/** Each hazard that is shown. @param level of their headings */
export function HazardList({ document, level }: { readonly document: PublicDocument; readonly level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <>
      {document.hazards.map(({ name, effects, harms, initial, now, waits, status, controls }) => (
        <>
          <Heading class="nhsuk-heading-s">{name}</Heading>
          {effects.length > 0 && <p>What can happen: {effects.join(' ')}</p>}
          {harms.length > 0 && <p>How somebody can be harmed: {harms.join(' ')}</p>}
          <p>
            Risk at first: <strong>{initial}</strong>. Risk now: <strong>{now}</strong>.{' '}
            {waits && 'A person has not confirmed yet that it is lower than that. '}
            {STATUS[status]}
          </p>
          {controls !== null && controls.length > 0 && (
            <>
              <p>What keeps the risk low:</p>
              <ul class="nhsuk-list nhsuk-list--bullet">
                {controls.map((text) => (
                  <li>{text}</li>
                ))}
              </ul>
            </>
          )}
        </>
      ))}
    </>
  );
}

/** The sections of the report that are shown. @param level of their headings */
export function ReportPart({ document, level }: { readonly document: PublicDocument; readonly level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  const { report } = document;
  if (report === null) return <p>No safety report is approved yet, so none is shown here.</p>;
  if (report.sections.length === 0) return <p>A safety report is approved. None of its sections is shown here.</p>;
  return (
    <>
      <p>
        These are parts of version {report.approved} of the safety report, approved on {sayDay(report.on)}. Names of
        people, and what only the team needs, are left out.
      </p>
      {report.sections.map(({ title, prose, tables }) => (
        <>
          <Heading class="nhsuk-heading-s">{title}</Heading>
          {prose !== '' && <p class="app-lines">{prose}</p>}
          {tables.map(({ caption, head, rows }) => (
            <Table
              caption={{ text: caption, size: 's' }}
              head={head.map((text) => ({ text }))}
              rows={rows.map((row) => row.map((text) => ({ text, classes: 'app-lines' })))}
              firstCellIsHeader
              scroll
            />
          ))}
        </>
      ))}
    </>
  );
}

/** What was reported, where it is not little, and what changed; nothing where the officer chose not to show it. */
export function ReportedPart({ reported }: Pick<PublicDocument, 'reported'>) {
  if (reported === null) return null;
  const { numbers, changes } = reported;
  return (
    <>
      <h2 class="nhsuk-heading-m">What was reported, and what changed</h2>
      {changes.map(({ said, did }) => (
        <>
          <h3 class="nhsuk-heading-s">You said</h3>
          <p class="app-lines">{said}</p>
          <p class="app-lines">
            <strong>We did:</strong> {did}
          </p>
        </>
      ))}
      <Table
        caption={{ text: `Reported from ${sayDay(numbers.from)} to ${sayDay(numbers.to)}`, size: 's' }}
        head={[{ text: 'What was reported' }, { text: 'How often' }]}
        rows={[
          ...numbers.sorts.map(({ what, atLeast }) => [
            { text: what },
            { text: atLeast === null ? `Fewer than ${LEAST}` : `At least ${atLeast}` },
          ]),
          ...(numbers.atLeast === null ? [] : [[{ text: 'All together' }, { text: `At least ${numbers.atLeast}` }]]),
        ]}
        firstCellIsHeader
      />
      <p class="app-note">
        Numbers are rounded down to fives, and fewer than {LEAST} are not shown, so that nobody can be recognised. Many
        reports are no bad sign: where people report, less goes wrong twice.
      </p>
    </>
  );
}
