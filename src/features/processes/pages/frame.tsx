import type { ComponentChildren } from 'preact';
import { Problems, type FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';

interface FrameProps {
  readonly context: { readonly shell: Shell; readonly now: Date };
  readonly service: { readonly reference: string; readonly name: string };
  /** Never what somebody typed. */
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of a service on its processes. */
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

interface FormFrameProps extends Omit<FrameProps, 'context'> {
  readonly form: FormContext;
  readonly labels: Readonly<Record<string, string>>;
}

/** The same around a form, with what is wrong above its heading. */
export function FormFrame({ form, labels, children, ...frame }: FormFrameProps) {
  return (
    <Frame context={form} {...frame}>
      <div class="app-measure">
        <Problems form={form} labels={labels} />
        <h1 class="nhsuk-heading-l">{frame.title}</h1>
        {children}
      </div>
    </Frame>
  );
}
