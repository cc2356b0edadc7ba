import type { ComponentChildren } from 'preact';
import { Notice, Problems, type FormContext } from '../../../platform/http/forms.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import {
  CONTROL_FIELDS,
  controlFields,
  HAZARD_FIELDS,
  hazardFields,
  type ControlWas,
  type HazardWas,
} from '../domain/edit-fields.ts';
import { controlPath, hazardPath } from './addresses.ts';
import { ControlFields } from './control-fields.tsx';
import { KindOfChange, LongText } from './edit-parts.tsx';
import { Frame } from './frame.tsx';
import { HazardFields } from './hazard-fields.tsx';
import { So } from './marks.tsx';

interface EditProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** HAZ-12 */
  readonly reference: string;
  /** What clears it is said with it; null where it can be edited. */
  readonly refused: string | null;
}

export interface EditHazardProps extends EditProps {
  /** The components of the service, to choose from. */
  readonly components: readonly string[];
  readonly was: HazardWas;
}

export interface EditControlProps extends EditProps {
  /** The hazards that rest on it: HAZ-12. */
  readonly hazards: readonly string[];
  readonly was: ControlWas;
}

/** Changes the words of a hazard. Ratings are not among them: they need a reason and the controls that they rest on. */
export function EditHazardForm({ service, reference, refused, components, was }: EditHazardProps, form: FormContext) {
  return (
    <EditFrame
      {...{ service, reference, refused, form }}
      href={hazardPath(service.reference, reference)}
      labels={HAZARD_FIELDS}
    >
      <p>Its ratings stay as they are. What you leave blank is taken away.</p>
      <form method="post" novalidate>
        {form.hidden}
        <HazardFields {...{ form, components }} />
        <LongText {...{ form }} name="notes" label={HAZARD_FIELDS.notes} hint="Write nothing about a patient." />
        <KindOfChange form={form} editorial="A change of owner or notes alone" fields={hazardFields(was)} />
        <Button preventDoubleClick>Save {reference}</Button>
      </form>
    </EditFrame>
  );
}

/** Changes the words of a control, and the state that is declared of it. */
export function EditControlForm({ service, reference, refused, hazards, was }: EditControlProps, form: FormContext) {
  return (
    <EditFrame
      {...{ service, reference, refused, form }}
      href={controlPath(service.reference, reference)}
      labels={CONTROL_FIELDS}
    >
      <p>{restsWords(hazards)}</p>
      <form method="post" novalidate>
        {form.hidden}
        <ControlFields form={form} known />
        <KindOfChange
          form={form}
          editorial="A change of owner, links or what was looked at alone"
          fields={controlFields(was)}
        />
        <Button preventDoubleClick>Save {reference}</Button>
      </form>
    </EditFrame>
  );
}

/** How many hazards a change of a control reaches. */
function restsWords(hazards: readonly string[]): string {
  if (hazards.length === 0) return 'No hazard rests on it.';
  if (hazards.length === 1) return `${hazards[0]} rests on it.`;
  const named = hazards.length > 12 ? '' : `: ${hazards.join(', ')}`;
  return `${hazards.length} hazards rest on it, and it changes for all of them${named}.`;
}

interface EditFrameProps extends EditProps {
  readonly form: FormContext;
  readonly href: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

function EditFrame({ service, reference, refused, form, href, labels, children }: EditFrameProps) {
  const title = `Change the words of ${reference}`;
  // After a conflict the form stays as it is: what was typed is not lost.
  const possible = refused === null || form.conflict !== null || form.refusal !== null;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: reference, href }}
    >
      <Problems form={form} labels={labels} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{title}</h1>
        {possible ? (
          children
        ) : (
          <>
            <So so={refused ?? ''}>{''}</So>
            <p>
              <a href={href}>Go to {reference}</a>
            </p>
          </>
        )}
      </div>
    </Frame>
  );
}
