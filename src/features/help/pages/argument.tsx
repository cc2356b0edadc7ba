import { OfTheStandard, Part } from './frame.tsx';

/** Why a service is thought to be safe, and what people write of it. */
export function Argument() {
  return (
    <>
      <p class="app-lead">
        The argument says why the service is thought to be safe: claims, each resting on others or on evidence. It is
        made from what is known, and nobody edits it.
      </p>
      <Part heading="How to read it">
        <p>
          Under the one claim that the service is acceptably safe stand four: hazards are known, their risks are
          controlled, competent people follow a process, and use is watched. Under the second is a claim for each
          hazard. A claim holds when everything beneath it does; one test that fails tonight stops it, with the reason
          beside it. “Undeveloped” means that nobody has argued it yet.
        </p>
        <p>
          The table is the argument, and the picture shows the same. It follows GSN, the goal structuring notation:
          goals are claims, strategies say how a claim is split, solutions are evidence.
        </p>
      </Part>
      <Part heading="What speaks against it">
        <p>
          For each claim that the whole leans on, somebody writes what speaks against it, and what is not known. If you
          looked and know of nothing, say so: an empty field is a gap, and not an agreement. It counts until the day by
          which somebody looks again.
        </p>
        <p>
          Where something speaks against a claim, it does not hold until an officer answers why it does all the same.
          Other words ask for another answer.
        </p>
      </Part>
      <Part heading="Take it out, bring another">
        <p>
          It can be taken out as YAML for gsn2x, as a picture or as data. An argument of a supplier in that YAML can be
          brought: it is kept as it is, its form is checked, and it has no verdicts, because nothing ties it to
          evidence.
        </p>
        <pre class="app-command">primum argument export --service DEMO --out argument.yaml</pre>
        <pre class="app-command">primum argument check argument.yaml</pre>
      </Part>
      <OfTheStandard />
    </>
  );
}
