import { layBowTie, type BowTieLayout, type PlacedLine } from './bow-tie-layout.ts';
import { TAG_HEIGHT, type Box } from './bow-tie-boxes.ts';
import { BowTieList } from './bow-tie-list.tsx';
import type { BowTieData } from './bow-tie-parts.ts';
import { VERDICT_LOOKS } from '../verdict-looks.ts';

export type { BowTieControl, BowTieData, BowTieEnd, BowTieSide, NoControl } from './bow-tie-parts.ts';

export interface BowTieProps {
  /** Begins the ids in it: unique in the page. */
  readonly id: string;
  readonly title: string;
  /** The picture in words, for those who do not see it. Its data stand in a table beside it. */
  readonly description: string;
  readonly data: BowTieData;
}

/** More ends and controls than anybody can follow lines between: they stand in the list alone. */
const MOST = 160;
/** Taller ones do not fit on a sheet of paper that lies across: there the list is printed. */
const ONE_SHEET = 760;

/**
 * A bow-tie: what can lead to a hazard, and what it can do. As a picture where there is room for its text at full size, else as
 * a list of the same in the same order; the styles show one of them.
 */
export function BowTie({ id, title, description, data }: BowTieProps) {
  const parts = [data.causes, data.harm].reduce((sum, { ends, controls }) => sum + ends.length + controls.length, 0);
  if (parts > MOST) {
    return (
      <figure class="app-bow-tie app-bow-tie--listed">
        <BowTieList data={data} />
      </figure>
    );
  }
  const layout = layBowTie(data);
  const sheet = layout.height <= ONE_SHEET ? 'app-bow-tie--sheet' : 'app-bow-tie--long';
  return (
    <figure class={`app-bow-tie ${sheet}`}>
      <Picture id={id} title={title} description={description} layout={layout} />
      <BowTieList data={data} />
    </figure>
  );
}

type PictureProps = Omit<BowTieProps, 'data'> & { readonly layout: BowTieLayout };

function Picture({ id, title, description, layout: { width, height, titles, boxes, lines } }: PictureProps) {
  return (
    <svg
      class="app-bow-tie__picture"
      viewBox={`-2 0 ${width + 4} ${height}`}
      role="group"
      aria-labelledby={`${id}-title ${id}-description`}
      data-lights
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {titles.map(({ x, y, text }) => (
        <text class="app-bow-tie__head" x={x} y={y}>
          {text}
        </text>
      ))}
      {lines.map((line) => (
        <Line line={line} />
      ))}
      {boxes.map((box) => (
        <BoxInPlace box={box} />
      ))}
    </svg>
  );
}

function Line({ line }: { readonly line: PlacedLine }) {
  return (
    <path
      class={`app-bow-tie__line app-bow-tie__line--${line.way}`}
      d={line.path}
      data-leaves={line.leaves.join(' ')}
      data-reaches={line.reaches.join(' ')}
    />
  );
}

function BoxInPlace({ box }: { readonly box: Box }) {
  const inside = (
    <>
      <rect class={`app-bow-tie__box ${lookOf(box)}`} width={box.width} height={box.height} />
      {box.words.map(({ x, y, text, look }) => (
        // The blank keeps the words of two lines apart for whoever hears them.
        <text class={`app-bow-tie__words app-bow-tie__words--${look}`} x={x} y={y}>
          {`${text} `}
        </text>
      ))}
      {box.tag && <Tag {...box.tag} />}
    </>
  );
  return (
    <g transform={`translate(${box.x} ${box.y})`} data-box={box.key}>
      {box.href === null ? inside : <a href={box.href}>{inside}</a>}
    </g>
  );
}

function lookOf({ kind, way }: Box): string {
  if (kind === 'hazard') return 'app-bow-tie__box--hazard';
  if (kind === 'none' || kind === 'empty') return 'app-bow-tie__box--none';
  if (kind === 'end') return '';
  return `app-bow-tie__box--${way}`;
}

function Tag({ x, y, width, verdict }: NonNullable<Box['tag']>) {
  const { sign, holds } = VERDICT_LOOKS[verdict];
  return (
    <g transform={`translate(${x} ${y})`} class={`app-bow-tie__tag app-bow-tie__tag--${verdict}`}>
      <rect width={width} height={TAG_HEIGHT} />
      <g transform="translate(7 5)" class="app-bow-tie__sign">
        {sign === '' ? <circle cx="7" cy="7" r="5" stroke-dasharray="2.6 2.6" /> : <path d={sign} />}
      </g>
      <text x="27" y="17">
        {`${holds} `}
      </text>
    </g>
  );
}
