import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** How a clinical safety case report comes to be, and who has it. */
export function Report() {
  return (
    <>
      <p class="app-lead">
        A clinical safety case report says how safe a service is at one point of its life. Most of it is drawn from what
        is known; people write the rest.
      </p>
      <Part heading="Begin one">
        <p>
          Under “Clinical safety case reports” of the service, choose the phase, the release and the hazard log. A
          manufacturer’s report follows DCB0129; one for deployment, use, maintenance or decommissioning follows
          DCB0160. It has the eleven sections of the template. Each shows what the file says, and what is not known or
          not in order.
        </p>
      </Part>
      <Part heading="Write">
        <p>
          The introduction and the summary safety statement need words of yours; any other section can have some. Only
          an officer writes the statement. What stood there before stays in the history of the section.
        </p>
      </Part>
      <Part heading="Approve">
        <p>
          Until it is approved, and once it is out of date, every page says that it is a draft. The officer signs the
          words and the hazard log that it is about. Where the log says something else, the report is out of date; where
          a control fails, it is challenged. See <ArticleLink to={ARTICLES.signatures} />.
        </p>
        <p>
          A report for a later release of the same line, such as 1.5 after 1.4, takes the place of the one before when
          it is approved. Accepting the risk that remains is a signature apart, of the accountable executive: whoever
          approved the report does not give it.
        </p>
      </Part>
      <Part heading="Hand it on">
        <p>
          It is fetched as HTML, PDF, Word or Markdown from its page, or at the command line. Record who received which
          version: the page then says who has an older one than the one that stands.
        </p>
        <pre class="app-command">primum report --service DEMO --report CSCR-1 --format pdf --out report.pdf</pre>
      </Part>
      <OfTheStandard />
    </>
  );
}
