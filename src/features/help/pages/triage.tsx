import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** What is decided of a report first, and what it sets in motion. */
export function Triage() {
  return (
    <>
      <p class="app-lead">
        One page, in the order in which it matters: is anybody in danger now, what was done at once, what harm came of
        it, what it points at, and who goes on with it. “I do not know” is an answer everywhere.
      </p>
      <Part heading="Two questions of harm">
        <p>
          What <em>did</em> come of it is graded as LFPSE does, for the body and for the mind. What <em>could</em>{' '}
          credibly have come of it is rated with the risk scheme of the service. Neither follows from the other: a near
          miss can be catastrophic. Grade again whenever you know more. The grade before stays, with the reason for the
          new one, and whoever reported it sees that.
        </p>
      </Part>
      <Part heading="What you name is challenged at once">
        <p>
          Say that a hazard was realised, and its residual rating waits: what counted before counts again. Say that a
          control failed, and it does not hold any more. What was signed on either is challenged, on every page, and the
          gate says so. A hazard that the log does not have is drafted there, without a rating.
        </p>
        <p>
          It is cleared by a person: the hazard is rated again or it is said why its rating stays; a safety engineer
          says what was put right with the control, and what shows that it works now. A test that passed before the
          incident does not clear it by passing again.
        </p>
      </Part>
      <Part heading="What triage answers for others">
        <p>
          The kind of event, whether it is about the safety of patients, the harm, the danger and when you became aware
          are facts from which it is worked out who has to be told. Open <ArticleLink to={ARTICLES.duties} /> next: some
          limits are hours.
        </p>
      </Part>
      <Part heading="Alike is not the same">
        <p>
          Incidents that look alike are shown beside it. Naming one as related links them. They are never made into one:
          two reports of the same morning can be two faults.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
