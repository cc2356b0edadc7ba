import { Freshness } from '../../../ui/freshness.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { dayIn, sayDay, sayDistance, type Day } from '../../../words/days.ts';
import { decideWritten, type ProcessFact } from '../checks.ts';
import { nextDue, runStanding, type Run, type Template } from '../domain.ts';

/** "Process" for one of a team's own: its name was typed, and stands in no title of a page. */
export function pageTitle(template: Template | null): string {
  return template?.name ?? 'A process of our own';
}

/** Whether it is written and approved, in a few words. The sentence on it stands on its own page. */
export function WrittenState({ fact, now }: { readonly fact: ProcessFact; readonly now: Date }) {
  if (fact.state === 'stopped') return <span class="app-second">Stopped</span>;
  if (fact.unwritten.length > 0)
    return (
      <>
        <VerdictTag verdict="not-met" says="met" /> begun, not written
      </>
    );
  if (fact.approved === null)
    return (
      <>
        <VerdictTag verdict="not-known" says="met" /> written, not approved
      </>
    );
  const { number, until, standing } = fact.approved;
  const version = `version ${number}`;
  if (standing === 'void')
    return (
      <>
        <VerdictTag verdict="not-met" says="met" /> the approval of {version} is void
      </>
    );
  if (standing === 'changed')
    return (
      <>
        <VerdictTag verdict="not-met" says="met" /> changed since {version} was approved
      </>
    );
  // Asked of the check itself, so that a page and a standard never differ.
  const expired = decideWritten(fact, { now }).result !== 'passed';
  return (
    <>
      <VerdictTag verdict="met" says="met" />{' '}
      <Freshness state={expired ? 'lapsed' : 'current'}>
        {version} approved
        {until && `, ${expired ? 'expired' : 'until'} ${sayDay(dayIn(until))}`}
      </Freshness>
    </>
  );
}

/** When it was run last, and what that showed. */
export function LastRun({ fact }: { readonly fact: ProcessFact }) {
  const { last } = fact;
  if (last === null) return <>Never run</>;
  const open = last.open.length > 0;
  return (
    <>
      {sayDay(last.on)}
      {last.sort === 'rehearsal' && ', a rehearsal'}
      {last.outcome === 'something to put right' && (
        <span class="app-second"> {open ? 'Something to put right' : 'Nothing of what it found is open'}</span>
      )}
    </>
  );
}

/** When it has to be run again. */
export function NextDue({ fact, today }: { readonly fact: ProcessFact; readonly today: Day }) {
  if (fact.state === 'stopped') return <span class="app-second">No longer run</span>;
  const due = nextDue(fact, fact.last);
  if (due === null)
    return (
      <Freshness state="due">
        {fact.unwritten.length > 0 ? 'Not until it is written and run' : 'Written, not working, until it is run'}
      </Freshness>
    );
  const standing = runStanding(fact, fact.last, today);
  if (standing === 'current' || standing === 'never') return <>{sayDay(due)}</>;
  return (
    <Freshness state={standing === 'due' ? 'due' : 'lapsed'}>
      {standing === 'due' ? '' : 'was due '}
      {sayDay(due)}, {sayDistance(today, due)}
    </Freshness>
  );
}

export const OUTCOME_WORDS: Readonly<Record<Run['outcome'], string>> = {
  'as it should be': 'As it should be',
  'something to put right': 'Something to put right',
};

export const CONFIDENCE_WORDS: Readonly<Record<Template['serves'][number]['confidence'], string>> = {
  seen: 'read in the source',
  'second-hand': 'quoted by somebody who read the source',
  partly: 'read in part',
  inferred: 'inferred, not read',
  memory: 'from memory, not read',
};
