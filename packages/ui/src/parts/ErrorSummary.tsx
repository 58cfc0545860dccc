'use client';

import type { JSX, MouseEvent } from 'react';
import { fieldId, summaryId, useForm } from '../form/FormContext.ts';

/** Says what is wrong with the form around it, with a link to each field. Nothing while all is well. */
export function ErrorSummary(): JSX.Element | null {
  const { id, problem } = useForm();
  if (problem?.summary === undefined) return null;
  return (
    <div data-vk="error-summary" id={summaryId(id)} role="alert" tabIndex={-1}>
      <p>{problem.summary}</p>
      {problem.fields.length === 0 ? null : (
        <ul>
          {problem.fields.map((field) => (
            <li key={field.name}>
              <a data-vk="link" href={`#${fieldId(id, field.name)}`} onClick={focusTarget}>
                {field.link}
              </a>
            </li>
          ))}
        </ul>
      )}
      {problem.advice === undefined ? null : <p data-vk="advice">{problem.advice}</p>}
    </div>
  );
}

// Focus by script: following the fragment would change the address of an app that routes by it.
function focusTarget(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  document.getElementById(event.currentTarget.hash.slice(1))?.focus();
}
