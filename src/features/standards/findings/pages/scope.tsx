import { problemOf, valueOf, type FormContext, type PageContext } from '../../../../platform/http/forms.ts';
import { ReasonForm } from '../../../../platform/http/reason-form.tsx';
import { sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import { counted, listed } from '../../../../words/counting.ts';
import { Button, Details, Radios, SummaryList, Textarea } from '../../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../../ui/sentence.tsx';
import { scopePath, standardPath } from '../../domain/addresses.ts';
import { scopeDecisionPath, scopeReference } from '../../domain/findings.ts';
import type { ScopeProps, ScopingProps } from '../reading.ts';
import type { ScopeAt } from '../said.ts';
import { withdrawScopeDecision } from '../commands.ts';
import { sayFacts, sayScope } from '../signing.ts';
import { ServiceFormFrame, ServiceFrame } from '../../../../platform/http/service-frame.tsx';

/** Says whether a standard, or a section of it, applies. */
export function ScopeForm(
  { service, catalogue, decided, section, refused, sections }: ScopingProps,
  form: FormContext,
) {
  const path = scopePath(service.reference, catalogue.id);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Decide whether it applies"
      caption={section === null ? catalogue.name : `${catalogue.name}: ${section.title}`}
      labels={{ reason: 'Why' }}
      back={{ text: catalogue.name, href: standardPath(service.reference, catalogue.id) }}
    >
      {decided.length > 0 && (
        <>
          <h2 class="nhsuk-heading-s">What was decided so far</h2>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {decided.map((one) => (
              <li>
                <a href={scopeDecisionPath(service.reference, one.scope.number)}>{scopeReference(one.scope.number)}</a>:{' '}
                {sayScope(one.scope)}. {saySigned(one)}
              </li>
            ))}
          </ul>
        </>
      )}
      {refused !== null ? (
        <p>{refused}</p>
      ) : (
        <>
          <p class="app-lead">
            {catalogue.scopeSignatures === 2
              ? 'That it does not apply counts once two people have signed it. One of them may have signed on paper. That it applies is signed by one.'
              : 'It counts once it is signed.'}
          </p>
          <form method="post" novalidate>
            {form.hidden}
            <input type="hidden" name="section" value={valueOf(form, 'section')} />
            <Radios
              name="applies"
              idPrefix="applies"
              value={valueOf(form, 'applies')}
              errorMessage={problemOf(form, 'applies')}
              fieldset={{ legend: { text: 'Does it apply to this service?', size: 's' } }}
              items={[
                { value: 'yes', text: 'It applies' },
                { value: 'no', text: 'It does not apply' },
              ]}
            />
            <Textarea
              id="reason"
              name="reason"
              label={{ text: 'Why', size: 's' }}
              hint="So that somebody who was not there understands it."
              rows={5}
              value={valueOf(form, 'reason')}
              errorMessage={problemOf(form, 'reason')}
            />
            <Button preventDoubleClick>Write this down, and go on to sign it</Button>
          </form>
        </>
      )}
      {(sections.length > 0 || section !== null) && (
        <Details summary="Decide on another part of it" open={refused !== null}>
          <ul class="nhsuk-list">
            {section !== null && (
              <li>
                <a href={path}>All of {catalogue.name}</a>
              </li>
            )}
            {sections.map(({ id, title }) => (
              <li>
                <a href={`${path}?section=${encodeURIComponent(id)}`}>{title}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </ServiceFormFrame>
  );
}

/** "Signed by Wren Applewhite (clinical safety officer) on 3 March 2026." */
function saySigned({ scope, signed, counts }: ScopeAt): string {
  if (scope.withdrawn !== null) return `Taken back: ${scope.withdrawn}`;
  if (signed === null)
    return `Written by ${scope.by}, not signed by ${scope.signatures === 1 ? 'anybody' : 'two people'}: it counts for nothing yet.`;
  const by = `Signed by ${listed(signed.by)} on ${sayDate(signed.at)}`;
  return counts ? `${by}.` : `${by}, and that does not stand any more.`;
}

/** Where a decision is made again. */
function againPath({ service, catalogue, section }: ScopeProps['scope']): string {
  const path = scopePath(service.reference, catalogue);
  return section === null ? path : `${path}?section=${encodeURIComponent(section)}`;
}

/** One decision on whether a standard applies. */
export function ScopePage(props: ScopeProps, context: PageContext) {
  const { service, scope, called, approval, changedTo } = props;
  const reference = scopeReference(scope.number);
  const path = scopeDecisionPath(service.reference, scope.number);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`${reference}, ${sayScope(scope)}`}
      back={{ text: called.standard, href: scopePath(service.reference, scope.catalogue) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{reference}</span> {sayScope(scope)}
      </h1>
      {approval}
      {scope.withdrawn === null && changedTo !== null && (
        <SentenceBlock
          sentence={{
            so: [`${reference} is out of date`],
            because: [`what it turns on is otherwise now: ${sayFacts(changedTo) || 'nobody says it any more'}`],
            clears: [
              { text: 'Deciding it again', href: againPath(scope) },
              ', and signing that, clears it. Until then it counts for nothing.',
            ],
          }}
        />
      )}
      <SummaryList
        rows={[
          { key: 'Standard', value: `${called.standard}, edition ${scope.edition}` },
          scope.section !== null && { key: 'Section', value: called.section(scope.section) },
          { key: 'Why', value: <span class="app-lines">{scope.reason}</span> },
          { key: 'It turns on', value: sayFacts(scope.facts) || 'Nothing that was asked about the service' },
          { key: 'It takes', value: counted(scope.signatures, 'signature') },
          { key: 'Written', value: `${scope.by}, ${sayDateTime(scope.at)}` },
          { key: 'Stands', value: saySigned(props) },
        ]}
      />
      {scope.withdrawn === null && service.phase !== 'retired' && context.allows(withdrawScopeDecision) && (
        <div class="app-actions__row app-noprint">
          <Button variant="secondary" href={againPath(scope)}>
            Decide it again
          </Button>
          <Button variant="secondary" href={`${path}/withdraw`}>
            Take this decision back
          </Button>
        </div>
      )}
    </ServiceFrame>
  );
}

/** Takes a decision back, with the reason. */
export function WithdrawForm({ service, scope }: ScopeProps, form: FormContext) {
  const reference = scopeReference(scope.number);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Take this decision back"
      caption={`${reference}, ${sayScope(scope)}`}
      labels={{ reason: 'Why' }}
      back={{ text: reference, href: scopeDecisionPath(service.reference, scope.number) }}
    >
      <p>It stays in the record, with your reason. From then on it counts for nothing.</p>
      <ReasonForm form={form} label="Why it is taken back" button="Take the decision back" />
    </ServiceFormFrame>
  );
}
