import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { asNodeError, explain, refusalError, refusalOf } from '../../../client/errors.ts';

const node = { id: '1', name: 'Paystand', type: 'paystand', parameters: {} } as unknown as INode;
const labels = { extId: 'ERP Invoice ID', amount: 'Total Amount' };
const text = (refusal: Parameters<typeof explain>[0]) => {
	const { message, description } = explain(refusal, labels);
	return `${message} | ${description}`;
};

describe('the message for a status', () => {
	test.each([
		[
			{ status: 0, explanation: 'it refused the connection' },
			/could not be reached: it refused the connection \| .*Environment and Base URL/,
		],
		[{ status: 400, explanation: 'No.' }, /^Paystand refused the request: No\. \| $/],
		[
			{ status: 400, parameter: 'extId', detailCode: 'parameterMissing' },
			/^'ERP Invoice ID' is missing \| Fill in 'ERP Invoice ID'/,
		],
		[
			{ status: 422, parameter: 'extId', explanation: 'Too long.' },
			/Too long\. \('ERP Invoice ID'\) \| Correct 'ERP Invoice ID'/,
		],
		[
			{ status: 422, parameter: 'memo', value: 'x' },
			/\('memo'\) \| Correct 'memo' and run this again\. The value was 'x'\./,
		],
		[
			{ status: 401 },
			/did not accept the request.* \| .*Client Secret.*Customer ID.*not in this Paystand account/,
		],
		[
			{ status: 402, explanation: 'Generic decline' },
			/card or bank did not accept the operation: Generic decline \| Nothing was changed/,
		],
		[
			{ status: 403, code: 'insufficient_scope' },
			/^API access is not enabled.* \| .*enable API access for your plan/,
		],
		[{ status: 403, explanation: 'insufficientScope' }, /^API access is not enabled/],
		[
			{ status: 403, explanation: 'Not yours' },
			/^Paystand does not allow this for your account \| Paystand says: Not yours\./,
		],
		[{ status: 404 }, /does not know this record .* \| Check the ID/],
		[{ status: 405 }, /^Paystand does not offer this function/],
		[{ status: 501 }, /^Paystand does not offer this function/],
		[
			{ status: 429, attempts: 6 },
			/limit of requests was reached \| .*3,000 requests a minute.*sent 6 times/,
		],
		[{ status: 500 }, /could not process the request \(status 500\) \| Try again/],
		[
			{ status: 503, outcomeUnknown: true },
			/unknown whether the request took effect \| Look in Paystand whether it did/,
		],
		[{ status: 302 }, /^Paystand refused the request \| /],
	])('%j', (refusal, expected) => {
		expect(text(refusal)).toMatch(expected);
	});

	test('holds what support needs, and nothing twice', () => {
		const refusal = {
			status: 422,
			parameter: 'extId',
			value: 'INV-1',
			explanation: 'extId is too long',
			ref: 'f00d',
			attempts: 1,
		};
		const { message, description } = explain(refusal, labels);
		expect(message).toBe("Paystand refused the request: 'ERP Invoice ID' is too long");
		expect(description).toBe(
			"Correct 'ERP Invoice ID' and run this again. The value was 'INV-1'. Paystand's reference: f00d.",
		);
	});

	test('puts the name on the screen for the stored one, where it is a word of its own', () => {
		const refusal = { status: 422, parameter: 'amount', explanation: 'amount is below amountDue.' };
		expect(explain(refusal, labels).message).toBe(
			"Paystand refused the request: 'Total Amount' is below amountDue.",
		);
	});

	test.each(['constructor', 'toString', '__proto__'])(
		'a field called %s is shown as it is',
		(parameter) => {
			expect(text({ status: 422, parameter })).toContain(`Correct '${parameter}'`);
		},
	);

	test('our own words are none of those that n8n asks to avoid', () => {
		for (const status of [0, 302, 400, 401, 402, 403, 404, 405, 409, 422, 429, 500, 501, 502, 503])
			for (const refusal of [
				{ status },
				{ status, outcomeUnknown: true },
				{ status, parameter: 'extId', explanation: 'No.', attempts: 3, ref: 'x' },
				{ status, parameter: 'extId', detailCode: 'parameterMissing' },
				{ status, code: 'insufficient_scope' },
			]) {
				expect(text(refusal)).not.toMatch(/error|problem|fail|mistake/i);
				expect(text(refusal)).not.toMatch(/undefined|null|\[object|NaN| {2}/);
			}
	});
});

describe("n8n's error", () => {
	const refusal = { status: 404, explanation: 'There is no such route: ECONNREFUSED' };

	test("keeps our words, the status and Paystand's reply", () => {
		const body = { error: { details: { explanation: 'There is no such route' } } };
		const error = refusalError(node, refusal, body);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(
			'Paystand does not know this record or does not offer this function',
		);
		expect(error.description).toContain('Paystand says: There is no such route: ECONNREFUSED.');
		expect(error.httpCode).toBe('404');
		expect(error.context.data).toEqual(body);
		expect(refusalOf(error)).toBe(refusal);
	});

	test.each([undefined, null, 'html', [1]])('is made also from the body %j', (body) => {
		expect(refusalError(node, { status: 500 }, body).message).toMatch(/status 500/);
	});

	test('another error carries no refusal', () => {
		expect(refusalOf(new Error('x'))).toBeUndefined();
		expect(refusalOf(new NodeApiError(node, { message: 'x' }))).toBeUndefined();
		expect(refusalOf(undefined)).toBeUndefined();
	});

	test("any error becomes one of n8n's, and one of n8n's stays itself", () => {
		const ours = refusalError(node, refusal);
		expect(asNodeError(node, ours)).toBe(ours);
		const operation = new NodeOperationError(node, 'No');
		expect(asNodeError(node, operation)).toBe(operation);
		expect(asNodeError(node, new TypeError('odd'))).toMatchObject({
			message: 'odd',
			constructor: NodeOperationError,
		});
	});
});
