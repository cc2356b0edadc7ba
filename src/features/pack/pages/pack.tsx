import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, Details } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import type { PackDocument } from '../domain/document.ts';
import { dtacIn } from '../domain/dtac.ts';
import { packPath, packReference, packsPath, type StoredPack } from '../domain/pack.ts';
import { editionInWords, summaryOf } from '../domain/saying.ts';
import { FORMATS } from '../formats.ts';
import { Formats } from './formats.tsx';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';

export interface PackProps {
  readonly service: ServiceNamed;
  readonly pack: StoredPack;
  readonly document: PackDocument;
  /** The key that whoever gets the bundle verifies it with. */
  readonly key: string;
}

/** A pack that is kept: what it says in short, and each way to fetch it. */
export function PackPage({ service, pack, document, key }: PackProps, context: PageContext) {
  const name = packReference(pack.number);
  const path = packPath(service.reference, pack.number);
  const formats = FORMATS.filter((format) => format !== 'dtac' || dtacIn(document) !== null);
  const files = Object.keys(pack.record.files);
  const left = document.files.filter((file) => file.path === null).length;
  return (
    <ServiceFrame
      context={context}
      title={name}
      service={service}
      asAt={sayDateTime(pack.asAt)}
      back={{ text: 'Packs for assessors', href: packsPath(service.reference) }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">{name}</h1>
        <div class="app-title__action">
          <Button href={`${path}/zip`}>Download the bundle</Button>
        </div>
      </div>
      <div class="app-measure">
        <p class="app-lead">
          As at {sayDateTime(pack.asAt)}. Made by {pack.made.by} on {sayDateTime(pack.made.at)}. It stays as it was.
        </p>
        {summaryOf(document).map((text) => (
          <p>{text}</p>
        ))}
        <h2 class="nhsuk-heading-m">The bundle</h2>
        <p>
          A zip with {counted(files.length, 'file')} and the proof that they are the ones of this pack.{' '}
          {left > 0 &&
            `${counted(left, 'file')} of evidence ${left === 1 ? 'is' : 'are'} too large for it, and named in it. `}
          Whoever gets it proves it with <code>primum verify FILE --key KEY</code>, without a network. Give them this
          key by another way than the pack:
        </p>
        <p class="app-command">{key}</p>
        <Details summary="What is in it">
          <ul class="nhsuk-list nhsuk-list--bullet">
            {files.map((file) => (
              <li>{file}</li>
            ))}
          </ul>
        </Details>
        <h2 class="nhsuk-heading-m">To read</h2>
        <p>Made of what the pack holds: {document.standards.map(editionInWords).join('; ')}.</p>
        <Formats formats={formats} href={(format) => `${path}/${format}`} />
      </div>
    </ServiceFrame>
  );
}
