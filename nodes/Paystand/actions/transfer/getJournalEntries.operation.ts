import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import { fromCents, toCents } from '../../../../client/money';
import type { Item } from '../../item/item';
import { Field } from '../../item/field';
import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { ACCOUNTS, DIMENSIONS, journalFields } from './journalFields';
import { linesOf, summarized } from './journalLines';
import type { Line, Role } from './journalLines';
import { transfer as kind } from './kind';
import { payoutOf } from './payout';
import type { Payout } from './payout';
import { postingDay } from './postingDay';

export const getJournalEntries: Operation = {
	value: 'getJournalEntries',
	name: 'Get Journal Entries',
	action: 'Get transfer journal entries',
	description:
		'Write the journal entries of a payout for an ERP, one item a line. Debits equal credits, and the clearing account ends at zero.',
	properties: [recordLocator(kind), ...journalFields],
	output: {
		plus: {
			...{
				lineId: 'string',
				entryId: 'string',
				postingDate: 'string',
				account: 'string',
				debit: 'string',
			},
			...{ credit: 'string', currency: 'string', memo: 'string', transferId: 'string' },
			...{ resourceId: 'string', paymentId: 'string', extId: 'string' },
			...{ extCustomerId: 'string', entity: 'string' },
		},
	},

	async execute(item) {
		const nameOf = accountsOf(item);
		const entity = item.optionalField({ displayName: 'Entity', name: 'entity' }).optionalText();
		const dimensions = item.field(DIMENSIONS).json();
		const payout = await payoutOf(item);
		const transferId = String(payout.transfer.id);
		if (payout.status === 'Failed') {
			throw new PaystandError(
				`The transfer ${transferId} has no journal entries: it failed`,
				payout.reason,
			);
		}
		if (payout.status === 'Not Ready') {
			throw new PaystandError(
				`The transfer ${transferId} has no journal entries yet. ${payout.reason}`,
				`Try again at ${payout.tryAgainAt}.`,
			);
		}
		mustBeUsable(item, payout, transferId);
		const { currency } = payout.transfer;
		const postingDate = await postingDay(item, payout.transfer);
		const all = linesOf(payout, toCents(payout.transfer.amount)!);
		const lines = item.value('detail') === 'summary' ? summarized(all, transferId) : all;
		const lineIds = lineIdsOf(lines, transferId);
		return lines.map(
			({ entry, role, cents, ...line }, index): IDataObject => ({
				...dimensions,
				lineId: lineIds[index],
				entryId: `${transferId}-${entry}`,
				postingDate,
				account: nameOf(role),
				debit: fromCents(cents > 0n ? cents : 0n),
				credit: fromCents(cents < 0n ? -cents : 0n),
				currency,
				transferId,
				...line,
				...(entity && { entity }),
			}),
		);
	},
};

/** @throws {PaystandError} when the payout is not explained and that was not asked for */
function mustBeUsable(item: Item, payout: Payout, transferId: string): void {
	if (payout.status === 'Balanced' || item.isOn('includeUnexplained')) return;
	const { id, currency } = payout.transfer;
	throw new PaystandError(
		`The transfer ${transferId} is unexplained by ${fromCents(payout.difference)} ${currency}: no journal entries`,
		`Look at Reconcile for the transfer ${id}, or turn 'Include Unexplained' on.`,
	);
}

/** One for each line, and the same on every run: the entry's ID and the place in the entry. */
function lineIdsOf(lines: Line[], transferId: string): string[] {
	const counts = new Map<string, number>();
	return lines.map(({ entry }) => {
		const place = (counts.get(entry) ?? 0) + 1;
		counts.set(entry, place);
		return `${transferId}-${entry}-${place}`;
	});
}

function accountsOf(item: Item): (role: Role) => string {
	const given = item.collection('accounts');
	return (role) => {
		const [label, usual] = ACCOUNTS[role];
		return new Field(label, given[role] ?? usual).text();
	};
}
