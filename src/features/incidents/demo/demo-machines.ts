import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { importIncidents, recordAlerts } from '../intake/commands.ts';

const SERVICE = 'DEMO';

/** What came in by machines: a list of a service desk, and an alert that came and went. */
export async function machinesReport(demo: Demo): Promise<void> {
  const today = dateIn(demo.ground.now());
  await demo.execute(anyCommand(importIncidents), {
    service: SERVICE,
    source: 'Service desk',
    incidents: [
      {
        key: 'SD-1043',
        title: 'Photo upload stops at 90%',
        what: 'The upload of a photo stopped at 90% and the page said that it was saved. It was not there the next day.\nPriority there: P3\nCategory there: Photos',
        occurredOn: '',
        openedOn: dayAfter(today, -6),
        release: '1.3.2',
      },
    ],
  });
  const alert = {
    fingerprint: 'photos-slow',
    title: 'Photos take longer than 5 seconds',
    what: 'Half of all photos took longer than 5 seconds for ten minutes.\n\nalertname: PhotosSlow',
  };
  for (const state of ['firing', 'resolved'])
    await demo.execute(anyCommand(recordAlerts), { service: SERVICE, alerts: [{ ...alert, state }] });
}
