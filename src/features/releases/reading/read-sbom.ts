import { readCycloneDxJson, readCycloneDxXml } from './cyclonedx.ts';
import type { Sbom } from './found.ts';
import { SBOM_LIMITS } from './limits.ts';
import { SbomRefusal } from './refusal.ts';
import { readSpdxJson, readSpdxTagValue } from './spdx.ts';

const READ = 'CycloneDX 1.4 to 1.6 (JSON or XML) and SPDX 2.3 (JSON or tag-value) are read.';

/**
 * Reads a bill of materials, whichever of the formats it is. Pure. It comes from outside: nothing in it is expanded, fetched
 * or believed but what names a component.
 * @param file what it is called, for what is said of it
 * @throws SbomRefusal where it is none, is broken, or is more than one can be
 */
export function readSbom(text: string, file: string): Sbom {
  if (text.length > SBOM_LIMITS.characters)
    throw new SbomRefusal(`${file} is too large: a bill of materials has 12 million characters at most.`);
  const body = text.replace(/^\uFEFF/u, '').trim();
  if (body === '') throw new SbomRefusal(`${file} is empty. Did the tool write it?`);
  if (body.startsWith('<')) return readCycloneDxXml(body, file);
  if (body.startsWith('{') || body.startsWith('[')) return readJson(body, file);
  if (/^SPDXVersion:/mu.test(body)) return readSpdxTagValue(body, file);
  throw new SbomRefusal(`${file} is no bill of materials that is known here. ${READ}`);
}

function readJson(body: string, file: string): Sbom {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    throw new SbomRefusal(`${file} is broken JSON: was it cut off? Have the tool write it again.`);
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
    const document = read as Readonly<Record<string, unknown>>;
    if (document['bomFormat'] === 'CycloneDX') return readCycloneDxJson(document, file);
    if (document['spdxVersion'] !== undefined) return readSpdxJson(document, file);
    if (document['@graph'] !== undefined || document['@context'] !== undefined)
      throw new SbomRefusal(
        `${file} looks like SPDX 3 (JSON-LD), which is not read yet. Have the tool write SPDX 2.3 or CycloneDX: most can, such as "syft -o spdx-json@2.3".`,
      );
  }
  throw new SbomRefusal(`${file} is JSON, and no bill of materials that is known here. ${READ}`);
}
