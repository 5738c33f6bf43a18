import { DateTime } from 'luxon';
import { alreadyExists, invalid, refused } from '../errors.mts';
import { list, type ListOptions, type ListReply } from '../lists.mts';
import type { Merchant } from '../merchants.mts';
import { toDecimal, toMinor } from '../money.mts';
import { shown, type PayerCustomer, type Receivable } from '../resources.mts';
import type { World } from '../world.mts';
import { extras, listOptions, owned, stamps, typed, type Call, type Handler } from './call.mts';

interface ReceivableInput {
	erpId: string;
	erpRef: string;
	totalAmount: string;
	amountDue: string;
	currency: string;
	postingDate: string;
	dueDate: string;
	status?: string;
	extCustomerId?: string;
	payerCustomerId?: string;
}

/** What a write cannot set: fields that are stored under another name or that Paystand fills. */
const FIXED = [
	...['erpId', 'erpRef', 'totalAmount', 'amountDue', 'postingDate', 'dueDate'],
	...['object', 'id', 'extId', 'invoiceKey', 'amount', 'amountPaid', 'date', 'dateDue', 'datePaid'],
	...['payerEmail', 'ownerId', 'created', 'lastUpdated', 'attachments', 'inner'],
];

export const receivableRoutes: Record<string, Handler> = {
	createReceivable: typed<ReceivableInput>(({ world, merchant, body }) => {
		const { onDuplicate } = world.faults.settings;
		const same = merchant.receivables.byKey(body.erpId);
		if (same && onDuplicate === 'reject') throw alreadyExists('extId', body.erpId);
		if (same && onDuplicate === 'merge') {
			merchant.receivables.update(same, stored(merchant, body, timeOf(world), same));
			return reply(merchant, same);
		}
		const stamp = stamps(world);
		// One look at the clock: a receivable that is paid on arrival was paid when it was created.
		const row = { ...stamp, ...stored(merchant, body, stamp.created) } as Receivable;
		return reply(merchant, merchant.receivables.insert(row));
	}),

	readReceivable: ({ merchant, params }) =>
		reply(merchant, owned(merchant.receivables, params.receivableId)),

	/**
	 * The older shape: `current` for active, days as `MM-DD-YYYY`, no posting day
	 * (docs/paystand-api.md#the-older-receivable-shape).
	 */
	getReceivable: ({ merchant, params }) => {
		const row = owned(merchant.receivables, params.receivableId);
		const { date: _date, ...rest } = reply(merchant, row);
		return {
			...rest,
			status: row.status === 'active' ? 'current' : row.status,
			dateDue: DateTime.fromISO(row.dateDue).toFormat('MM-dd-yyyy'),
		};
	},

	updateReceivable: typed<ReceivableInput>(({ world, merchant, params, body }) => {
		const row = owned(merchant.receivables, params.receivableId);
		const other = merchant.receivables.byKey(body.erpId);
		if (other && other !== row) throw alreadyExists('extId', body.erpId);
		merchant.receivables.update(row, stored(merchant, body, timeOf(world), row));
		return reply(merchant, row);
	}),

	cancelReceivable: ({ world, merchant, params }) => {
		const row = owned(merchant.receivables, params.receivableId);
		row.status = 'cancelled';
		row.lastUpdated = timeOf(world);
		return reply(merchant, row);
	},

	listReceivables: (call) => page(call, 'A'),

	listReceivablesUnfiltered: (call) => page(call, 'none'),

	listReceivableTransactions: (call) => {
		const { merchant, params, query } = call;
		const { id } = owned(merchant.receivables, params.receivableId);
		const rows = merchant.transactions.all().filter((row) => row.receivableId === id);
		return list(rows, query, listOptions(call, 'none'));
	},
};

/** A receivable as `/read` shows it, with its files. */
function reply(merchant: Merchant, row: Receivable): Record<string, unknown> {
	const attachments = merchant.attachments
		.all()
		.filter((file) => file.receivableId === row.id && file.status === 'active')
		.map(({ object, id, name }) => ({ object, id, name }));
	return { ...shown(row), attachments };
}

function page(call: Call, filters: ListOptions['filters']): ListReply {
	const { merchant, query } = call;
	const show = (row: Receivable) => reply(merchant, row);
	return list(merchant.receivables.all(), query, listOptions(call, filters), show);
}

/** The row that a full body makes; `amountDue` is consumed, it comes back in no reply. */
function stored(
	merchant: Merchant,
	body: ReceivableInput,
	now: string,
	former?: Receivable,
): Omit<Receivable, 'id' | 'created'> {
	const customer = customerOf(merchant, body);
	const total = toMinor(body.totalAmount);
	const due = toMinor(body.amountDue);
	if (due > total)
		throw invalid('amountDue', body.amountDue, 'amountDue must not exceed totalAmount.');
	const cancelled = (body.status ?? former?.status) === 'cancelled';
	const paid = due === 0;
	return {
		...extras(body, FIXED),
		object: 'receivable',
		status: cancelled ? 'cancelled' : paid ? 'paid' : 'active',
		extId: body.erpId,
		amount: toDecimal(total),
		amountPaid: toDecimal(total - due),
		currency: body.currency,
		date: body.postingDate,
		dateDue: body.dueDate,
		datePaid: paid ? (former?.datePaid ?? now) : null,
		extCustomerId: customer.extCustomerId,
		payerCustomerId: customer.id,
		payerEmail: customer.payer.email,
		ownerId: merchant.id,
		lastUpdated: now,
		inner: { invoiceKey: body.erpRef, payerId: customer.payer.id },
	};
}

function timeOf(world: World): string {
	return world.clock.now().toISOString();
}

function customerOf(merchant: Merchant, body: ReceivableInput): PayerCustomer {
	const parameter = body.extCustomerId === undefined ? 'payerCustomerId' : 'extCustomerId';
	const value = body[parameter]!;
	const customer =
		parameter === 'extCustomerId' ? merchant.customers.byKey(value) : merchant.customers.get(value);
	if (customer) return customer;
	throw refused('The customer does not exist: create it first.', {
		detailCode: 'notFound',
		parameter,
		value,
	});
}
