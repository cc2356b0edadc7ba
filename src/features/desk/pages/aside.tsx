import { dateIn } from '../../../platform/london-time.ts';
import { sayDistance, sayWeekday, type Day } from '../../../words/days.ts';

export interface AsideProps {
  /** Some of this person's services: those in which something waits first. */
  readonly services: readonly {
    readonly reference: string;
    readonly name: string;
    /** How it stands: what each feature says of it. */
    readonly lines: readonly string[];
  }[];
  /** How many services there are. */
  readonly total: number;
  /** What others did since this person last looked, in words; null for the first time. */
  readonly since: { readonly at: Date; readonly said: readonly string[]; readonly cut: boolean } | null;
  readonly today: Day;
}

/** Beside the list: how the services stand, and what is new. */
export function Aside({ services, total, since, today }: AsideProps) {
  return (
    <aside class="app-desk__aside" aria-label="Your services, and what is new">
      <h2 class="nhsuk-heading-m">
        My services <span class="app-count">({total.toLocaleString('en-GB')})</span>
      </h2>
      {total === 0 ? (
        <p>The services that you work on will stand here, each with how it stands.</p>
      ) : (
        <ul class="app-desk__services">
          {services.map(({ reference, name, lines }) => (
            <li>
              <a href={`/services/${reference}`}>{name}</a>
              {lines.length === 0 && <p>Nothing is kept of it yet but what it is.</p>}
              {lines.map((line) => (
                <p>{line}</p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {total > services.length && (
        <p>
          <a href="/services">All {total.toLocaleString('en-GB')} services</a>
        </p>
      )}
      <h2 class="app-desk__new">Since you last looked</h2>
      {since === null ? (
        <p>You look for the first time. From now on, what others do in your services is counted here.</p>
      ) : (
        <>
          <p class="app-second">
            {sayWeekday(dateIn(since.at))}, {sayDistance(today, dateIn(since.at))}
          </p>
          {since.said.length === 0 ? (
            <p>Nobody else changed anything.</p>
          ) : (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {since.said.map((one) => (
                <li>{one}</li>
              ))}
              {since.cut && <li>and what was done before these</li>}
            </ul>
          )}
        </>
      )}
      <p>
        <a href="/changes">Everything that changed</a>
      </p>
    </aside>
  );
}
