import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { filePart } from '../../../client/multipart.ts';

const part = (fileName: string, data = Buffer.from('%PDF-'), contentType = 'application/pdf') =>
	filePart({ field: 'attachment', fileName, contentType, data });

/** Reads it back with the parser of the platform. */
const parsed = async ({ body, contentType }: ReturnType<typeof filePart>) => {
	const headers = { 'content-type': contentType };
	const form = await new Response(new Uint8Array(body), { headers }).formData();
	expect([...form.keys()]).toEqual(['attachment']);
	return form.get('attachment') as File;
};

describe('a file as multipart', () => {
	test('is what the standard says, byte for byte', () => {
		const { body, contentType } = part('a.pdf');
		const boundary = contentType.replace('multipart/form-data; boundary=', '');
		expect(body.toString()).toBe(
			[
				`--${boundary}`,
				'Content-Disposition: form-data; name="attachment"; filename="a.pdf"',
				'Content-Type: application/pdf',
				'',
				'%PDF-',
				`--${boundary}--`,
				'',
			].join('\r\n'),
		);
	});

	test('any bytes arrive as they were', async () => {
		for (const data of [Buffer.alloc(0), Buffer.from('\r\n--\r\n'), randomBytes(100_000)]) {
			const file = await parsed(part('a.pdf', data));
			expect(Buffer.from(await file.arrayBuffer()).equals(data)).toBe(true);
		}
	});

	test.each(['Rechnung März.pdf', '請求書.pdf', '🧾.pdf', "O'Brien; draft.pdf", 'a=b&c%20d.pdf'])(
		'the name %s arrives as it was',
		async (name) => {
			expect((await parsed(part(name))).name).toBe(name);
		},
	);

	test.each(['a".pdf', 'a\r\nX-Evil: 1\r\n\r\nbody.pdf', 'a\n.pdf', '"; name="other'])(
		'the name %j cannot break out of its header',
		async (name) => {
			const made = part(name);
			const head = made.body.toString().split('\r\n\r\n')[0].split('\r\n');
			expect(head).toHaveLength(3);
			expect(head[1].match(/"/g)).toHaveLength(4);
			const file = await parsed(made);
			expect(Buffer.from(await file.arrayBuffer()).toString()).toBe('%PDF-');
		},
	);

	test('the type cannot break out of its header either', async () => {
		const made = part('a.pdf', Buffer.from('x'), 'text/plain\r\nX-Evil: 1');
		expect(made.body.toString().split('\r\n\r\n')[0].split('\r\n')).toHaveLength(3);
	});

	test('two bodies have two boundaries', () => {
		expect(part('a.pdf').contentType).not.toBe(part('a.pdf').contentType);
	});
});
