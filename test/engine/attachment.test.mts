import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF`);
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const MEGABYTE = 1024 * 1024;

let id: string;
let receivable: object;
beforeEach(async () => {
	await engine.addCustomer();
	({ id } = await engine.addReceivable('1001'));
	receivable = { mode: 'id', value: id, __rl: true };
});

const run = (operation: string, parameters: object, files?: any) =>
	engine.run({
		resource: 'attachment',
		operation,
		items: [{ json: {}, files }],
		parameters: { receivable, ...parameters } as never,
	});
const attached = async () =>
	(await engine.call('GET', `/v3/receivables/${id}/read`)).attachments.map(
		(file: { name: string }) => file.name,
	);

describe('Upload', () => {
	test('sends the bytes as they are, under the name of the file', async () => {
		const data = Buffer.concat([pdf('\r\n--x\r\n'), Buffer.from([0, 255, 254, 13, 10])]);
		const { json, error, requests } = await run(
			'upload',
			{ binaryPropertyName: 'data' },
			{ data: { name: 'Invoice 1001.pdf', data } },
		);
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([
			{ method: 'POST', path: `/v3/receivables/${id}/attachments`, status: 200 },
		]);
		expect(requests[0].body).toEqual({
			attachment: {
				name: 'Invoice 1001.pdf',
				contentType: 'application/pdf',
				bytes: data.length,
				sha256: sha256(data),
				pdf: true,
			},
		});
		expect(json[0]).toEqual({
			object: 'receivableAttachment',
			id: expect.stringMatching(/^[a-z0-9]{24}$/),
			name: 'Invoice 1001.pdf',
			receivableId: id,
		});
	});

	test('several files, by name and with *, one request each', async () => {
		const files = {
			data: { name: 'a.pdf', data: pdf('a') },
			terms: { name: 'b.pdf', data: pdf('b') },
			photo: { name: 'c.pdf', data: pdf('c') },
		};
		const two = await run('upload', { binaryPropertyName: ' data , photo ' }, files);
		expect(two.json.map(({ name }) => name)).toEqual(['a.pdf', 'c.pdf']);
		expect(two.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		const all = await run('upload', { binaryPropertyName: '*' }, files);
		expect(all.json).toHaveLength(3);
		expect(await attached()).toEqual(['a.pdf', 'c.pdf', 'a.pdf', 'b.pdf', 'c.pdf']);
	});

	test('the token that has expired since is replaced, and the file goes up whole', async () => {
		await run('getAll', {});
		await engine.call('POST', '/control/tokens/expire', {});
		const data = pdf('again');
		const { error, tokens } = await run('upload', {}, { data: { name: 'a.pdf', data } });
		expect(error).toBeUndefined();
		expect(tokens).toBe(1);
		expect(await attached()).toEqual(['a.pdf']);
	});

	test.each([
		[
			'no file at all',
			{},
			undefined,
			"'Input Data Field Name' names 'data', but this item has no such file",
			'Put a node that reads or downloads the file before this one.',
		],
		[
			'another field',
			{},
			{ pdf: { name: 'a.pdf', data: pdf('') } },
			"'Input Data Field Name' names 'data', but this item has no such file",
			'The item has these files: pdf.',
		],
		[
			'* and no file',
			{ binaryPropertyName: '*' },
			undefined,
			"'Input Data Field Name' finds no file in this item",
			'Name the input field',
		],
		[
			'no name',
			{ binaryPropertyName: '={{ "" }}' },
			undefined,
			"'Input Data Field Name' is empty",
			'Name the input field',
		],
		[
			'an empty file',
			{},
			{ data: { name: 'a.pdf', data: Buffer.alloc(0) } },
			"'Input Data Field Name' holds an empty file: 'a.pdf'",
			'Check where the file comes from.',
		],
		[
			'no PDF',
			{},
			{ data: { name: 'a.pdf', data: Buffer.from('<html>not found</html>') } },
			"'Input Data Field Name' holds a file that is not a PDF: 'a.pdf'",
			"turn 'PDF Only' off",
		],
	])('%s is refused before anything is sent', async (_name, parameters, files, message, next) => {
		const { error, requests } = await run('upload', parameters, files);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(next);
		expect(requests).toEqual([]);
	});

	test('20 MB go up, a byte more is refused before anything is sent', async () => {
		const data = Buffer.alloc(20 * MEGABYTE, ' ');
		data.write('%PDF-1.7');
		expect((await run('upload', {}, { data: { name: 'a.pdf', data } })).json).toHaveLength(1);
		const tooLarge = Buffer.concat([data, Buffer.from(' ')]);
		const { error, requests } = await run(
			'upload',
			{},
			{ data: { name: 'a.pdf', data: tooLarge } },
		);
		expect(error?.message).toBe("'Input Data Field Name' holds a file of 20.0 MB: 'a.pdf'");
		expect(error?.description).toContain('files of up to 20 MB');
		expect(requests).toEqual([]);
	});

	test('with PDF Only off another file goes up, where the account takes it', async () => {
		engine.merchant.pdfOnly = false;
		const files = {
			data: { name: 'Lieferschein.csv', type: 'text/csv', data: Buffer.from('a;b') },
		};
		const { requests } = await run('upload', { pdfOnly: false }, files);
		expect(requests[0].body).toMatchObject({
			attachment: { name: 'Lieferschein.csv', contentType: 'text/csv', bytes: 3 },
		});
		engine.merchant.pdfOnly = true;
		const { error } = await run('upload', { pdfOnly: false }, files);
		expect(error?.message).toBe(
			"Paystand refused the request: Only PDF files are accepted. ('Input Data Field Name')",
		);
	});

	test('when a later file does not go up, it says which are there already', async () => {
		const { error } = await run(
			'upload',
			{ binaryPropertyName: 'one,two' },
			{ one: { name: 'a.pdf', data: pdf('a') }, two: { name: 'b.txt', data: Buffer.from('b') } },
		);
		expect(error?.message).toBe(
			"1 of 2 files uploaded, then: 'Input Data Field Name' holds a file that is not a PDF: 'b.txt'",
		);
		expect(error?.description).toMatch(
			/^These are attached already: a\.pdf \(ID \w{24}\)\. Upload only the others again\./,
		);
		expect(await attached()).toEqual(['a.pdf']);
	});
});

describe('Get Many and Remove', () => {
	test('lists what is attached, and takes one off', async () => {
		for (const name of ['a.pdf', 'b.pdf', 'c.pdf'])
			await run('upload', {}, { data: { name, data: pdf(name) } });
		const { json } = await run('getAll', { limit: 2 });
		expect(json).toMatchObject([
			{ name: 'a.pdf', receivableId: id },
			{ name: 'b.pdf', receivableId: id },
		]);
		const attachment = { mode: 'list', value: json[1].id, __rl: true };
		const removed = await run('remove', { attachment });
		expect(removed.json).toEqual([{ deleted: true }]);
		expect(removed.requests).toMatchObject([
			{ method: 'DELETE', path: `/v3/receivables/${id}/attachments/${json[1].id}` },
		]);
		expect(await attached()).toEqual(['a.pdf', 'c.pdf']);
		expect((await run('getAll', { returnAll: true })).json).toHaveLength(2);
	});
});

describe('Replace', () => {
	const replace = async (files: object, oldId: unknown) =>
		await run('replace', { attachment: { mode: 'id', value: oldId, __rl: true } }, files);
	let oldId: unknown;
	beforeEach(async () => {
		const { json } = await run('upload', {}, { data: { name: 'old.pdf', data: pdf('old') } });
		oldId = json[0].id;
	});

	test('uploads the new file, then removes the old one', async () => {
		const { json, requests } = await replace(
			{ data: { name: 'new.pdf', data: pdf('new') } },
			oldId,
		);
		expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'DELETE']);
		expect(json).toMatchObject([{ name: 'new.pdf', receivableId: id, replacedId: oldId }]);
		expect(await attached()).toEqual(['new.pdf']);
	});

	test('an upload that is refused leaves the old file', async () => {
		const { error, requests } = await replace(
			{ data: { name: 'x', data: Buffer.from('x') } },
			oldId,
		);
		expect(error?.message).toContain('is not a PDF');
		expect(requests).toEqual([]);
		expect(await attached()).toEqual(['old.pdf']);
	});

	test('an attachment that is not there is refused before anything goes up', async () => {
		const { error } = await replace(
			{ data: { name: 'new.pdf', data: pdf('new') } },
			'zzzzzzzzzzzzzzzzzzzzzzzz',
		);
		expect(error?.message).toBe(
			"The receivable has no attachment with ID 'zzzzzzzzzzzzzzzzzzzzzzzz'",
		);
		expect(error?.description).toContain('Nothing was uploaded');
		expect(await attached()).toEqual(['old.pdf']);
	});

	test('a removal that is refused names both files and warns of a second run', async () => {
		engine.before(/^DELETE/, async () => {
			engine.merchant.refusedRoutes.push('deleteAttachment');
		});
		const { error } = await replace({ data: { name: 'new.pdf', data: pdf('new') } }, oldId);
		expect(error?.message).toMatch(
			/^The new attachment is there \(ID \w{24}\), but the old one \(ID \w{24}\) could not be removed$/,
		);
		expect(error?.description).toContain('Do not run this again');
		expect(error?.description).toContain('Paystand says: This route is not open to your token.');
		expect(await attached()).toEqual(['old.pdf', 'new.pdf']);
	});
});
