import type { ComponentChildren } from 'preact';
import { Notice, Problems, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';

/** A service as its pages name it. */
export interface ServiceNamed {
  readonly reference: string;
  readonly name: string;
}

interface FrameProps {
  readonly context: PageContext;
  readonly service: ServiceNamed;
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of a service: which one it is, and as at when, stand above it. */
export function Frame({ context, service, title, back, children }: FrameProps) {
  return (
    <Layout
      shell={context.shell}
      title={`${title}, ${service.name}`}
      path="/services"
      back={back}
      service={{ name: service.name, href: `/services/${service.reference}`, asAt: sayDateTime(context.now) }}
    >
      {'problems' in context && <Problems form={context as FormContext} labels={LABELS} />}
      <Notice notice={context.notice} />
      {children}
    </Layout>
  );
}

const LABELS = { release: 'Version', candidate: 'State', reason: 'Reason', observations: 'What is dismissed' };
