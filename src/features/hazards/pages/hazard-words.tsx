import { SummaryList } from '../../../ui/nhsuk/index.ts';
import { sayPlace, type HazardRecord } from '../domain/record.ts';
import { harmWords } from './harm-words.ts';
import { Text } from './text.tsx';

/** Causes, effects and harm in full: what the boxes of the bow-tie lead to. */
export function CausesAndHarm({ hazard }: { readonly hazard: HazardRecord }) {
  return (
    <div class="app-two">
      <section aria-labelledby="causes">
        <h2 class="nhsuk-heading-m" id="causes">
          Causes <span class="app-count">({hazard.causes.length})</span>
        </h2>
        {hazard.causes.length === 0 ? (
          <p class="app-second">The log names no cause.</p>
        ) : (
          <ol class="nhsuk-list nhsuk-list--number">
            {hazard.causes.map((cause, index) => (
              <li class="app-lines" id={`cause-${index + 1}`}>
                <Text text={cause.text} />
              </li>
            ))}
          </ol>
        )}
      </section>
      <section aria-labelledby="effects">
        <h2 class="nhsuk-heading-m" id="effects">
          Effects and harm
        </h2>
        <Listed label="Effect" texts={hazard.effects} none="The log names no effect." />
        <Listed
          label="Harm"
          texts={hazard.harms}
          after={hazard.harmKinds.map((kind) => kind && harmWords(kind))}
          none="The log names no harm."
        />
      </section>
    </div>
  );
}

interface ListedProps {
  readonly label: string;
  readonly texts: readonly string[];
  /** What is said after each. */
  readonly after?: readonly (string | null)[];
  readonly none: string;
}

function Listed({ label, texts, after = [], none }: ListedProps) {
  if (texts.length === 0) return <p class="app-second">{none}</p>;
  return (
    <>
      {texts.map((text, index) => (
        <p class="app-measure app-lines" id={`${label.toLowerCase()}-${index + 1}`}>
          <strong>{texts.length === 1 ? label : `${label} ${index + 1}`}:</strong> <Text text={text} />
          {after[index] && <strong> {after[index]}</strong>}
        </p>
      ))}
    </>
  );
}

/** What else the file says of a hazard: columns that no one here knows the meaning of, and where it stands. */
export function MoreWords({ hazard }: { readonly hazard: HazardRecord }) {
  const rows = [
    ...(hazard.notes === null ? [] : [{ key: 'Notes', value: <Lines text={hazard.notes} /> }]),
    ...(hazard.evidence === null ? [] : [{ key: 'Evidence', value: <Lines text={hazard.evidence} /> }]),
    ...hazard.extra.map(({ header, text }) => ({ key: header, value: <Lines text={text} /> })),
    ...(hazard.place ? [{ key: 'Where it stands in the file', value: sayPlace(hazard.place) }] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="file">
      <h2 class="nhsuk-heading-m" id="file">
        What else the file says
      </h2>
      <SummaryList rows={rows} />
    </section>
  );
}

function Lines({ text }: { readonly text: string }) {
  return (
    <span class="app-lines">
      <Text text={text} />
    </span>
  );
}
