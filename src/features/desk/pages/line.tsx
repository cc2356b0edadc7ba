import type { DeskItem } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { InWords, SentenceWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { daysBetween, sayDay, sayDistance, type Day } from '../../../words/days.ts';

interface LineProps {
  readonly line: DeskItem;
  readonly today: Day;
}

/** One line: its mark, what is so, because of what, what clears it, where, since when, and the one button. */
export function Line({ line, today }: LineProps) {
  return (
    <li class="app-desk__line" data-keys-item>
      <div class="app-desk__mark">
        <Mark {...line} />
        <Due due={line.due} today={today} />
      </div>
      <div class="app-desk__words">
        <p>
          <SentenceWords sentence={line.sentence} />
        </p>
        <p class="app-note">{whereAndWhen(line, today)}</p>
      </div>
      <div class="app-desk__action">
        <Button variant="secondary" small href={line.action.href} attributes={{ 'data-keys-do': '' }}>
          {line.action.text}
        </Button>
      </div>
    </li>
  );
}

/** What is due later: what it is, and its day. */
export function LaterLine({ line, today }: LineProps) {
  const { so } = line.sentence;
  const leads = so.some((word) => typeof word !== 'string');
  return (
    <li class="app-desk__later" data-keys-item>
      <div class="app-desk__mark">
        <Due due={line.due} today={today} />
      </div>
      <div>
        {leads ? (
          <InWords words={so} />
        ) : (
          <a href={line.action.href}>
            <InWords words={so} />
          </a>
        )}
        {line.service && <span class="app-second">, {line.service.name}</span>}
      </div>
      {line.due && <div class="app-desk__date">{sayDay(dateIn(line.due))}</div>}
    </li>
  );
}

function Mark({ mark }: Pick<DeskItem, 'mark'>) {
  if (mark === null) return null;
  if ('words' in mark) return <span>{mark.words}</span>;
  return <VerdictTag verdict={mark.verdict} says={mark.says ?? 'met'} />;
}

/** How far its day is; the date itself stands beneath the sentence. */
function Due({ due, today }: { readonly due: Date | null; readonly today: Day }) {
  if (due === null) return null;
  const days = daysBetween(today, dateIn(due));
  if (days < 0) return <Freshness state="lapsed">overdue by {-days === 1 ? '1 day' : `${-days} days`}</Freshness>;
  return <Freshness state="due">due {sayDistance(today, dateIn(due))}</Freshness>;
}

/** "Willowbank Wound Care · since 9 March 2026, 3 days ago" */
function whereAndWhen({ service, since, due }: DeskItem, today: Day): string {
  const dueDay = due && dateIn(due);
  const sinceDay = since && dateIn(since);
  const when =
    dueDay !== null
      ? daysBetween(today, dueDay) < 0
        ? `was due ${sayDay(dueDay)}, ${sayDistance(today, dueDay)}`
        : `due ${sayDay(dueDay)}`
      : sinceDay !== null
        ? `since ${sayDay(sinceDay)}, ${sayDistance(today, sinceDay)}`
        : null;
  return [service?.name ?? 'The whole organisation', when].filter((part) => part !== null).join(' · ');
}
