import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Textarea } from '../../../ui/nhsuk/index.ts';
import { InWords, SentenceBlock } from '../../../ui/sentence.tsx';
import type { Sentence, Words } from '../../../words/sentence.ts';
import type { AnsweredChallenge, Challenge } from '../domain/challenges.ts';
import { Frame } from './frame.tsx';
import { Text } from './text.tsx';

export interface ChallengeFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly kind: 'hazard' | 'control';
  readonly reference: string;
  readonly href: string;
  /** What it is called. */
  readonly name: string | null;
  /** What is so; null where nothing is open. */
  readonly sentence: Sentence | null;
  readonly open: readonly Challenge[];
  readonly answered: readonly AnsweredChallenge[];
  /** What is known of how often it happens; of a hazard. */
  readonly said: readonly Words[];
}

const WORDS = {
  hazard: {
    title: (reference: string) => `Say that the rating of ${reference} stays`,
    lead: 'An incident happened that speaks against how this hazard is rated. Look at the rating again. Where severity or likelihood is another one, rate anew instead.',
    label: 'Why the rating stays, beside what happened',
    hint: 'What was looked at, and why severity and likelihood are still as they were judged.',
    button: 'Save that the rating stays',
  },
  control: {
    title: (reference: string) => `Answer what an incident showed of ${reference}`,
    lead: 'This control failed when it was needed. Tests that passed meanwhile do not answer that: they passed before as well. Until somebody answers it, no rating that relies on this control counts.',
    label: 'What was put right, and what shows that it works now',
    hint: 'Name the change and the evidence, such as a test that would have caught it.',
    button: 'Save the answer',
  },
} as const;

/** Answers what came in from incidents: every one that is open and shown, with one reason. */
export function ChallengeForm(props: ChallengeFormProps, form: FormContext) {
  const { service, kind, reference, href, open, answered } = props;
  const words = WORDS[kind];
  const title = words.title(reference);
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: reference, href }}
    >
      <div class="app-measure">
        <Problems form={form} />
        {props.name !== null && (
          <span class="nhsuk-caption-l">
            <Text text={props.name} />
          </span>
        )}
        <h1 class="nhsuk-heading-l">{title}</h1>
        {open.length === 0 ? (
          <p>Nothing that is open speaks against {reference}.</p>
        ) : (
          <>
            {props.sentence && <SentenceBlock sentence={props.sentence} />}
            <p>{words.lead}</p>
            {open.map((one) => (
              <p>
                <a href={one.href}>{one.source}</a>, {sayDate(one.at)}:{' '}
                <span class="app-lines">
                  <Text text={one.words} />
                </span>
              </p>
            ))}
            {props.said.map((one) => (
              <p>
                <InWords words={one} />
              </p>
            ))}
            {kind === 'hazard' && (
              <p>
                <a href={`${href}/rate/residual`}>Rate the residual risk again</a>
              </p>
            )}
            <form method="post" novalidate>
              {form.hidden}
              {open.map(({ source }) => (
                <input type="hidden" name="sources" value={source} />
              ))}
              <Textarea
                id="reason"
                name="reason"
                label={{ text: words.label, size: 's' }}
                hint={words.hint}
                rows={4}
                value={valueOf(form, 'reason')}
                errorMessage={problemOf(form, 'reason')}
              />
              <Button preventDoubleClick>{words.button}</Button>
            </form>
          </>
        )}
        {answered.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">Answered before</h2>
            {answered.map((one) => (
              <p>
                <a href={one.href}>{one.source}</a>, {sayDate(one.at)}. {one.by}, {sayDate(one.answeredAt)}:{' '}
                <span class="app-lines">
                  <Text text={one.answer} />
                </span>
              </p>
            ))}
          </>
        )}
      </div>
    </Frame>
  );
}
