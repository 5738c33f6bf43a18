import type { Refusal } from '../../../client/refusal';

/** Stands in the description of an operation whose route only Paystand's older reference has. */
export const OLDER_NOTE =
	"From Paystand's older API reference: it may not be open to every account";

/** How Paystand refuses a route that is not open (docs/paystand-api.md#the-older-reference). */
const NOT_OPEN = [401, 403, 404, 405];

/** Whether a refusal may mean that the account has no such route. */
export function mayBeClosed({ status, outcomeUnknown }: Refusal): boolean {
	return !outcomeUnknown && NOT_OPEN.includes(status);
}

/**
 * What to do when a route of the older reference is refused.
 *
 * @param instead another way to the same end, as a sentence
 */
export function whenNotOpen(refusal: Refusal, instead = ''): string | undefined {
	if (!mayBeClosed(refusal)) return undefined;
	return `This function comes from Paystand's older API reference and may not be open to your account: ask Paystand (support@paystand.com) to open it. ${instead}`.trim();
}
