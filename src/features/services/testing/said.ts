import { updateService } from '../commands.ts';
import type { Service } from '../domain.ts';

/** What is said of a service, as the input with which `updateService` would leave it as it is. */
export function saidOf(service: Service): Readonly<Record<string, unknown>> {
  const asked = Object.keys(updateService.input.shape);
  const said = Object.entries(service).filter(([field]) => asked.includes(field));
  return { ...Object.fromEntries(said), service: service.reference };
}
