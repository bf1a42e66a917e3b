// GOV.UK Frontend's own scripts for the three components that gain by one: focus on the error summary and on the
// answer to what was done, and no second sending by a double click. The build puts their classes above this.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs';
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs';
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs';

export function start() {
  for (const Kind of [Button, ErrorSummary, NotificationBanner])
    for (const element of document.querySelectorAll(`[data-module="${Kind.moduleName}"]`)) new Kind(element);
}
