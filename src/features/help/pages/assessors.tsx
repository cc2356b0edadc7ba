import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

export function Assessors() {
  return (
    <>
      <p class="app-lead">
        You read everything about the services that you were given, and change nothing. It ends by itself, on a day that
        you can see.
      </p>
      <Part heading="How you come in">
        <p>
          The team of a service invites you by name, and gives you a link of your own. It works more than once, until a
          day that it says, 90 days away at most; the team can end it before. You come to the standard that you were
          asked to look at. “What you were given to assess” lists your services, and until when.
        </p>
      </Part>
      <Part heading="How you say something">
        <p>
          Each section of a standard has a link to comment on it, and the page of the service has one for the whole. The
          team reads it with your name, and answers below it. You see what you said, and what was answered to it:
          neither what other assessors said, nor what the team says among itself. A comment is no finding, and changes
          nothing of what the team claims.
        </p>
      </Part>
      <Part heading="What is recorded of you">
        <p>
          Each page that you open in such a service is recorded before it is shown: who, when, which page. The
          administrators, and the clinical safety officer of the service and their deputy, can see it. You see nothing
          of other services, not even that they exist.
        </p>
      </Part>
      <Part heading="Where to look first">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            The page of the service: its intended use, who is clinical safety officer, and how the approved versions
            stand.
          </li>
          <li>
            “All versions” of the hazard log: who signed which, with which registration, what they meant by it, and what
            changed between any two.
          </li>
          <li>The hazard log, as it is now, or as it was at the end of a day.</li>
          <li>The history of a hazard: who said what of it, and when.</li>
        </ul>
        <p>
          <ArticleLink to={ARTICLES.signatures} /> says what out of date, challenged, expired and void mean.
        </p>
      </Part>
      <Part heading="Do not take our word for it">
        <p>
          Ask the team for a signature as a file, or for the whole ledger. You verify either on your own computer,
          without an account and without the team:
        </p>
        <pre class="app-command">{`bin/primum approval SIGNATURE signature.jsonl   # the team writes it
bin/primum verify signature.jsonl               # you verify it`}</pre>
        <p>
          It says whether any entry was changed, removed or moved, and in which words what was signed. The page of
          versions says the id of each signature.
        </p>
        <p>
          What this does not prove: that what was signed is right. A named person judged that, and what they said is
          recorded.
        </p>
      </Part>
    </>
  );
}
