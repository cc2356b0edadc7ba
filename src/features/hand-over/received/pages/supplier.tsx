import type { PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../../platform/http/service-frame.tsx';
import { Button, Table } from '../../../../ui/nhsuk/index.ts';
import { SentenceWords } from '../../../../ui/sentence.tsx';
import { counted } from '../../../../words/counting.ts';
import { sayDay } from '../../../../words/days.ts';
import { listReference } from '../../domain/challenges.ts';
import {
  deploymentPath,
  deploymentReference,
  itemsPath,
  supplierPath,
  type Deployment,
} from '../../domain/deployments.ts';
import type { HazardChange } from '../../domain/difference.ts';
import { SORT_WORDS } from '../../domain/documents.ts';
import { missingWords, type Gap } from '../../domain/missing.ts';
import { changesWords, hazardsTouched, isOpen } from '../../domain/received.ts';
import type { ClauseSaid, Supplied, Work } from '../loading.ts';
import { Changes } from './changes.tsx';

export interface SupplierProps {
  readonly deployment: Deployment;
  readonly supplied: Supplied;
  readonly clauses: ReadonlyMap<string, ClauseSaid>;
  readonly work: Work | null;
  /** What the supplier's log says anew beside the one before. */
  readonly changes: readonly HazardChange[];
  readonly here: ReadonlyMap<string, string>;
  readonly mayKeep: boolean;
  readonly mayTakeOver: boolean;
}

/** What came from the supplier, what is missing in it, what they were asked; and what a later packet says anew. */
export function SupplierPage(props: SupplierProps, context: PageContext) {
  const { deployment, supplied, work, mayKeep } = props;
  const { service, number, site } = deployment;
  const path = supplierPath(service.reference, number);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`The supplier of ${deploymentReference(number)}`}
      back={{ text: deploymentReference(number), href: deploymentPath(service.reference, number) }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{site}</span> What came from the supplier
        </h1>
        {mayKeep && (
          <div class="app-title__action app-noprint">
            <Button variant="secondary" href={`${path}/documents/new`}>
              Take in a document
            </Button>
          </div>
        )}
      </div>
      {work?.before && <DifferencePart {...props} work={work} path={path} />}
      <Documents {...props} path={path} />
      {/* What a packet says is in the packet: the rules are for documents. */}
      {(supplied.documents.length > 0 || !work) && <Missing {...props} path={path} />}
      <Lists {...props} path={path} />
    </ServiceFrame>
  );
}

type Part = SupplierProps & { readonly path: string };

function Documents({ supplied: { documents }, mayKeep, path }: Part) {
  return (
    <section aria-labelledby="documents">
      <h2 class="nhsuk-heading-m" id="documents">
        Documents, made outside Primum
      </h2>
      {documents.length === 0 ? (
        <p class="app-measure">
          None yet. Begin with the hazard log: as Excel, Word or a page its rows are read, and it becomes the beginning
          of the log of this deployment.
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Documents, the latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Document' }, { text: 'File' }, { text: 'Signed, as it says' }, { text: 'Covers' }]}
          rows={documents.map((one) => [
            { text: SORT_WORDS[one.sort] },
            {
              text: (
                <>
                  <a href={`/files/${one.sha256}`}>{one.file}</a>
                  {one.sort === 'hazard log' && (
                    <span class="app-note">
                      {' '}
                      {one.reading
                        ? `${counted(one.reading.hazards.length, 'hazard')} read`
                        : `its rows are not known. ${one.notRead}`}
                    </span>
                  )}
                </>
              ),
            },
            {
              text:
                one.signer === ''
                  ? 'Not said'
                  : [one.signer, one.role, one.signedOn && sayDay(one.signedOn)].filter(Boolean).join(', '),
            },
            {
              text:
                one.withdrawn === '' ? (
                  <>
                    {one.scope === '' ? 'Not said' : one.scope}
                    {one.reviewBy && `; to be looked at again by ${sayDay(one.reviewBy)}`}
                    {mayKeep && (
                      <>
                        {' '}
                        <a href={`${path}/documents/${one.number}/withdraw`}>
                          Withdraw<span class="nhsuk-u-visually-hidden"> {one.file}</span>
                        </a>
                      </>
                    )}
                  </>
                ) : (
                  `Withdrawn, does not count: “${one.withdrawn}”`
                ),
            },
          ])}
        />
      )}
    </section>
  );
}

function Missing({ supplied: { gaps }, clauses, mayKeep, path }: Part) {
  const byClause = Map.groupBy(gaps, ({ clause }) => clause);
  return (
    <section aria-labelledby="missing">
      <h2 class="nhsuk-heading-m" id="missing">
        What is missing for a DCB0160 case
      </h2>
      <p class="app-measure">{missingWords(gaps)}</p>
      <p class="app-measure app-second">
        A list of rules over what was taken in. What was not sent is not known, and never counts as there; that nothing
        is listed says nothing of whether the product is safe.
      </p>
      {gaps.length > 0 && mayKeep && (
        <p class="app-noprint">
          <Button href={`${path}/questions/new`}>Write to the supplier</Button>
        </p>
      )}
      {[...byClause].map(([clause, points]) => (
        <section aria-labelledby={`clause-${clause}`}>
          <h3 class="nhsuk-heading-s nhsuk-u-margin-top-5" id={`clause-${clause}`}>
            {clause} {clauses.get(clause)?.title ?? ''}
          </h3>
          <p class="app-note nhsuk-u-margin-bottom-2">
            DCB0160 {clause}, its text {clauses.get(clause)?.sure ?? 'not known here'}.
          </p>
          <ul class="app-logs">
            {points.map((gap) => (
              <Point gap={gap} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Point({ gap: { sentence, where } }: { readonly gap: Gap }) {
  return (
    <li>
      <p>
        <SentenceWords sentence={sentence} />
      </p>
      {where !== '' && <p class="app-note">{where}</p>}
    </li>
  );
}

function Lists({ supplied: { lists }, path }: Part) {
  if (lists.length === 0) return null;
  return (
    <section aria-labelledby="questions">
      <h2 class="nhsuk-heading-m" id="questions">
        What the supplier was asked
      </h2>
      <ul class="app-logs">
        {lists.map(({ number, to, points, sent, written, answerBy }) => (
          <li>
            <a class="app-logs__title" href={`${path}/questions/${listReference(number)}`}>
              {listReference(number)}, {to}
            </a>
            <p>
              {counted(points.length, 'point')}, written by {written.by}.{' '}
              {sent === null ? 'Nobody has recorded that it was sent.' : `Sent on ${sayDay(sent.on)}: ${sent.how}.`}
              {answerBy !== null && ` An answer is wanted by ${sayDay(answerBy)}.`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DifferencePart({ deployment, work, changes, here, mayTakeOver, path }: Part & { readonly work: Work }) {
  const { service, number } = deployment;
  const touched = hazardsTouched(work.list, work.gone).flatMap((id) => here.get(id) ?? []);
  const again = work.list.filter(({ state }) => isOpen(state)).length;
  const itemWords = changesWords(work.list, work.gone.length);
  const hazardPath = (id: string) => `/services/${encodeURIComponent(service.reference)}/hazards/${id}`;
  return (
    <section aria-labelledby="difference">
      <h2 class="nhsuk-heading-m" id="difference">
        {work.latest.reference} beside {work.before!.reference}
      </h2>
      <p class="app-measure">
        Items: {itemWords === '' ? 'none differs' : itemWords}.{' '}
        {again > 0 && <a href={itemsPath(service.reference, number)}>{counted(again, 'item')} to be looked at</a>}
        {again > 0 && '. '}
        Answers to items that say the same stand as they were given.
      </p>
      {touched.length > 0 && (
        <p class="app-measure">
          Hazards here that this is about, to be looked at again:{' '}
          {touched.map((id, index) => (
            <>
              {index > 0 && ', '}
              <a href={hazardPath(id)}>{id}</a>
            </>
          ))}
          .
        </p>
      )}
      {changes.length > 0 && (
        <>
          <h3 class="nhsuk-heading-s">What the supplier’s log says anew</h3>
          <ul class="app-logs">
            {changes.map((one) => (
              <Change one={one} here={here.get(one.id)} href={hazardPath} />
            ))}
          </ul>
          <p class="app-measure">
            Your ratings and controls stay as they are.{' '}
            {mayTakeOver && <a href={`${path}/take-over`}>Choose what to take over into your log</a>}
          </p>
        </>
      )}
    </section>
  );
}

function Change({
  one: { id, name, change, parts },
  here,
  href,
}: {
  readonly one: HazardChange;
  readonly here: string | undefined;
  readonly href: (id: string) => string;
}) {
  return (
    <li>
      <p class="app-logs__title">
        {id} {name}
      </p>
      <p class="app-second">
        {change === 'new' ? 'New.' : change === 'gone' ? 'No longer in their log.' : 'Changed.'}
        {here !== undefined && (
          <>
            {' '}
            Here it is <a href={href(here)}>{here}</a>.
          </>
        )}
      </p>
      {parts.length > 0 && <Changes parts={parts} />}
    </li>
  );
}
