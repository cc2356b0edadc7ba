import type { OnServices } from '../../platform/feature.ts';
import { concernsPath, formPath, sayHours } from './domain.ts';
import { formOfService } from './form-store.ts';

/** The line of the form in the part on the safety case of a service's page: for everybody, and without a count. */
export const onServices: OnServices = {
  inCase: async (tx, { id, reference }) => {
    const form = await formOfService(tx, id);
    const line = { text: 'Public form for concerns', href: concernsPath(reference) };
    if (!form) return { ...line, says: ['Nobody outside can say by it that something is wrong: it is not set up.'] };
    if (!form.published) return { ...line, says: ['It is not published.'] };
    return {
      ...line,
      says: ['Published at ', { text: formPath(form.code), href: formPath(form.code) }, `. ${sayHours(form.hours)}.`],
    };
  },
};
