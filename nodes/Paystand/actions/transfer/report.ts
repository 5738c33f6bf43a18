import type { Refusal } from '../../../../client/refusal';

const STATUSES = [400, 403, 404, 422];

/** What to do when Paystand gives no report (docs/paystand-api.md#transfer-reports). */
export function reportHint({ status }: Refusal): string | undefined {
	return STATUSES.includes(status)
		? "The entries are there once the report's status is completed or reversed (Get Report shows it), and only if Paystand has enabled transfer reports for your account: ask support@paystand.com."
		: undefined;
}
