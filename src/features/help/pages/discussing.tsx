import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

export function Discussing() {
  return (
    <>
      <p class="app-lead">
        A doubt that stands in a mail is lost when the mail is. On the page of a hazard or a control you can ask, answer
        and attach, and it stays with what it is about.
      </p>
      <Part heading="Asking somebody">
        <p>
          Write @ and their name in your text, or choose them from the list below it. It then stands on their desk until
          they answer, or mark it as read. When the discussion is resolved, it leaves every desk. No mail says what was
          written.
        </p>
        <p>
          A name that nobody has, or that two people have, is asked back before anything is kept. You can ask everybody
          who has a role in the service. Assessors do not read it: what they and you say to each other has a place of
          its own.
        </p>
      </Part>
      <Part heading="What stays">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>Nothing that was said is removed. You can change your own words, and the words before stay with them.</li>
          <li>A discussion is resolved, by somebody and on a day, and anybody can open it again and say why.</li>
          <li>An attachment is withdrawn with a reason, and stays as withdrawn.</li>
          <li>Each of these stands in the ledger. A page as at an earlier day shows what was said by then.</li>
        </ul>
      </Part>
      <Part heading="What it does not change">
        <p>
          Nothing that is said or attached changes a rating, a verdict or an approved version: see{' '}
          <ArticleLink to={ARTICLES.signatures} />. What has to be done is an action. What shows that a control works is
          evidence, and belongs to the control.
        </p>
      </Part>
      <Part heading="Nothing about a patient">
        <p>
          A text with a number that looks like an NHS number is not taken. Primum does not look into files: look
          yourself, before you attach one. If something stands there that may not, an administrator can erase the words
          for good. That they were there, and why they were erased, stays.
        </p>
      </Part>
    </>
  );
}
