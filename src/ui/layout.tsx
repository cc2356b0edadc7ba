import type { ComponentChildren } from 'preact';
import { BackLink, Footer, Header, SkipLink } from './nhsuk/index.ts';

/** What every page of the product shares: where its styles are, and what the header leads to. */
export interface Shell {
  readonly css: readonly string[];
  readonly js: readonly string[];
  readonly navigation: readonly { readonly text: string; readonly href: string }[];
  /** Who is signed in; nobody, without it. */
  readonly account?: {
    readonly organisation: string;
    readonly person: string;
    /** What the form that signs out has to carry. */
    readonly token: string;
    /** Seconds after which whoever does nothing is signed out. */
    readonly idle: number;
  };
  /** Whether something is wrong with what was sent: the title says so before anything else. */
  readonly wrong?: boolean;
}

export interface LayoutProps {
  readonly shell: Shell;
  /** Without the product's name. It never holds anything about a person. */
  readonly title: string;
  /** The address of the page, to mark its place in the navigation. */
  readonly path: string;
  readonly back?: { readonly text: string; readonly href: string };
  /** On every page of a service: whose it is, and of what moment. */
  readonly service?: ServiceBarProps;
  /** Whether search engines may list it: only what somebody published for everybody. */
  readonly listed?: boolean;
  readonly children: ComponentChildren;
}

export interface ServiceBarProps {
  readonly name: string;
  /** The service's own page. */
  readonly href: string;
  /** "12 March 2026, 2:30pm": what the page shows was so then. */
  readonly asAt: string;
}

function ServiceBar({ name, href, asAt }: ServiceBarProps) {
  return (
    <nav class="app-service-bar" aria-label="Service">
      <div class="nhsuk-width-container app-service-bar__line">
        <span>
          <a href={href}>{name}</a>
        </span>
        <span class="app-service-bar__as-at">As at {asAt}</span>
      </div>
    </nav>
  );
}

function accountOf({ organisation, person, token }: NonNullable<Shell['account']>) {
  return {
    items: [
      { text: `${person}, ${organisation}`, href: '/account' },
      {
        text: 'Sign out',
        action: '/sign-out',
        fields: <input type="hidden" name="_token" value={token} />,
      },
    ],
  };
}

/** A whole page: skip link, header, main, footer. Complete without JavaScript. */
export function Layout({ shell, title, path, back, service, listed, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {!listed && <meta name="robots" content="noindex" />}
        <title>{`${shell.wrong ? 'Error: ' : ''}${title} - Primum`}</title>
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        {shell.css.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {shell.js.map((src) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body data-idle={shell.account?.idle}>
        <SkipLink />
        <Header
          service={{ text: 'Primum', href: '/' }}
          account={shell.account && accountOf(shell.account)}
          navigation={{
            items: shell.navigation.map((item) => ({ ...item, current: item.href === path })),
          }}
          inline
        />
        {service && <ServiceBar {...service} />}
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
        <Footer meta={{ items: [{ text: 'Help', href: '/help' }], visuallyHiddenText: 'Help' }}>
          <p class="app-note">
            Primum is not an NHS product. It proposes no rating and approves nothing: a named person judges.
          </p>
        </Footer>
      </body>
    </html>
  );
}
