import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** What an incident means for the safety case, and what has to be answered before it is closed. */
export function Verdict() {
  return (
    <>
      <p class="app-lead">
        DCB0129 7.2.2 asks of every safety incident whether it undermines the safety case. Whoever handles it proposes
        an answer, and an officer signs it.
      </p>
      <Part heading="The answer">
        <p>
          Open an incident, then “The safety case”. “Yes” names the hazards and controls that it undermines; once it is
          signed they are challenged, and what was approved of them with them. Where the log has no such hazard, record
          it first. “No” says what the safety case says, what happened, and why both can be true.
        </p>
        <p>
          “What incidents mean for the safety case”, under the list, has those that wait for a signature. Several can be
          signed together only where it is proposed that they do not undermine it, harm is graded none or low, the
          hazard is known, and its controls held. All others are read one by one.
        </p>
      </Part>
      <Part heading="Closing">
        <p>“Close it” says at once what is missing, and where it is answered:</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>that it was made safe, what harm came of it, and the cause</li>
          <li>
            actions that are done, how strong each is, and a day on which somebody looks whether it worked; or why there
            is none
          </li>
          <li>what became of the hazards and controls that it challenged</li>
          <li>the signed answer on the safety case</li>
          <li>
            the duty of candour, where harm is moderate or worse. Whether it applies in law is for a person to say
          </li>
          <li>
            each duty to tell somebody: done, or dismissed with a reason. See <ArticleLink to={ARTICLES.duties} />
          </li>
          <li>
            that whoever reported it was told. See <ArticleLink to={ARTICLES.feedback} />
          </li>
        </ul>
        <p>Good care asks for the last one alone. What is closed can be reopened, with a reason.</p>
      </Part>
      <Part heading="Learning, and rates">
        <p>
          What was learned is written for people who were not there, and names nobody. Once an officer has looked that
          it does not, it stands under <a href="/learning">What all services learned</a> for the whole organisation.
        </p>
        <p>
          Where it is said how much the service is used, the number of incidents of a hazard stands beside its estimated
          likelihood, with the range in which the true rate may lie. It proposes no rating: what nobody reports is not
          in it.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
