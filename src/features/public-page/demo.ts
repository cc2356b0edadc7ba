import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { findService } from '../services/index.ts';
import { addSaidAndDid, agreeToBeNamed, preparePublicPage, publishPage, withholdHazard } from './commands.ts';
import { digestOfShown, documentNow } from './making.ts';
import { choicesOf, withheldIn } from './store.ts';

const SERVICE = 'DEMO';

/** The demo service's page, published by its officer, who agreed to be named; one hazard is not shown. */
export async function makePublicDemo(demo: Demo): Promise<void> {
  const { execute, somebody, ground, organisation } = demo;
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  await execute(
    anyCommand(preparePublicPage),
    {
      service: SERVICE,
      concern:
        'Tell us if something in this service is not safe, or looks wrong to you. You need not be sure. We write back within two working days and say what we will do.',
      phone: '01632 960 042',
      address: 'safety@quillfeather.example',
      controls: true,
      sections: ['introduction', 'analysis', 'control', 'statement'],
      reported: true,
    },
    wren,
  );
  await execute(
    anyCommand(withholdHazard),
    { service: SERVICE, hazard: 'HAZ-2', reason: 'It would tell how to get round a safeguard.' },
    wren,
  );
  await execute(
    anyCommand(addSaidAndDid),
    {
      service: SERVICE,
      said: 'A photo of one wound stood beside the notes of another.',
      did: 'A second window now asks which wound you mean before it shows a photo.',
    },
    wren,
  );
  const shows = await ground.database.read(organisation, async (tx) => {
    const service = await findService(tx, SERVICE);
    const [choices, withheld] = await Promise.all([choicesOf(tx, service.id), withheldIn(tx, service.id)]);
    const of = { service, choices: choices!, withheld, now: ground.now() };
    const document = await documentNow(tx, ground.kinds, of);
    return document && digestOfShown(document);
  });
  // Without an approved intended use there is nothing to publish.
  if (shows === null) return;
  await execute(anyCommand(publishPage), { service: SERVICE, shows }, wren);
  await execute(anyCommand(agreeToBeNamed), { service: SERVICE }, wren);
}
