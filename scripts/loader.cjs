'use strict';
/**
 * Preloaded into every Node that runs our code. Node 24 runs .ts by itself; this adds .tsx (turned into JavaScript by
 * esbuild, once per version of the file) and keeps compiled code between runs. Both halve the start of the command line.
 */
const { accessSync, constants, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { enableCompileCache, registerHooks, setSourceMapsSupport } = require('node:module');
const { homedir } = require('node:os');
const { join } = require('node:path');
const { fileURLToPath } = require('node:url');

const root = join(__dirname, '..');
const cache = cacheDirectory();
enableCompileCache(cache);

let tsconfig;
registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return nextLoad(url, context);
    if (tsconfig === undefined) {
      tsconfig = readFileSync(join(root, 'tsconfig.json'), 'utf8');
      setSourceMapsSupport(true);
    }
    return { format: 'module', source: toJavaScript(fileURLToPath(url)), shortCircuit: true };
  },
});

function toJavaScript(file) {
  const { hash } = require('node:crypto');
  const text = readFileSync(file, 'utf8');
  // The file's name is part of the source map, so part of the key.
  const kept = join(cache, 'tsx', `${hash('sha256', [tsconfig, file, text].join('\0'))}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    // Not seen before.
  }
  const { code } = require('esbuild').transformSync(text, {
    loader: 'tsx',
    format: 'esm',
    target: 'node24',
    sourcefile: file,
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfigRaw: tsconfig,
  });
  try {
    mkdirSync(join(cache, 'tsx'), { recursive: true });
    // By rename: another process may be reading.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // A cache that cannot be written costs time, nothing else.
  }
  return code;
}

function cacheDirectory() {
  const modules = join(root, 'node_modules');
  try {
    accessSync(modules, constants.W_OK);
    return join(modules, '.cache', 'primum');
  } catch {
    return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'primum');
  }
}
