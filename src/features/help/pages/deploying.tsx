import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

/** For who deploys a service that somebody else makes, and has their packet. */
export function Deploying() {
  return (
    <>
      <p class="app-lead">
        If you deploy a service that somebody else makes, its safety where you use it is yours to show. What the
        supplier hands over is where you begin, and not the end of it.
      </p>
      <Part heading="A deployment for each place">
        <p>
          Add the service, and under “Deployments” each site or configuration in which it is used. Each has a hazard log
          of its own.
        </p>
      </Part>
      <Part heading="Take a packet in">
        <p>
          Ask the supplier for the fingerprint of their key by another way than the packet came by, and give it with the
          first packet. A file in which a byte differs, or that is signed with another key, is refused with the reason,
          and nothing of it is taken. The first packet becomes the seed of your log. Ratings in it are the supplier’s:
          you rate for your place.
        </p>
      </Part>
      <Part heading="Answer each item">
        <p>
          Accept it, challenge it, or say why it does not apply to you. What nobody has answered is open, and is named
          as open in the file that goes back.
        </p>
      </Part>
      <Part heading="When the next version comes">
        <p>
          It arrives as a difference: what is new, changed or gone. Answers to items that say the same still count;
          those that say something else are asked again. Your own ratings and controls stay as they are.
        </p>
        <p>
          Your supplier does not use Primum? See <ArticleLink to={ARTICLES.supplier} />.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}
