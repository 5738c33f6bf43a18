import type { IDataObject } from 'n8n-workflow';

import { EXTRA_FIELDS } from '../../fields/extraFields';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { ownedBy, withExtraFields, withMetadata } from '../../records/body';
import {
	accountNumber,
	addressLines,
	choices,
	labels,
	nameOnAccount,
	routingNumber,
} from './fields';

/**
 * The body of a new bank account, from the fields of the screen.
 *
 * @throws {PaystandError} naming the field that is empty or malformed; the account number itself
 *   stands in no message
 */
export function newBank(item: Item): IDataObject {
	const more = item.collection('additionalFields');
	const body: IDataObject = {
		nameOnAccount: item.field(nameOnAccount).text(),
		accountNumber: digitsOf(item.field(accountNumber)),
		routingNumber: digitsOf(item.field(routingNumber)),
	};
	for (const choice of choices) body[choice.name] = item.field(choice).text();

	const address = addressOf(more);
	if (Object.keys(address).length > 0) body.billingAddress = address;
	const meta = withMetadata(more.meta, {
		name: 'externalId',
		label: labels.externalId,
		value: new Field(labels.externalId, more.externalId).optionalText(),
	});
	if (Object.keys(meta).length > 0) body.meta = meta;

	// The customer is in the address of the request.
	const owned = ownedBy(body, labels, ['payerId']);
	const whole = withExtraFields(body, more.extraFields, owned);
	if ('externalId' in whole) {
		new Field(EXTRA_FIELDS, more.extraFields).fail(
			"hold 'externalId', which Paystand refuses there",
			`Use '${labels.externalId}' instead: it goes into the metadata.`,
		);
	}
	return whole;
}

/** An account or routing number: digits, in Canada with a dash. */
function digitsOf(field: Field): string {
	if (typeof field.value === 'number') {
		field.fail('is a number, not text', 'Make it text, so that leading zeros are kept.');
	}
	const digits = field.text();
	if (/^\d[\d-]*\d$/.test(digits)) return digits;
	return field.fail('has characters other than digits', 'Enter digits only, as on a check.');
}

function addressOf(more: IDataObject): IDataObject {
	const { address } = (more.billingAddress ?? {}) as { address?: IDataObject };
	const lines: IDataObject = {};
	for (const { name, displayName } of addressLines) {
		const value = new Field(displayName, address?.[name]).optionalText();
		if (value !== undefined) lines[name] = value;
	}
	return lines;
}
