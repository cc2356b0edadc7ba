import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

/** How somebody says that a person may need protecting, and why nobody else sees anything of it. */
export function Safeguarding() {
  return (
    <>
      <p class="app-lead">
        If somebody may be abused, neglected or in danger, say so. You do not have to be sure, and you do not have to
        find anything out yourself. If they are in danger now, ring 999 first.
      </p>
      <Part heading="Say it">
        <p>
          Every incident has the same link to the same form. Write what was said or seen, in the words that were used;
          what you make of it can wait. It goes to the safeguarding leads of the service. Name there whoever must not
          see it, whatever their role is.
        </p>
        <p>
          Afterwards nothing in Primum shows you that you wrote it, or what came of it. That is meant so: whoever may
          look over your shoulder, or uses your account, finds nothing.
        </p>
      </Part>
      <Part heading="Why you see nothing of it elsewhere">
        <p>
          To everybody who may not open such a record it is as if there were none. No list, count, deadline, search,
          mail, history or export tells that one exists, and an incident looks the same with one and without. If you
          wonder whether there is one, no page will answer that, and neither does this one.
        </p>
      </Part>
      <Part heading="Who opens it">
        <p>
          Safeguarding leads of the service, and deputies whom they named. Whoever is named in a record as involved does
          not, not even as an administrator. In an emergency a clinical safety officer or the accountable executive can
          open what was written on one incident, for an hour and with a reason. The leads are told.
        </p>
        <p>
          Each look is recorded before anything is shown, and the leads review who read what. The words are kept
          encrypted, with a key that is in no backup. Whoever runs the computer holds that key: it protects the database
          and its copies, and not against them.
        </p>
      </Part>
      <Part heading="For leads">
        <p>
          “Safeguarding”, at the top of each page, has your records. Keep the words that were used apart from opinion,
          and consent apart from the lawful ground for going on without it. Who has to be told stands in the record,
          with worksheets for referrals. Primum sends none: record to whom it went, and when they acknowledged it. One
          that nobody acknowledged within a working day is to be chased.
        </p>
        <p>
          What comes from outside by <ArticleLink to={ARTICLES.publicForm} /> can be passed to you, and goes to you at
          once where its words mean danger or disclosure.
        </p>
      </Part>
      <p class="app-note">
        How to help somebody, and when to refer, is in the procedures of your organisation. They come before this page.
      </p>
    </>
  );
}
