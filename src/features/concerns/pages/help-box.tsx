import { sayDay } from '../../../words/days.ts';

/** A number that can be called for nothing. */
export interface HelpLine {
  readonly who: string;
  readonly number: string;
  readonly when: string;
  readonly for: string;
}

export interface HelpProps {
  readonly lines: readonly HelpLine[];
  /** The day on which the numbers were checked. */
  readonly checked: string;
}

function Call({ number }: { readonly number: string }) {
  return (
    <a class="call" href={`tel:${number.replaceAll(' ', '')}`}>
      {number}
    </a>
  );
}

/** Danger first: before anybody writes a word that nobody may read tonight. */
export function HelpBox({ lines, checked }: HelpProps) {
  const abuse = lines.find((line) => line.for === 'abuse');
  return (
    <section class="danger" aria-labelledby="danger">
      <h2 id="danger">If someone is in danger now</h2>
      <p class="danger__call">
        Call <Call number="999" />
      </p>
      <p>
        <strong>Cannot speak?</strong> From a mobile, call 999 and press 55 when asked. This does not send where you
        are.
      </p>
      {abuse && (
        <p>
          For help with abuse, {abuse.when}, free: <Call number={abuse.number} />
        </p>
      )}
      {lines.length > 0 && (
        <details>
          <summary>Others you can call, free</summary>
          <ul>
            {lines.map(({ who, number, when }) => (
              <li>
                {who}: <Call number={number} /> ({when})
              </li>
            ))}
          </ul>
          <p class="small">Checked on {sayDay(checked)}. A call may show in the list of calls on your phone.</p>
        </details>
      )}
    </section>
  );
}
