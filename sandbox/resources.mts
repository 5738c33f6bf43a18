import type { Address, Resource } from './resource.mts';

export type * from './fee-resources.mts';
export type * from './money-resources.mts';
export type { Address, Resource } from './resource.mts';
export { shown } from './resource.mts';

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
