import type { ComponentChildren, VNode } from 'preact';
import { Notice, Problems, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';

/** A service as its pages name it. */
export interface ServiceNamed {
  readonly reference: string;
  readonly name: string;
}

interface FrameProps {
  readonly context: PageContext;
  /** Never holds anything about a person. */
  readonly title: string;
  readonly service?: ServiceNamed;
  /** What the page shows was so then; now, without it. */
  readonly asAt?: Date | null;
  readonly back?: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page of people, or of the officers of a service. */
export function Frame({ context, title, service, asAt, back, children }: FrameProps) {
  const { shell, now, notice } = context;
  return (
    <Layout
      shell={shell}
      title={title}
      path={service ? '/services' : '/officers'}
      {...(back && { back })}
      {...(service && {
        service: {
          name: service.name,
          href: `/services/${service.reference}`,
          asAt: sayDateTime(asAt ?? now),
        },
      })}
    >
      <Notice notice={notice} />
      {children}
    </Layout>
  );
}

interface FormFrameProps {
  readonly form: FormContext;
  readonly title: string;
  /** What stands above the heading in small. */
  readonly caption?: string;
  readonly heading: string;
  readonly service?: ServiceNamed;
  readonly back: { readonly text: string; readonly href: string };
  /** What has to be read before the fields. */
  readonly before?: ComponentChildren;
  /** What the button says; null where it cannot be done yet. */
  readonly button: string | null;
  /** Where it only leads on. */
  readonly method?: 'get';
  /** Where files are sent along. */
  readonly multipart?: boolean;
  readonly children?: ComponentChildren;
}

/** A page with one form: what is wrong, the heading, the fields, and the one button. */
export function FormFrame(props: FormFrameProps): VNode {
  const { form, title, caption, heading, service, back, before, button, method, multipart, children } = props;
  return (
    <Frame context={form} title={title} {...(service && { service })} back={back}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">
          {caption !== undefined && <span class="nhsuk-caption-l">{caption}</span>} {heading}
        </h1>
        {before}
        <form method={method ?? 'post'} novalidate {...(multipart && { enctype: 'multipart/form-data' })}>
          {method !== 'get' && form.hidden}
          {children}
          {button !== null && <Button preventDoubleClick>{button}</Button>}
        </form>
      </div>
    </Frame>
  );
}
