import { renderToString } from 'preact-render-to-string';
import { styles } from '../../../platform/http/assets.ts';
import type { Report } from '../domain.ts';
import { ReportBody } from '../pages/report.tsx';

/** The report as one HTML file that stands alone: it can be mailed, kept and printed, and needs no server. */
export function htmlOf(report: Report, asAt: string): string {
  const body = renderToString(
    <div class="nhsuk-width-container">
      <main class="nhsuk-main-wrapper" id="maincontent">
        <ReportBody report={report} carried={null} asAt={asAt} />
        <p class="app-note">
          Made by primum check. Primum is not an NHS product; it proposes no rating and approves nothing.
        </p>
      </main>
    </div>,
  );
  // The stylesheet is ours and the design system's: no text of the log is in it.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Hazard log check</title><style>${styles()}</style></head><body>${body}</body></html>\n`;
}
