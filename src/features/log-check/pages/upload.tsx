import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button, ErrorSummary, FileUpload } from '../../../ui/nhsuk/index.ts';

const ACCEPT = '.xlsx,.xlsm,.xls,.ods,.csv,.tsv,.docx,.md,.markdown,.html,.htm,.yaml,.yml,.json,.txt,.zip';

interface UploadPageProps {
  readonly shell: Shell;
  /** What was wrong with what was sent, in words for the person. */
  readonly problem?: string;
}

/** The first door: one sentence, one field, one button. */
export function UploadPage({ shell, problem }: UploadPageProps) {
  return (
    <Layout shell={shell} title={problem ? 'Error: Check a hazard log' : 'Check a hazard log'} path="/check">
      <div class="app-measure">
        {problem && <ErrorSummary errorList={[{ text: problem, href: '#log' }]} />}
        <h1 class="nhsuk-heading-l">Check a hazard log</h1>
        <p class="app-lead">
          Give us the hazard log that you have, and see at once which of its ratings, formulas and gaps need you.
        </p>
        <form method="post" action="/check" enctype="multipart/form-data">
          <FileUpload
            id="log"
            name="log"
            label={{ text: 'Your hazard log', size: 'm' }}
            hint="Choose a file, or drop it on the field. Excel, CSV, Word, Markdown, HTML or YAML; a zip stands for a folder. Up to 10 MB."
            errorMessage={problem ? { text: problem } : undefined}
            multiple
            attributes={{ accept: ACCEPT }}
          />
          <Button preventDoubleClick>Check this log</Button>
        </form>
        <p>Nothing is kept. The log is read in memory, and is gone from there when the answer has been sent.</p>
        <h2 class="nhsuk-heading-m">No log at hand?</h2>
        <form method="post" action="/check/sample">
          <Button variant="secondary" small>
            See a sample checked
          </Button>
        </form>
        <ul class="nhsuk-list">
          <li>
            <a href="/check/sample.xlsx" download>
              Download the sample log
            </a>
            , made up, with the slips that real logs have
          </li>
          <li>
            <a href="/check/template.xlsx" download>
              Download a blank template
            </a>
            , with the usual headings and the NHS matrix
          </li>
        </ul>
        <h2 class="nhsuk-heading-m">What is checked</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>each rating against the matrix that the log declares, or the NHS 5 by 5</li>
          <li>each risk formula: does it read the right cells?</li>
          <li>hazards without a cause, a harm, a control, an owner or evidence</li>
          <li>residual ratings that nothing explains</li>
          <li>duplicates, left-over template text, and numbers that look like NHS numbers</li>
        </ul>
        <p>
          A zip may hold your clinical risk management plan as well: a matrix in it is used. A matrix can also be given
          after the log was read.
        </p>
        <p>
          It judges the log and not the service. It does not look at approvals or dates, and it cannot tell whether
          every hazard was found. What it says is for your clinical safety officer to weigh.
        </p>
      </div>
    </Layout>
  );
}
