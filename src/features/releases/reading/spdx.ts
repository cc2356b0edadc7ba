import { Found, listIn, objectIn, textIn, type Sbom } from './found.ts';
import { SbomRefusal } from './refusal.ts';

/*
 * SPDX 2.2 and 2.3, as JSON and as tag-value. Of packages only what names them is read. What the document describes is the
 * product itself, where anything else is listed; single files stand apart in SPDX, and are not read.
 */

const VERSION = /^SPDX-(2\.[23])$/u;

interface Package {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly supplier: string;
  readonly purl: string;
}

function versionOf(said: string, file: string): string {
  const version = VERSION.exec(said.trim())?.[1];
  if (version !== undefined) return version;
  throw new SbomRefusal(
    `${file} is ${said.trim() === '' ? 'SPDX without a version' : said.trim().slice(0, 20)}. SPDX 2.3 is read, as JSON or tag-value: have the tool write that, or CycloneDX.`,
  );
}

/** An organisation by its name. A person's name and address are nobody's business here. */
function supplierOf(said: string): string {
  return /^\s*Organization:\s*([^(]+)/u.exec(said)?.[1]?.trim() ?? '';
}

function stated(said: string): string {
  return said === 'NOASSERTION' || said === 'NONE' ? '' : said;
}

export function readSpdxJson(document: Readonly<Record<string, unknown>>, file: string): Sbom {
  const version = versionOf(textIn(document['spdxVersion'], file, 'spdxVersion'), file);
  if (document['packages'] === undefined) throw withoutPackages(file);
  const packages = listIn(document['packages'], file, 'packages').map((one): Package => {
    const found = objectIn(one, file, 'packages');
    const text = (field: string) => textIn(found[field], file, field);
    const refs = listIn(found['externalRefs'], file, 'externalRefs').map((ref) => objectIn(ref, file, 'externalRefs'));
    const purl = refs.find((ref) => ref['referenceType'] === 'purl');
    return {
      id: text('SPDXID'),
      name: text('name'),
      version: text('versionInfo'),
      supplier: text('supplier'),
      purl: purl ? textIn(purl['referenceLocator'], file, 'referenceLocator') : '',
    };
  });
  const described = [
    ...listIn(document['documentDescribes'], file, 'documentDescribes').map((id) =>
      textIn(id, file, 'documentDescribes'),
    ),
    ...listIn(document['relationships'], file, 'relationships').flatMap((one) => {
      const { spdxElementId, relationshipType, relatedSpdxElement } = objectIn(one, file, 'relationships');
      return spdxElementId === 'SPDXRef-DOCUMENT' && relationshipType === 'DESCRIBES'
        ? [textIn(relatedSpdxElement, file, 'relatedSpdxElement')]
        : [];
    }),
  ];
  return foundIn(packages, described, { file, version });
}

/** @param text lines of "Tag: value"; a value in <text> may have several */
export function readSpdxTagValue(text: string, file: string): Sbom {
  let version: string | null = null;
  const packages: Record<'id' | 'name' | 'version' | 'supplier' | 'purl', string>[] = [];
  const described: string[] = [];
  let within: (typeof packages)[number] | null = null;
  for (const [tag, value] of tagsIn(text, file)) {
    if (tag === 'SPDXVersion') version = versionOf(value, file);
    else if (tag === 'PackageName') {
      within = { id: '', name: value, version: '', supplier: '', purl: '' };
      packages.push(within);
    } else if (tag === 'FileName' || tag === 'SnippetSPDXID' || tag === 'LicenseID') within = null;
    else if (tag === 'Relationship') {
      const [from, type, to] = value.split(/\s+/u);
      if (from === 'SPDXRef-DOCUMENT' && type === 'DESCRIBES' && to !== undefined) described.push(to);
    } else if (within === null) continue;
    else if (tag === 'SPDXID') within.id = value;
    else if (tag === 'PackageVersion') within.version = value;
    else if (tag === 'PackageSupplier') within.supplier = value;
    else if (tag === 'ExternalRef' && within.purl === '') within.purl = /^\S+\s+purl\s+(\S+)/u.exec(value)?.[1] ?? '';
  }
  if (version === null) throw new SbomRefusal(`${file} does not say its version of SPDX. Nothing was kept.`);
  if (packages.length === 0) throw withoutPackages(file);
  return foundIn(packages, described, { file, version });
}

function tagsIn(text: string, file: string): readonly (readonly [tag: string, value: string])[] {
  const tags: [string, string][] = [];
  let open = false;
  for (const line of text.split(/\r\n?|\n/u)) {
    if (open) {
      open = !line.includes('</text>');
      continue;
    }
    if (line.trim() === '' || line.startsWith('#')) continue;
    const found = /^([A-Za-z][A-Za-z0-9]*):\s*(.*)$/u.exec(line.trim());
    if (!found)
      throw new SbomRefusal(
        `${file} has a line that is no tag of SPDX: “${line.trim().slice(0, 40)}”. Nothing was kept.`,
      );
    const [, tag, value] = found as unknown as [string, string, string];
    open = value.startsWith('<text>') && !value.includes('</text>');
    tags.push([tag, value.replaceAll(/<\/?text>/gu, '').trim()]);
  }
  if (open) throw new SbomRefusal(`${file} ends within a text: was it cut off? Have the tool write it again.`);
  return tags;
}

function withoutPackages(file: string): SbomRefusal {
  return new SbomRefusal(
    `${file} lists no packages. Where a release has no components, a person says so on the page of the release. Nothing was kept.`,
  );
}

function foundIn(
  packages: readonly Package[],
  described: readonly string[],
  { file, version }: { readonly file: string; readonly version: string },
): Sbom {
  const product = new Set(described);
  const isListed = packages.some(({ id }) => !product.has(id));
  const found = new Found(file);
  for (const { id, name, version: said, supplier, purl } of packages)
    if (isListed && product.has(id)) found.leaveOut();
    else found.add({ name: stated(name), version: stated(said), supplier: supplierOf(supplier), purl });
  return found.result(`SPDX ${version}`);
}
