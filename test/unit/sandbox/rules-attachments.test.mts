import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, startSandbox, type Caller } from './support.mts';

const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');
const MB = 1024 * 1024;

let sandbox: Sandbox;
let api: Caller;
let receivableId: string;
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	await api.post('/payerCustomers', CUSTOMER);
	receivableId = (await api.post('/receivables/create', RECEIVABLE)).body.id;
});
afterAll(() => sandbox.close());

interface Part {
	name?: string;
	filename?: string;
	type?: string;
	content?: Buffer;
}

/** A multipart body written by hand, so that wrong ones can be made as well. */
function form(...parts: Part[]): { payload: Buffer; type: string } {
	const boundary = 'x-boundary';
	const written = parts.flatMap(({ name, filename, type, content }) => [
		Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="${name ?? 'attachment'}"; ` +
				`filename="${filename ?? 'INV-1.pdf'}"\r\nContent-Type: ${type ?? 'application/pdf'}\r\n\r\n`,
		),
		content ?? PDF,
		Buffer.from('\r\n'),
	]);
	return {
		payload: Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]),
		type: `multipart/form-data; boundary=${boundary}`,
	};
}

const upload = (part: Part = {}, id = receivableId, caller = api) => {
	const { payload, type } = form(part);
	return caller.send('POST', `/receivables/${id}/attachments`, payload, { 'content-type': type });
};
const attachments = async () =>
	(await api.get(`/receivables/${receivableId}/read`)).body.attachments;

describe('upload', () => {
	test('a file is answered 200 with object, id and name, and stands in attachments[]', async () => {
		const { status, body } = await upload();
		expect(status).toBe(200);
		expect(body).toEqual({
			object: 'receivableAttachment',
			id: expect.stringMatching(/^[a-z0-9]{24}$/),
			name: 'INV-1.pdf',
		});
		expect(await attachments()).toEqual([body]);
	});

	test('what was received can be told from its hash', async () => {
		const content = Buffer.concat([PDF, Buffer.alloc(3 * MB, 7)]);
		await upload({ content });
		expect(api.merchant.attachments.all()[0]!.inner).toEqual({
			bytes: content.length,
			sha256: createHash('sha256').update(content).digest('hex'),
			contentType: 'application/pdf',
		});
	});

	test('the content decides whether it is a PDF, not the name', async () => {
		const fake = await upload({ content: Buffer.from('just text') });
		expect(fake.status).toBe(422);
		expect(fake.body.error.details.parameter).toBe('attachment');
		expect((await upload({ filename: 'scan.bin', type: 'application/octet-stream' })).status).toBe(
			200,
		);
		expect(await attachments()).toHaveLength(1);
	});

	test('a merchant that does not insist on PDF takes other files', async () => {
		api.merchant.pdfOnly = false;
		expect((await upload({ filename: 'a.txt', content: Buffer.from('text') })).status).toBe(200);
	});

	test('the limit of three files is that of a create only, and PDF is a matter of the merchant', async () => {
		for (let file = 0; file < 4; file++) expect((await upload()).status).toBe(200);
		expect(await attachments()).toHaveLength(4);
		const text = { filename: 'a.txt', content: Buffer.from('text') };
		expect((await upload(text)).status).toBe(422);
		api.merchant.pdfOnly = false;
		expect((await upload(text)).status).toBe(200);
	});

	test('20 MB are accepted, more are refused', async () => {
		const exact = Buffer.concat([PDF, Buffer.alloc(20 * MB - PDF.length)]);
		expect((await upload({ content: exact })).status).toBe(200);
		const over = await upload({ content: Buffer.concat([exact, Buffer.alloc(1)]) });
		expect(over.status).toBe(422);
		expect(over.body.error.details.explanation).toContain('20 MB');
		expect(await attachments()).toHaveLength(1);
	});

	test('the part is named attachment', async () => {
		const { status, body } = await upload({ name: 'file' });
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			detailCode: 'parameterMissing',
			parameter: 'attachment',
		});
	});

	test('one file per call', async () => {
		const { payload, type } = form({}, { filename: 'second.pdf' });
		const both = await api.send('POST', `/receivables/${receivableId}/attachments`, payload, {
			'content-type': type,
		});
		expect(both.status).toBe(400);
		expect(await attachments()).toHaveLength(0);
	});

	test('JSON instead of a form is 400', async () => {
		const { status } = await api.post(`/receivables/${receivableId}/attachments`, { name: 'x' });
		expect(status).toBe(400);
	});

	test('more than three files can hang on a receivable', async () => {
		for (let file = 1; file <= 5; file++) await upload({ filename: `${file}.pdf` });
		expect(await attachments()).toHaveLength(5);
	});

	test('the receivable of another merchant is 401', async () => {
		expect((await upload({}, receivableId, await callerOf(sandbox, 1))).status).toBe(401);
	});
});

describe('delete', () => {
	test('a delete answers 204 without a body, the receivable stays as it is', async () => {
		const { body: kept } = await upload();
		const { body } = await upload({ filename: 'second.pdf' });
		const path = `/receivables/${receivableId}/attachments/${body.id}`;
		const gone = await api.delete(path);
		expect(gone.status).toBe(204);
		expect(gone.body).toBe('');
		expect(await attachments()).toEqual([kept]);
		expect((await api.delete(path)).status).toBe(404);
	});

	test('the file of another receivable is 404, the receivable of another merchant 401', async () => {
		const { body } = await upload();
		const other = (await api.post('/receivables/create', { ...RECEIVABLE, erpId: 'B' })).body;
		expect((await api.delete(`/receivables/${other.id}/attachments/${body.id}`)).status).toBe(404);
		const stranger = await callerOf(sandbox, 1);
		const path = `/receivables/${receivableId}/attachments/${body.id}`;
		expect((await stranger.delete(path)).status).toBe(401);
		const unknown = `/receivables/${receivableId}/attachments/${'a'.repeat(24)}`;
		expect((await api.delete(unknown)).status).toBe(404);
	});

	test('there is no update and no list', async () => {
		const { body } = await upload();
		const path = `/receivables/${receivableId}/attachments`;
		expect((await api.put(`${path}/${body.id}`, {})).status).toBe(404);
		expect((await api.get(path)).status).toBe(404);
	});
});
