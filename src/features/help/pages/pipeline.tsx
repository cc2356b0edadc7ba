import { Part } from './frame.tsx';

const STEP = `- name: Evidence
  if: always()
  run: primum/bin/primum evidence push reports --service DEMO --release 1.4.0 --candidate
  env:
    PRIMUM_URL: https://primum.example.org
    PRIMUM_TOKEN: \${{ secrets.PRIMUM_TOKEN }}`;

/** How tests name controls, and how their results come here. */
export function Pipeline() {
  return (
    <>
      <p class="app-lead">
        A control holds while evidence shows that it is in place and that it works. Tests that run every night show it
        every night, and say so when it is no longer true.
      </p>
      <Part heading="Say which control a test is for">
        <p>
          Write the number of the control into the name of the test, of its class or of its suite:{' '}
          <code>scan blocks saving [CTL-31]</code>. Several are possible: <code>[CTL-31, CTL-32]</code>. A control that
          another service shares is <code>[PLATFORM/CTL-3]</code>. Where a name cannot hold it, a property can:{' '}
          <code>{'<property name="primum" value="CTL-31"/>'}</code>.
        </p>
      </Part>
      <Part heading="Send the results">
        <p>
          Reports are JUnit XML, as Playwright, pytest, Vitest, Jest, Mocha, Cucumber, JUnit 5 (Surefire) and node:test
          write it. With JUnit 5, have Surefire report names as they are displayed. Make a token with the scope
          “pipeline” for the one service that is tested, and keep it as a secret of the pipeline. A step of GitHub
          Actions, after Primum was checked out into the folder <code>primum</code>:
        </p>
        <pre class="app-command">{STEP}</pre>
        <p>
          It prints what the results speak of, which tags name no control, which controls no test names, and what is
          challenged. It ends with 0 where the results are kept, 1 where they are refused, 2 where they cannot be read,
          and 4 where the server does not answer. With <code>--strict</code> it ends with 3 where a test fails that a
          control rests on.
        </p>
      </Part>
      <Part heading="Say what the tests show">
        <p>
          A tag proposes. A safety engineer or clinical safety officer says once what a test shows of its control: that
          it is in place, that it works, or both. From then on each run counts.
        </p>
      </Part>
      <Part heading="When a test fails">
        <p>
          The control does not hold, ratings that rely on it are provisional, and what was approved is challenged, until
          the same test passes again or a safety engineer dismisses the result with a reason. Other evidence does not
          clear it, and a test that is skipped clears nothing. Results of a candidate are about that candidate alone,
          until it goes live.
        </p>
        <p>
          A file that says when its tests ran is believed, but never into the future; a result of earlier that comes
          late overturns nothing. Who sent it is the token, whatever the file says.
        </p>
      </Part>
    </>
  );
}
