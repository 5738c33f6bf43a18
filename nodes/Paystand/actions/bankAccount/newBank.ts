import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ownedBy, withExtraFields } from '../../fields/extraFields';
import { optionalText, refuse, text } from '../../fields/input';
import { withMetadata } from '../../fields/metadata';
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
 * @throws {NodeOperationError} naming the field that is empty or malformed; the account number
 *   itself stands in no message
 */
export function newBank(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const more = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const given = ({ name }: INodeProperties) => context.getNodeParameter(name, itemIndex);
	const place = ({ displayName: label }: INodeProperties) => ({ context, itemIndex, label });

	const body: IDataObject = {
		nameOnAccount: text(place(nameOnAccount), given(nameOnAccount)),
		accountNumber: numberOf(place(accountNumber), given(accountNumber)),
		routingNumber: numberOf(place(routingNumber), given(routingNumber)),
	};
	for (const choice of choices) body[choice.name] = text(place(choice), given(choice));

	const address = addressOf(context, itemIndex, more);
	if (Object.keys(address).length > 0) body.billingAddress = address;
	const meta = withMetadata(context, itemIndex, more.meta, {
		name: 'externalId',
		label: labels.externalId,
		value: optionalText({ context, itemIndex, label: labels.externalId }, more.externalId),
	});
	if (Object.keys(meta).length > 0) body.meta = meta;

	// The customer is in the address of the request.
	const owned = ownedBy(body, labels, ['payerId']);
	const whole = withExtraFields(context, itemIndex, body, more.extraFields, owned);
	if ('externalId' in whole) {
		refuse(
			{ context, itemIndex, label: 'Extra Fields (JSON)' },
			"hold 'externalId', which Paystand refuses there",
			`Use '${labels.externalId}' instead: it goes into the metadata.`,
		);
	}
	return whole;
}

/** An account or routing number: digits, in Canada with a dash. */
function numberOf(place: Parameters<typeof text>[0], value: unknown): string {
	if (typeof value === 'number') {
		refuse(place, 'is a number, not text', 'Make it text, so that leading zeros are kept.');
	}
	const digits = text(place, value);
	if (/^\d[\d-]*\d$/.test(digits)) return digits;
	return refuse(place, 'has other characters than digits', 'Enter digits only, as on a cheque.');
}

function addressOf(context: IExecuteFunctions, itemIndex: number, more: IDataObject): IDataObject {
	const { address } = (more.billingAddress ?? {}) as { address?: IDataObject };
	const lines: IDataObject = {};
	for (const { name, displayName } of addressLines) {
		const value = optionalText({ context, itemIndex, label: displayName }, address?.[name]);
		if (value !== undefined) lines[name] = value;
	}
	return lines;
}
