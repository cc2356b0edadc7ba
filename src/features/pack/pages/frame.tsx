import type { ComponentChildren } from 'preact';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';

export interface ServiceNamed {
  readonly reference: string;
  readonly name: string;
}

interface FrameProps {
  readonly context: PageContext;
  readonly title: string;
  readonly service: ServiceNamed;
  readonly back: { readonly text: string; readonly href: string };
  /** "12 March 2026, 2:30pm", where the page shows what stood then; now, without it. */
  readonly asAt?: string;
  readonly children: ComponentChildren;
}

/** A page of the packs of a service. */
export function Frame({ context, title, service, back, asAt, children }: FrameProps) {
  const { shell, now, notice } = context;
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      back={back}
      service={{
        name: service.name,
        href: `/services/${encodeURIComponent(service.reference)}`,
        asAt: asAt ?? sayDateTime(now),
      }}
    >
      <Notice notice={notice} />
      {children}
    </Layout>
  );
}
