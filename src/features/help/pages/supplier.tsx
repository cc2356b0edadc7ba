import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** For who deploys a service whose supplier sends documents. */
export function Supplier() {
  return (
    <>
      <p class="app-lead">
        Most suppliers send a hazard log in Excel, and a report in Word or PDF. You take them in as they are, see what
        is missing, and ask for it.
      </p>
      <Part heading="Take in what they sent">
        <p>
          On the page of the deployment, under what came from the supplier, choose the file and what it is. It is kept
          to the byte. Say who signed it, as what and when, as the document has it: that is your word for what it says,
          and no signature in Primum.
        </p>
        <p>
          A hazard log is read as at the first door, where anybody can <a href="/check">check a hazard log</a>, and
          becomes the seed of the log of the deployment. Rows that could not be read are listed. A scan is kept, and its
          rows are not known.
        </p>
      </Part>
      <Part heading="See what is missing">
        <p>
          The page lists what a DCB0160 case asks for and was not sent, and what contradicts itself: ratings that do not
          follow from the matrix, hazards without a residual rating, transferred hazards without a control for you. Each
          names the clause. What was not sent is not known, and never counts as there.
        </p>
      </Part>
      <Part heading="Ask">
        <p>
          Choose the points, add your own, and write the list. It is kept as it was, can be taken out as a file, and you
          record when and how it was sent. What they send in answer is taken in the same way; points that it clears are
          gone from what is missing.
        </p>
        <p>
          A supplier with Primum sends a packet: see <ArticleLink to={ARTICLES.deploying} />.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
