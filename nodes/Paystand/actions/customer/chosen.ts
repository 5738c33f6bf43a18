import { Field } from '../../item/field';
import type { Filled } from '../../item/filled';
import type { Item } from '../../item/item';
import type { Choice } from '../../item/locator';
import { customer } from './kind';

/**
 * The customer that a record of the ERP is for: by the ERP's key or by Paystand's ID.
 *
 * @throws {PaystandError} when none is named, or one in both ways
 */
export function chosenCustomer(item: Item, { given, labels, isMapped }: Filled): Choice {
	if (!isMapped) return item.choice(customer);
	const key = new Field(labels.extCustomerId, given.extCustomerId);
	const id = new Field(labels.payerCustomerId, given.payerCustomerId);
	if (id.isEmpty) return { key: key.text() };
	if (key.isEmpty) return { id: id.id() };
	return id.fail(
		`is given as well as '${key.label}'`,
		'Give one of the two: which of them counts is not for us to guess.',
	);
}
