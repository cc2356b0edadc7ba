import { sayDate } from '../../../../platform/london-time.ts';
import { problemOf, Problems, valueOf, type FormContext } from '../../../../platform/http/forms.ts';
import { MarkedWords } from '../../../../ui/marked.tsx';
import { Button, Radios, Textarea } from '../../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../../ui/sentence.tsx';
import { listed } from '../../../../words/counting.ts';
import type { Sentence } from '../../../../words/sentence.ts';
import type { UpstreamChange } from '../../domain/library.ts';
import { hazardPath } from '../../pages/addresses.ts';
import { Frame } from '../../pages/frame.tsx';
import type { ShownOrigin } from '../origin.ts';

interface OriginProps {
  readonly service: string;
  readonly hazard: string;
  readonly origin: ShownOrigin;
  readonly mayLook: boolean;
}

/** What is so of a hazard whose origin changed; null where nothing did. */
export function upstreamSentence({ hazard, origin, service }: Omit<OriginProps, 'mayLook'>): Sentence | null {
  const { changes, from, looked, drawn } = origin;
  if (changes.length === 0 || from === null) return null;
  const what = listed(changes.map((one) => one.what.toLowerCase()));
  return {
    so: [
      `What ${hazard} was drawn from has changed since: `,
      { text: what, href: `${hazardPath(service, hazard)}#origin` },
    ],
    because: [from, ` says otherwise than on ${sayDate((looked ?? drawn).at)}`],
    clears: ['Somebody who has looked, and says whether anything was taken over, clears it.'],
  };
}

/** Where a hazard was drawn from, and what changed there since, on its page. */
export function OriginPart(props: OriginProps) {
  const { service, hazard, origin, mayLook } = props;
  const { from, drawn, looked, gone, changes } = origin;
  const sentence = upstreamSentence(props);
  return (
    <section aria-labelledby="origin">
      <h2 class="nhsuk-heading-m" id="origin">
        Where it was drawn from
      </h2>
      <p class="app-measure">
        {from === null ? 'A hazard of another service, which you cannot see' : <a href={from.href}>{from.text}</a>}, by{' '}
        {drawn.by} on {sayDate(drawn.at)}.{gone && ' It no longer stands there.'}
        {looked !== null && (
          <>
            {' '}
            Last looked at by {looked.by} on {sayDate(looked.at)}:{' '}
            {looked.takenOver ? 'what changed there was taken over' : 'nothing to take over'}
            {looked.note === '' ? '' : `. “${looked.note}”`}.
          </>
        )}
      </p>
      {sentence && <SentenceBlock sentence={sentence} />}
      <Changes changes={changes} />
      {sentence && mayLook && (
        <p class="app-buttons app-noprint">
          <Button variant="secondary" small href={`${hazardPath(service, hazard)}/upstream`}>
            Say what came of it
          </Button>
        </p>
      )}
    </section>
  );
}

function Changes({ changes }: { readonly changes: readonly UpstreamChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul class="app-changes">
      {changes.map(({ what, before, after }) => (
        <li>
          <span class="app-changes__what">{what}</span>
          <span class="app-changes__sides">
            {before !== null && (
              <span>
                <span class="app-changes__side">{after === null ? 'Taken out: ' : 'Before: '}</span>
                <MarkedWords words={before} side="before" />
              </span>
            )}
            {after !== null && (
              <span>
                <span class="app-changes__side">{before === null ? 'New: ' : 'Now: '}</span>
                <MarkedWords words={after} side="after" />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

export interface UpstreamFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly hazard: string;
  readonly origin: ShownOrigin;
}

/** Says what came of a change upstream. A person judges: the answers look alike. */
export function UpstreamForm({ service, hazard, origin }: UpstreamFormProps, form: FormContext) {
  const title = `What changed where ${hazard} was drawn from`;
  const path = hazardPath(service.reference, hazard);
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: hazard, href: path }}
    >
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        {origin.changes.length === 0 ? (
          <p>Nothing has changed there that nobody has looked at.</p>
        ) : (
          <Changes changes={origin.changes} />
        )}
        <p>
          To take something over, <a href={`${path}/edit`}>change the words of {hazard}</a> first, and come back.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <input type="hidden" name="seen" value={valueOf(form, 'seen')} />
          <Radios
            name="outcome"
            idPrefix="outcome"
            value={valueOf(form, 'outcome')}
            errorMessage={problemOf(form, 'outcome')}
            fieldset={{ legend: { text: 'What came of it', size: 's' } }}
            items={[
              { value: 'nothing to take over', text: 'Looked at: nothing to take over' },
              { value: 'taken over', text: 'Looked at, and taken over by a change of words' },
            ]}
          />
          <Textarea
            id="note"
            name="note"
            label={{ text: 'Why, if there is something to say', size: 's' }}
            rows={3}
            value={valueOf(form, 'note')}
            errorMessage={problemOf(form, 'note')}
          />
          <Button preventDoubleClick>Save what came of it</Button>
        </form>
      </div>
    </Frame>
  );
}
