export type * from './money-resources.mts';

/**
 * The resources as they are kept. Everything but `inner` is what Paystand answers with and what
 * events carry; `inner` is what the sandbox has to remember and Paystand never tells.
 * Money is a decimal string with two places, time is ISO 8601 UTC with milliseconds.
 */
export interface Resource {
	object: string;
	id: string;
	status: string;
	created: string;
	lastUpdated: string;
	[field: string]: unknown;
}

export interface Address {
	street1?: string;
	street2?: string;
	city?: string;
	state?: string;
	postalCode?: string;
	/** ISO 3166 alpha-3, e.g. `USA`. */
	country?: string;
}

export interface Payer extends Resource {
	object: 'payer';
	name: string;
	email: string;
	/** The merchant's own key, i.e. the customer's `extCustomerId`. */
	externalId: string;
	address: Address;
	/** The merchant's id. */
	ownerId: string;
}

export interface PayerCustomer extends Resource {
	object: 'customer';
	extCustomerId: string;
	customerName: string;
	email: string;
	/** Owner of the saved funds; its id is not the customer's id. */
	payer: Payer;
	ownerId: string;
}

export interface Receivable extends Resource {
	object: 'receivable';
	/** `active`, `paid` or `cancelled`. */
	status: string;
	/** Sent as `erpId`. */
	extId: string;
	amount: string;
	amountPaid: string;
	currency: string;
	/** Posting day, `YYYY-MM-DD`. */
	date: string;
	/** Due day, `YYYY-MM-DD`. */
	dateDue: string;
	datePaid: string | null;
	extCustomerId: string;
	payerCustomerId: string;
	payerEmail: string;
	ownerId: string;
	inner: { invoiceKey: string; payerId: string };
}

export interface Attachment extends Resource {
	object: 'receivableAttachment';
	name: string;
	receivableId: string;
	/** The bytes are not kept, what they were is: `bytes` long, with this SHA-256 in hex. */
	inner: { bytes: number; sha256: string; contentType: string };
}

export interface ReceivableTransaction extends Resource {
	object: 'receivableTransaction';
	receivableId: string;
	paymentId: string;
	resourceId: string;
	resourceType: 'Payment' | 'Refund';
	paymentOrigin: string;
	/** Always positive, also for a refund. */
	amountApplied: string;
	/** Copies as they were when the transaction happened. */
	receivable: Record<string, unknown>;
	payment: Record<string, unknown>;
}

export interface CreditMemo extends Resource {
	object: 'creditMemo';
	extId: string;
	extKey: string;
	amount: number;
	amountRemaining: number;
	currency: string;
	extCustomerId: string;
	payerCustomerId: string;
	extCreationDate: string;
	extPostedDate: string;
	ownerId: string;
}

export interface Event extends Resource {
	object: 'event';
	resource: Record<string, unknown>;
	diff: { previous: Record<string, unknown>; changes: Record<string, unknown> };
	urls: string[];
	sent: boolean;
	lastAttemptSent: boolean;
	attempts: number;
	sourceId: string;
	sourceType: string;
}

/** A deep copy of a resource as Paystand shows it: without `inner`, at any depth. */
export function shown<Row extends Record<string, unknown>>(row: Row): Omit<Row, 'inner'> {
	return strip(row) as Omit<Row, 'inner'>;
}

function strip(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(strip);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== 'inner')
			.map(([key, inner]) => [key, strip(inner)]),
	);
}
