import type { ComponentChildren } from 'preact';
import { Notice, Problems, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { SAFEGUARDING } from '../domain.ts';

/** What a window and the history of a browser say of all of these pages. */
export const NEUTRAL_TITLE = 'Record';

interface FrameProps {
  readonly context: PageContext;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

export function Frame({ context: { shell, notice }, back, children }: FrameProps) {
  return (
    <Layout shell={shell} title={NEUTRAL_TITLE} path={SAFEGUARDING} back={back}>
      <Notice notice={notice} />
      {children}
    </Layout>
  );
}

interface FormFrameProps extends Omit<FrameProps, 'context'> {
  readonly form: FormContext;
  readonly heading: string;
  readonly caption?: string;
}

/** The same around a form, which the browser is asked to keep nothing of. */
export function FormFrame({ form, heading, caption, back, children }: FormFrameProps) {
  return (
    <Frame context={form} back={back}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">
          {caption !== undefined && <span class="nhsuk-caption-l">{caption}</span>} {heading}
        </h1>
        {children}
      </div>
    </Frame>
  );
}
