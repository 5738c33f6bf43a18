import axios, { type AxiosInstance, isAxiosError } from 'axios';
import type * as R from '../sandbox/resources.mts';

/** The tables of the sandbox's own books, as they are: the witness that the demo checks against. */
export interface Books {
	customers: R.PayerCustomer[];
	receivables: R.Receivable[];
	attachments: R.Attachment[];
	transactions: R.ReceivableTransaction[];
	payments: R.Payment[];
	refunds: R.Refund[];
	disputes: R.Dispute[];
	fees: R.Fee[];
	transfers: R.Transfer[];
	events: R.Event[];
}

export interface PaymentRequest {
	receivables: Array<{ id: string; amount?: string }>;
	card?: string;
	bank?: { accountNumber: string; routingNumber: string };
	payerFee?: boolean;
}

export interface LoggedRequest {
	method: string;
	path: string;
	status: number;
}

export interface DeliveryCounts {
	pending: number;
	delivered: number;
	failed: number;
}

export interface State {
	/** Virtual time, ISO 8601. */
	now: string;
	/** The first one is the one that the demo works with. */
	merchants: Array<{ id: string; clientId: string; clientSecret: string }>;
	deliveries: DeliveryCounts;
}

/** Plays payers, banks and time in the sandbox, through its control routes. */
export class Control {
	private readonly http: AxiosInstance;

	/** @param address the sandbox's, without a slash at the end */
	constructor(address: string) {
		// No time-out: moving the clock waits until the receivers of all events have answered.
		this.http = axios.create({ baseURL: `${address}/control`, proxy: false });
	}

	async pay(request: PaymentRequest): Promise<R.Payment> {
		return await this.send('post', '/pay', request);
	}

	/** @param part only this much of this receivable; without it the whole payment goes back */
	async refund(paymentId: string, part?: { receivableId: string; amount: string }): Promise<void> {
		await this.send('post', '/refund', { paymentId, ...part });
	}

	async dispute(paymentId: string, outcome: 'won' | 'lost'): Promise<void> {
		await this.send('post', '/dispute', { paymentId, outcome });
	}

	/**
	 * Moves the sandbox's clock on and waits for the deliveries that this causes.
	 *
	 * @param span like `2m`, `1h`, `1d`
	 */
	async advance(span: string): Promise<void> {
		await this.send('post', '/clock', { advance: span });
	}

	async sendAgain(eventId: string): Promise<void> {
		await this.send('post', `/events/${eventId}/send`, {});
	}

	/**
	 * Lets payments of any amount through, as a live account does: Paystand's own sandbox, which this
	 * one takes after, refuses a card above 5,000 and a bank debit above 2,000
	 * (docs/paystand-api.md#test-bank-accounts).
	 */
	async liftPaymentLimits(): Promise<void> {
		const { hits: _, ...settings } = await this.send<Record<string, unknown>>('get', '/faults');
		await this.send('put', '/faults', { ...settings, limits: false });
	}

	async settle(): Promise<void> {
		await this.send('post', '/clock', {});
	}

	async books(): Promise<Books> {
		return await this.send('get', '/books');
	}

	/** One table of the books, whole. */
	async table<Name extends keyof Books>(name: Name): Promise<Books[Name]> {
		const { rows } = await this.send<{ rows: Books[Name] }>('get', `/books/${name}?limit=1000000`);
		return rows;
	}

	async state(): Promise<State> {
		return await this.send('get', '/state');
	}

	/** The API requests since the last call of `forgetRequests`, at most 10,000. */
	async requests(): Promise<LoggedRequest[]> {
		return await this.send('get', '/requests');
	}

	async forgetRequests(): Promise<void> {
		await this.send('delete', '/requests');
	}

	private async send<T>(
		method: 'get' | 'post' | 'put' | 'delete',
		url: string,
		data?: unknown,
	): Promise<T> {
		try {
			return (await this.http.request<T>({ method, url, data })).data;
		} catch (error) {
			if (!isAxiosError(error) || !error.response) throw error;
			const said = JSON.stringify(error.response.data);
			throw new Error(`The sandbox refused ${method} ${url} (${error.response.status}): ${said}`);
		}
	}
}
