import { BowTie, type BowTieControl, type BowTieData, type BowTieEnd } from '../../../ui/charts/bow-tie.tsx';
import { BowTieTable } from '../../../ui/charts/bow-tie-table.tsx';
import { Details } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { placeControls } from '../domain/bow-tie.ts';
import type { ControlRecord, HazardRecord } from '../domain/record.ts';
import { controlPath } from './addresses.ts';
import { harmWords } from './harm-words.ts';
import { Text } from './text.tsx';

interface HazardBowTieProps {
  readonly service: string;
  readonly hazard: HazardRecord;
  /** The day that is looked at, which links keep. */
  readonly asAt: string | null;
  /** The address of the hazard, for whoever may change which controls act on it; null for others. */
  readonly change: string | null;
}

/** The hazard in the middle: what can lead to it and what prevents that; what it can do and what limits that. */
export function HazardBowTie({ service, hazard, asAt, change }: HazardBowTieProps) {
  const { unplaced, causesMay, harmMay, ...placed } = placeControls(hazard.controls);
  const control = (one: ControlRecord, ends: readonly number[]): BowTieControl => ({
    name: one.id,
    text: one.text,
    href: controlPath(service, one.id, asAt),
    verdict: one.verdict,
    ends,
  });
  const harm = harmEnds(hazard);
  const link = change === null ? {} : { link: { text: 'Add a control', href: `${change}/controls/record` } };
  const data: BowTieData = {
    causes: {
      title: 'Causes',
      none: 'The log names no cause.',
      ends: hazard.causes.map(({ text }, index) => ({
        name: `Cause ${index + 1}`,
        text,
        href: `#cause-${index + 1}`,
      })),
      controlsTitle: 'Controls that prevent',
      controls: placed.prevents.map((one) =>
        control(
          one,
          one.causes.map((cause) => cause - 1),
        ),
      ),
      noControl: causesMay
        ? { name: 'No control named', text: 'Nothing says which control prevents this.', way: 'maybe', ...link }
        : { name: 'No control', text: 'Nothing prevents this yet.', way: 'open', ...link },
    },
    hazard: { name: hazard.id, text: hazard.name, href: '#ratings' },
    harm: {
      title: 'Effects and harm',
      none: 'The log names no effect and no harm.',
      ends: harm,
      controlsTitle: 'Controls that limit harm',
      // A log says that a control limits, and not which effect of several.
      controls: placed.limits.map((one) =>
        control(
          one,
          harm.map((_end, index) => index),
        ),
      ),
      noControl: harmMay
        ? { name: 'No control named', text: 'Nothing says which control limits this.', way: 'maybe', ...link }
        : { name: 'No control', text: 'Nothing limits this yet.', way: 'open', ...link },
    },
  };
  return (
    <section aria-labelledby="bow-tie">
      <h2 class="nhsuk-heading-m" id="bow-tie">
        Bow-tie
      </h2>
      <BowTie id="bow-tie-picture" title={`Bow-tie of ${hazard.id}`} description={describe(data)} data={data} />
      <p class="app-note app-bow-tie__words">
        A thick line is a way to harm that stands open: its control does not hold, or there is none. A thick broken line
        may stand open: its control is not verified, or nobody has said which control acts there.
      </p>
      {unplaced.length > 0 && <Unplaced {...{ service, asAt, change }} controls={unplaced} />}
      <Details summary="The bow-tie as a table" classes="app-bow-tie__data">
        <BowTieTable data={data} />
      </Details>
    </section>
  );
}

function harmEnds({ effects, harms, harmKinds }: HazardRecord): BowTieEnd[] {
  return [
    ...effects.map((text, index) => ({ name: `Effect ${index + 1}`, text, href: `#effect-${index + 1}` })),
    ...harms.map((text, index) => {
      const kind = harmKinds[index];
      return { name: `Harm ${index + 1}`, text, strong: kind ? harmWords(kind) : null, href: `#harm-${index + 1}` };
    }),
  ];
}

function describe({ causes, harm }: BowTieData): string {
  return [
    `${counted(causes.ends.length, 'cause')} with ${counted(causes.controls.length, 'control')} that prevent on the left,`,
    `the hazard in the middle, ${counted(harm.controls.length, 'control')} that limit and`,
    `${counted(harm.ends.length, 'effect or harm', 'effects and harms')} on the right. The table below says the same.`,
  ].join(' ');
}

interface UnplacedProps extends Pick<HazardBowTieProps, 'service' | 'asAt' | 'change'> {
  readonly controls: readonly ControlRecord[];
}

function Unplaced({ service, asAt, change, controls }: UnplacedProps) {
  return (
    <div class="app-unplaced">
      <h3 class="nhsuk-heading-s">
        Not placed yet <span class="app-count">({controls.length})</span>
      </h3>
      <p class="app-measure">
        Nobody has said whether {controls.length === 1 ? 'this control prevents' : 'these controls prevent'} the hazard
        or {controls.length === 1 ? 'limits' : 'limit'} its harm, so{' '}
        {controls.length === 1 ? 'it stands' : 'they stand'} in no line of the bow-tie.
      </p>
      <ul class="nhsuk-list app-measure">
        {controls.map(({ id, text }) => (
          <li>
            <a class="app-ref" href={controlPath(service, id, asAt)}>
              {id}
            </a>{' '}
            <Text text={text} />
            {change !== null && (
              <>
                {' '}
                <a class="app-noprint" href={`${change}/controls/use?control=${encodeURIComponent(id)}`}>
                  Say what {id} acts on
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
