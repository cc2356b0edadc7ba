import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

/** How anybody says that something went wrong, without an account; for the team that offers it. */
export function PublicForm() {
  return (
    <>
      <p class="app-lead">
        A form of at most seven short questions, for anybody, without an account. It asks for no name, address, number
        or mail that somebody does not want to give.
      </p>
      <Part heading="Publish it">
        <p>
          Under “Public form for concerns” of the service. It cannot be published until it is said who reads it and in
          which hours, which safeguarding lead is told at any hour, and what happens when that person does not answer.
          The form says when nobody is reading. A form that nobody reads is more dangerous than none.
        </p>
        <p>
          Its address is a code and names no service. Put it on posters, letters and pages. Taken down, it says so; what
          came in stays, and whoever wrote it can come back.
        </p>
      </Part>
      <Part heading="What somebody meets there">
        <p>
          What to do in danger stands first. Where their words mean danger or abuse they are shown where to find help,
          and are not stopped; the safeguarding leads are told that something waits. At the end they get a reference and
          a few plain words. With both they read the answer, on any device. Nobody can find these words for them again.
        </p>
      </Part>
      <Part heading="“Exit this page”">
        <p>
          It hides the page at once, ends their session, and leads to a plain site. “Back” then shows nothing of what
          was written, with and without scripts; this was tried in Chromium. Without scripts the page cannot hide before
          the other site answers, and so it advises to close the window.
        </p>
        <p>
          It cannot take anything out of the history of a browser, which still shows an address of Primum that names
          nothing, and it cannot help against a program that watches the phone. The form says so before it begins.
        </p>
      </Part>
      <Part heading="Read it, and answer">
        <p>
          What waits stands on the desk of incident handlers. What tells of abuse or danger is kept apart, and read
          under “Safeguarding” by those whom that opens to. Make an incident of it, or answer and close it, or pass it
          to those who look after safeguarding. Each look is recorded. Contact nobody in a way that they did not say is
          safe: your answer waits for them where only they find it. See <ArticleLink to={ARTICLES.feedback} />.
        </p>
      </Part>
    </>
  );
}
