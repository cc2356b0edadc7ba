import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

export function Decisions() {
  return (
    <>
      <p class="app-lead">
        The decision log says why a service is as it is. The assumptions say what is taken to be so until somebody looks
        again.
      </p>
      <Part heading="Record a decision">
        <p>
          Open the service, and choose “Record a decision”. Write the question, each option with what speaks for and
          against it, which one was taken, why, by whom and on which day. Say what it touches, such as HAZ-12 or the
          name of a document: it is then shown there too.
        </p>
        <p>
          Where nobody has decided yet, choose “None yet”. The question stays open in the log until somebody says what
          was decided.
        </p>
      </Part>
      <Part heading="Correct a decision">
        <p>
          A decision is never changed and never deleted. Choose “Record a decision that supersedes it”. The earlier one
          stays, and says which one took its place.
        </p>
      </Part>
      <Part heading="Record an assumption">
        <p>
          Write one thing that can turn out to be false, why it can be assumed, and what would show that it is not so.
          Choose who looks after it and by when they look again. It stands on their desk 30 days before that day.
        </p>
      </Part>
      <Part heading="When an assumption does not stand">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>Found false: every rating that rests on it is provisional at once, and what was signed is challenged.</li>
          <li>Not looked at in time: it lapses, and so does what rests on it, until somebody looks.</li>
          <li>
            What clears it: a new rating that no longer rests on the assumption, or holding the assumption again with a
            reason. See <ArticleLink to={ARTICLES.signatures} />.
          </li>
        </ul>
        <p>
          Clinical safety officers, deputies, safety engineers and product owners record decisions and assumptions, and
          say how they stand.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
