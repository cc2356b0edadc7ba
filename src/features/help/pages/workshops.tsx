import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

export function Workshops() {
  return (
    <>
      <p class="app-lead">
        People who care for patients, people who use a service and people who build it see different hazards. A workshop
        puts them in one room, and keeps what they said.
      </p>
      <Part heading="Who can do what">
        <p>
          The clinical safety officer, a deputy or a safety engineer plans, writes and decides. Everybody who sees the
          service reads all of it. <ArticleLink to={ARTICLES.whoMay} /> has the whole list.
        </p>
      </Part>
      <Part heading="Plan it">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>On the page of the service, go to “Workshops and meetings”, and plan one.</li>
          <li>Choose a method. Its guide words become prompts. Each says where it is from, and how sure that is.</li>
          <li>
            Choose what is looked at. The guidance asks to consider three areas: the whole clinical process, messages,
            and how the system is built.
          </li>
          <li>Leave the misuse cases in, if you can: how could someone use this to control or harm another?</li>
          <li>A workshop that was held before can be written down as well. Give the day on which it was.</li>
        </ul>
      </Part>
      <Part heading="Who should be there">
        <p>
          DCB0129 says that a multi-disciplinary group should do this. It does not list who. We look for somebody who
          cares for patients, somebody who uses or runs the service, somebody who builds it, and somebody for clinical
          safety. Who is missing is said in words. It stops nothing, and you can say why it is right as it is.
        </p>
        <p>Guests need no account. Draft hazards that they raise keep their role, not their name.</p>
      </Part>
      <Part heading="Write in the room">
        <p>
          “Notes” is one page. Under each prompt you write what is said and add draft hazards; at its end stand
          decisions and actions. Several people can write at once: where two write in the same place, both stand. An
          action is on its owner’s desk at once.
        </p>
      </Part>
      <Part heading="Close the minutes">
        <p>
          What stands then is kept as version 1, as a page, a PDF and a Word file. To correct it, open it with a reason:
          that becomes version 2, and version 1 stays. Nothing is deleted.
        </p>
      </Part>
      <Part heading="Decide on the draft hazards">
        <p>A draft is what the room thought. What becomes of each, a named person decides:</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>it is recorded in the log as a new hazard, in the log’s words;</li>
          <li>it is brought into a hazard that is there, and adds its cause;</li>
          <li>or it is not taken, with the reason.</li>
        </ul>
        <p>
          Hazards that have words in common with it stand beside it. Primum never rates it: the new hazard waits for its
          first rating. Until somebody decides, it waits on the desk of the clinical safety officer, the deputies and
          the safety engineers.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
