import { SummaryList } from '../../../ui/nhsuk/index.ts';
import { SentenceWords } from '../../../ui/sentence.tsx';
import { OFFICERS_SIGN } from '../../approvals/index.ts';
import { ARTICLES } from '../domain.ts';
import { EXAMPLES } from '../examples.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

export function Signatures() {
  return (
    <>
      <p class="app-lead">
        A signature does not die. The version that somebody signed stays what it is for ever; the work goes on, and
        Primum says how far it has drifted from what was signed.
      </p>
      <Part heading="What is signed">
        <p>
          The intended use of a service, and its hazard log: DCB0129 3.3.2 asks the clinical safety officer to approve
          each version of it. Approved versions have numbers, and any two of them can be compared. The clinical safety
          officer signs, or a deputy, with a registration that is current on that day. A version is valid for{' '}
          {OFFICERS_SIGN.months} months.
        </p>
        <p>
          An officer may sign what they wrote themselves, as a small team may have nobody else. The signature then says
          so, wherever it is shown.
        </p>
      </Part>
      <Part heading="How you sign">
        <p>What awaits your signature stands on your desk. The page asks last, after you have read:</p>
        <ol class="nhsuk-list nhsuk-list--number">
          <li>what changed since the last approved version and matters, with who changed it</li>
          <li>what changed and is editorial</li>
          <li>what you should know before you sign, such as a control that does not hold</li>
        </ol>
        <p>
          You approve, approve with conditions, or do not approve. Each condition becomes an action with an owner and a
          date. What your signature means stands above the button, in the first person. Then you confirm that it is you,
          even though you are signed in.
        </p>
        <p>
          Recorded are the exact words, by a fingerprint; what you said that your signature means; your registration as
          it was looked up; how and when you confirmed that it was you; and the place in the ledger, which nobody can
          rewrite unseen.
        </p>
      </Part>
      <Part heading="How a version can stand">
        <p>More than one of these can be true at once. In these made-up examples it is version 4 of a hazard log.</p>
        <SummaryList
          rows={EXAMPLES.map(({ line, means, sentence }) => ({
            key: line,
            value: (
              <>
                <p>{means}</p>
                {sentence && (
                  <p>
                    <SentenceWords sentence={sentence} />
                  </p>
                )}
              </>
            ),
          }))}
        />
      </Part>
      <Part heading="What matters, and what is editorial">
        <p>
          In a hazard log these matter: what is said of a hazard, its causes, effects and harms, its ratings and its
          status, and the text, type and declared state of a control. Owners, notes and links to evidence are editorial;
          they are listed, and nothing has to be signed again.
        </p>
        <p>
          Whoever corrects only spelling or wording can say so, with a reason, and the change is editorial then. Primum
          does not take that where a number, a “not”, a medicine or a name changes. It may call a change more than
          editorial; only a person calls it less.
        </p>
      </Part>
      <Part heading="Signed on paper, or with another program">
        <p>
          A document that was signed elsewhere can be taken in: under “All versions”, choose “Take in a document that
          was signed elsewhere”. It counts as an approved version, and is shown everywhere as approved outside Primum,
          which has not seen it signed.
        </p>
      </Part>
      <Part heading="Proof">
        <p>
          A signature can be written to a file, and anybody can verify it without an account:{' '}
          <ArticleLink to={ARTICLES.assessors} />.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
