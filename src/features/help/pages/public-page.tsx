import { Part } from './frame.tsx';

/** What everybody may read of a service, and who decides. */
export function PublicPage() {
  return (
    <>
      <p class="app-lead">
        An officer can publish how safe a service is, for anybody who uses it. It is off until somebody does.
      </p>
      <Part heading="What it shows">
        <p>
          The intended use, the hazard log and the report as they were approved, without names; and how somebody says
          that something is not safe. Beside them it says how each stands today: unchanged since, out of date,
          challenged, or run out.
        </p>
      </Part>
      <Part heading="Publish it">
        <p>
          Under “Public page” of the service, say first how a concern is reported. Leave out a hazard only with a
          reason: the reason stands in its place. Look at what will be shown, and confirm who you are. What you looked
          at is what is published, and it is kept as it was. Publish again when a new version is approved.
        </p>
        <p>
          Your own name stands on it only if you agree yourself, and while you are officer. You can take it off at any
          time.
        </p>
      </Part>
      <Part heading="Withdraw it">
        <p>The address stays, and says since when the page is not published any more. Why is for the team alone.</p>
      </Part>
    </>
  );
}
