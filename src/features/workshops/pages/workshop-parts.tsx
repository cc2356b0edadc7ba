import { sayDateTime } from '../../../platform/london-time.ts';
import { Table } from '../../../ui/nhsuk/index.ts';
import { listed } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { actionPath, actionReference, type Action } from '../../actions/index.ts';
import { promptsOf, sayPrompt, type Decision, type MinutesVersion, type Room, type Workshop } from '../domain.ts';

/*
 * Parts of the page of a workshop: what was said, decided and given to somebody, and the versions of the minutes.
 */

export function Said({ workshop, room }: { readonly workshop: Workshop; readonly room: Room }) {
  const groups = promptsOf(
    workshop,
    room.notes.map(({ prompt }) => prompt),
  );
  const keys = [...groups.flatMap(({ prompts }) => prompts.map(({ key }) => key)), 'else'];
  const noted = keys.flatMap((key) => room.notes.filter(({ prompt }) => prompt === key));
  return (
    <section aria-labelledby="said">
      <h2 class="nhsuk-heading-m" id="said">
        What was said
      </h2>
      {noted.length === 0 ? (
        <p class="app-measure">Nothing is noted yet. The prompts are: {listed(groups.map(({ set }) => set.name))}.</p>
      ) : (
        <dl class="app-said">
          {noted.map(({ prompt, text }) => (
            <>
              <dt>{sayPrompt(prompt)}</dt>
              <dd class="app-lines">{text}</dd>
            </>
          ))}
        </dl>
      )}
    </section>
  );
}

export function Actions({ actions }: { readonly actions: readonly Action[] }) {
  return (
    <section aria-labelledby="actions">
      <h2 class="nhsuk-heading-m" id="actions">
        Actions
      </h2>
      {actions.length === 0 ? (
        <p>None were given.</p>
      ) : (
        <ul class="app-logs">
          {actions.map(({ number, title, owner, due, state }) => (
            <li>
              <span class="app-ref">{actionReference(number)}</span>{' '}
              <a class="app-logs__title" href={actionPath(number)}>
                {title}
              </a>
              <p>
                {owner.name}, {state === 'open' ? `due ${sayDay(due)}` : state}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function Minutes({ path, minutes }: { readonly path: string; readonly minutes: readonly MinutesVersion[] }) {
  return (
    <section aria-labelledby="minutes">
      <h2 class="nhsuk-heading-m" id="minutes">
        Minutes
      </h2>
      {minutes.length === 0 ? (
        <p class="app-measure">
          There is no version yet. When they are closed, what stands above is kept as version 1.
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Versions of the minutes, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Version' }, { text: 'Closed' }, { text: 'Why there is another one' }, { text: 'Save it' }]}
          rows={minutes.toReversed().map(({ version, at, who, reason }) => [
            { text: <a href={`${path}/minutes/${version}`}>Version {version}</a> },
            { text: `${sayDateTime(at)} by ${who}` },
            { text: reason === '' ? <span class="app-second">It is the first one</span> : reason },
            {
              text: (
                <>
                  <a href={`${path}/minutes/${version}/minutes.pdf`}>
                    PDF<span class="nhsuk-u-visually-hidden"> of version {version}</span>
                  </a>{' '}
                  or{' '}
                  <a href={`${path}/minutes/${version}/minutes.docx`}>
                    Word<span class="nhsuk-u-visually-hidden"> file of version {version}</span>
                  </a>
                </>
              ),
            },
          ])}
        />
      )}
    </section>
  );
}

export function Decisions({ decisions }: { readonly decisions: readonly Decision[] }) {
  return (
    <section aria-labelledby="decisions">
      <h2 class="nhsuk-heading-m" id="decisions">
        Decisions
      </h2>
      {decisions.length === 0 ? (
        <p>None were noted.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet app-measure">
          {decisions.map(({ text }) => (
            <li class="app-lines">{text}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
