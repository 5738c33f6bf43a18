import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

export type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * An answer to Paystand that starts nothing. Never 404: Paystand would give the event up
 * (docs/paystand-api.md#deliveries).
 */
export class Answer {
	constructor(
		readonly status: 200 | 400 | 401 | 403 | 413 | 503,
		readonly message: string,
	) {}

	send(response: Response): IWebhookResponseData {
		response.status(this.status).json({ message: this.message });
		return { noWebhookResponse: true };
	}
}

/** Answered with 200 and nothing started: there is no use in delivering the event again. */
export function ignored(message: string): Answer {
	return new Answer(200, message);
}
