import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Found, listIn, objectIn, textIn, type Sbom } from './found.ts';
import { SBOM_LIMITS } from './limits.ts';
import { SbomRefusal } from './refusal.ts';

/*
 * CycloneDX 1.4 to 1.6, as JSON and as XML. Only what names a component is read. A component of the type "file" is part of
 * one that is listed too, and one whose scope is "excluded" is not delivered: both are counted, and are no components here.
 */

const VERSIONS: readonly string[] = ['1.4', '1.5', '1.6'];

function refuseVersion(file: string, version: string): void {
  if (VERSIONS.includes(version)) return;
  throw new SbomRefusal(
    `${file} is CycloneDX ${version === '' ? 'without a version' : version.slice(0, 20)}. CycloneDX 1.4, 1.5 and 1.6 are read: have the tool write one of these.`,
  );
}

function isLeftOut(type: string, scope: string): boolean {
  return type === 'file' || scope === 'excluded';
}

/** @param group a namespace; the name is not unique without it */
function fullName(group: string, name: string): string {
  return group === '' || name === '' ? name : `${group}/${name}`;
}

export function readCycloneDxJson(bom: Readonly<Record<string, unknown>>, file: string): Sbom {
  const version = textIn(bom['specVersion'], file, 'specVersion');
  refuseVersion(file, version);
  if (bom['components'] === undefined) throw withoutComponents(file);
  const found = new Found(file);
  const walk = (listed: unknown, depth: number): void => {
    if (depth > SBOM_LIMITS.depth) throw tooDeep(file);
    for (const one of listIn(listed, file, 'components')) {
      const component = objectIn(one, file, 'components');
      const text = (field: string) => textIn(component[field], file, field);
      const supplier = component['supplier'] ?? component['manufacturer'];
      if (isLeftOut(text('type'), text('scope'))) found.leaveOut();
      else
        found.add({
          name: fullName(text('group'), text('name')),
          version: text('version'),
          purl: text('purl'),
          supplier: supplier === undefined ? '' : textIn(objectIn(supplier, file, 'supplier')['name'], file, 'name'),
        });
      walk(component['components'], depth + 1);
    }
  };
  walk(bom['components'], 1);
  return found.result(`CycloneDX ${version}`);
}

function withoutComponents(file: string): SbomRefusal {
  return new SbomRefusal(
    `${file} has no list of components. Where a release has none, a person says so on the page of the release. Nothing was kept.`,
  );
}

function tooDeep(file: string): SbomRefusal {
  return new SbomRefusal(
    `${file} holds components within components, more than ${SBOM_LIMITS.depth} deep. It is not read.`,
  );
}

interface OpenComponent {
  /** How many elements are open while this one is: what a pedigree says of an ancestor is not said of it. */
  readonly depth: number;
  readonly type: string;
  readonly fields: Record<string, string>;
}

/** Elements of a component whose text is wanted. */
const WANTED: readonly string[] = ['group', 'name', 'version', 'purl', 'scope'];

/** @throws SbomRefusal where it is broken, or holds what a bill of materials has no use for */
export function readCycloneDxXml(text: string, file: string): Sbom {
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const reader = new XmlReader(file);
  let broken = false;
  parser.on('error', (error) => {
    broken = true;
    if (error instanceof SbomRefusal) throw error;
    throw new SbomRefusal(
      `${file} is broken XML near line ${parser.line}: was it cut off? Have the tool write it again.`,
    );
  });
  parser.on('doctype', () => {
    throw new SbomRefusal(
      `${file} has a document type (<!DOCTYPE …>), and may have entities in it. A bill of materials needs neither: it is not read.`,
    );
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('closetag', ({ name }) => reader.close(local(name)));
  parser.on('text', (said) => reader.text(said));
  parser.on('cdata', (said) => reader.text(said));
  parser.write(text);
  if (!broken) parser.close();
  return reader.result();
}

/** Without the prefix of its namespace. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

class XmlReader {
  readonly #file: string;
  readonly #found: Found;
  readonly #path: string[] = [];
  readonly #open: OpenComponent[] = [];
  #version: string | null = null;
  #listed = false;
  #said: string | null = null;

  constructor(file: string) {
    this.#file = file;
    this.#found = new Found(file);
  }

  open({ name: named, attributes }: SaxesTagPlain): void {
    const name = local(named);
    if (this.#path.length === 0) {
      const space = Object.entries(attributes).find(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))?.[1] ?? '';
      const found = /^https?:\/\/cyclonedx\.org\/schema\/bom\/([\d.]{1,10})$/u.exec(space);
      if (name !== 'bom' || !found)
        throw new SbomRefusal(
          `${this.#file} is XML, and no bill of materials of CycloneDX. CycloneDX (JSON or XML) and SPDX 2.3 (JSON or tag-value) are read.`,
        );
      this.#version = found[1]!;
      refuseVersion(this.#file, this.#version);
    }
    this.#path.push(name);
    // Each component stands in a list, which stands in a component.
    if (this.#path.length > SBOM_LIMITS.depth * 2) throw tooDeep(this.#file);
    const within = this.#path.at(-2);
    if (name === 'components' && this.#path.length === 2) this.#listed = true;
    if (name === 'component' && within === 'components' && this.#path[1] === 'components')
      this.#open.push({ depth: this.#path.length, type: attributes['type'] ?? '', fields: {} });
    else if (this.#wanted(name, within)) this.#said = '';
  }

  #wanted(name: string, within: string | undefined): boolean {
    const component = this.#open.at(-1);
    if (!component) return false;
    return this.#path.length === component.depth + 1
      ? WANTED.includes(name)
      : this.#isSupplier(name, within, component);
  }

  #isSupplier(name: string, within: string | undefined, { depth }: OpenComponent): boolean {
    return name === 'name' && this.#path.length === depth + 2 && (within === 'supplier' || within === 'manufacturer');
  }

  text(said: string): void {
    if (this.#said !== null && this.#said.length <= SBOM_LIMITS.text * 2) this.#said += said;
  }

  close(name: string): void {
    const within = this.#path.at(-2);
    const component = this.#open.at(-1);
    if (this.#said !== null && component) {
      const field = this.#isSupplier(name, within, component) ? 'supplier' : name;
      // Named first is the supplier; whoever made it counts where there is none.
      component.fields[field] ??= this.#said;
      this.#said = null;
    }
    if (name === 'component' && within === 'components' && component) {
      const { group = '', version = '', purl = '', scope = '', supplier = '', name: called = '' } = component.fields;
      if (isLeftOut(component.type, scope.trim())) this.#found.leaveOut();
      else this.#found.add({ name: fullName(group.trim(), called.trim()), version, purl, supplier });
      this.#open.pop();
    }
    this.#path.pop();
  }

  result(): Sbom {
    if (this.#version === null)
      throw new SbomRefusal(`${this.#file} is broken XML: was it cut off? Have the tool write it again.`);
    if (!this.#listed) throw withoutComponents(this.#file);
    return this.#found.result(`CycloneDX ${this.#version}`);
  }
}
