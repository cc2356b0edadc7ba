import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { findChromium } from '../../scripts/chromium.mjs';
import { written as logWritten } from '../../src/features/hazards/exchange/write.ts';
import { documentOf as logDocumentOf } from '../../src/features/hazards/exchange/from-records.ts';
import type { HazardRecord } from '../../src/features/hazards/index.ts';
import { NHS_SCHEME } from '../../src/features/schemes/index.ts';
import { browserFlags } from '../../src/test-browser.ts';

/*
 * What a team has today: a folder of Markdown that MkDocs makes pages of, a Word file that LibreOffice makes a PDF of, a page
 * that Chromium prints. Each whole, from its start to its end, as somebody waits for it. What is not installed is said to be so.
 */

export interface Other {
  readonly name: string;
  /** Where it comes from, for whoever does not have it. */
  readonly from: string;
  /** Its own words on its version; null where it is not there. */
  readonly version: string | null;
  /** Does it once. @returns the bytes that came of it; 0 where it failed */
  readonly run: () => number;
}

/** @param folder has report.docx and report.html in it; what is made is made there */
export async function others(folder: string, hazards: readonly HazardRecord[]): Promise<Other[]> {
  await putLog(join(folder, 'log'), hazards);
  const chromium = findChromium();
  const pdf = (name: string) => join(folder, name);
  return [
    {
      name: 'MkDocs: the log as Markdown to a site',
      from: 'Debian: mkdocs',
      version: versionOf('mkdocs'),
      run: () => {
        const site = join(folder, 'site');
        const done = ran('mkdocs', [
          'build',
          '--quiet',
          '--clean',
          '-f',
          join(folder, 'log', 'mkdocs.yml'),
          '-d',
          site,
        ]);
        return done ? sizeIn(site) : 0;
      },
    },
    {
      name: 'LibreOffice: the report as Word to PDF',
      from: 'Debian: libreoffice-writer-nogui',
      version: versionOf('soffice'),
      run: () => {
        const into = ['--convert-to', 'pdf:writer_pdf_Export', '--outdir', join(folder, 'office'), pdf('report.docx')];
        const done = ran('soffice', ['--headless', `-env:UserInstallation=file://${folder}/home`, ...into]);
        return done ? sizeOf(join(folder, 'office', 'report.pdf')) : 0;
      },
    },
    {
      name: 'Chromium: the report as a page to PDF',
      from: 'npm test installs one',
      version: chromium === undefined ? null : versionOf(chromium),
      run: () => {
        const flags = ['--headless', ...browserFlags, '--no-pdf-header-footer', `--user-data-dir=${folder}/browser`];
        const done = ran(chromium!, [
          ...flags,
          `--print-to-pdf=${pdf('chromium.pdf')}`,
          `file://${pdf('report.html')}`,
        ]);
        return done ? sizeOf(pdf('chromium.pdf')) : 0;
      },
    },
  ];
}

/** The log as a folder of Markdown, as it is taken out of Primum, with what MkDocs needs beside it. */
async function putLog(folder: string, hazards: readonly HazardRecord[]): Promise<void> {
  const facts = { title: 'Hazard log', service: 'DEMO', number: 1, id: 'log', asAt: new Date(0), approval: null };
  const log = logDocumentOf({ ...facts, sources: [], scheme: NHS_SCHEME, resting: new Map() }, hazards);
  const files = unzipSync(await logWritten('md', { log, service: 'Willowbank Wound Care', at: new Date(0) }));
  for (const [path, bytes] of Object.entries(files)) {
    const file = join(folder, 'docs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  writeFileSync(join(folder, 'mkdocs.yml'), 'site_name: Hazard log\ntheme: readthedocs\nplugins: []\n');
}

function versionOf(program: string): string | null {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0
    ? stdout
        .trim()
        .split('\n')[0]!
        .replace(/ from \/.*/u, '')
    : null;
}

function ran(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000 }).status === 0;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function sizeIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + sizeOf(join(parentPath, name)), 0);
}
