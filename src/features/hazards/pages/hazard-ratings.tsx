import type { ComponentChildren } from 'preact';
import { sayDate } from '../../../platform/london-time.ts';
import { capital, listed } from '../../../words/counting.ts';
import { acceptanceOf, type RiskScheme } from '../../schemes/index.ts';
import type { Phase, Verdict } from '../domain.ts';
import { askedOf, findingWords } from '../domain/accepting.ts';
import type { ControlRecord, HazardRecord, JudgementRecord, RatingRecord } from '../domain/record.ts';
import { controlPath } from './addresses.ts';
import { HazardMap } from './hazard-map.tsx';
import { LargeSquare, RatingMark } from './marks.tsx';
import { Text } from './text.tsx';

interface RatingsProps {
  readonly service: string;
  readonly hazard: HazardRecord;
  readonly scheme: RiskScheme | null;
  /** The day that is looked at, which links keep. */
  readonly asAt: string | null;
  /** What whoever looks may judge of it; null where nothing is judged: on a day that is over, or of one that is not open. */
  readonly judging?: Judging | null;
}

export interface Judging {
  /** The address of the hazard. */
  readonly path: string;
  /** Whether they judge what remains. */
  readonly remains: boolean;
}

/** The ratings of a hazard: what each is, who gave it, when, and on what it rests; and which of them counts. */
export function Ratings(props: RatingsProps) {
  const { hazard, scheme } = props;
  const { initial, target, residual } = hazard;
  const agreed = hazard.controls.filter(({ state }) => state === 'agreed').map(({ id }) => id);
  return (
    <section aria-labelledby="ratings">
      <h2 class="nhsuk-heading-m" id="ratings">
        Ratings
      </h2>
      <div class="app-ratings app-ratings--three">
        <Rating {...props} name="Initial" phase="initial" rating={initial} place="initial" />
        <Rating {...props} name="Target" phase="target" rating={target}>
          {target && (
            <>
              Rests on the agreed controls being in place
              {agreed.length > 0 && (
                <>
                  : <ControlLinks {...props} ids={agreed} />
                </>
              )}
              .
            </>
          )}
        </Rating>
        <Rating {...props} name="Residual" phase="residual" rating={residual} place="residual">
          {residual && <RestsOn {...props} rating={residual} />}
        </Rating>
      </div>
      <div class="app-ratings__below">
        <div>
          <Counting {...props} />
          <Deployer {...props} />
          <ToJudge {...props} />
          <Judged lead="The residual risk is accepted:" judgement={hazard.acceptance} />
          <Judged lead="Weighed against the benefit:" judgement={hazard.benefitRisk} />
        </div>
        {scheme && <HazardMap hazard={hazard} scheme={scheme} />}
      </div>
    </section>
  );
}

interface RatingProps extends RatingsProps {
  readonly name: string;
  readonly phase: Phase;
  readonly rating: RatingRecord | null;
  /** Which cells of the file it was read from. */
  readonly place?: 'initial' | 'residual';
  /** On what it rests. */
  readonly children?: ComponentChildren;
}

function Rating({ name, phase, rating, place, hazard, scheme, judging, children }: RatingProps) {
  if (!rating) {
    return (
      <div class="app-rated">
        <LargeSquare scheme={scheme} level={null} />
        <div class="app-rated__words">
          <h3 class="app-rated__name">{name}</h3>
          <p>Nobody has rated it.</p>
          <Rate {...{ judging, phase }} text={`Rate the ${phase} risk`} />
        </div>
      </div>
    );
  }
  const differs = rating.stated !== null && String(rating.stated) !== String(rating.level);
  return (
    <div class="app-rated">
      <LargeSquare scheme={scheme} level={rating.level} provisional={rating.provisional} />
      <div class="app-rated__words">
        <h3 class="app-rated__name">{name}</h3>
        <p>{inWords(rating) || 'No severity and no likelihood are stated.'}</p>
        {rating.level === null && <p>The scheme of this log makes no level of it.</p>}
        {differs && (
          <p>
            The file says <strong>{rating.stated}</strong>.
          </p>
        )}
        <p class="app-note">
          {whoAndWhen(rating)}
          {/* What a person rated is in no file. */}
          {place && rating.stated !== null && cellOf(hazard, place)}
        </p>
        {children && <p class="app-note">{children}</p>}
        {rating.justification !== null && (
          <p class="app-note app-lines">
            <Text text={rating.justification} />
          </p>
        )}
        <Rate {...{ judging, phase }} text={`Rate the ${phase} risk again`} />
      </div>
    </div>
  );
}

/** Where a person rates it, beside the rating that it replaces. */
function Rate({ judging, phase, text }: Pick<RatingProps, 'judging' | 'phase'> & { readonly text: string }) {
  if (!judging || (phase === 'residual' && !judging.remains)) return null;
  return (
    <p class="app-noprint">
      <a href={`${judging.path}/rate/${phase}`}>{text}</a>
    </p>
  );
}

/** What the level of the residual risk asks of a person, where they may say it. A provisional one has to count first. */
function ToJudge({ hazard: { residual }, scheme, judging }: RatingsProps) {
  if (!judging?.remains || !residual?.confirmed || residual.provisional || residual.level === null) return null;
  const asked = askedOf(acceptanceOf(scheme, residual.level));
  if (asked === 'nothing') return null;
  return (
    <p class="app-counting app-noprint">
      {asked === 'acceptance' ? (
        <a href={`${judging.path}/accept`}>Accept the residual risk</a>
      ) : (
        <a href={`${judging.path}/benefit-risk`}>Weigh the residual risk against the benefit</a>
      )}
    </p>
  );
}

/** "Major, Low" */
function inWords({ severity, likelihood }: RatingRecord): string {
  return [severity, likelihood].filter((word) => word !== null).join(', ');
}

function whoAndWhen({ giver, givenAt }: RatingRecord): string {
  return `${capital(giver)}, ${sayDate(new Date(givenAt))}`;
}

/** Where it stands in the file that it was taken in from. */
function cellOf({ place }: HazardRecord, phase: 'initial' | 'residual'): string {
  const cell = place?.ratings?.[phase]?.risk?.cell ?? place?.ratings?.[phase]?.severity?.cell;
  return cell === undefined ? '' : `, cell ${cell}`;
}

interface RestsOnProps extends RatingsProps {
  readonly rating: RatingRecord;
}

function RestsOn({ rating, ...props }: RestsOnProps) {
  if (rating.reliesOn === null) return <>Nobody has said on which controls it rests.</>;
  if (rating.reliesOn.length === 0) return <>Rests on no control.</>;
  return (
    <>
      Rests on <ControlLinks {...props} ids={rating.reliesOn} />.
    </>
  );
}

interface ControlLinksProps extends Pick<RatingsProps, 'service' | 'asAt'> {
  readonly ids: readonly string[];
}

/** "CTL-30, CTL-31 and CTL-33", each a link. */
function ControlLinks({ service, asAt, ids }: ControlLinksProps) {
  return (
    <>
      {ids.map((id, index) => (
        <>
          {index > 0 && (index === ids.length - 1 ? ' and ' : ', ')}
          <a class="app-ref" href={controlPath(service, id, asAt)}>
            {id}
          </a>
        </>
      ))}
    </>
  );
}

/** What counts now; while the residual rating is provisional, what counts until then. */
function Counting(props: RatingsProps) {
  const { hazard, scheme } = props;
  const waits = hazard.residual?.provisional === true;
  const lead = waits ? 'What counts until then:' : 'What counts now:';
  const { initial, residual, earlier, counts } = hazard;
  const rating = [initial, residual, ...earlier].find((one) => one?.counts);
  if (!rating) {
    return (
      <p class="app-counting">
        <strong>{lead}</strong> no rating. The risk is not known because nobody has rated it. A rating clears it.
      </p>
    );
  }
  const which = counts.earlier ? 'An earlier residual rating' : `The ${counts.phase} rating`;
  return (
    <p class="app-counting">
      <strong>{lead}</strong> <RatingMark scheme={scheme} level={rating.level} />{' '}
      <span>
        {which}: {inWords(rating) || 'without severity and likelihood'}. {whoAndWhen(rating)}
        <Resting {...props} on={rating.reliesOn} />.
        {waits &&
          rating === residual &&
          ' It was judged worse than what counted before, and a control that fails does not undo that.'}
      </span>
    </p>
  );
}

/** ", resting on CTL-30 and CTL-33" */
function Resting({ on, ...props }: RatingsProps & { readonly on: readonly string[] | null }) {
  if (on === null || on.length === 0) return null;
  return (
    <>
      , resting on <ControlLinks {...props} ids={on} />
    </>
  );
}

/** What the risk is once the deployer has done their part: a condition, and never what counts. */
function Deployer(props: RatingsProps) {
  const { hazard, scheme, judging } = props;
  const theirs = hazard.controls.filter(({ party, state }) => party === 'deployer' && state !== 'withdrawn');
  const { deployer } = hazard;
  if (theirs.length === 0 && !deployer) return null;
  // It is given of what the deployer has to do: without such a control, there is nothing to rate.
  const again = judging?.remains && theirs.length > 0 ? `${judging.path}/rate/deployer` : null;
  return (
    <p class="app-counting">
      <strong>If the deployer’s controls are in place:</strong>{' '}
      {deployer ? (
        <>
          <RatingMark scheme={scheme} level={deployer.level} />{' '}
          <span>
            {inWords(deployer)}. {whoAndWhen(deployer)}
            <Resting {...props} on={deployer.reliesOn} />. It is a condition, and does not count as the residual rating.
            {again && (
              <>
                {' '}
                <a class="app-noprint" href={again}>
                  Rate it again
                </a>
              </>
            )}
          </span>
        </>
      ) : (
        <span>
          not rated. <ControlLinks {...props} ids={theirs.map(({ id }) => id)} /> {theirs.length === 1 ? 'is' : 'are'}{' '}
          for the deployer{belongsTo(theirs)}.{' '}
          {again ? <a href={again}>A rating by a clinical safety officer</a> : 'A rating by a clinical safety officer'}{' '}
          clears it.
        </span>
      )}
    </p>
  );
}

interface JudgedProps {
  readonly lead: string;
  readonly judgement: JudgementRecord | null;
}

/** What a person decided about the risk that remains, in their words. */
function Judged({ lead, judgement }: JudgedProps) {
  if (!judgement) return null;
  const { finding, text, giver, givenAt } = judgement;
  return (
    <p class="app-counting">
      <strong>{lead}</strong> {findingWords(finding)}. {giver}, {sayDate(new Date(givenAt))}.
      <span class="app-lines app-counting__why">
        <Text text={text} />
      </span>
    </p>
  );
}

/** Whose they are, where the log says it. */
function belongsTo(controls: readonly ControlRecord[]): string {
  const owners = [...new Set(controls.map(({ owner }) => owner).filter((owner) => owner !== null))];
  return owners.length === 0 ? '' : ` (${listed(owners)})`;
}

const FALLS: readonly (readonly [Verdict, string, string])[] = [
  ['not-met', 'does not hold', 'do not hold'],
  ['not-known', 'is not verified', 'are not verified'],
];

/** Which of the controls that the residual rating relies on do not hold, where the sentence names one of several. */
export function Failing({ service, hazard, asAt }: Pick<RatingsProps, 'service' | 'hazard' | 'asAt'>) {
  const relied = hazard.controls.filter(({ id }) => hazard.residual?.reliesOn?.includes(id));
  const lines = FALLS.flatMap(([verdict, one, several]) => {
    const ids = relied.filter((control) => control.verdict === verdict).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ ids, words: ids.length === 1 ? one : several }];
  });
  // Of one, the sentence above says it.
  if (lines.flatMap(({ ids }) => ids).length < 2) return null;
  return (
    <p class="app-measure app-so__more">
      {lines.map(({ ids, words }) => (
        <>
          <ControlLinks service={service} asAt={asAt} ids={ids} /> {words}.{' '}
        </>
      ))}
    </p>
  );
}
