import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** How a release is recorded, and what people say of it. */
export function Releases() {
  return (
    <>
      <p class="app-lead">
        Every version and patch that goes to users is recorded: what it consists of, what it changes, and what that
        means for safety.
      </p>
      <Part heading="Record one">
        <p>In a pipeline, with a token of the scope “pipeline”:</p>
        <pre class="app-command">
          primum release record --service DEMO --version 1.4.0 --commit 4f2a9c1 --sbom bom.json
        </pre>
        <p>
          Or by hand, under “Releases” of the service. The bill of materials is read as CycloneDX or SPDX. Components
          are compared with those of the release before: new, changed, gone. A release begins as a candidate. With{' '}
          <code>--touches CTL-31,HAZ-12</code> it says what it touches, and with <code>--live</code> that it is in use.
        </p>
      </Part>
      <Part heading="What people say of it">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            Of each component: that it was assessed, or that nothing of safety rests on it, and why. Or that there are
            none. Nothing said is not “none”.
          </li>
          <li>Which hazards and controls it touches, or that it touches none.</li>
          <li>Which faults are known and go along, and what each means for safety; or that none is known.</li>
          <li>
            What the change means for safety: nothing, a little, or that it changes risk. With the reason, by somebody
            whose competence is on record. An officer looks at a sample of those who said “nothing”.
          </li>
        </ul>
        <p>
          What was said counts while the release stays as it was. Once what it consists of or touches is changed, it has
          to be said anew.
        </p>
      </Part>
      <Part heading="Whether it may go">
        <p>
          The page of the release says what the gate answers now. A pipeline asks the same: see{' '}
          <ArticleLink to={ARTICLES.gate} />.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
