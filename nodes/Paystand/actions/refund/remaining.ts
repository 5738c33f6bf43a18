import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import { fromCents, toCents } from '../../../../client/money';
import type { PaystandClient } from '../../../../client/paystand';
import type { Kind } from '../../item/kind';
import { namesOf } from '../../movements/moveOnce';
import type { MovementKind } from '../../movements/movement';
import { movementsBeside } from '../../movements/movementBook';
import { hasNotMoved } from '../../movements/movementStatus';
import { dispute } from '../dispute/kind';
import { payment, paymentIdOf } from '../payment/kind';
import { refund } from './kind';

/** What of a payment can be given back. */
export interface Remaining {
	/** Of the payment. */
	currency: string;
	/** Of the payment, in cents. */
	total: bigint;
	refunded: bigint;
	/** What disputes hold or have taken. */
	disputed: bigint;
	/** Refunds of this process of which nobody knows whether they went through. */
	unknown: bigint;
	/** What is left when those did. */
	left: bigint;
}

/**
 * What remains of a payment: its amount less its refunds and disputes, in exact cents
 * (docs/paystand-api.md#creating-a-refund). What this process has refunded counts even if Paystand
 * does not show it yet.
 *
 * @param key of the refund that is to be made now
 * @throws {PaystandError} when the payment moved no money, or an amount cannot be read
 */
export async function remainingOf(
	client: PaystandClient,
	{ paymentId, kind, key }: { paymentId: string; kind: MovementKind; key: string },
): Promise<Remaining> {
	const record = await client.get(payment.path(paymentId));
	const { currency, status } = record;
	if (hasNotMoved(record) || typeof currency !== 'string') {
		throw new PaystandError(
			`Payment ${paymentId} has nothing to refund: its status is '${String(status)}'`,
			'No money came in with it. Nothing was refunded. Check the payment in Paystand.',
		);
	}
	const names = namesOf(await client.account(), kind);
	const sent = movementsBeside(names, `${names}${key}`).filter(
		({ record: made, sent: going }) => paymentIdOf(made ?? going ?? {}) === paymentId,
	);
	const refunds = [
		...(await rowsOf(client, record, paymentId, refund)),
		...sent.flatMap(({ record: made }) => (made ? [made] : [])),
	];
	const disputes = await rowsOf(client, record, paymentId, dispute);
	const total = centsOf('payment', record);
	const refunded = sumOf(refund, refunds, hasNotMoved);
	const disputed = sumOf(dispute, disputes, isFree);
	const unknown = sent
		.filter(({ sentAt }) => sentAt !== undefined)
		.reduce((sum, { sent: going }) => sum + (toCents(going?.amount) ?? 0n), 0n);
	const left = total - refunded - disputed - unknown;
	return { currency, total, refunded, disputed, unknown, left };
}

/** A dispute that was won, or never came to one, holds no money back. */
function isFree(row: IDataObject): boolean {
	return row.status === 'won' || hasNotMoved(row);
}

/** The refunds or disputes of a payment: those that it shows, or else those of the whole list. */
async function rowsOf(
	client: PaystandClient,
	record: IDataObject,
	paymentId: string,
	{ list, plural }: Kind,
): Promise<IDataObject[]> {
	const shown = record[plural];
	const isPlain = Array.isArray(shown) && shown.every((row) => isReadable(row as IDataObject));
	if (isPlain) return shown as IDataObject[];
	return await client.list(list, { filter: (row) => paymentIdOf(row) === paymentId });
}

function isReadable(row: IDataObject | null): boolean {
	return toCents(row?.amount) !== undefined && row?.status !== undefined;
}

/** The sum of the rows that count, each once. */
function sumOf(
	{ name }: Kind,
	rows: IDataObject[],
	isLeftOut: (row: IDataObject) => boolean,
): bigint {
	const byId = new Map<unknown, IDataObject>();
	// What Paystand shows comes first and is newer than what a reply has shown.
	for (const row of rows) {
		const id = row.id ?? row;
		if (!byId.has(id)) byId.set(id, row);
	}
	return [...byId.values()]
		.filter((row) => !isLeftOut(row))
		.reduce((sum, row) => sum + centsOf(name, row), 0n);
}

function centsOf(name: string, { id, amount }: IDataObject): bigint {
	const cents = toCents(amount);
	// Whichever sign a refund has, it takes from the payment.
	if (cents !== undefined) return cents < 0n ? -cents : cents;
	throw new PaystandError(
		`The amount of ${name} ${String(id)} cannot be read, so what remains of the payment is not known`,
		'Nothing was refunded. Check the payment in Paystand, or refund it in its dashboard.',
	);
}

/** An amount in a message. */
export function sumText({ currency }: Remaining, cents: bigint): string {
	return `${fromCents(cents)} ${currency}`;
}
