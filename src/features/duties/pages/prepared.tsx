import { capital } from '../../../words/counting.ts';
import { draftOf, draftText } from '../domain/draft.ts';
import type { DutyOfCase } from '../domain/looking.ts';
import type { Pack } from '../domain/pack.ts';
import type { CaseLooked } from '../settling.ts';

interface Props {
  readonly one: DutyOfCase;
  readonly looked: CaseLooked;
  readonly pack: Pack;
  readonly now: Date;
}

/** What belongs into the report, with the ground of each fact: prepared for whoever sends it, and sent by nobody here. */
export function Prepared({ one: { rule }, looked, pack, now }: Props) {
  if (rule.content.length === 0) return null;
  const draft = draftOf(pack, rule, looked.stated, false);
  const text = `draft-${rule.id}`;
  return (
    <>
      <p>
        <strong>What to send.</strong> Prepared from what is known; Primum sends nothing.
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {draft.items.map((item) => (
          <li>
            {capital(item.text)}
            {item.toWrite && <span class="app-second">: to be written by a person</span>}
            {item.known.length + item.missing.length > 0 && (
              <ul>
                {item.known.map(({ question, answer, ground }) => (
                  <li>
                    {question} <strong>{capital(answer)}</strong> <span class="app-second">({ground})</span>
                  </li>
                ))}
                {item.missing.map((question) => (
                  <li>
                    {question} <strong>Not known yet</strong>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <label class="nhsuk-label" for={text}>
        The same as text to copy
      </label>
      <textarea class="nhsuk-textarea" id={text} rows={6} readonly>
        {draftText(draft, looked.case.reference, now)}
      </textarea>
    </>
  );
}
