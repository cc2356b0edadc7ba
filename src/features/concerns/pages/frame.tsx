import type { ComponentChildren } from 'preact';

/** Where styles and script of the form are. */
export interface Look {
  readonly css: string;
  readonly js: string;
  readonly icon: string;
}

interface FrameProps {
  readonly look: Look;
  /** "Page 3": nothing that somebody looking over a shoulder would know. */
  readonly title: string;
  readonly wrong?: boolean;
  /** Minutes for which what is typed waits; without it, nothing is typed here. */
  readonly idle?: number;
  /** Without it, there is nothing to leave: the page is of no form. */
  readonly exit?: false;
  readonly children: ComponentChildren;
}

/**
 * A page of the form: white, calm, with no name of a product or a service; the way out in reach of a thumb at every place of the
 * page. It is complete without script; with it, the way out hides the page at once.
 */
export function QuietFrame({ look, title, wrong, idle, exit, children }: FrameProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>{wrong ? `Error: ${title}` : title}</title>
        <link rel="icon" href={look.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={look.css} />
        {exit !== false && <script type="module" src={look.js} />}
      </head>
      <body data-idle={idle}>
        {exit !== false && (
          <nav class="way-out" aria-label="Way out">
            <div class="way-out__line">
              <span class="way-out__keys" hidden>
                Press Shift 3 times, or:
              </span>
              <a class="way-out__link" href="/exit" rel="nofollow noreferrer" draggable={false}>
                Exit this page
              </a>
            </div>
          </nav>
        )}
        <main id="main">{children}</main>
      </body>
    </html>
  );
}

/** What is wrong, above everything else. */
export function Wrong({ says, field }: { readonly says: string; readonly field?: string }) {
  return (
    <div class="wrong" role="alert" tabIndex={-1}>
      <h2>There is a problem</h2>
      <p>{field === undefined ? says : <a href={`#${field}`}>{says}</a>}</p>
    </div>
  );
}
