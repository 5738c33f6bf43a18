import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { refusalOf, toNodeError } from '../../client/errors';

/** What Paystand answers when it does not offer registration, or not to this account. */
const REFUSALS = [400, 401, 403, 404, 405, 422, 501];

/**
 * The error of a registration as n8n's; where Paystand refuses, it names the other way.
 *
 * @param url the address that was to be registered
 */
export function registrationError(
	node: INode,
	error: unknown,
	url: string,
): NodeApiError | NodeOperationError {
	const worded = toNodeError(node, error);
	const refusal = refusalOf(error);
	if (refusal && REFUSALS.includes(refusal.status)) {
		worded.message = `Paystand does not let this account register webhooks by API (status ${refusal.status})`;
		const said = refusal.explanation ? ` Paystand says: ${refusal.explanation}` : '';
		worded.description = `Set 'Registration' to 'By Hand in the Dashboard'. Then open Integrations in the Paystand dashboard, switch on Webhook Event URLs, add ${url} and save.${said}`;
	}
	return worded;
}
