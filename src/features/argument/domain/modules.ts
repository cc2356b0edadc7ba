import type { Argument, Element } from './gsn.ts';
import type { FormFinding } from './form.ts';

/*
 * Modules that belong together, read as one argument: an element may point at one of another module, and a module may develop
 * what another left undeveloped. Pure.
 */

/** A module with the name of its file. */
export interface NamedModule {
  readonly file: string;
  readonly argument: Argument;
}

/** Modules as one argument, and what does not fit between them. One by itself is as it is. */
export function joined(modules: readonly NamedModule[]): {
  readonly argument: Argument;
  readonly findings: readonly FormFinding[];
} {
  const findings: FormFinding[] = [];
  const names = new Map(modules.map((one) => [one.argument.module?.name ?? one.file, one]));
  const elements: Element[] = modules.flatMap(({ argument }) => argument.elements);
  const developed = new Map<string, readonly string[]>();
  for (const { file, argument } of modules) {
    for (const used of argument.module?.uses ?? [])
      if (!modules.some((other) => sameFile(other.file, used)))
        findings.push(missing(`${file} uses ${used}, which is not here.`, `Giving ${used} along clears it.`));
    for (const { module, develops } of argument.module?.extends ?? []) {
      const other = names.get(module);
      if (!other) {
        findings.push(
          missing(`${file} extends the module ${module}, which is not here.`, 'Giving its file along clears it.'),
        );
        continue;
      }
      for (const [id, by] of Object.entries(develops)) {
        const target = other.argument.elements.find((one) => one.id === id);
        const own = new Set(argument.elements.map((one) => one.id));
        const lacking = by.filter((one) => !own.has(one));
        if (!target?.undeveloped || lacking.length > 0)
          findings.push({
            rule: 'develops-missing',
            level: 'fault',
            elements: [id],
            says: target?.undeveloped
              ? `${file} develops ${id} by ${lacking.join(', ')}, which is not in it.`
              : `${file} develops ${id} of ${module}, ${target ? 'which is not undeveloped' : 'which is not there'}.`,
            clears: 'Naming elements that are there clears it.',
          });
        else developed.set(id, by);
      }
    }
  }
  return {
    argument: {
      module: modules.length === 1 ? modules[0]!.argument.module : null,
      elements: elements.map((one) => {
        const by = developed.get(one.id);
        return by && one.undeveloped ? { ...one, undeveloped: false, supportedBy: by } : one;
      }),
    },
    findings,
  };
}

function missing(says: string, clears: string): FormFinding {
  return { rule: 'module-missing', level: 'fault', elements: [], says, clears };
}

/** "sub1.gsn.yaml" is the file "modular/sub1.gsn.yaml". */
function sameFile(path: string, used: string): boolean {
  const plain = used.replace(/^\.\//u, '');
  return path === plain || path.endsWith(`/${plain}`);
}
