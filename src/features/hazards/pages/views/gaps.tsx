import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../../../platform/http/forms.ts';
import { counted } from '../../../../words/counting.ts';
import { hazardReference } from '../../domain.ts';
import type { Gaps, ViewControl, ViewHazard } from '../../domain/views.ts';
import { controlPath, hazardPath } from '../addresses.ts';
import { Text } from '../text.tsx';
import { servicePath } from '../frame.tsx';
import { ViewFrame, type ViewProps } from './view-frame.tsx';

/** How far tests reach, in the one sentence of all pages. */
export function sayTested({ hazards, of }: Gaps['tested']): string {
  return `${hazards} of ${counted(of, 'hazard')} ${hazards === 1 ? 'has' : 'have'} a control that rests on a test.`;
}

export interface GapsViewProps extends ViewProps {
  readonly gaps: Gaps;
}

/** What a log does not have: each with why it matters, and what fills it. */
export function GapsView(props: GapsViewProps, page: PageContext) {
  const { gaps, service, asAt } = props;
  const where = { service: service.reference, day: asAt?.text ?? null };
  const { tested } = gaps;
  return (
    <ViewFrame
      {...props}
      page={page}
      view="gaps"
      lead={
        <>
          What is not in the log. A gap is no danger by itself; it is what nobody has looked at yet.{' '}
          {tested.of > 0 && <strong>{sayTested(tested)}</strong>}
        </>
      }
    >
      <Part
        title="Causes that nothing controls"
        items={gaps.causes}
        says="No control acts on them that was not withdrawn. A control for the cause, or a reason why it cannot happen, fills it."
        each={({ hazard, text }) => (
          <>
            <Hazard {...where} hazard={hazard} />: <Text text={text} />
          </>
        )}
      />
      <Part
        title="Hazards without a control"
        items={gaps.hazardsWithoutControl}
        says="Nothing stands against them (DCB0129 6.1.1)."
        each={(hazard) => (
          <>
            <Hazard {...where} hazard={hazard} /> <Text text={hazard.name} />
          </>
        )}
      />
      <Part
        title="Hazards of which the log does not say which control acts on which cause"
        items={gaps.causesNotSaid}
        says="They have several causes, and controls that name none of them. Say it on each control: “Put a control on” the hazard, with its causes ticked."
        each={(hazard) => (
          <>
            <Hazard {...where} hazard={hazard} /> <Text text={hazard.name} />
          </>
        )}
      />
      <Part
        title="Controls that rest on no test"
        items={gaps.controlsWithoutTest}
        says={
          <>
            A test that carries the number of the control in its name, such as [CTL-31], is found when its results come
            in, and counts once a safety engineer has said what it shows. Other evidence may stand behind these.{' '}
            <a class="app-noprint" href={`${servicePath(service.reference)}/coverage`}>
              Tests of controls
            </a>
          </>
        }
        each={(control) => <Control {...where} control={control} />}
      />
      <Part
        title="Controls that nobody has looked at for new hazards"
        items={gaps.controlsNotLookedAt}
        says="A control can bring a hazard of its own (DCB0129 6.1.2). Whoever looks says so where the words of the control are changed."
        each={(control) => <Control {...where} control={control} />}
      />
      <Part
        title="Controls that nobody owns"
        items={gaps.controlsWithoutOwner}
        says="Somebody has to see that they are put in place, and stay there."
        each={(control) => <Control {...where} control={control} />}
      />
    </ViewFrame>
  );
}

interface PartProps<Item> {
  readonly title: string;
  readonly items: readonly Item[];
  readonly says: ComponentChildren;
  readonly each: (item: Item) => ComponentChildren;
}

/** Those that stand open; the others are folded. */
const MOST_OPEN = 20;

function Part<Item>({ title, items, says, each }: PartProps<Item>) {
  const list = (some: readonly Item[]) => (
    <ul class="nhsuk-list app-rows">
      {some.map((item) => (
        <li>{each(item)}</li>
      ))}
    </ul>
  );
  return (
    <section>
      <h2 class="nhsuk-heading-m">
        {title} <span class="app-count">({items.length})</span>
      </h2>
      {items.length === 0 ? (
        <p class="app-second">None.</p>
      ) : (
        <>
          <p class="app-measure">{says}</p>
          {list(items.slice(0, MOST_OPEN))}
          {items.length > MOST_OPEN && (
            <details class="nhsuk-details">
              <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{counted(items.length - MOST_OPEN, 'more', 'more')}</span>
              </summary>
              <div class="nhsuk-details__text">{list(items.slice(MOST_OPEN))}</div>
            </details>
          )}
        </>
      )}
    </section>
  );
}

interface WhereProps {
  readonly service: string;
  readonly day: string | null;
}

function Hazard({ service, day, hazard }: WhereProps & { readonly hazard: ViewHazard }) {
  const reference = hazardReference(hazard.number);
  return (
    <a class="app-ref" href={hazardPath(service, reference, day)}>
      {reference}
    </a>
  );
}

function Control({ service, day, control }: WhereProps & { readonly control: ViewControl }) {
  const { reference, text } = control;
  return (
    <>
      {reference.includes('/') ? (
        <strong class="app-ref">{reference}</strong>
      ) : (
        <a class="app-ref" href={controlPath(service, reference, day)}>
          {reference}
        </a>
      )}{' '}
      <Text text={text} />
    </>
  );
}
