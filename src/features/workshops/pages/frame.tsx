import type { ComponentChildren } from 'preact';
import { Problems, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { workshopPath, workshopReference, workshopsPath, type Workshop } from '../domain.ts';

export { ServiceFrame as Frame, type ServiceNamed };

/** Where a page of one workshop leads back to. */
export function backToWorkshop(service: ServiceNamed, { number }: Pick<Workshop, 'number'>) {
  return { text: workshopReference(number), href: workshopPath(service.reference, number) };
}

export function backToList(service: ServiceNamed) {
  return { text: 'Workshops and meetings', href: workshopsPath(service.reference) };
}

interface FormFrameProps {
  readonly form: FormContext;
  readonly title: string;
  /** What stands above the heading in small. */
  readonly caption: string;
  readonly service: ServiceNamed;
  readonly back: { readonly text: string; readonly href: string };
  readonly before?: ComponentChildren;
  readonly button: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Tables of fields need the whole width. */
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
}

/** A page with one form: what is wrong, the heading, the fields, and the one button. */
export function FormFrame(props: FormFrameProps) {
  const { form, title, caption, service, back, before, button, labels = {}, wide = false, children } = props;
  return (
    <ServiceFrame context={form} title={title} service={service} back={back}>
      <div class={wide ? '' : 'app-measure'}>
        <Problems form={form} labels={labels} />
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{caption}</span> {title}
        </h1>
        {before}
        <form method="post" novalidate>
          {form.hidden}
          {children}
          <Button preventDoubleClick>{button}</Button>
        </form>
      </div>
    </ServiceFrame>
  );
}
