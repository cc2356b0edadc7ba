import { renderToString } from 'preact-render-to-string';
import { NotPossible } from '../../platform/commands/problems.ts';
import { ArgumentPicture } from '../../ui/charts/argument.tsx';
import { caseSentence, type Case } from './domain.ts';
import { sentenceText } from '../../words/sentence.ts';
import { pictured } from './picture.ts';

/** What the pages say in their style sheet: a file has to bring it along. */
const STYLE = `
text { font-family: Arial, Helvetica, sans-serif; font-size: 15px; fill: #212b32 }
.app-bow-tie__words--strong { font-weight: 700 }
.app-bow-tie__words--note { font-size: 14px; fill: #4c6272 }
.app-bow-tie__words--name, .app-bow-tie__words--link { fill: #005eb8; text-decoration: underline }
.app-bow-tie__line { fill: none; stroke: #4c6272; stroke-width: 1.5px }
.app-bow-tie__line--open, .app-bow-tie__line--maybe { stroke: #212b32; stroke-width: 4px }
.app-bow-tie__line--maybe { stroke-dasharray: 9 6 }
.app-argument__arrow { fill: #212b32 }
.app-argument__arrow--context { fill: #fff; stroke: #4c6272; stroke-width: 1.5px }
.app-argument__relation--challenges path { stroke-dasharray: 3 4 }
.app-bow-tie__box { fill: #fff; stroke: #4c6272; stroke-width: 1.5px }
.app-bow-tie__box--open { stroke: #212b32; stroke-width: 3px }
.app-bow-tie__box--maybe, .app-bow-tie__box--none { stroke-dasharray: 6 4 }
.app-bow-tie__tag rect { stroke: #354550; fill: #dbe0e3 }
.app-bow-tie__tag text { font-size: 14px; font-weight: 700; fill: #354550 }
.app-bow-tie__sign { fill: none; stroke: #354550; stroke-width: 2px }
.app-bow-tie__tag--met rect { fill: #cce5d8; stroke: #004c23 }
.app-bow-tie__tag--met text { fill: #004c23 }
.app-bow-tie__tag--met .app-bow-tie__sign { stroke: #004c23 }
.app-bow-tie__tag--not-met rect { fill: #b0140b; stroke: #b0140b }
.app-bow-tie__tag--not-met text { fill: #fff }
.app-bow-tie__tag--not-met .app-bow-tie__sign { stroke: #fff }
`;

/** A part of an argument as an SVG file of its own. @throws NotPossible where there is too much in it */
export async function drawn(one: Case, from: string): Promise<string> {
  const layout = await pictured(one, from);
  if (layout === null)
    throw new NotPossible(
      `There is too much below ${from} for one picture: nobody could follow its lines. Choose a claim in it.`,
    );
  const svg = renderToString(
    <ArgumentPicture
      id="argument"
      title={`${from} in the safety argument of ${one.service.name}`}
      description={sentenceText(caseSentence(one, from))}
      layout={layout}
      about={from}
    />,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace(/(<svg[^>]*>)/u, `$1<style>${STYLE}</style>`)}\n`;
}
