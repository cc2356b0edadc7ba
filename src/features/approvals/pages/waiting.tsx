import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import type { DeskItem } from '../../../platform/feature.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { SentenceWords } from '../../../ui/sentence.tsx';

export interface WaitingProps {
  readonly items: readonly DeskItem[];
  readonly total: number;
}

/** What awaits one's signature, across all of one's services: one after the other, each read before it is signed. */
export function WaitingPage({ items, total }: WaitingProps, { shell, notice }: PageContext) {
  return (
    <Layout shell={shell} title="What awaits your signature" path="/sign">
      <Notice notice={notice} />
      <h1 class="nhsuk-heading-l">
        What awaits your signature <span class="app-count">({total})</span>
      </h1>
      {items.length === 0 ? (
        <Empty />
      ) : (
        <>
          <p class="app-measure">
            Read each, and sign what you can answer for. You see only what is different from the version before. Each
            signature stands by itself.
          </p>
          {items.length > 1 && (
            <p class="app-measure">
              <a href="/sign/together">Read and sign the small ones in one sitting</a>: each is shown whole, one below
              the other, and you confirm once that it is you.
            </p>
          )}
          <ol class="nhsuk-list app-waiting">
            {items.map(({ key, sentence, service, since, action }) => (
              <li key={key}>
                <p class="app-so">
                  <SentenceWords sentence={sentence} />
                </p>
                <p class="app-second">
                  {service?.name}
                  {since && `, since ${sayDate(since)}`}
                </p>
                <Button variant="secondary" href={action.href}>
                  {action.text}
                </Button>
              </li>
            ))}
          </ol>
          {total > items.length && <p>{total - items.length} more come once these are signed.</p>}
        </>
      )}
    </Layout>
  );
}

function Empty() {
  return (
    <div class="app-measure">
      <p class="app-lead">Nothing awaits your signature.</p>
      <p>
        When a hazard log or an intended use in one of your services is signed by your role, and has no approved version
        that stands, it will be here with what changed.
      </p>
    </div>
  );
}
