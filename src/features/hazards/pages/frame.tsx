import type { ComponentChildren } from 'preact';
import type { AsAt } from '../../../platform/http/looking.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';

export type { AsAt };
export { DayForm } from '../../../ui/day-form.tsx';

export interface FrameProps {
  readonly shell: Shell;
  readonly service: { readonly reference: string; readonly name: string };
  readonly title: string;
  readonly now: Date;
  readonly asAt: AsAt | null;
  readonly back?: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

export function servicePath(reference: string): string {
  return `/services/${encodeURIComponent(reference)}`;
}

/** A page of a service: which service it is and as at when stand above it, and in print. */
export function Frame({ shell, service, title, now, asAt, back, children }: FrameProps) {
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      service={{
        name: service.name,
        href: servicePath(service.reference),
        asAt: asAt ? sayDateTime(asAt.at) : sayDateTime(now),
      }}
      {...(back ? { back } : {})}
    >
      {children}
    </Layout>
  );
}
