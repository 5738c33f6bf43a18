import { describe, expect, test } from 'vitest';
import { readRefusal, remoteText, isDuplicateKey } from '../../../client/refusal.ts';

const envelope = (details: object) => ({
	error: {
		name: 'unprocessableEntity',
		status: '422',
		type: 'requestError',
		description: 'The request was refused.',
		ref: 'f00dfeed',
		details,
	},
});

describe('reading a refusal', () => {
	test("Paystand's envelope, the most useful text first", () => {
		const details = {
			code: 'validationError',
			detailCode: 'tooLong',
			parameter: 'extId',
			value: 12,
			description: 'Value is not valid.',
			explanation: 'extId is too long.',
		};
		expect(readRefusal(422, envelope(details))).toEqual({
			status: 422,
			code: 'validationError',
			detailCode: 'tooLong',
			parameter: 'extId',
			value: '12',
			explanation: 'extId is too long.',
			ref: 'f00dfeed',
		});
		const explanation = (more: object) =>
			readRefusal(422, envelope({ ...details, ...more })).explanation;
		expect(explanation({ explanation: '' })).toBe('Value is not valid.');
		expect(explanation({ explanation: null, description: ' ' })).toBe('The request was refused.');
	});

	test('an OAuth pair', () => {
		const body = { error: 'insufficient_scope', error_description: 'No scope.' };
		expect(readRefusal(403, body)).toMatchObject({
			code: 'insufficient_scope',
			explanation: 'No scope.',
		});
	});

	test('a page of a proxy, without its markup', () => {
		const { explanation, code } = readRefusal(502, '<html><b>502</b> Bad Gateway</html>');
		expect(explanation).toMatch(/^502\s+Bad Gateway$/);
		expect(code).toBeUndefined();
	});

	test.each([
		undefined,
		null,
		'',
		[],
		7,
		true,
		{ error: null },
		{ error: [] },
		{ error: { details: 'x' } },
	])('%j tells nothing', (body) => {
		const { status, ...rest } = readRefusal(500, body);
		expect(status).toBe(500);
		expect(Object.values(rest).filter((value) => value !== undefined)).toEqual([]);
	});

	test('an endless page does not take long', () => {
		const started = Date.now();
		readRefusal(500, '<'.repeat(2_000_000));
		expect(Date.now() - started).toBeLessThan(1000);
	});
});

describe('remote text', () => {
	test('control characters and hidden marks become spaces', () => {
		expect(remoteText('a\r\nERROR\u0000\u001b[31m b\u202ec\u200bd')).toBe('a ERROR [31m b c d');
	});

	test('is cut at 500 characters', () => {
		expect(remoteText('x'.repeat(500))).toHaveLength(500);
		expect(remoteText('x'.repeat(501))).toBe(`${'x'.repeat(500)}…`);
	});

	test.each([undefined, null, '', ' \n', {}, [], true])('%j is none', (value) => {
		expect(remoteText(value)).toBeUndefined();
	});
});

describe('whether a create says that the key is taken', () => {
	test.each([
		[{ status: 400, explanation: 'A record with this extId already exists.' }, true],
		[{ status: 422, detailCode: 'alreadyExists' }, true],
		[{ status: 409, code: 'duplicateKey' }, true],
		[{ status: 409, parameter: 'extId' }, true],
		[{ status: 422, parameter: 'extId', explanation: 'extId must be unique.' }, true],
		[{ status: 400, parameter: 'extId', detailCode: 'notUnique' }, true],
		[{ status: 422, parameter: 'extId', explanation: 'This value is already taken.' }, true],
		[{ status: 422, parameter: 'erpId', explanation: 'Please choose another one.' }, true],
		[{ status: 422, parameter: 'extId' }, true],
		[{ status: 422, parameter: 'extId', explanation: 'extId has invalid characters.' }, false],
		[{ status: 400, parameter: 'extId', explanation: 'extId must be a string.' }, false],
		[{ status: 404, parameter: 'extId', explanation: 'must be unique' }, false],
		[{ status: 409, parameter: 'extCustomerId' }, false],
		[{ status: 409 }, false],
		[{ status: 422, parameter: 'extId', explanation: 'extId is too long.' }, false],
		[{ status: 400, parameter: 'extId', detailCode: 'parameterMissing' }, false],
		[{ status: 400, explanation: 'extId is required.' }, false],
		[{ status: 500, explanation: 'duplicate' }, false],
		[{ status: 401, explanation: 'already exists' }, false],
		[{ status: 0, explanation: 'duplicate' }, false],
	])('%j: %s', (refusal, exists) => {
		expect(isDuplicateKey(refusal, 'extId')).toBe(exists);
	});
});
