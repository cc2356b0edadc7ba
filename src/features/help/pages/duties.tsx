import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

/** How it is worked out who has to be told of what happened, and what stays with people. */
export function Duties() {
  return (
    <>
      <p class="app-lead">
        One event can owe several reports: to the MHRA, the CQC, the Information Commissioner, the patient. Each has its
        own limit. Primum lists them, with when each is due. A named person confirms or dismisses; nothing is sent.
      </p>
      <Part heading="How it is worked out">
        <p>
          <a href="/duties">The rules</a> read facts: what your organisation is, what happened, how badly somebody was
          harmed, when you became aware. Each duty then is one of these:
        </p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>due: it is owed, and nothing that is still unknown can change that</li>
          <li>
            possible: something that is not known could make it owed. The one question to answer first stands beside it
          </li>
          <li>not owed: nothing that is still unknown can make it so</li>
          <li>watched: nobody has verified that it is in force. It is never due</li>
        </ul>
        <p>
          What nobody has said is not a “no”. “Not sure” keeps a duty possible. Where several are due, none stands in
          for another, unless its rule says so: an LFPSE record can free a trust from some notifications to the CQC.
        </p>
      </Part>
      <Part heading="When it is due">
        <p>
          A clock starts when the one who owes the duty became aware of what makes it owed, or at the accident where the
          rule says so. Hours run through nights and weekends. In days, the day of the start is day 0, and the limit
          ends with the last second of its last day. Working days leave out weekends and bank holidays of England, which
          are known from 2024 to 2030; beyond that no time is given.
        </p>
        <p>
          Many rules say only “without delay”. Then no time is due. Where you see “our target”, it is ours and not law.
        </p>
      </Part>
      <Part heading="How binding, and how sure">
        <p>
          Each duty says whether it is law, a contract, required by a standard, policy or guidance, best practice or
          voluntary, and whom it binds where that is not you. It also says how sure that is, from which source, and when
          somebody last checked it. A rule that nobody has verified says so: check it before you rely on it. None of
          this is legal advice.
        </p>
      </Part>
      <Part heading="At the command line">
        <p>
          The same rules answer without an installation. What is not known is left out; null means that there is none.
          The list of facts comes with <code>--list-facts</code>.
        </p>
        <pre class="app-command">primum duties --facts facts.json --format text</pre>
        <p>
          Who may do what is listed in <ArticleLink to={ARTICLES.whoMay} />.
        </p>
      </Part>
    </>
  );
}
