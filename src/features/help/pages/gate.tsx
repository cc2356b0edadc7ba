import { Part } from './frame.tsx';

const CALL = 'primum gate --service DEMO --version 1.4.0 --record --json gate.json --junit gate.xml';

/** What the gate asks, how a pipeline asks it, and what it makes of the answer. */
export function Gate() {
  return (
    <>
      <p class="app-lead">
        Before a release goes, its pipeline asks whether it may: whether what makes the service safe still holds, and
        whether what the release changes was looked at.
      </p>
      <Part heading="What it asks">
        <p>
          Of the service: that a clinical safety officer is nominated and registered, that plan, intended use and hazard
          log are approved as they are now, and that no risk that remains is too high to stay. Of the release: that it
          is recorded, and what its impact statement, its components and the controls that it touches ask for. And that
          no incident undermines the safety case, by an officer’s declaration that ends by itself.
        </p>
      </Part>
      <Part heading="What it answers">
        <p>
          <strong>Go</strong> where all of that holds. <strong>No-go</strong> where something does not, or was shown
          once and has to be looked at again. <strong>Cannot tell</strong> where something is not known, or the release
          is not recorded: not known never counts as a pass. Each reason says what clears it, word for word as its page
          does. The answer is the same whatever the policy of the service is.
        </p>
      </Part>
      <Part heading="How a pipeline asks">
        <p>
          Make a token with the scope “pipeline” for the one service, and keep it as a secret of the pipeline. Record
          the release first, and then ask:
        </p>
        <pre class="app-command">{CALL}</pre>
        <p>
          It ends with 0 for go, 1 for no-go, 3 for cannot tell, 2 for a wrong call, and 4 where the server does not
          answer. With <code>--record</code> the answer is kept as it was, under a number. Without it nothing is kept,
          and a token with the scope “read” is enough.
        </p>
        <p>
          Ready steps lie beside the source of Primum: <code>docs/pipelines/github-actions.yml</code> and{' '}
          <code>docs/pipelines/gitlab-ci.yml</code>.
        </p>
      </Part>
      <Part heading="What a pipeline makes of it">
        <p>
          That says the policy of the service, and the ready steps follow it. A new service begins with{' '}
          <strong>advise</strong>: the step says what the gate answered, and goes on. With <strong>warn</strong> it
          warns, and goes on. With <strong>enforce</strong> it stops. An officer sets it, and needs a reason to make it
          weaker, or to leave something out; both are shown beside every answer.
        </p>
      </Part>
      <Part heading="What is never stopped">
        <p>
          Going back to a release that was approved when it went live, and switching something off. Both are recorded,
          with what does not hold today: <code>--rollback --reason</code> and <code>--switch-off WHAT --reason</code>.
        </p>
      </Part>
      <Part heading="When it has to go all the same">
        <p>
          Whoever the approved plan names can override the gate for one release, or authorise an urgent safety fix:
          signed, with a reason, for at most 14 days. It ends by itself. The verdict and the exit code stay what they
          are, the ready steps let it go, and that it happened stays to be seen for ever. An urgent fix is looked at
          within 5 working days, which becomes an action of whoever authorised it.
        </p>
      </Part>
    </>
  );
}
