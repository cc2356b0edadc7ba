import { VERDICT_LOOKS } from '../verdict-looks.ts';
import { DIAMOND, SLANT, TAG_HEIGHT } from './argument-boxes.ts';
import type { ArgumentLayout, PlacedBox, PlacedRelation } from './argument-layout.ts';
import { wayTo } from './argument-parts.ts';

export interface ArgumentPictureProps {
  /** Begins the ids in it: unique in the page. */
  readonly id: string;
  readonly title: string;
  /** The picture in words, for those who do not see it. Its data stand in a table beside it. */
  readonly description: string;
  readonly layout: ArgumentLayout;
  /** The claim that it is about. */
  readonly about: string;
}

/** Taller ones do not fit on a sheet of paper that lies across: there they run over pages. */
const ONE_SHEET = 760;

/** An argument as a picture, where there is room for its text at full size. What it shows stands in the table as well. */
export function ArgumentFigure(props: ArgumentPictureProps) {
  const sheet = props.layout.height <= ONE_SHEET ? 'app-bow-tie--sheet' : 'app-argument--long';
  return (
    <figure class={`app-bow-tie app-argument ${sheet}`}>
      <ArgumentPicture {...props} />
    </figure>
  );
}

export function ArgumentPicture({ id, title, description, layout, about }: ArgumentPictureProps) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="app-bow-tie__picture app-argument__picture"
      viewBox={`-2 0 ${layout.width + 4} ${layout.height}`}
      role="group"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {layout.lines.map((line) => (
        <Line line={line} />
      ))}
      {layout.boxes.map((box) => (
        <BoxInPlace box={box} about={about} />
      ))}
    </svg>
  );
}

function Line({ line: { path, arrow, way, sort } }: { readonly line: PlacedRelation }) {
  return (
    <g class={`app-argument__relation app-argument__relation--${sort}`}>
      <path class={`app-bow-tie__line app-bow-tie__line--${way}`} d={path} />
      <polygon class={`app-argument__arrow app-argument__arrow--${sort}`} points={arrow} />
    </g>
  );
}

function BoxInPlace({ box, about }: { readonly box: PlacedBox; readonly about: string }) {
  const { part, x, y, words, tag, diamond } = box;
  const inside = (
    <>
      <Shape box={box} about={about} />
      {diamond !== null && (
        <path
          class="app-bow-tie__box app-bow-tie__box--none"
          d={`M0 ${diamond}l${DIAMOND / 2} ${DIAMOND / 2}l-${DIAMOND / 2} ${DIAMOND / 2}l-${DIAMOND / 2} -${DIAMOND / 2}z`}
        />
      )}
      {words.map((one) => (
        // The blank keeps the words of two lines apart for whoever hears them.
        <text
          class={`app-bow-tie__words app-bow-tie__words--${one.look}`}
          x={one.x}
          y={one.y}
          text-anchor={one.middle ? 'middle' : undefined}
        >
          {`${one.text} `}
        </text>
      ))}
      {tag && part.verdict !== null && (
        <g transform={`translate(${tag.x} ${tag.y})`} class={`app-bow-tie__tag app-bow-tie__tag--${part.verdict}`}>
          <rect width={tag.width} height={TAG_HEIGHT} />
          <g transform="translate(7 5)" class="app-bow-tie__sign">
            {VERDICT_LOOKS[part.verdict].sign === '' ? (
              <circle cx="7" cy="7" r="5" stroke-dasharray="2.6 2.6" />
            ) : (
              <path d={VERDICT_LOOKS[part.verdict].sign} />
            )}
          </g>
          <text x="27" y="17">
            {`${VERDICT_LOOKS[part.verdict].holds} `}
          </text>
        </g>
      )}
    </>
  );
  return <g transform={`translate(${x} ${y})`}>{part.href === null ? inside : <a href={part.href}>{inside}</a>}</g>;
}

function Shape({ box: { part, shape }, about }: { readonly box: PlacedBox; readonly about: string }) {
  const { width, height } = shape;
  const look = `app-bow-tie__box ${
    part.id === about || part.verdict === 'not-met'
      ? 'app-bow-tie__box--open'
      : part.verdict !== null
        ? `app-bow-tie__box--${wayTo(part)}`
        : ''
  }`;
  switch (shape.kind) {
    case 'circle':
      return <circle class={look} cx="0" cy={height / 2} r={height / 2} />;
    case 'oval':
      return <ellipse class={look} cx="0" cy={height / 2} rx={width / 2} ry={height / 2} />;
    case 'slanted':
      return (
        <path class={look} d={`M${-width / 2 + SLANT} 0H${width / 2}L${width / 2 - SLANT} ${height}H${-width / 2}z`} />
      );
    default:
      return (
        <rect
          class={look}
          x={-width / 2}
          width={width}
          height={height}
          rx={shape.kind === 'rounded' ? 22 : undefined}
        />
      );
  }
}
