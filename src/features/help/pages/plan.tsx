import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** The clinical risk management plan, and the file that it is part of. */
export function Plan() {
  return (
    <>
      <p class="app-lead">
        The plan says how a service is kept safe, by whom, and which risks may stay. The file is everything that is kept
        of it.
      </p>
      <Part heading="Write the plan">
        <p>
          Open the service, and “Clinical risk management plan” in its part “Safety case”. Say what it covers, who works
          on it, how hazards are looked for, by which criteria a risk may stay and with which matrix, how the service is
          watched, and how often the plan is looked at. What is missing is said on its page.
        </p>
      </Part>
      <Part heading="Who may authorise what">
        <p>
          The table in the plan names, for each matter, a role or one person who holds it: the hazard log, the report, a
          release, an urgent safety fix, an override of the gate, what remains of risk, a deployment. It counts from the
          day on which an officer approves the plan.
        </p>
      </Part>
      <Part heading="When it is out of date">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>Somebody changed its words, the kind of project or the risk matrix.</li>
          <li>The clinical safety officer or a deputy is somebody else, or the intended use says something else.</li>
          <li>It was not looked at for as long as it says itself.</li>
        </ul>
        <p>
          What clears it: an officer reads the difference, and signs the next version. Until then the version that was
          approved last still says who may authorise: drift takes nobody’s authority away. See{' '}
          <ArticleLink to={ARTICLES.signatures} />.
        </p>
      </Part>
      <Part heading="The file">
        <p>
          “Clinical risk management file” lists every record, log, report and approval of the service: how it stands,
          whose it is, and until when. What should be there and is not stands in the list too, as not known. Nothing is
          filed by hand. Retiring a service asks for the assessment of its decommissioning first.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
