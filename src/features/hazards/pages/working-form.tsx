import type { ComponentChildren } from 'preact';
import { Notice, Problems, type FormContext } from '../../../platform/http/forms.ts';
import { Frame } from './frame.tsx';
import { So } from './marks.tsx';

interface WorkingFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly form: FormContext;
  readonly title: string;
  /** What it is about, above the title. */
  readonly caption?: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly labels: Readonly<Record<string, string>>;
  /** Why it cannot be done as things stand; null where it can. */
  readonly refused?: string | null;
  readonly children: ComponentChildren;
}

/** A page with one form that works on a log: what is wrong stands at the top, and after a conflict nothing typed is lost. */
export function WorkingForm({
  service,
  form,
  title,
  caption,
  back,
  labels,
  refused = null,
  children,
}: WorkingFormProps) {
  const possible = refused === null || form.conflict !== null || form.refusal !== null;
  return (
    <Frame shell={form.shell} service={service} title={title} now={form.now} asAt={null} back={back}>
      <Problems form={form} labels={labels} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        {caption !== undefined && <span class="nhsuk-caption-l">{caption}</span>}
        <h1 class="nhsuk-heading-l">{title}</h1>
        {possible ? (
          children
        ) : (
          <>
            <So so={refused ?? ''}>{''}</So>
            <p>
              <a href={back.href}>Go to {back.text}</a>
            </p>
          </>
        )}
      </div>
    </Frame>
  );
}
