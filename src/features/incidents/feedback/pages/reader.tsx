import { answerForm, partsOf, type FeedbackWords } from '../../domain.ts';

/** An answer exactly as whoever reported reads it. @param needs in which form they need it */
export function ReaderView({
  words,
  needs = [],
  level,
}: {
  readonly words: FeedbackWords;
  readonly needs?: readonly string[];
  readonly level: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  const { largePrint } = answerForm(needs);
  return (
    <div class={largePrint ? 'app-answer app-answer--large' : 'app-answer'}>
      {partsOf(words).map(({ heading, text }) => (
        <>
          <Heading class="nhsuk-heading-s nhsuk-u-margin-bottom-1">{heading}</Heading>
          <p class="app-lines">{text}</p>
        </>
      ))}
    </div>
  );
}
