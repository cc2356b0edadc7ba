import type { ComponentChildren } from 'preact';
import { Layout } from '../../ui/layout.tsx';
import { sayDateTime } from '../london-time.ts';
import { Notice, Problems, type FormContext, type PageContext } from './forms.ts';

/** A service as its pages name it. */
export interface ServiceNamed {
  readonly reference: string;
  readonly name: string;
}

interface FrameProps {
  readonly context: PageContext;
  readonly service: ServiceNamed;
  /** Never what somebody typed. */
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  /** "12 March 2026, 2:30pm", where the page shows what stood then; now, without it. */
  readonly asAt?: string;
  readonly children: ComponentChildren;
}

/** A page of a service: which service it is and as at when stand above it, and in print; and what was just done. */
export function ServiceFrame({ context: { shell, now, notice }, service, title, back, asAt, children }: FrameProps) {
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

interface FormFrameProps extends Omit<FrameProps, 'context'> {
  readonly form: FormContext;
  /** What stands above the heading in small. */
  readonly caption?: string;
  /** What fields are called where something is wrong with them. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The same around a form, with what is wrong above its heading. */
export function ServiceFormFrame({ form, caption, labels = {}, children, ...frame }: FormFrameProps) {
  return (
    <ServiceFrame context={form} {...frame}>
      <div class="app-measure">
        <Problems form={form} labels={labels} />
        <h1 class="nhsuk-heading-l">
          {caption !== undefined && <span class="nhsuk-caption-l">{caption}</span>} {frame.title}
        </h1>
        {children}
      </div>
    </ServiceFrame>
  );
}
