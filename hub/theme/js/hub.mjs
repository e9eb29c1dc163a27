// The only script on public pages. Every page works without it: it moves the focus to an error summary and the skip
// link's target, and swallows the second press of a double click.
import { Button } from 'nhsuk-frontend/dist/nhsuk/components/button/button.mjs'
import { ErrorSummary } from 'nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs'
import { SkipLink } from 'nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs'

// Set here and not inline in the page: if this file does not arrive, nothing is hidden in its expectation.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
for (const Part of [Button, ErrorSummary, SkipLink]) {
  for (const root of document.querySelectorAll(`[data-module="${Part.moduleName}"]`)) {
    try {
      new Part(root) // eslint-disable-line no-new
    } catch (error) {
      console.warn(error)
    }
  }
}
