import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

/** How whoever reported something hears what came of it, safely. */
export function Feedback() {
  return (
    <>
      <p class="app-lead">
        People stop reporting where they never hear back. Everybody who reported an incident is told what came of it, or
        it is said why not.
      </p>
      <Part heading="Tell them">
        <p>
          Open an incident, then “What reporters are told”: what you found, what changed, what did not and why. Plain
          words, no names. Look at it as they will read it before you give it. Where it was graded otherwise than they
          said, say that too; graded anew after they were told, they are owed a new answer.
        </p>
        <p>
          Our own target is 30 days. How long it takes, and how many wait, stands under “How reports go here, in
          numbers”.
        </p>
      </Part>
      <Part heading="Where they read it">
        <p>
          People of the team read it under <a href="/reports">What I reported</a>. Somebody who wrote by{' '}
          <ArticleLink to={ARTICLES.publicForm} /> reads it with their reference and words.
        </p>
      </Part>
      <Part heading="Whether a message may go out">
        <p>
          Every message of Primum passes one gate. Whoever said that a way is unsafe gets nothing by it. Whoever said
          “at some times” gets it then. Where nobody knows, or what was said is older than 90 days, at most a message
          goes that says that there is one, without a name and without a link. We call ourselves what they said, or
          nothing.
        </p>
        <p>
          What was decided is kept as codes, for a year. How you want to be reached yourself you say on your account.
        </p>
      </Part>
      <Part heading="For everybody">
        <p>
          An officer can show on the public page what was reported and what changed. Numbers below five are not given.
          See <ArticleLink to={ARTICLES.publicPage} />.
        </p>
      </Part>
    </>
  );
}
