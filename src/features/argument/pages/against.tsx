import type { PageContext } from '../../../platform/http/forms.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { Table } from '../../../ui/nhsuk/index.ts';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { dayIn, sayDay } from '../../../words/days.ts';
import { claimPath, counterStanding, linesOf, TOP, type CounterEvidence } from '../domain.ts';
import type { ArgumentProps } from './argument.tsx';

type AgainstProps = ArgumentProps & { readonly context: PageContext };

/** What people wrote against the claims that the argument leans on, and where nobody has. */
export function Against(props: AgainstProps) {
  const { one, from, counterEvidence } = props;
  const here = new Set(linesOf(one, from).map(({ element }) => element.id));
  const written = new Map(counterEvidence.map((each) => [each.claim, each]));
  const said = new Map(one.made.argument.elements.map(({ id, text }) => [id, text]));
  const claims = [...new Set([...one.made.asked, ...written.keys()])].filter(
    (claim) => from === TOP || here.has(claim),
  );
  if (claims.length === 0) return null;
  return (
    <section aria-labelledby="against">
      <h2 class="nhsuk-heading-m" id="against">
        What speaks against it, and what is not known
      </h2>
      <p class="app-measure">
        An argument that only gathers what speaks for it is worth little. So of each claim that it leans on, a named
        person writes what speaks against it and what is not known; without that, the claim is not verified.
      </p>
      <Table
        responsive
        firstCellIsHeader
        caption={{ text: 'What speaks against the claims', classes: 'nhsuk-u-visually-hidden' }}
        head={[
          { text: 'Claim' },
          { text: 'What speaks against it' },
          { text: 'What is not known' },
          { text: 'Answer' },
        ]}
        rows={claims.map((claim) => row({ claim, said: said.get(claim) ?? '' }, written.get(claim) ?? null, props))}
      />
    </section>
  );
}

function row(
  { claim, said }: { readonly claim: string; readonly said: string },
  one: CounterEvidence | null,
  { service, context, mayWrite, mayAnswer, asAt }: AgainstProps,
) {
  const path = claimPath(service.reference, claim);
  const named = (
    <>
      <span class="app-note">{claim}</span> {said}
      {mayWrite && asAt === null && (
        <>
          <br />
          <a class="app-noprint" href={path}>
            {one === null ? 'Write it' : 'Write it anew'}
            <span class="nhsuk-u-visually-hidden"> for {claim}</span>
          </a>
        </>
      )}
    </>
  );
  if (one === null)
    return [
      { text: named },
      {
        text: (
          <>
            <VerdictTag verdict="not-known" says="met" /> Nobody has written it
          </>
        ),
      },
      { text: 'Nobody has written it' },
      { text: '' },
    ];
  const standing = counterStanding(one, context.now);
  return [
    { text: named },
    {
      text: (
        <>
          <span class="app-lines">{one.against ?? 'Nothing that is known'}</span>
          <br />
          <span class="app-second">
            {one.written.by}, {sayDay(dayIn(one.written.at))}
          </span>{' '}
          <Freshness state={standing === 'lapsed' ? 'lapsed' : 'current'}>
            {standing === 'lapsed' ? 'was to be looked at again by' : 'until'} {sayDay(one.reviewBy)}
          </Freshness>
        </>
      ),
    },
    { text: <span class="app-lines">{one.unknown ?? 'Nothing that is known'}</span> },
    { text: <Answer {...{ one, path }} mayAnswer={mayAnswer && asAt === null} /> },
  ];
}

interface AnswerProps {
  readonly one: CounterEvidence;
  readonly path: string;
  readonly mayAnswer: boolean;
}

function Answer({ one, path, mayAnswer }: AnswerProps) {
  if (one.against === null) return <>Nothing to answer</>;
  if (one.answer)
    return (
      <>
        <span class="app-lines">{one.answer.text}</span>
        <br />
        <span class="app-second">
          {one.answer.by}, {sayDay(dayIn(one.answer.at))}
        </span>
      </>
    );
  return (
    <>
      <VerdictTag verdict="not-met" says="met" /> Nobody has answered it
      {mayAnswer && (
        <>
          <br />
          <a class="app-noprint" href={`${path}/answer`}>
            Answer it<span class="nhsuk-u-visually-hidden"> for {one.claim}</span>
          </a>
        </>
      )}
    </>
  );
}
