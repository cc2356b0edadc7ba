import type { ComponentChildren } from 'preact';
import { Problems, type FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';

export interface ServiceOf {
  readonly reference: string;
  readonly name: string;
}

interface FrameProps {
  readonly context: { readonly shell: Shell; readonly now: Date };
  readonly service: ServiceOf;
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of a service. */
export function Frame({ context: { shell, now }, service, title, back, children }: FrameProps) {
  const href = `/services/${service.reference}`;
  return (
    <Layout
      shell={shell}
      title={`${title}, ${service.name}`}
      path="/services"
      back={back}
      service={{ name: service.name, href, asAt: sayDateTime(now) }}
    >
      {children}
    </Layout>
  );
}

interface FormFrameProps extends Omit<FrameProps, 'context'> {
  readonly form: FormContext;
}

/** The same around a form, with what is wrong above its heading. */
export function FormFrame({ form, children, ...frame }: FormFrameProps) {
  return (
    <Frame context={form} {...frame}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">{frame.title}</h1>
        {children}
      </div>
    </Frame>
  );
}
