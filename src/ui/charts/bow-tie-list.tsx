import { VerdictTag } from '../verdict.tsx';
import {
  strandsOf,
  worstWay,
  type Barrier,
  type BowTieControl,
  type BowTieData,
  type BowTieEnd,
  type BowTieSide,
  type NoControl,
  type Strand,
} from './bow-tie-parts.ts';
import { listed } from '../../words/counting.ts';

/** A bow-tie as a list: on a phone, and on paper where the picture has no room. The rule at the left is the line of the picture. */
export function BowTieList({ data: { causes, hazard, harm } }: { readonly data: BowTieData }) {
  return (
    <div class="app-bow-tie__list">
      <h3 class="nhsuk-heading-s">{causes.title}, and the controls that prevent</h3>
      <Strands side={causes} />
      <p class="app-strand__hazard">
        <strong>{hazard.name}</strong>
        <br />
        <strong>{hazard.text}</strong>
      </p>
      <h3 class="nhsuk-heading-s">{harm.title}, and the controls that limit</h3>
      <Strands side={harm} />
    </div>
  );
}

function Strands({ side }: { readonly side: BowTieSide }) {
  return (
    <>
      {side.ends.length === 0 && <p class="app-second">{side.none}</p>}
      <ul class="app-strands">
        {strandsOf(side).map((strand) => (
          <OneStrand side={side} strand={strand} />
        ))}
      </ul>
    </>
  );
}

function OneStrand({ side, strand }: { readonly side: BowTieSide; readonly strand: Strand }) {
  return (
    <li class={`app-strand app-strand--${worstWay(strand.barriers.map(({ way }) => way))}`}>
      {strand.ends.map((end) => (
        <End end={side.ends[end]!} />
      ))}
      {strand.barriers.map((barrier) =>
        barrier.control ? (
          <Control
            control={barrier.control}
            barrier={barrier}
            against={strand.complete ? [] : barrier.ends.map((end) => side.ends[end]!.name)}
          />
        ) : (
          <None none={side.noControl} />
        ),
      )}
    </li>
  );
}

function End({ end: { name, text, strong, href } }: { readonly end: BowTieEnd }) {
  return (
    <p class="app-strand__end">
      <a href={href}>{name}</a> {text}
      {strong && (
        <>
          {' '}
          <strong>{strong}</strong>
        </>
      )}
    </p>
  );
}

interface ControlProps {
  readonly control: BowTieControl;
  readonly barrier: Barrier;
  /** What it stands before, where it is not all that stands above it. */
  readonly against: readonly string[];
}

function Control({ control: { name, text, href, verdict }, barrier, against }: ControlProps) {
  return (
    <div class={`app-strand__box app-strand__box--${barrier.way}`}>
      <p>
        <a class="app-ref" href={href}>
          {name}
        </a>{' '}
        <VerdictTag verdict={verdict} says="holds" />
      </p>
      <p class="app-lines">{text}</p>
      {against.length > 0 && <p class="app-note">Acts on {listed(against)}</p>}
    </div>
  );
}

function None({ none: { name, text, link } }: { readonly none: NoControl }) {
  return (
    <div class="app-strand__box app-strand__box--none">
      <p>
        <strong>{name}.</strong> {text}
        {link && (
          <>
            {' '}
            <a href={link.href}>{link.text}</a>
          </>
        )}
      </p>
    </div>
  );
}
