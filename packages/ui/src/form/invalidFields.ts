/** A field the browser's own constraint validation refuses, and why. */
export type InvalidField =
  | { readonly name: string; readonly label: string; readonly fault: 'missing' | 'email' | 'malformed' }
  | { readonly name: string; readonly label: string; readonly fault: 'code'; readonly digits: number };

/** Checks a form's fields in their order, by the constraints in their markup. */
export function invalidFields(form: HTMLFormElement): readonly InvalidField[] {
  const controls = Array.from(form.elements).filter((element) => element instanceof HTMLInputElement);
  return controls.flatMap((control) => (control.validity.valid ? [] : [describe(control)]));
}

function describe(control: HTMLInputElement): InvalidField {
  const { name } = control;
  const label = control.labels?.[0]?.textContent ?? name;
  if (control.validity.valueMissing) return { name, label, fault: 'missing' };
  if (control.type === 'email') return { name, label, fault: 'email' };
  const digits = Number(control.dataset['vkDigits']);
  return digits > 0 ? { name, label, fault: 'code', digits } : { name, label, fault: 'malformed' };
}
