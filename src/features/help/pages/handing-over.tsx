import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** For who makes a service: the packet, and what comes back. */
export function HandingOver() {
  return (
    <>
      <p class="app-lead">
        If you make a service that others deploy, you hand them what they need for a safety case of their own: in one
        file that they can prove, answer, and compare with the next one.
      </p>
      <Part heading="What is in a packet">
        <p>
          Intended use, report and hazard log as they were approved, the configuration, components, and whom to ask. And
          items that have to be answered: hazards that you transferred, controls that they have to put in place, what
          remains of risk with its constraints, assumptions (“void if…”), and known faults.
        </p>
      </Part>
      <Part heading="Make one">
        <p>
          An officer does, under “Hand-over packets” of the service, for one release and one receiver, and confirms who
          they are. It is made of what is approved, or not at all: what is missing is said, with what clears it. It is
          kept as it was. Send the file, and say when and how you did.
        </p>
      </Part>
      <Part heading="How they know that it is yours">
        <p>
          The file is signed with the key of this installation, and not a byte of it can differ. The page of the packet
          shows the fingerprint of the key. Tell it to the receiver by another way than the file, by telephone for
          instance. Anybody can prove the file without an account:
        </p>
        <pre class="app-command">primum verify packet.zip</pre>
      </Part>
      <Part heading="What comes back">
        <p>
          The receiver answers each item: accepted, challenged, or not applicable, with a reason. Take the file of their
          answer in on the page of the packet. Each new challenge becomes an action. Of the next packet, only what says
          something else has to be answered again.
        </p>
        <p>
          The other side is described in <ArticleLink to={ARTICLES.deploying} />.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
