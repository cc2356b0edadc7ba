import { SummaryList } from '../../../ui/nhsuk/index.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { ARTICLES } from '../domain.ts';
import { ArticleLink, Part } from './frame.tsx';

export function Point16() {
  return (
    <>
      <p class="app-lead">
        Point 16 of the NHS service standard asks a team to show that its service is clinically safe. Its page in Primum
        says, clause by clause, what is known now, on what evidence, how fresh that is, and what to do next. The other
        standards have pages of the same kind.
      </p>
      <Part heading="The machine observes, a person judges">
        <p>
          Under each clause stand criteria, and under each criterion one or more checks. Some checks are automatic: they
          look at what the team records here, such as a nomination, a hazard, a test. Others are made by hand: somebody
          looks, says what they saw, and keeps what shows it. <ArticleLink to={ARTICLES.checks} /> lists all of them.
        </p>
        <p>
          No check makes a clause met. A named person reads what was observed and judges: met, partly met, not met, or
          does not apply, with the reason. Until somebody has signed that, the clause is not known, even if every check
          passed.
        </p>
      </Part>
      <Part heading="Where a clause stands">
        <SummaryList
          rows={[
            {
              key: <VerdictTag verdict="met" says="met" />,
              value: 'Nothing that is due failed or is open, and a person judged it met.',
            },
            {
              key: <VerdictTag verdict="not-met" says="met" />,
              value: 'A check failed, or a person judged it not met or partly met.',
            },
            {
              key: <VerdictTag verdict="not-known" says="met" />,
              value:
                'Something was never looked at, or a question about the service is open, or nobody judged it, or the judgement is out of date.',
            },
            {
              key: <strong>Does not apply</strong>,
              value:
                'The answers about the service say so, or somebody signed that it does not apply. That a whole standard does not apply is always signed.',
            },
          ]}
        />
        <p>
          “Partly met” is a person’s judgement, and counts as not met until what is missing is there. Primum never gives
          a percentage: one thing that is missing may be the one that matters.
        </p>
      </Part>
      <Part heading="What “not known” means">
        <p>
          Nobody has looked, or what a check reads is not there. It is not a fault, and it is never a pass. Each line
          that is not known says what clears it.
        </p>
      </Part>
      <Part heading="What checks come to">
        <SummaryList
          rows={[
            { key: 'Passed', value: 'It was looked at, and it is so.' },
            { key: 'Failed', value: 'It was looked at, and it is not so.' },
            {
              key: 'Needs review',
              value:
                'It was so, and since then it has lapsed or changed, or something is still to be put right. Somebody looks again.',
            },
            { key: 'Not run', value: 'It is written down that it will be done, and it has never been done.' },
            { key: 'Not yet due', value: 'It is asked for in a later phase than the one that the service is in.' },
            { key: 'Not known', value: 'Nothing is known of it.' },
            { key: 'Does not apply', value: 'It is not asked of this service.' },
          ]}
        />
      </Part>
      <Part heading="How fresh it is">
        <p>
          Beside the verdict stands until when it holds: current, due in the next 14 days, or lapsed. A clause can be
          met and lapsed at once: <VerdictTag verdict="met" says="met" />{' '}
          <Freshness state="lapsed">lapsed 4 days ago, 8 March 2026</Freshness>. That is not the same as not met: what
          was judged was true, and somebody has to look again.
        </p>
      </Part>
      <Part heading="When a judgement is out of date">
        <p>
          A judgement keeps what each check had come to on that day. It is out of date once one of them gets worse, once
          an answer changes that it turned on, or once its own time is over. A new observation that is as good, or
          evidence that only grew old, does not touch it. If the check recovers, the judgement is current again.
        </p>
      </Part>
      <Part heading="As at another day">
        <p>
          Choose a day beside the title, and the page shows what was known at its end. “History of this clause”, where a
          clause is opened, shows it at several days. For an assessment, print the page: it says as at when.
        </p>
      </Part>
      <p class="app-note">
        What stands here of the standards is in our own words, each with its source, how sure we are of it, and the day
        on which it was last held against its source. Primum is not an NHS product, and this is no legal advice.
      </p>
    </>
  );
}
