import { Details } from '../../../ui/nhsuk/index.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import type { DutyOfCase } from '../domain/looking.ts';
import { factOf, type Fact, type Pack } from '../domain/pack.ts';
import type { KeptFact } from '../domain/stated.ts';
import type { CaseLooked } from '../settling.ts';
import { answerWords } from './words.tsx';

interface Props {
  readonly one: DutyOfCase;
  readonly looked: CaseLooked;
  readonly pack: Pack;
}

/** What belongs into the report, and what is known of it: prepared for whoever sends it, and sent by nobody here. */
export function Prepared({ one: { rule }, looked, pack }: Props) {
  if (rule.content.length === 0) return null;
  return (
    <Details summary={`What to send, and what is known of it: ${rule.id}`}>
      <p>Prepared from what is known. Primum sends nothing.</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {rule.content.map(({ text, facts }) => {
          const known = facts.flatMap((name) => knownOf(pack, looked, name));
          return (
            <li>
              {text}
              {facts.length > 0 &&
                (known.length === 0 ? (
                  <span class="app-second">: not known yet</span>
                ) : (
                  <ul>
                    {known.map(({ fact, kept }) => (
                      <li>
                        {fact.question} <strong>{answerWords(fact, kept)}</strong>{' '}
                        <span class="app-second">({groundWords(kept)})</span>
                      </li>
                    ))}
                  </ul>
                ))}
            </li>
          );
        })}
      </ul>
    </Details>
  );
}

function knownOf(pack: Pack, { stated }: CaseLooked, name: string): { fact: Fact; kept: KeptFact }[] {
  const [fact, kept] = [factOf(pack, name), stated.find((one) => one.fact === name)];
  return fact && kept && !fact.compartment ? [{ fact, kept }] : [];
}

function groundWords({ source, statedAt, checkedBy, checkedAt }: KeptFact): string {
  const checked = checkedAt === null ? 'nobody checked it' : `checked by ${checkedBy} on ${sayDateTime(checkedAt)}`;
  return `${source}, as known on ${sayDateTime(statedAt)}; ${checked}`;
}
