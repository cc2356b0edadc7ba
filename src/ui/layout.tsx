import type { ComponentChildren } from 'preact';
import { BackLink, Footer, Header, SkipLink } from './nhsuk/index.ts';

/** What every page of the product shares: where its styles are, and what the header leads to. */
export interface Shell {
  readonly css: readonly string[];
  readonly js: readonly string[];
  readonly navigation: readonly { readonly text: string; readonly href: string }[];
}

export interface LayoutProps {
  readonly shell: Shell;
  /** Without the product's name. It never holds anything about a person. */
  readonly title: string;
  /** The address of the page, to mark its place in the navigation. */
  readonly path: string;
  readonly back?: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A whole page: skip link, header, main, footer. Complete without JavaScript. */
export function Layout({ shell, title, path, back, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} - Primum`}</title>
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        {shell.css.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {shell.js.map((src) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body>
        <SkipLink />
        <Header
          service={{ text: 'Primum', href: '/' }}
          navigation={{
            items: shell.navigation.map((item) => ({ ...item, current: item.href === path })),
          }}
          inline
        />
        <div class="nhsuk-width-container">
          {back && (
            <nav aria-label="Back">
              <BackLink href={back.href}>{back.text}</BackLink>
            </nav>
          )}
          <main class="nhsuk-main-wrapper" id="maincontent">
            {children}
          </main>
        </div>
        <Footer>
          <p class="app-note">
            Primum is not an NHS product. It proposes no rating and approves nothing: a named person judges.
          </p>
        </Footer>
      </body>
    </html>
  );
}
