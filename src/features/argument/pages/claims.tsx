import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { InWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { lastDayTo, sayDay } from '../../../words/days.ts';
import { hasPart, partPath, type CaseLine, type Sort } from '../domain.ts';

/*
 * The claims of an argument in their order: as a table, and on a phone as a list whose rules at the left are the lines of the
 * picture. The styles show one of the two.
 */

export interface ClaimsProps {
  readonly lines: readonly CaseLine[];
  readonly service: { readonly reference: string };
  /** The claim from which on it is shown. */
  readonly from: string;
  readonly asAt: { readonly text: string } | null;
  readonly context: PageContext;
}

export const SORT_WORDS: Readonly<Record<Sort, string>> = {
  goal: 'Goal',
  strategy: 'Strategy',
  solution: 'Evidence',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  'counter goal': 'Speaks against it',
  'counter solution': 'Speaks against it',
};

export function ClaimTable(props: ClaimsProps) {
  const { lines } = props;
  return (
    <div class="app-argument__table">
      <table class="nhsuk-table app-claims">
        <caption class="nhsuk-table__caption nhsuk-u-visually-hidden">The claims, and what they rest on</caption>
        <thead class="nhsuk-table__head">
          <tr>
            <th scope="col">Claim or evidence</th>
            <th scope="col">Verdict</th>
            <th scope="col">What is known</th>
          </tr>
        </thead>
        <tbody class="nhsuk-table__body">
          {lines.map((line) => (
            <tr>
              <th
                scope="row"
                class={`nhsuk-table__header app-claims__claim app-claims__claim--${Math.min(line.level, 7)}`}
              >
                <Named {...props} line={line} />
              </th>
              <td class="nhsuk-table__cell">
                <Verdict line={line} />
              </td>
              <td class="nhsuk-table__cell">
                <Known {...props} line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A line with those below it. */
interface Nested {
  readonly line: CaseLine;
  readonly below: Nested[];
}

export function ClaimList(props: ClaimsProps) {
  const roots: Nested[] = [];
  const path: Nested[] = [];
  for (const line of props.lines) {
    const one: Nested = { line, below: [] };
    path.length = line.level;
    (path.at(-1)?.below ?? roots).push(one);
    path.push(one);
  }
  return (
    <div class="app-argument__list">
      <Level {...props} all={roots} />
    </div>
  );
}

function Level({ all, ...props }: ClaimsProps & { readonly all: readonly Nested[] }) {
  return (
    <ul class="app-claim-list">
      {all.map(({ line, below }) => (
        <li class={`app-claim-list__one app-claim-list__one--${line.standing?.verdict ?? 'none'}`}>
          <p class="app-claim-list__words">
            <Named {...props} line={line} /> <Verdict line={line} />
          </p>
          <p class="app-note">
            <Known {...props} line={line} />
          </p>
          {below.length > 0 && <Level {...props} all={below} />}
        </li>
      ))}
    </ul>
  );
}

function Named({ line, service, from, asAt }: ClaimsProps & { readonly line: CaseLine }) {
  const { element, href } = line;
  const { id, sort, text } = element;
  const opens = hasPart(id) && id !== from;
  const day = asAt ? `&as-at=${asAt.text}` : '';
  const to = opens ? `${partPath(service.reference, id)}${day}` : sort === 'goal' || sort === 'strategy' ? null : href;
  return (
    <>
      <span class="app-claims__sort">
        {sort === null ? 'Element' : SORT_WORDS[sort]} <span class="app-claims__id">{id}</span>
      </span>
      {to === null ? text : <a href={to}>{text}</a>}
    </>
  );
}

function Verdict({ line: { standing } }: { readonly line: CaseLine }) {
  if (!standing) return null;
  const { verdict, lapsed, until } = standing;
  return (
    <>
      <VerdictTag verdict={verdict} says="holds" />
      {lapsed && (
        <>
          {' '}
          <Freshness state="lapsed">lapsed</Freshness>
        </>
      )}
      {until && (
        <>
          {' '}
          <Freshness state="current">until {sayDay(lastDayTo(until))}</Freshness>
        </>
      )}
    </>
  );
}

/** What is known of an element by itself, and what clears it; of what has a part of its own, that stands there. */
function Known({ line, context, from }: ClaimsProps & { readonly line: CaseLine }) {
  const { element, evidence, standing, folded } = line;
  const { id, other, undeveloped, defeated } = element;
  const holds = standing?.verdict === 'met';
  if (folded && id !== from && holds) return null;
  if (evidence)
    return (
      <>
        <InWords words={withOpenDoors(evidence.says, context.reaches)} />
        {!(evidence.verdict === 'met' && !evidence.lapsed) && evidence.clears.length > 0 && (
          <>
            {' '}
            <InWords words={withOpenDoors(evidence.clears, context.reaches)} />
          </>
        )}
      </>
    );
  if (typeof other['answer'] === 'string') return <>Answered: {other['answer']}</>;
  if (element.challenges.length > 0) return <>{defeated ? 'Answered.' : 'Nobody has answered it.'}</>;
  if (undeveloped) return <>Nobody has argued it yet.</>;
  return null;
}
