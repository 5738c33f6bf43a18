import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

/** One kind of record that Paystand reports on. */
interface Family {
	label: string;
	/** State → what a person calls it. Kinds whose states are not documented have none. */
	states?: Record<string, string>;
}

/** Every kind and state of fact sheet 7.4; of disputes the union that 12.5 settles. */
const FAMILIES: Record<string, Family> = {
	payment: {
		label: 'Payment',
		states: {
			created: 'Created',
			processing: 'Processing',
			posted: 'Posted',
			paid: 'Paid',
			failed: 'Failed',
			canceled: 'Canceled',
		},
	},
	receivableTransaction: {
		label: 'Receivable Transaction',
		states: {
			payment: 'Payment Applied to Receivable',
			refund: 'Refund Applied to Receivable',
		},
	},
	refund: {
		label: 'Refund',
		states: { created: 'Created', processing: 'Processing', paid: 'Paid', failed: 'Failed' },
	},
	dispute: {
		label: 'Dispute',
		states: {
			created: 'Created',
			processing: 'Processing',
			active: 'Active',
			acceptingEvidence: 'Accepting Evidence',
			underReview: 'Under Review',
			won: 'Won',
			lost: 'Lost',
			failed: 'Failed',
		},
	},
	transfer: {
		label: 'Transfer',
		states: {
			created: 'Created',
			processing: 'Processing',
			sending: 'Sending',
			posted: 'Posted',
			paid: 'Paid',
			failed: 'Failed',
		},
	},
	fee: { label: 'Fee', states: { delayed: 'Delayed', paystand: 'Final' } },
	creditMemo: { label: 'Credit Memo' },
	customer: { label: 'Customer' },
	withdrawal: { label: 'Withdrawal' },
};

/** What an event is about, read from its resource, since it carries no type (fact sheet 7.3). */
export interface EventType {
	/** `payment`, `receivableTransaction`, …; always the singular (fact sheet 12.6). */
	kind: string;
	/** `payment.paid`, `receivableTransaction.refund`, `fee.paystand`; the kind alone without a state. */
	name: string;
}

/** The choices of Trigger On, in alphabetical order, All Events first. */
export function triggerOnOptions(): INodePropertyOptions[] {
	const options: INodePropertyOptions[] = [
		{ name: 'Other Event', value: 'other', description: 'Anything this list has no entry for' },
	];
	for (const [kind, { label, states = {} }] of Object.entries(FAMILIES)) {
		options.push({ name: `${label}: Any Event`, value: kind });
		for (const [state, words] of Object.entries(states)) {
			const name = kind === 'receivableTransaction' ? words : `${label} ${words}`;
			options.push({ name, value: `${kind}.${state}` });
		}
	}
	options.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	return [{ name: 'All Events', value: '*' }, ...options];
}

/**
 * The type of an event, from the resource it carries.
 *
 * @param resource `resource.object` names the kind; the state is its `status`, for fees its
 *   `feeType`, for receivable transactions its `resourceType` in lower case (fact sheet 7.4)
 */
export function typeOf(resource: IDataObject): EventType {
	const spelled = String(resource.object ?? '');
	const kind = spelled === 'receivableTransactions' ? 'receivableTransaction' : spelled;
	const state =
		kind === 'fee'
			? resource.feeType
			: kind === 'receivableTransaction'
				? String(resource.resourceType ?? '').toLowerCase()
				: resource.status;
	return { kind, name: state ? `${kind}.${String(state)}` : kind };
}

/**
 * Whether an event was chosen.
 *
 * @param chosen values of Trigger On
 */
export function isChosen(chosen: string[], { kind, name }: EventType): boolean {
	return (
		chosen.includes('*') ||
		chosen.includes(name) ||
		chosen.includes(kind) ||
		(chosen.includes('other') && !Object.hasOwn(FAMILIES, kind))
	);
}

/**
 * Whether an event tells of a new state, not of some other change to a record that is in it already.
 * The first sight of a record counts (its `diff.previous` is empty, fact sheet 7.5), and so does
 * whatever cannot be judged: an event without `diff`, a kind whose states are not documented.
 */
export function isStatusChange(event: IDataObject, { kind }: EventType): boolean {
	if (!FAMILIES[kind]?.states || !isRecord(event.diff)) return true;
	const { previous, changes } = event.diff;
	if (!isRecord(previous) || Object.keys(previous).length === 0 || !isRecord(changes)) return true;
	return 'status' in changes || 'feeType' in changes;
}

export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
