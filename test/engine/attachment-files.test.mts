import { createHash } from 'node:crypto';
import { BinaryDataService } from 'n8n-core';
import { describe, expect, test, vi } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine({ binaryMode: 'filesystem' });

test('a file that n8n keeps on disk goes up byte for byte, and stays for the nodes after', async () => {
	await engine.addCustomer();
	const { id } = await engine.addReceivable('1001');
	const data = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000, 0xfe)]);
	const file = { name: 'Rechnung "März"\u2028.pdf', data };
	const upload = (parameters: object) =>
		engine.run({
			resource: 'attachment',
			operation: 'upload',
			items: [{ json: {}, files: { first: file, second: file } }],
			parameters: { receivable: { mode: 'id', value: id, __rl: true }, ...parameters } as never,
		});

	const { error, requests, json } = await upload({ binaryPropertyName: '*' });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(2);
	for (const { body } of requests)
		expect(body).toMatchObject({
			attachment: {
				bytes: data.length,
				sha256: createHash('sha256').update(data).digest('hex'),
				contentType: 'application/pdf',
			},
		});

	const missing = await upload({ binaryPropertyName: 'third' });
	expect(missing.error?.description).toContain('The item has these files: first, second.');
});

test('a file that is too large is refused by its known size, before it is read', async () => {
	await engine.addCustomer();
	const { id } = await engine.addReceivable('1001');
	const data = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(21 * 1024 * 1024)]);
	const read = vi.spyOn(BinaryDataService.prototype, 'getAsBuffer');
	const { error, requests } = await engine.run({
		resource: 'attachment',
		operation: 'upload',
		items: [{ json: {}, files: { data: { name: 'plans.pdf', data } } }],
		parameters: { receivable: { mode: 'id', value: id, __rl: true } } as never,
	});
	expect(error?.message).toContain("holds a file of 21.0 MB: 'plans.pdf'");
	expect(error?.description).toContain('up to 20 MB');
	expect(read).not.toHaveBeenCalled();
	expect(requests).toEqual([]);
	read.mockRestore();
});

describe('many files', () => {
	const megabytes = (size: number) =>
		Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size * 1024 * 1024)]);
	const receivable = { mode: 'id', value: '={{ $json.receivable }}', __rl: true };
	const attachment = { mode: 'id', value: '={{ $json.old }}', __rl: true };

	const send = async (operation: string, data: Buffer, rows: object[], options = {}) => {
		const items = rows.map((json) => ({ json, files: { data: { name: 'invoice.pdf', data } } }));
		const parameters = { receivable, attachment, options } as never;
		const { error, json } = await engine.run({
			resource: 'attachment',
			operation,
			items: items as never,
			parameters,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(rows.length);
		return json;
	};
	const rowsOf = async (count: number) => {
		await engine.addCustomer();
		const { id } = await engine.addReceivable('1001');
		engine.setFaults({ latencyMs: 30 });
		return Array.from({ length: count }, () => ({ receivable: id }));
	};

	test('of usual size go up eight at a time', async () => {
		await send('upload', megabytes(0.2), await rowsOf(30));
		expect(engine.mostAtATime).toBe(8);
	});

	test('of usual size that a Code node has made go up eight at a time too', async () => {
		const data = megabytes(0.2).toString('base64');
		const binary = { data: { data, mimeType: 'application/pdf', fileName: 'invoice.pdf' } };
		const { error, json } = await engine.run({
			resource: 'attachment',
			operation: 'upload',
			items: (await rowsOf(30)).map((row) => ({ json: row, binary })),
			parameters: { receivable } as never,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(30);
		expect(engine.mostAtATime).toBe(8);
	});

	test('that are large go up one at a time', async () => {
		await send('upload', megabytes(14), await rowsOf(4));
		expect(engine.mostAtATime).toBe(1);
	});

	test('that replace others keep to it as well', async () => {
		const rows = await rowsOf(5);
		const old = await send('upload', megabytes(0), rows, { requestsAtATime: 1 });
		await send(
			'replace',
			megabytes(11),
			rows.map((row, index) => ({ ...row, old: old[index].id })),
		);
		expect(engine.mostAtATime).toBe(2);
	});
});
