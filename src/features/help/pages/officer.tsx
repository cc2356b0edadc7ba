import { statementFor } from '../../people/index.ts';
import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

export function Officer() {
  return (
    <>
      <p class="app-lead">
        The clinical safety officer is a clinician, registered and trained, who sees to it that the safety of a service
        is looked after, and who signs for it.
      </p>
      <p>
        DCB0129 2.2 asks top management to nominate one. 2.3 asks for a clinician with a current registration, who knows
        clinical risk management, and who ensures that its process is followed. One person is accountable at any moment.
        Deputies can sign beside them.
      </p>
      <Part heading="What an officer signs when they accept">
        <ul class="nhsuk-list nhsuk-list--bullet">
          {statementFor('clinical safety officer').says.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </Part>
      <Part heading="How somebody becomes one">
        <ol class="nhsuk-list nhsuk-list--number">
          <li>
            An administrator gives them a role in the service, such as viewer, so that they can be chosen. Somebody who
            has no account is invited.
          </li>
          <li>
            They add their registration on their own page, and somebody else looks it up:{' '}
            <ArticleLink to={ARTICLES.registrations} />.
          </li>
          <li>
            The accountable executive opens the service, then “Clinical safety officer”, and nominates them. Where the
            standard leaves open whether a profession is that of a clinician, they say why it is.
          </li>
          <li>
            The nominee finds it on their desk, reads the statement, and accepts or declines. Who accepts confirms that
            it is them. The letter can be saved as PDF and as a Word file.
          </li>
        </ol>
        <p>
          From then on, or from the day that was chosen, they are in office. The role comes with it: nobody has to give
          it, and nobody else becomes an officer by being given the role.
        </p>
      </Part>
      <Part heading="Handing over, leave, and the end">
        <p>
          Whoever is nominated next, and accepts, takes over at one moment. The officer before may keep their access for
          a while, to hand things over. Leave is recorded with who stands in: the officer stays accountable, and a
          deputy signs meanwhile. An officer can step down, and the executive can end the office, with a reason.
        </p>
        <p>
          An officer may be employed elsewhere, and may hold the office for many services. “Officers” shows how many
          each of them carries.
        </p>
      </Part>
      <Part heading="A service without one">
        <p>
          It says so on its page, in the list of services and on the desk. What needs an officer’s signature cannot be
          signed, and says why.
        </p>
        <p>“Who was it on 3 March, and who could sign?” has one answer: choose the day on the page of the officer.</p>
      </Part>
      <OfTheStandard />
    </>
  );
}
