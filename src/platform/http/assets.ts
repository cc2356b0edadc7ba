import { hash } from 'node:crypto';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { FastifyInstance } from 'fastify';
import { open } from './declared.ts';

const NHSUK = new URL('../../../node_modules/nhsuk-frontend/dist/nhsuk/', import.meta.url);
const UI = new URL('../../ui/', import.meta.url);
const A_YEAR = 'public, max-age=31536000, immutable';

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

export interface Assets {
  readonly css: readonly string[];
  readonly js: readonly string[];
  readonly all: readonly Asset[];
}

/** Prepares styles and scripts once, each under a name that changes with its content. */
export async function prepareAssets(): Promise<Assets> {
  const nhsuk = named('nhsuk', 'css', 'text/css; charset=utf-8', withoutNhsFont(readText(stylesheet())));
  const own = named('primum', 'css', 'text/css; charset=utf-8', readText(new URL('primum.css', UI)));
  const script = named('primum', 'js', 'text/javascript; charset=utf-8', await bundle());
  const images = readdirSync(new URL('assets/images/', NHSUK))
    .filter((name) => name.startsWith('nhsuk-icon-') && name.endsWith('.svg'))
    .map((name): Asset => ({
      path: `/assets/images/${name}`,
      type: 'image/svg+xml; charset=utf-8',
      body: readFileSync(new URL(`assets/images/${name}`, NHSUK)),
    }));
  const icon: Asset = {
    path: '/assets/favicon.svg',
    type: 'image/svg+xml; charset=utf-8',
    body: readFileSync(new URL('favicon.svg', UI)),
  };
  return { css: [nhsuk.path, own.path], js: [script.path], all: [nhsuk, own, script, icon, ...images] };
}

/** Both stylesheets as one text, for a page that has to stand alone. */
export function styles(): string {
  return `${withoutNhsFont(readText(stylesheet()))}\n${readText(new URL('primum.css', UI))}`;
}

export function serveAssets(app: FastifyInstance, assets: Assets): void {
  const config = open('Styles, scripts and icons of every page.');
  for (const asset of assets.all) {
    app.get(asset.path, { config }, (_request, reply) =>
      reply.type(asset.type).header('cache-control', A_YEAR).send(asset.body),
    );
  }
}

function stylesheet(): URL {
  const name = readdirSync(NHSUK).find((file) => /^nhsuk-frontend-[\d.]+\.min\.css$/u.test(file));
  if (!name) throw new Error('nhsuk-frontend has no stylesheet where it is looked for');
  return new URL(name, NHSUK);
}

/** The font of the NHS identity is for NHS services; and a page that fetches it would tell the NHS who reads what. */
function withoutNhsFont(css: string): string {
  return css.replace(/@font-face\{[^}]*\}/gu, '').replaceAll('Frutiger W01,', '');
}

function readText(file: URL): string {
  return readFileSync(file, 'utf8');
}

function named(name: string, ending: string, type: string, text: string): Asset {
  return { path: `/assets/${name}-${hash('sha256', text).slice(0, 12)}.${ending}`, type, body: Buffer.from(text) };
}

/** What makes pages quicker: what all pages have, and what a feature brings in a file of its own. */
async function bundle(): Promise<string> {
  const features = fileURLToPath(new URL('../features/', UI));
  const scripts = [fileURLToPath(new URL('enhance.ts', UI)), ...globSync(`${features}*/enhance.ts`).toSorted()];
  const { outputFiles } = await build({
    stdin: {
      contents: scripts.map((script) => `import ${JSON.stringify(script)};`).join('\n'),
      resolveDir: features,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
  });
  return outputFiles[0]!.text;
}
