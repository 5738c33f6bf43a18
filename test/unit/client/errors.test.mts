import { ExpressionError, NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import {
	AccessTokenError,
	asError,
	explain,
	PaystandError,
	refusalOf,
	RequestError,
	toNodeError,
} from '../../../client/errors.ts';

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
			/^API access is not enabled.* \| .*enable API access .*for your plan.*Customer ID/,
		],
		[{ status: 403, explanation: 'insufficientScope' }, /^API access is not enabled/],
		[
			{ status: 403, explanation: 'Not yours' },
			/^Paystand does not allow this for your account \| .*Customer ID.*scope.* Paystand says: Not yours\./,
		],
		[{ status: 404 }, /does not know this record .* \| Check the ID/],
		[{ status: 405 }, /^Paystand does not offer this function/],
		[{ status: 501 }, /^Paystand does not offer this function/],
		[
			{ status: 429, attempts: 6 },
			/request limit was reached \| .*3,000 requests a minute.*sent 6 times/,
		],
		[{ status: 500 }, /could not process the request \(status 500\) \| Try again/],
		[
			{ status: 503, outcomeUnknown: true },
			/unknown whether the request took effect \| Check in Paystand whether it did/,
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
	const body = { error: { details: { explanation: 'There is no such route' } } };

	test("keeps our words, the status and Paystand's reply", () => {
		const thrown = new RequestError(refusal, body);
		expect(thrown).toMatchObject({
			name: 'RequestError',
			status: 404,
			outcomeUnknown: false,
			body,
		});
		const error = toNodeError(node, thrown, { itemIndex: 3 });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(
			'Paystand does not know this record or does not offer this function',
		);
		expect(error.description).toContain('Paystand says: There is no such route: ECONNREFUSED.');
		expect((error as NodeApiError).httpCode).toBe('404');
		expect(error.context.data).toEqual(body);
		expect(error.context.itemIndex).toBe(3);
		expect(refusalOf(error)).toBe(refusal);
		expect(refusalOf(thrown)).toBe(refusal);
	});

	test('is worded with the labels of the screen and what the operation knows', () => {
		const thrown = new RequestError({
			status: 422,
			parameter: 'extId',
			explanation: 'extId is odd.',
		});
		expect(thrown.message).toBe("Paystand refused the request: extId is odd. ('extId')");
		expect(toNodeError(node, thrown, { labels, hint: 'Look at the ERP.' })).toMatchObject({
			message: "Paystand refused the request: 'ERP Invoice ID' is odd.",
			description: "Correct 'ERP Invoice ID' and run this again. Look at the ERP.",
		});
		expect(toNodeError(node, thrown).message).toBe(thrown.message);
	});

	test.each([undefined, null, 'html', [1]])('is made also from the body %j', (odd) => {
		expect(toNodeError(node, new RequestError({ status: 500 }, odd)).message).toMatch(/status 500/);
	});

	test('another error carries no refusal', () => {
		expect(refusalOf(new Error('x'))).toBeUndefined();
		expect(refusalOf(new PaystandError('x'))).toBeUndefined();
		expect(refusalOf(new NodeApiError(node, { message: 'x' }))).toBeUndefined();
		expect(refusalOf(undefined)).toBeUndefined();
	});

	test('of what a person is to read keeps message and next step, whatever codes they hold', () => {
		const error = toNodeError(node, new PaystandError('No ECONNREFUSED here', 'Do this.'), {
			itemIndex: 1,
		});
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'No ECONNREFUSED here', description: 'Do this.' });
		expect(error.context.itemIndex).toBe(1);
		const token = toNodeError(node, new AccessTokenError('No token', true));
		expect(token).toBeInstanceOf(NodeOperationError);
		expect(token).toMatchObject({ message: 'No token', description: undefined });
	});

	test("any error becomes one of n8n's, and one of n8n's stays itself", () => {
		const api = new NodeApiError(node, { message: 'x' });
		expect(toNodeError(node, api, { itemIndex: 2 })).toBe(api);
		expect(api.context.itemIndex).toBe(2);
		const operation = new NodeOperationError(node, 'No', { itemIndex: 5 });
		expect(toNodeError(node, operation, { itemIndex: 2 })).toBe(operation);
		expect(operation.context.itemIndex).toBe(5);
		expect(toNodeError(node, new TypeError('odd'))).toMatchObject({
			message: 'odd',
			constructor: NodeOperationError,
		});
		expect(toNodeError(node, 'a text').message).toBe('a text');
	});

	test("n8n's other errors keep what they tell", () => {
		const expression = new ExpressionError('Node has not run', {
			description: 'Run it first.',
			itemIndex: 4,
			type: 'no_execution_data',
		});
		const error = toNodeError(node, expression, { itemIndex: 2 });
		expect(error).toMatchObject({ message: 'Node has not run', description: 'Run it first.' });
		expect(error.context).toMatchObject({ itemIndex: 4, type: 'no_execution_data' });
		expect(toNodeError(node, new UserError('No credential'), { itemIndex: 2 })).toMatchObject({
			message: 'No credential',
			context: { itemIndex: 2 },
		});
	});

	test('what was thrown is an Error', () => {
		const error = new TypeError('x');
		expect(asError(error)).toBe(error);
		expect(asError('text')).toEqual(new Error('text'));
	});
});
