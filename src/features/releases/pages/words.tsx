import { Freshness } from '../../../ui/freshness.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { dayIn, sayDay } from '../../../words/days.ts';
import {
  impactStanding,
  lookDue,
  type ComponentChange,
  type ComponentFinding,
  type Impact,
  type ImpactStated,
} from '../domain.ts';

export const STATE_WORDS: Readonly<Record<'candidate' | 'live' | 'withdrawn', string>> = {
  candidate: 'Candidate',
  live: 'Live',
  withdrawn: 'Withdrawn',
};

export const IMPACT_WORDS: Readonly<Record<Impact, string>> = {
  none: 'Nothing for safety',
  low: 'Something, and no risk differs',
  'changes risk': 'Risk changes',
};

export const IMPACT_HINTS: Readonly<Record<Impact, string>> = {
  none: 'Nothing that anybody relies on for safety is touched.',
  low: 'Something that safety relies on is touched, and no hazard, control or rating differs.',
  'changes risk': 'A hazard, a control or a rating differs. The hazard log and the report are approved anew.',
};

export const CHANGE_WORDS: Readonly<Record<ComponentChange, string>> = {
  new: 'New',
  changed: 'Changed',
  same: 'Same',
  gone: 'Gone',
};

export const FINDING_WORDS: Readonly<Record<ComponentFinding, string>> = {
  assessed: 'Assessed',
  'not safety-related': 'Not safety-related',
};

/** What a release means for safety, and whether that counts, in a few words. */
export function ImpactState({
  impact,
  now,
}: {
  readonly impact: ({ readonly impact: Impact } & ImpactStated) | null;
  readonly now: Date;
}) {
  if (impact === null)
    return (
      <>
        <VerdictTag verdict="not-known" says="met" /> nobody has said
      </>
    );
  const words = IMPACT_WORDS[impact.impact];
  switch (impactStanding(impact, now)) {
    case 'refused':
      return (
        <>
          <VerdictTag verdict="not-met" says="met" /> said: {words.toLowerCase()}; an officer did not agree
        </>
      );
    case 'changed':
      return (
        <>
          <VerdictTag verdict="not-known" says="met" /> the release changed after it was said
        </>
      );
    case 'overdue':
      return (
        <>
          {words} <Freshness state="lapsed">an officer was to look by {sayDay(dayIn(lookDue(impact.at)))}</Freshness>
        </>
      );
    case 'waits':
      return (
        <>
          {words} <Freshness state="due">an officer looks by {sayDay(dayIn(lookDue(impact.at)))}</Freshness>
        </>
      );
    default:
      return <>{words}</>;
  }
}

/** How many components there are, and of how many nobody has said anything. */
export function ComponentsState({
  components,
}: {
  readonly components: { readonly total: number; readonly unsaid: number } | null;
}) {
  if (components === null)
    return (
      <>
        <VerdictTag verdict="not-known" says="met" /> nobody has said
      </>
    );
  const { total, unsaid } = components;
  if (total === 0) return <>Declared: none</>;
  if (unsaid === 0) return <>{total}, each spoken for</>;
  return (
    <>
      <VerdictTag verdict="not-met" says="met" /> {unsaid} of {total} not spoken for
    </>
  );
}
