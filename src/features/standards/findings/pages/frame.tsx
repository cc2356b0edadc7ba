import type { ComponentChildren } from 'preact';
import { Notice, Problems, type FormContext, type PageContext } from '../../../../platform/http/forms.ts';
import { sayDateTime } from '../../../../platform/london-time.ts';
import { Layout } from '../../../../ui/layout.tsx';

interface FrameProps {
  readonly context: PageContext;
  readonly service: { readonly reference: string; readonly name: string };
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of a service. */
export function Frame({ context: { shell, now, notice }, service, title, back, children }: FrameProps) {
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
      <Notice notice={notice} />
      {children}
    </Layout>
  );
}

interface FormFrameProps extends Omit<FrameProps, 'context'> {
  readonly form: FormContext;
  /** What stands above the heading in small. */
  readonly caption: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The same around a form, with what is wrong above its heading. */
export function FormFrame({ form, caption, labels, children, ...frame }: FormFrameProps) {
  return (
    <Frame context={form} {...frame}>
      <div class="app-measure">
        <Problems form={form} labels={labels} />
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{caption}</span> {frame.title}
        </h1>
        {children}
      </div>
    </Frame>
  );
}
