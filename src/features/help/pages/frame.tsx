import type { ComponentChildren } from 'preact';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { ARTICLES, type Article } from '../domain.ts';

/** What there is to read. */
export function HelpPage({ shell }: { readonly shell: Shell }) {
  return (
    <Layout shell={shell} title="Help" path="/help">
      <h1 class="nhsuk-heading-l">Help</h1>
      <div class="app-measure">
        <p class="app-lead">
          Primum keeps the safety case of a digital service, and says when what was signed has stopped being true.
        </p>
        {Object.values(ARTICLES).map((article) => (
          <>
            <h2 class="nhsuk-heading-s">
              <ArticleLink to={article} />
            </h2>
            <p>{article.about}</p>
          </>
        ))}
        <p>
          To see what is wrong with a hazard log you need none of this: <a href="/check">check a hazard log</a>.
        </p>
      </div>
    </Layout>
  );
}

/** One article. */
export function ArticlePage({
  shell,
  article,
  children,
}: {
  readonly shell: Shell;
  readonly article: Article;
  readonly children: ComponentChildren;
}) {
  return (
    <Layout shell={shell} title={article.title} path={article.path} back={{ text: 'Help', href: '/help' }}>
      <h1 class="nhsuk-heading-l">{article.title}</h1>
      <div class="app-measure">{children}</div>
    </Layout>
  );
}

export function ArticleLink({ to }: { readonly to: Article }) {
  return <a href={to.path}>{to.title}</a>;
}

export function Part({ heading, children }: { readonly heading: string; readonly children: ComponentChildren }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      {children}
    </>
  );
}

/** Where the words on the standard are from, and how far they can be relied on. */
export function OfTheStandard() {
  return (
    <p class="app-note">
      What stands here of DCB0129 is our own reading of version 4.2, last checked on 22 November 2026. The standard is
      under national review. This is no legal advice.
    </p>
  );
}
