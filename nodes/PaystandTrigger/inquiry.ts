import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { CredentialCache } from '../../client/credentialCache';
import { AccessTokenError, refusalOf } from '../../client/errors';
import { PaystandClient } from '../../client/paystand';
import type { PaystandRequest } from '../../client/paystand';
import { withTimeout } from '../../client/timeout';
import { Answer } from './answer';

/** Paystand waits 15 s for our answer (docs/paystand-api.md#deliveries). */
const TIMEOUT_MS = 8_000;

/** An event that Paystand stands by. */
export interface Confirmed {
	event: IDataObject;
	/** What makes it one event, for telling repeats. */
	key: string;
	/** When it happened, by what was confirmed of it; as Paystand writes times. */
	time: unknown;
}

/** What Paystand says to a question about an event. */
export interface Reply {
	/** Of HTTP; 0 when there was none. */
	status: number;
	/** The body as it came, when the status is a good one. */
	body?: unknown;
}

/** Paystand says that the event is not its own. */
export const DENIED = new Answer(401, 'Paystand does not know this event');
/** Nobody has said yes or no; Paystand delivers the event again. */
export const UNREACHABLE = new Answer(503, 'The event cannot be checked right now');

/** Everything that is asked of Paystand about one delivery, within the time there is for it. */
export class Inquiry {
	private readonly client: PaystandClient;

	private readonly until = performance.now() + TIMEOUT_MS;

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly credentials: CredentialCache,
	) {
		this.client = new PaystandClient(context, { credentials });
	}

	async get(path: string[]): Promise<Reply> {
		return await this.ask({ method: 'GET', path });
	}

	/** A POST that only asks, so that it may be sent again. */
	async verify(path: string[], body: IDataObject): Promise<Reply> {
		return await this.ask({ method: 'POST', path, body, idempotent: true });
	}

	/** Looks a record up in a list; its row is the body, which is undefined when there is none. */
	async find(path: string[], id: unknown): Promise<Reply> {
		return await this.attempt(async () =>
			withTimeout(
				this.timeLeftMs(),
				async (signal) => {
					for await (const page of this.client.pages({ path }, signal)) {
						const row = page.find((one) => one.id === id);
						if (row) return row;
					}
					return undefined;
				},
				() => new Error('Paystand did not answer in time'),
			),
		);
	}

	private async ask(request: PaystandRequest): Promise<Reply> {
		const timeoutMs = this.timeLeftMs();
		return await this.attempt(async () => this.client.send({ ...request, timeoutMs }));
	}

	private async attempt(question: () => Promise<unknown>): Promise<Reply> {
		try {
			return { status: 200, body: await question() };
		} catch (error) {
			if (error instanceof AccessTokenError) this.credentials.clear();
			const status = refusalOf(error)?.status ?? 0;
			if (isUnreachable(status)) {
				this.context.logger.warn(
					`Paystand Trigger could not check an event: ${(error as Error).message}. Paystand was asked to deliver it again.`,
				);
			}
			return { status };
		}
	}

	private timeLeftMs(): number {
		return Math.max(this.until - performance.now(), 1);
	}
}

export function isGood({ status }: Reply): boolean {
	return status >= 200 && status < 300;
}

/** Whether the route may be forbidden, missing, or have no place for the event. */
export function isRouteRefused({ status }: Reply): boolean {
	return [401, 403, 404, 405, 413, 501].includes(status);
}

/** The answer to give to a delivery about which Paystand said nothing good. */
export function refusedBy({ status }: Reply): Answer {
	return isUnreachable(status) ? UNREACHABLE : DENIED;
}

/** Nobody said no: no reply, a limit, a fault, or a credential that brought no token. */
function isUnreachable(status: number): boolean {
	return status === 0 || status === 429 || (status >= 500 && status !== 501);
}
