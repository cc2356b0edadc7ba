import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../platform/london-time.ts';
import type { ArgumentLayout } from '../../../ui/charts/argument-layout.ts';
import { ArgumentFigure } from '../../../ui/charts/argument.tsx';
import { Details, Table } from '../../../ui/nhsuk/index.ts';
import { listed } from '../../../words/counting.ts';
import {
  argumentPath,
  documentReference,
  tops,
  type Argument,
  type ArgumentDocument,
  type Challenge,
  type FormFinding,
} from '../domain.ts';
import { SORT_WORDS } from './claims.tsx';
import { Findings } from './findings.tsx';

export interface DocumentProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly document: ArgumentDocument;
  readonly argument: Argument;
  readonly findings: readonly FormFinding[];
  /** Null where there is too much for one picture. */
  readonly layout: ArgumentLayout | null;
}

/** An argument that somebody brought, as it is. */
export function DocumentPage({ service, document, argument, findings, layout }: DocumentProps, context: PageContext) {
  const { number, title, files, brought } = document;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Argument ${documentReference(number)}`}
      back={{ text: 'Safety argument', href: argumentPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">Argument {documentReference(number)}</span> {title}
      </h1>
      <p class="app-lead">
        Brought by {brought.by} on {sayDateTime(brought.at)}, and kept as it was. It has no verdicts: nothing in it is
        evidence here.
      </p>
      <Findings findings={findings} />
      <section aria-labelledby="elements">
        <h2 class="nhsuk-heading-m" id="elements">
          What stands in it
        </h2>
        <Table
          responsive
          firstCellIsHeader
          caption={{ text: 'Elements', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Element' }, { text: 'Sort' }, { text: 'What it says' }, { text: 'Rests on' }]}
          rows={argument.elements.map((one) => [
            { text: one.id },
            { text: one.sort === null ? 'Not said' : SORT_WORDS[one.sort] },
            { text: <span class="app-lines">{one.text}</span> },
            {
              text: [
                one.supportedBy.length > 0 && `Supported by ${listed(one.supportedBy)}.`,
                one.inContextOf.length > 0 && `In context of ${listed(one.inContextOf)}.`,
                one.challenges.length > 0 && `Speaks against ${listed(one.challenges.map(sayChallenge))}.`,
                one.undeveloped && 'Undeveloped.',
                one.defeated && 'Defeated.',
              ]
                .filter((part) => part !== false)
                .join(' '),
            },
          ])}
        />
      </section>
      {layout && (
        <section class="app-argument__drawn" aria-labelledby="picture">
          <h2 class="nhsuk-heading-m" id="picture">
            The same as a picture
          </h2>
          <ArgumentFigure
            id="argument"
            title={`Argument ${documentReference(number)}, drawn`}
            description="Everything in the picture stands in the table above it."
            layout={layout}
            about={tops(argument)[0]?.id ?? ''}
          />
        </section>
      )}
      {files.map(({ name, text }) => (
        <Details summary={`The file ${name}`}>
          <pre class="app-lines">{text}</pre>
        </Details>
      ))}
    </ServiceFrame>
  );
}

function sayChallenge(one: Challenge): string {
  return 'element' in one ? one.element : `the link from ${one.from} to ${one.to}`;
}
