import type { ComponentChildren } from 'preact';
import { sayDateTime } from '../../platform/london-time.ts';
import { Layout, type Shell } from '../../ui/layout.tsx';

interface FrameProps {
  readonly context: { readonly shell: Shell; readonly now: Date };
  readonly service: { readonly reference: string; readonly name: string };
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of a service: which service it is and as at when stand above it, and in print. */
export function Frame({ context: { shell, now }, service, title, back, children }: FrameProps) {
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      back={back}
      service={{
        name: service.name,
        href: `/services/${encodeURIComponent(service.reference)}`,
        asAt: sayDateTime(now),
      }}
    >
      {children}
    </Layout>
  );
}
