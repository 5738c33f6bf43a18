import type { IDataObject } from 'n8n-workflow';

import type { ListRequest } from '../../client/paystand';
import { isChosen, isObject } from '../events/eventTypes';
import { FAMILIES } from '../events/families';
import { creditMemo } from '../Paystand/actions/creditMemo/kind';
import { customer } from '../Paystand/actions/customer/kind';
import { dispute } from '../Paystand/actions/dispute/kind';
import { payment } from '../Paystand/actions/payment/kind';
import { receivable } from '../Paystand/actions/receivable/kind';
import { refund } from '../Paystand/actions/refund/kind';
import { transfer } from '../Paystand/actions/transfer/kind';
import { withdrawal } from '../Paystand/actions/withdrawal/kind';
import type { Kind } from '../Paystand/item/kind';

/** A list that is read, and which kinds of events it tells of. */
export interface Source {
	kind: Kind;
	events: string[];
}

const SOURCES: Source[] = [
	// Receivable transactions have no list of their own; each receivable has one of its own.
	{ kind: receivable, events: ['receivableTransaction'] },
	// The list of fees has no filter, but each payment carries its fees.
	{ kind: payment, events: ['payment', 'fee'] },
	...[refund, dispute, transfer, withdrawal, creditMemo, customer].map((kind) => ({
		kind,
		events: [kind.name],
	})),
];

/** The lists that have to be read for what was chosen. */
export function sourcesFor(chosen: string[]): Source[] {
	return SOURCES.filter(({ events }) => events.some((kind) => isWanted(chosen, kind)));
}

/** Whether any event of a kind was chosen. */
function isWanted(chosen: string[], kind: string): boolean {
	const states = Object.keys(FAMILIES[kind].states ?? {});
	return ['', ...states].some((state) =>
		isChosen(chosen, { kind, state, name: state ? `${kind}.${state}` : kind }),
	);
}

/**
 * How a source is listed: what Paystand cannot filter is listed whole.
 *
 * @param filters `f.*` query keys
 */
export function listOf({ kind }: Source, filters: IDataObject): ListRequest {
	return kind.filteredPath ? { path: kind.filteredPath, query: filters, prefix: 'f.' } : kind.list;
}

/** Where the transactions of a receivable are listed. */
export function transactionsOf({ id }: IDataObject): ListRequest {
	return { path: ['receivables', String(id), 'transactions'] };
}

/** A transaction as its event shows it, with the receivable that carries the ERP's keys. */
export function withReceivable(transaction: IDataObject, row: IDataObject): IDataObject {
	const whole = { receivable: row, receivableId: row.id, ...transaction };
	return { ...whole, object: 'receivableTransaction' };
}

/** The records that a row tells of: itself, and the fees of a payment. */
export function recordsIn({ kind }: Source, row: IDataObject): IDataObject[] {
	const record = { ...row, object: kind.name };
	if (kind !== payment || !Array.isArray(row.fees)) return [record];
	const fees = (row.fees as unknown[]).filter(isObject).map((fee) => ({
		resourceId: row.id,
		resourceType: 'Payment',
		lastUpdated: row.lastUpdated,
		...fee,
		object: 'fee',
	}));
	return [record, ...fees];
}
