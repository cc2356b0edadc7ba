import type { ComponentChildren } from 'preact';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';

export interface ServiceOf {
  readonly reference: string;
  readonly name: string;
}

interface FrameProps {
  readonly context: { readonly shell: Shell; readonly now: Date };
  readonly service: ServiceOf;
  /** Never what somebody typed: "Discussion of HAZ-12". */
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of a service on what is said in it. */
export function Frame({ context: { shell, now }, service, title, back, children }: FrameProps) {
  const href = `/services/${encodeURIComponent(service.reference)}`;
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      service={{ name: service.name, href, asAt: sayDateTime(now) }}
      back={back}
    >
      {children}
    </Layout>
  );
}
