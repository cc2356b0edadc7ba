import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { controlsOnRelease } from '../hazards/index.ts';
import { findService } from '../services/index.ts';
import { assessComponents, sayTestIssues, sayTouches } from './commands.ts';
import { whyNotVerified } from './domain.ts';
import { stateImpact } from './impact-commands.ts';
import { recordReleaseDetails } from './record-command.ts';
import { keptRelease } from './record-store.ts';

const SERVICE = 'DEMO';
const LIVE = '1.3.2';
const CANDIDATE = '1.4.0-rc.1';

/** What the made-up service is made of: packages that exist, in versions that need not. */
const COMPONENTS = {
  'pkg:deb/debian/libc6': '2.36-9',
  'pkg:npm/fastify': '5.2.0',
  'pkg:npm/sharp': '0.33.1',
  'pkg:npm/zod': '4.0.5',
  'pkg:npm/nodemailer': '6.9.16',
};

/**
 * The releases that the tests of the demo ran on: the live one, of which all is said and a statement waits for the officer's
 * look; and a candidate with a new component that nobody has spoken for, of which nobody has said which faults are known.
 */
export async function makeDemo(demo: Demo): Promise<void> {
  const ottoline = await demo.somebody('Ottoline Reed', ['safety engineer']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const { execute } = demo;
  const live = { service: SERVICE, release: LIVE };
  await execute(anyCommand(recordReleaseDetails), {
    ...live,
    live: true,
    commit: '5f3c0de5f3c0de5f3c0de5f3c0de5f3c0de5f3c0',
    configuration: configuration('12.9'),
    sbom: bom(COMPONENTS),
    touches: [],
  });
  await execute(
    anyCommand(assessComponents),
    {
      ...live,
      components: ['pkg:npm/sharp', 'pkg:npm/fastify', 'pkg:npm/zod', 'pkg:deb/debian/libc6'],
      finding: 'assessed',
      reason: 'Known faults of this version were read, and the photos of the test set came through unchanged.',
    },
    ottoline,
  );
  await execute(
    anyCommand(assessComponents),
    {
      ...live,
      components: ['pkg:npm/nodemailer'],
      finding: 'not safety-related',
      reason: 'It sends reminders to staff. Nothing about a wound is in them, and the desk says the same.',
    },
    posy,
  );
  await execute(
    anyCommand(sayTestIssues),
    {
      ...live,
      issues: [
        {
          reference: 'BUG-118',
          title: 'On a phone from 2016 the camera opens after 9 seconds',
          meaning: 'A visit takes longer. The photo and its date are right.',
          hazards: '',
        },
      ],
    },
    posy,
  );
  await execute(
    anyCommand(stateImpact),
    {
      ...live,
      impact: 'none',
      reason: 'Two spelling mistakes on the help pages were put right. Nothing else differs.',
    },
    ottoline,
  );

  const candidate = { service: SERVICE, release: CANDIDATE };
  await execute(anyCommand(recordReleaseDetails), {
    ...candidate,
    commit: 'c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff',
    configuration: configuration('12.9'),
    sbom: bom({ ...COMPONENTS, 'pkg:npm/zod': '4.1.0', 'pkg:npm/exifr': '7.1.3' }),
  });
  await execute(
    anyCommand(assessComponents),
    {
      ...candidate,
      components: ['pkg:npm/zod'],
      finding: 'assessed',
      reason: 'Its list of changes was read. What we use of it is the same.',
    },
    ottoline,
  );
  await execute(anyCommand(sayTouches), { ...candidate, touches: await verifiedControls(demo) }, ottoline);
  await execute(
    anyCommand(stateImpact),
    {
      ...candidate,
      impact: 'low',
      reason: 'The date of a photo is read from the photo itself. What the controls say of it stays as it is.',
    },
    ottoline,
  );
}

function configuration(debian: string) {
  return [
    { name: 'operating system', value: `Debian ${debian}` },
    { name: 'database', value: 'PostgreSQL 17.2' },
    { name: 'tested with', value: 'Safari 18 and Chrome 139 on phones from 2018 on' },
  ];
}

function bom(components: Readonly<Record<string, string>>): { readonly name: string; readonly content: string } {
  const listed = Object.entries(components).map(([purl, version]) => ({
    type: 'library',
    name: purl.slice(purl.lastIndexOf('/') + 1),
    version,
    purl: `${purl}@${version}`,
  }));
  return {
    name: 'wound-care.cyclonedx.json',
    content: JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components: listed }),
  };
}

/** Two controls that passed all their tests on the candidate. */
async function verifiedControls({ ground, organisation }: Demo): Promise<readonly string[]> {
  return ground.database.read(organisation, async (tx) => {
    const service = await findService(tx, SERVICE);
    const moment = { seq: null, now: ground.now() };
    const release = (await keptRelease(tx, service.id, CANDIDATE, moment))!;
    const controls = await controlsOnRelease(tx, service, { release: release.id, named: [] }, moment);
    return controls
      .filter((control) => whyNotVerified(control, release.recordedAt, moment.now) === null)
      .map(({ reference }) => reference)
      .slice(0, 2);
  });
}
