import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { FastifyInstance } from 'fastify';
import { open } from '../../platform/http/declared.ts';
import type { Look } from './pages/frame.tsx';

/*
 * Styles and script of the form, apart from those of the product: an old phone loads some ten kilobytes, and no address or file in
 * its cache has the product's name.
 */

const A_YEAR = 'public, max-age=31536000, immutable';
/** Nothing to be recognised by in a row of tabs. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" fill="#fff"/></svg>';

/** Prepares them once, each under a name that changes with its content, and serves them. */
export async function serveLook(app: FastifyInstance): Promise<Look> {
  const css = readFileSync(new URL('form.css', import.meta.url), 'utf8');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('enhance-leaving.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
  });
  const config = open('Styles and script of the public form.');
  const serve = (ending: string, type: string, text: string): string => {
    const path = `/assets/a-${hash('sha256', text).slice(0, 12)}.${ending}`;
    app.get(path, { config }, (_request, reply) => reply.type(type).header('cache-control', A_YEAR).send(text));
    return path;
  };
  return {
    css: serve('css', 'text/css; charset=utf-8', css.replaceAll(/\/\*[\s\S]*?\*\/|\n\s*/gu, '')),
    js: serve('js', 'text/javascript; charset=utf-8', outputFiles[0]!.text),
    icon: serve('svg', 'image/svg+xml; charset=utf-8', ICON),
  };
}
