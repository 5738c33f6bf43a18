/** Looks for secrets in all that n8n has written: its files byte by byte, its database value by value. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A secret, by the name that a finding gives it: its value never gets into a report. */
export interface Secret {
	name: string;
	value: string;
}

export interface Finding {
	secret: string;
	/** In which spelling, such as `as base64`. */
	spelling: string;
	/** A file of the folder, or `table.column` of the database. */
	where: string;
}

/** How much was looked at: a search of nothing finds nothing. */
export interface Search {
	findings: Finding[];
	files: number;
	values: number;
}

/** n8n's database in its user folder. */
const DATABASE = join('.n8n', 'database.sqlite');
/** The code that is installed there is ours, and no record of what was done. */
const CODE = 'node_modules';

/**
 * @param userFolder n8n's, with n8n stopped: what is in its memory alone is not written yet
 */
export async function searchForSecrets(userFolder: string, secrets: Secret[]): Promise<Search> {
	const spellings = secrets.flatMap(spellingsOf);
	const files = await filesBelow(userFolder);
	const findings: Finding[] = [];
	const lookInto = (where: string, content: Buffer) => {
		for (const { needle, ...rest } of spellings) {
			if (content.includes(needle)) findings.push({ ...rest, where });
		}
	};
	for (const file of files) lookInto(relative(userFolder, file), await readFile(file));
	let values = 0;
	// A long value lies on several pages of the file, so a search of the bytes alone would miss it.
	for (const { where, content } of databaseValues(join(userFolder, DATABASE))) {
		lookInto(where, content);
		values++;
	}
	return { findings, files: files.length, values };
}

function spellingsOf({ name, value }: Secret) {
	const bytes = Buffer.from(value);
	const spelt = {
		'as it is': value,
		'as hex': bytes.toString('hex'),
		'in a URL': encodeURIComponent(value),
		'in JSON': inJson(value),
		'in JSON within JSON': inJson(inJson(value)),
		...base64Spellings(bytes),
	};
	const unique = new Map(
		Object.entries(spelt)
			.reverse()
			.map(([spelling, text]) => [text, spelling]),
	);
	return [...unique].map(([text, spelling]) => ({
		secret: name,
		spelling,
		needle: Buffer.from(text),
	}));
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** Base64 of a text within a longer one: three ways, by where it begins; its uncertain ends are cut off. */
function base64Spellings(bytes: Buffer): Record<string, string> {
	return Object.fromEntries(
		[0, 1, 2].map((offset) => {
			const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
			const start = offset === 0 ? 0 : offset + 1;
			const end = Math.floor(((offset + bytes.length) * 8) / 6);
			return [`as base64, ${offset} further on`, encoded.slice(start, end)];
		}),
	);
}

async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found = await Promise.all(
		entries.map(async (entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return entry.name === CODE ? [] : await filesBelow(path);
			return entry.isFile() ? [path] : [];
		}),
	);
	return found.flat();
}

function* databaseValues(file: string): Generator<{ where: string; content: Buffer }> {
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
		for (const { name } of tables) {
			for (const row of database.prepare(`SELECT * FROM "${String(name)}"`).iterate()) {
				for (const [column, value] of Object.entries(row)) {
					if (typeof value !== 'string' && !(value instanceof Uint8Array)) continue;
					yield { where: `${String(name)}.${column}`, content: Buffer.from(value as string) };
				}
			}
		}
	} finally {
		database.close();
	}
}
