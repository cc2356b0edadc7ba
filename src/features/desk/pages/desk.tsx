import type { DeskItem } from '../../../platform/feature.ts';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { sayWeekday, type Day } from '../../../words/days.ts';
import { GROUPS, type DeskLines, type Group, type GroupOfLines } from '../domain.ts';
import { Aside, type AsideProps } from './aside.tsx';
import { LaterLine, Line } from './line.tsx';

export interface DeskProps extends Omit<AsideProps, 'today'> {
  readonly desk: DeskLines<DeskItem>;
  readonly mailing: { readonly wanted: boolean; readonly reachable: boolean };
}

const HEADINGS: Readonly<Record<Group, { readonly heading: string; readonly word: string; readonly none: string }>> = {
  now: { heading: 'Now', word: 'now', none: 'Nothing has to be done now.' },
  week: { heading: 'This week', word: 'this week', none: 'Nothing more is due this week.' },
  later: { heading: 'Later', word: 'later', none: 'Nothing is due later.' },
};

/** A list to clear, worst first, and beside it how the services stand. */
export function DeskPage({ desk, mailing, ...aside }: DeskProps, { shell, notice, now }: PageContext) {
  const today = dateIn(now);
  const empty = GROUPS.every((name) => desk[name].lines.length === 0) && !desk.left;
  return (
    <Layout shell={shell} title="Your desk" path="/">
      <Notice notice={notice} />
      <div class="app-desk">
        <div class="app-desk__list" data-keys>
          <p class="app-desk__day">{sayWeekday(today)}</p>
          <h1 class="nhsuk-heading-l">Your desk</h1>
          {empty ? (
            <NothingWaits any={aside.total > 0} />
          ) : (
            <>
              <Counts desk={desk} />
              {GROUPS.map((name) => (
                <GroupSection name={name} group={desk[name]} today={today} />
              ))}
              {desk.left && <p class="app-measure">More waits behind these, and comes up as you clear the list.</p>}
              <Keys />
            </>
          )}
          <Mailing {...mailing} />
        </div>
        <Aside {...aside} today={today} />
      </div>
    </Layout>
  );
}

function NothingWaits({ any }: { readonly any: boolean }) {
  return (
    <div class="app-measure">
      <p class="app-lead">Nothing waits for you.</p>
      <p>
        What no longer holds will stand here, what has lapsed, what is due, and what awaits your signature: the worst
        first, each with the one thing that clears it. What you have to do by a day comes here as well.
      </p>
      {!any && (
        <p>
          It begins with a service: what it is, what it is for, and its hazard log.{' '}
          <a href="/services">Go to services</a>
        </p>
      )}
    </div>
  );
}

function Counts({ desk }: { readonly desk: DeskLines<DeskItem> }) {
  return (
    <ul class="app-desk__counts">
      {GROUPS.filter((name) => !isBehind(desk[name])).map((name) => (
        <li>
          <a href={`#${name}`}>
            <strong>{countWords(desk[name])}</strong> {HEADINGS[name].word}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Whether all that there is in a group stands behind what is shown of those before it. */
function isBehind({ lines, more }: GroupOfLines<DeskItem>): boolean {
  return lines.length === 0 && more;
}

/** "4"; "20 or more" where there may be others behind them. */
function countWords({ lines, more }: GroupOfLines<DeskItem>): string {
  return more ? `${lines.length} or more` : String(lines.length);
}

interface GroupProps {
  readonly name: Group;
  readonly group: GroupOfLines<DeskItem>;
  readonly today: Day;
}

function GroupSection({ name, group, today }: GroupProps) {
  const { heading, none } = HEADINGS[name];
  return (
    <section aria-labelledby={name} class={`app-desk__group app-desk__group--${name}`}>
      <h2 class="nhsuk-heading-m" id={name}>
        {heading} {!isBehind(group) && <span class="app-count">({countWords(group)})</span>}
      </h2>
      {group.lines.length === 0 ? (
        <p class="app-second">{isBehind(group) ? 'What there is comes up as you clear what stands above.' : none}</p>
      ) : (
        <ul class="app-desk__lines">
          {group.lines.map((line) =>
            name === 'later' ? <LaterLine line={line} today={today} /> : <Line line={line} today={today} />,
          )}
        </ul>
      )}
    </section>
  );
}

/** The script shows it; without one, there are no such keys. They can be switched off (WCAG 2.1.4). */
function Keys() {
  return (
    <p class="app-note app-desk__keys" data-keys-hint hidden>
      <span data-keys-on>
        Keyboard: <kbd>j</kbd> next, <kbd>k</kbd> back, <kbd>Enter</kbd> does the one thing.{' '}
      </span>
      <button
        type="button"
        class="app-link"
        data-keys-switch
        data-on="Switch these keys off"
        data-off="Switch on the keys j and k"
      >
        Switch these keys off
      </button>
    </p>
  );
}

function Mailing({ wanted, reachable }: DeskProps['mailing']) {
  return (
    <p class="app-note">
      {!reachable
        ? 'No mail address is known of you, so you get no mail about what waits here. '
        : wanted
          ? 'When something waits here on a Monday morning, you get a mail that says so, and not what. '
          : 'You get no mail about what waits here. '}
      <a href="/desk/mail">About the weekly mail</a>
    </p>
  );
}
