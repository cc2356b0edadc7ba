import { Button } from '../../../ui/nhsuk/index.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { capital } from '../../../words/counting.ts';
import { DRAFT_TEXT_NAMES, PLACE_WORDS, sayOutcome, sayPrompt, sayRaiser, type Draft } from '../domain.ts';

/** What the room said of a draft hazard. */
export function DraftWords({ draft }: { readonly draft: Draft }) {
  const { cause, effect, harm, harmed, component, place, raisedBy, prompt } = draft;
  const arises = [component, place === null ? '' : PLACE_WORDS[place]].filter((text) => text !== '').join('. ');
  const rows: readonly (readonly [string, string])[] = [
    [DRAFT_TEXT_NAMES.cause, cause],
    [DRAFT_TEXT_NAMES.effect, effect],
    [DRAFT_TEXT_NAMES.harm, harm],
    [DRAFT_TEXT_NAMES.harmed, harmed],
    ['Where it arises', arises],
    ['Raised by', `${raisedBy ? capital(sayRaiser(raisedBy)) : 'The room'}, under ${sayPrompt(prompt)}`],
  ];
  return (
    <dl class="app-said">
      {rows
        .filter(([, text]) => text !== '')
        .map(([name, text]) => (
          <>
            <dt>{name}</dt>
            <dd class="app-lines">{text}</dd>
          </>
        ))}
    </dl>
  );
}

interface DraftCardProps {
  readonly draft: Draft;
  /** Where it is decided on; null for whoever does not decide, and while it cannot be. */
  readonly triage: string | null;
  /** Where a hazard stands. */
  readonly hazardHref: (reference: string) => string;
}

/** A draft hazard, and what became of it. */
export function DraftCard({ draft, triage, hazardHref }: DraftCardProps) {
  const { number, name, state, hazard, reason, decided } = draft;
  return (
    <section class="app-draft" aria-labelledby={`draft-${number}`}>
      <h3 class="nhsuk-heading-s" id={`draft-${number}`}>
        <span class="app-ref">Draft {number}</span> {name}
      </h3>
      <DraftWords draft={draft} />
      <p class="app-draft__outcome">
        <strong>
          {hazard ? (
            <>
              {state === 'recorded' ? 'Recorded as ' : 'Brought into '}
              <a href={hazardHref(hazard.reference)}>{hazard.reference}</a>
            </>
          ) : (
            sayOutcome(draft)
          )}
        </strong>
        {decided && (
          <span class="app-second">
            {' '}
            by {decided.by}, {sayDateTime(decided.at)}
          </span>
        )}
        {reason !== '' && <span class="app-lines"> {reason}</span>}
      </p>
      {triage !== null && (
        <Button variant="secondary" small href={triage}>
          Decide on draft {number}
        </Button>
      )}
    </section>
  );
}
