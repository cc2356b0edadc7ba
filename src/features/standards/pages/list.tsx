import type { AsAt } from '../../../platform/http/looking.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import type { AssessedService } from '../../../rules/checks.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { Table } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { aboutPath } from '../domain/addresses.ts';
import { criteriaOf, type Assessment } from '../domain/assessment.ts';
import { countsOf, wholeApplies } from '../domain/showing.ts';
import { countsText } from '../domain/summary.ts';
import { Frame, Head } from './frame.tsx';
import { standardAddress, standardsPath } from '../domain/viewing.ts';

export interface StandardsProps {
  readonly service: AssessedService;
  readonly assessments: readonly Assessment[];
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly mayAct: boolean;
}

/** Every standard beside which a service stands: whether it applies, and what is known of it. */
export function StandardsPage(props: StandardsProps, context: PageContext) {
  const { service, assessments, asAt, wrongDay } = props;
  const open = new Set(assessments.flatMap((one) => one.open.map(({ id }) => id))).size;
  return (
    <Frame context={context} service={service} title="Standards" asAt={asAt} standard={null}>
      <Head
        caption={service.name}
        heading="Standards"
        context={context}
        path={standardsPath(service.reference)}
        kept={[]}
        asAt={asAt}
        wrongDay={wrongDay}
      >
        <p class="app-lead app-measure">
          What each standard asks, and what is known of it for this service. What is observed once counts in every
          standard that asks for it. A person judges; the machine observes.
        </p>
      </Head>
      {open > 0 && (
        <p class="app-so">
          <strong>What applies is not settled</strong> because {counted(open, 'question')} about this service{' '}
          {open === 1 ? 'is' : 'are'} open.{' '}
          {props.mayAct && asAt === null ? (
            <a href={aboutPath(service.reference)}>Answering {open === 1 ? 'it' : 'them'}</a>
          ) : (
            `Answering ${open === 1 ? 'it' : 'them'}`
          )}{' '}
          clears it.
        </p>
      )}
      <Table
        responsive
        firstCellIsHeader
        classes="app-list"
        caption={{ text: `Standards beside which ${service.name} stands`, classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Standard' }, { text: 'Applies' }, { text: 'What it asks' }, { text: 'Checked' }]}
        rows={assessments.map((one) => [
          { text: <Named one={one} asAt={asAt} /> },
          { text: <Applies one={one} /> },
          { text: `${counted(criteriaOf(one).length, 'criterion', 'criteria')}: ${countsText(countsOf(one))}` },
          { text: sayDay(one.catalogue.checked) },
        ])}
      />
      <p class="app-note app-measure">
        Counts are of single criteria, and of what was observed. They are no measure of how far a service is: one
        criterion that failed may be the one that matters. Not known is never a pass.
      </p>
    </Frame>
  );
}

function Named({ one, asAt }: { readonly one: Assessment; readonly asAt: AsAt | null }) {
  const { catalogue, service } = one;
  return (
    <>
      <a href={standardAddress(service.reference, catalogue.id, { asAt: asAt?.text ?? null })}>{catalogue.name}</a>
      <span class="app-note app-block">
        {catalogue.edition}. {catalogue.title}
      </span>
    </>
  );
}

function Applies({ one }: { readonly one: Assessment }) {
  const { words, because } = wholeApplies(one);
  return (
    <>
      {words}
      {because.length > 0 && (
        <span class="app-note app-block">
          <InWords words={because} />
        </span>
      )}
    </>
  );
}
