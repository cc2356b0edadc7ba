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
          An administrator of the team’s organisation invites you, and gives you the role “assessor” in one service, for
          a year at most. Once you are signed in, your first page lists what you were given, and until when.
        </p>
      </Part>
      <Part heading="What is recorded of you">
        <p>
          Each page that you open in such a service is recorded before it is shown: who, when, which page. The
          administrators and the clinical safety officer of the service can see it. You see nothing of other services,
          not even that they exist.
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
