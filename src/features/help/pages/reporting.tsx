import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** How anybody in the team says that something went wrong, nearly did, or went well. */
export function Reporting() {
  return (
    <>
      <p class="app-lead">
        Say what happened, in one sentence if you have no more. You grade nothing and decide nothing: others look at it,
        and you are told what came of it.
      </p>
      <Part heading="Report something">
        <p>
          Anybody in the team can, under “Incidents” of the service. If a life is at risk, ring 999 first: no form is
          read at once. For a near miss or for good care there is a form of one question. Name the system, the screen,
          the list; name no patient and no colleague. What looks like an NHS number is noticed before it is kept.
        </p>
        <p>
          If it is on the list already, add your report to it: it stays one of its own, and you are told as well. A
          mistake is voided with a reason, and stays to be seen. Nothing is deleted.
        </p>
      </Part>
      <Part heading="What becomes of it">
        <p>
          Somebody acknowledges it, and triages it, within the times that the service set under “Who looks at what is
          reported, and by when”. Where nobody did, others are asked, one role after the other. What you reported stands
          under <a href="/reports">What I reported</a>, with how it was graded and what you were told.
        </p>
      </Part>
      <Part heading="What comes in by itself">
        <p>
          Mails, alerts of a monitoring and the list of a service desk come in as reports without a grade, each once. An
          alert that fires again is a line in the journal of its incident. Your operator has the page on how to connect
          them (<code>docs/incidents</code>).
        </p>
      </Part>
      <Part heading="Go on from here">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            <ArticleLink to={ARTICLES.triage} />
          </li>
          <li>
            <ArticleLink to={ARTICLES.feedback} />
          </li>
          <li>
            <ArticleLink to={ARTICLES.safeguarding} />
          </li>
        </ul>
      </Part>
      <OfTheStandard />
    </>
  );
}
