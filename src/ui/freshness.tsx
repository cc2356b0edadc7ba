import type { ComponentChildren } from 'preact';

interface FreshnessProps {
  /** Due has a clock in outline; lapsed and overdue a filled one, and is bold; current has none. */
  readonly state: 'current' | 'due' | 'lapsed';
  /** "due in 12 days, 24 March 2026". The date stands with it, or beside it. */
  readonly children: ComponentChildren;
}

/** Freshness: plain text with a small clock, and no colour, so that it stands beside any verdict. */
export function Freshness({ state, children }: FreshnessProps) {
  return (
    <span class={`app-fresh app-fresh--${state}`}>
      {state !== 'current' && (
        <svg class="app-fresh__clock" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <circle cx="8" cy="8" r="7" />
          <path d="M8 4v4.2l2.8 1.6" />
        </svg>
      )}
      {children}
    </span>
  );
}
